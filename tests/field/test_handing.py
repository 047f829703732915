"""A parcel is handed to a person once; the second is refused and names who issued the first, when and where."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from shenbian.editions.actions import SettingUp, set_up
from shenbian.editions.models import Edition
from shenbian.facts.fact import NewFact
from shenbian.facts.models import Fact
from shenbian.fieldwork.actions import Said, erase_records, take_down
from shenbian.fieldwork.models import FieldRecord
from shenbian.fieldwork.queries import editions_for, offered, verbs_of
from shenbian.fieldwork.verbs import verbs
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.goods.actions import Bought, NewItem, add_item, add_store, buy
from shenbian.goods.declared import STOCK
from shenbian.goods.models import Issue, Item, Store
from shenbian.kit.period import chinese_day, now, today
from shenbian.ledger.models import Holding
from shenbian.people.cards import code_of
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.within import people_said, person_said
from shenbian.standard.taking import SheetRow, takers
from tests.field.conftest import JSON, SPOT, Field, clock
from tests.people.making import number

HANDING = verbs["spring_parcel"]
ITEM = {"item": "温暖礼包", "station": "石园驿站"}
OPERATOR = Actor.operator("test")


@pytest.fixture
def edition(field: Field) -> Edition:
    return opened(field)


def opened(field: Field, *items: str, **said: Any) -> Edition:
    """A campaign that is on, whose items lie at the station of the east town."""
    edition = _running(field, **said)
    places = {"石园驿站": field.place.east, "马坡驿站": field.place.west}
    stores = [
        Store.objects.filter(name=name).first() or add_store(body, name, by=OPERATOR) for name, body in places.items()
    ]
    for title in items or ("温暖礼包", "福字春联"):
        new = NewItem(programme="spring_parcels", edition=edition, title=title, organisation=field.place.federation)
        item = add_item(new, by=OPERATOR)
        for store in stores:
            number = f"RK-{item.pk}-{store.pk}"
            buy(Bought(number=number, item=item, store=store, quantity=99, on=today()), by=OPERATOR)
    return edition


def _running(field: Field, **said: Any) -> Edition:
    told = {"programme": "spring_parcels", "desk": "service", "title": "2026年春节慰问", "year": 2026}
    window = {"opens_at": now() - timedelta(days=9), "closes_at": now() + timedelta(days=9)}
    planned = set_up(SettingUp(organisation=field.place.federation, **(told | window | said)), by=OPERATOR)
    return perform("open", on=planned, by=OPERATOR)


def rider(field: Field, name: str = "王小梅") -> Person:
    return field.place.admit(field.place.plant, name)[0].person


def handed(field: Field, edition: Edition, **told: Any) -> FieldRecord:
    answers = {**ITEM, **told.pop("answers", {})}
    by = told.pop("by", field.walker)
    told = {"happened_at": now(), "result": "已领取", "edition": edition, **told}
    return take_down(HANDING, Said(answers=answers, **told), by=by, client_key=uuid4())


def facts() -> list[Fact]:
    return list(Fact.objects.filter(kind="parcel.issued", voided_at=None).order_by("id"))


def test_a_parcel_is_the_fact_that_an_import_would_write(field: Field, edition: Edition) -> None:
    person = rider(field)
    record = handed(field, edition, person=person, place=SPOT)
    (fact,) = facts()
    assert (fact.source, fact.edition, fact.person, fact.quantity) == (
        f"{edition.reference}|温暖礼包|{person.key}|",
        edition.reference,
        person.key,
        1,
    )
    assert fact.facets == {"programme": "spring_parcels", **ITEM}
    assert (fact.organisation, fact.evidence, str(record)) == (
        field.place.east.pk,
        record.subject,
        "发放春节慰问品：王*梅",
    )
    issue = Issue.objects.get()
    assert (record.led_to, issue.where, issue.edition) == (issue.subject, "石园驿站", edition)
    assert (
        Holding.objects.get(of=f"goods.store:{issue.store_id}", measure=f"item:{issue.item_id}", heading=STOCK).balance
        == 98
    )


def test_the_second_parcel_names_who_issued_the_first_when_and_where(field: Field, edition: Edition) -> None:
    person, west = rider(field), field.place.actor("social_worker", field.place.west)
    handed(field, edition, person=person)
    with pytest.raises(Refused) as no:
        said = {"item": "温暖礼包", "station": "马坡驿站"}
        handed(field, edition, person=person, by=west, happened_at=now() - timedelta(days=1), answers=said)
    name = field.place.officers["social_worker@SY-1"].name
    assert no.value.why == (
        f"这个人{chinese_day(today())}已在“石园驿站”领过“温暖礼包”（{name}登记），每人只领一份，不能再领。"
    )
    handed(field, edition, person=person, answers={"item": "福字春联"})
    handed(field, opened(field, title="2027年春节慰问", year=2027), person=person)
    assert len(facts()) == 3


@pytest.mark.parametrize("kept", [True, False])
def test_a_parcel_of_the_sheet_stands_in_the_way_too(field: Field, edition: Edition, kept: bool) -> None:
    """Also one of a sheet that came in before the edition was kept, and so under its title."""
    person, east = rider(field), field.place.east
    named = edition.reference if kept else edition.title
    Item.objects.update(activity=named)
    fact = NewFact(
        kind="parcel.issued",
        happened_on=today(),
        organisation=east.pk,
        org_path=east.path,
        edition=named,
        person=person.key,
        facets={"programme": "spring_parcels", "item": "温暖礼包", "station": "石园驿站"},
        source=f"{named}|温暖礼包|{person.key}|",
        evidence="签领.xlsx 第2行",
    )
    row = SheetRow(fact=fact, person=person.pk, called="第2行")
    assert takers["parcel.issued"].take([row], by=OPERATOR, batch=7).refused == {}
    with pytest.raises(Refused) as no:
        handed(field, edition, person=person)
    told = f"这个人{chinese_day(today())}已在“石园驿站”领过“温暖礼包”（由台账导入），每人只领一份，不能再领。"
    assert no.value.why == told


def test_nothing_is_handed_out_that_is_not_there(field: Field, edition: Edition) -> None:
    top, person = field.place.actor("desk_head", field.place.federation), rider(field)
    wrong = {
        "“2026年春节慰问”没有登记过“雨伞”。请核对名称，或先登记采购入库。": {"answers": {"item": "雨伞"}},
        "没有找到叫“牛山驿站”的发放点。请写库点的名称。": {"answers": {"station": "牛山驿站"}},
        "请写明在哪个发放点：顺义区总工会的“温暖礼包”不止在一处，或者还没有调拨来。": {
            "answers": {"station": ""},
            "by": top,
        },
    }
    for why, told in wrong.items():
        with pytest.raises(Refused) as no:
            handed(field, edition, person=person, **told)
        assert no.value.why == why
    assert FieldRecord.objects.count() == 0
    handed(field, edition, person=person, answers={"station": ""})
    assert Issue.objects.get().where == "石园驿站"


def test_a_visit_without_goods_is_once_a_campaign_too(field: Field) -> None:
    edition, person = _running(field, programme="games_condolence", title="2022年冬奥慰问", year=2022), rider(field)
    said = Said(
        happened_at=now(),
        result="已签收",
        edition=edition,
        person=person,
        answers={"target": "games", "site": "延庆路口"},
    )
    take_down(verbs["games_condolence"], said, by=field.walker, client_key=uuid4())
    (fact,) = Fact.objects.filter(kind="condolence")
    assert (fact.source, fact.facets) == (
        f"{edition.reference}|{person.key}|",
        {"programme": "games_condolence", "target": "games", "site": "延庆路口"},
    )
    with pytest.raises(Refused, match="登记），同一次慰问每人只记一次。"):
        take_down(verbs["games_condolence"], said, by=field.walker, client_key=uuid4())


def test_a_team_signs_together_on_a_slip(field: Field, edition: Edition) -> None:
    slip = {"slip": "LQ-001", "count": 50}
    record = handed(field, edition, unit=field.shop, answers=slip)
    (fact,) = facts()
    assert (fact.unit, fact.person, fact.quantity, fact.facets["slip"]) == (field.shop.pk, None, 50, "LQ-001")
    assert str(record) == "发放春节慰问品：清风商店"
    wrong = {
        "发给单位的，请写集体单号和数量。": {"unit": field.shop},
        "写明了本人，就不用集体单。请去掉集体单号和数量。": {"person": rider(field), "answers": slip},
    }
    for why, told in wrong.items():
        with pytest.raises(Refused) as no:
            handed(field, edition, **told)
        assert no.value.why == why


def test_it_was_handed_out_while_the_edition_ran_whenever_the_phone_sends_it(field: Field, edition: Edition) -> None:
    person = rider(field)
    for back, why in ((10, "才开始。请核对时间。"), (-1, "时间还没有到。请写实际发生的时间。")):
        with pytest.raises(Refused) as no:
            handed(field, edition, person=person, happened_at=now() - timedelta(days=back))
        assert why in no.value.why
    perform("close", on=edition, by=OPERATOR)
    edition.refresh_from_db()
    assert handed(field, edition, person=person).status == "recorded"
    perform("finish", on=edition, by=OPERATOR)
    edition.refresh_from_db()
    with pytest.raises(Refused) as no:
        handed(field, edition, person=rider(field, "李明"))
    assert no.value.why == "“2026年春节慰问”现在是“已结束”，不能登记。"


def test_only_who_keeps_registers_of_this_line_hands_out(field: Field, edition: Edition) -> None:
    place = field.place
    assert HANDING in verbs_of(field.walker)
    for who in (place.actor("treasurer", place.federation), field.member()):
        assert HANDING not in verbs_of(who)
        with pytest.raises(NotYours):
            handed(field, edition, person=rider(field), by=who)
    planned = set_up(
        SettingUp(programme="spring_parcels", title="春节", year=2027, organisation=place.west), by=OPERATOR
    )
    perform("amend", on=planned, by=OPERATOR, said={"title": "西镇春节", "opens_at": now()})
    perform("open", on=planned, by=OPERATOR)
    west = place.actor("social_worker", place.west)
    assert [list(editions_for(HANDING, who)) for who in (field.walker, west)] == [[edition], [planned, edition]]


def test_what_was_handed_out_by_mistake_is_struck_out_there_and_handed_out_anew(field: Field, edition: Edition) -> None:
    person = rider(field)
    record = handed(field, edition, person=person)
    issue = Issue.objects.get()
    assert (record.flow.moves_from("recorded"), issue.evidence) == ((), record.subject)
    perform("strike", on=issue, by=field.walker, said={"reason": "拿错了"})
    assert facts() == []
    handed(field, edition, person=person, answers={"item": "福字春联"})
    assert [fact.facets["item"] for fact in facts()] == ["福字春联"]


def test_who_is_meant_is_found_by_card_number_or_name_within_ones_duty(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = rider(field)
    (far,) = field.place.admit(field.place.mill, "李远")
    card = f"https://shenbian.example/verify/card/{code_of(far.person)}/"

    def found(typed: str, at: Any = None) -> Any:
        told = person_said(typed, actor=field.walker, right=Right.REGISTER_KEEP, at=at)
        return told.person or told.why

    whole = number(field.place.made - 1)
    assert [found("王小梅"), found(whole), found(f"王小梅 {whole}"), found(card)] == [mine] * 3 + [far.person]
    assert found("李远") == "您的职责里没有找到“李远”。请写证件号码，或者姓名的全称。"
    assert found(f"王大梅，{whole}") == "“王大梅”与号码不符。请核对。"
    rider(field)
    assert found("王小梅") == "有不止一位“王小梅”。请写证件号码。"
    scanned = now()
    later = time.time() + 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert found(card, scanned) == far.person  # a phone without a network sends it an hour later
    gone = "会员卡上的码已经过期（只有五分钟）。请让对方刷新后再扫，或者写证件号码。"
    assert [found(card), found(card, scanned - timedelta(hours=1)), found("/verify/card/nonsense/", scanned)] == [
        gone
    ] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_people_is_found_in_two_queries(field: Field, count: int, django_assert_num_queries: Any) -> None:
    names = [f"职工{n}" for n in range(count)]
    field.place.admit(field.place.plant, *names)
    walker = field.walker
    with django_assert_num_queries(2):
        found = people_said(names, actor=walker, right=Right.REGISTER_KEEP)
    assert [each.person.name for each in found if each.person] == names


def posted(edition: Edition, **said: Any) -> dict[str, Any]:
    told = {
        "edition": edition.pk,
        "happened_at": clock(),
        "result": "已领取",
        **ITEM,
    }
    return told | {"client_key": str(uuid4())} | said


def test_the_form_takes_a_card_or_a_unit_and_a_phone_hears_why_not(field: Field, edition: Edition) -> None:
    client, person = field.client(), rider(field)
    card = f"/verify/card/{code_of(person)}/"
    told = posted(edition, person=card)
    answers = [client.post("/desk/field/spring_parcel/", told, headers=JSON) for _ in range(3)]
    assert [(each.status_code, each.json()["title"]) for each in answers] == [(201, "发放春节慰问品：王*梅")] * 3
    again = client.post("/desk/field/spring_parcel/", posted(edition, person="王小梅"), headers=JSON)
    assert (again.status_code, "已在“石园驿站”领过“温暖礼包”" in again.json()["why"]) == (409, True)
    none = client.post("/desk/field/spring_parcel/", posted(edition), headers=JSON)
    assert (none.status_code, none.json()["errors"]) == (422, {"person": "本人和单位，写其中一个。"})
    both = posted(edition, person="王小梅", unit="清风商店")
    assert client.post("/desk/field/spring_parcel/", both, headers=JSON).status_code == 422
    team = posted(edition, unit="清风商店", slip="LQ-9", count="12")
    assert client.post("/desk/field/spring_parcel/", team, headers=JSON).json()["title"] == "发放春节慰问品：清风商店"
    assert (len(facts()), FieldRecord.objects.count()) == (2, 2)
    assert offered(HANDING, field.walker, today(), most=9) == ["福字春联", "温暖礼包"]


def test_the_form_says_when_there_is_no_edition(field: Field) -> None:
    text = field.client().get("/desk/field/spring_parcel/").content.decode()
    assert "现在没有开放的届期" in text


def test_nothing_is_told_of_whoever_is_erased(field: Field, edition: Edition) -> None:
    person = rider(field)
    handed(field, edition, person=person, place=SPOT)
    erase_records([person.key])
    record = FieldRecord.objects.get()
    assert (record.answers, record.latitude, record.longitude, record.accuracy) == ({}, None, None, None)
