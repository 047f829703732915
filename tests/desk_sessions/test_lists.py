"""Lists: a union's officer books, swaps and takes down their own people; the host keeps places, rolls and heads."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shenbian.gatherings.actions import book_for, set_quotas
from shenbian.gatherings.models import Booking, Quota, Session, Turn
from shenbian.kit import workbook
from shenbian.orgs.models import Unit
from shenbian.people.models import Membership, Person
from shenbian.rights.actor import Actor
from tests.desk_sessions.conftest import Cast, SeenBy, at, plain, text
from tests.editions.conftest import officer, person_of
from tests.gatherings.conftest import OPERATOR, held, opened, running
from tests.people import making


def sheet(headers: list[str], rows: list[list[object]]) -> SimpleUploadedFile:
    made = io.BytesIO()
    workbook.write(made, [workbook.Sheet("名单", [workbook.Column(each) for each in headers], rows)])
    return SimpleUploadedFile("名单.xlsx", made.getvalue())


def of_plant(cast: Cast, count: int) -> list[Person]:
    return [person_of(cast.worker(of=cast.plant)) for _ in range(count)]


def kept(cast: Cast, places: int) -> Session:
    session = opened(cast, capacity=50)
    set_quotas(session, {cast.plant.pk: places}, by=OPERATOR)
    return session


def test_a_list_is_booked_and_what_is_refused_comes_back_with_row_and_reason(cast: Cast, seen_by: SeenBy) -> None:
    session = kept(cast, 3)
    first, second, third, fourth = of_plant(cast, 4)
    stranger = person_of(cast.worker(of=cast.shop))
    book_for(session, [third], by=cast.bo)
    names = [first.name, stranger.name, "", third.name, making.number(2), first.name, fourth.name]
    client = seen_by(cast.bo)
    assert "还剩2个" in text(client, at(session, "book/"))
    answer = client.post(at(session, "book/"), {"names": "\n".join(names)})
    page = plain(answer.content.decode())
    assert re.findall(r"(第\d行) (职工\d) (\S{6})", page) == [
        ("第2行", stranger.name, "您的职责里没"),
        ("第4行", third.name, "已经预约了这"),
        ("第6行", first.name, "第1行是同一"),
        ("第7行", fourth.name, "本工会的名额"),
    ]
    booked = Booking.objects.filter(status="booked").values_list("person", flat=True)
    assert set(booked) == {first.pk, second.pk, third.pk}
    assert Quota.objects.get().left == 0


def test_a_sheet_is_booked_by_its_columns(cast: Cast, seen_by: SeenBy) -> None:
    session = kept(cast, 5)
    first, second = of_plant(cast, 2)
    rows: list[list[object]] = [[1, first.name, making.number(1)], [2, second.name, ""], [3, "无名氏", ""]]
    answer = seen_by(cast.bo).post(at(session, "book/"), {"sheet": sheet(["序号", "姓名", "身份证号"], rows)})
    assert "表格第4行 无名氏" in plain(answer.content.decode())
    assert Booking.objects.filter(status="booked").count() == 2


@pytest.mark.parametrize("sent", [{}, {"sheet": "text"}, {"sheet": "other"}])
def test_what_is_no_list_is_told_so(cast: Cast, seen_by: SeenBy, sent: dict[str, str]) -> None:
    files = {"text": SimpleUploadedFile("a.xlsx", b"abc"), "other": sheet(["甲", "乙"], [["丙", "丁"]])}
    answer = seen_by(cast.bo).post(at(kept(cast, 1), "book/"), {key: files[name] for key, name in sent.items()})
    assert answer.status_code == 422
    assert Booking.objects.count() == 0


def test_one_of_their_people_is_swapped_and_no_stranger_gets_the_place(cast: Cast, seen_by: SeenBy) -> None:
    session = kept(cast, 1)
    old, new = of_plant(cast, 2)
    stranger = person_of(cast.worker(of=cast.shop))
    booking = book_for(session, [old], by=cast.bo)[0].thing
    assert booking is not None
    door = at(session, f"bookings/{booking.pk}/swap/")
    assert seen_by(cast.gu).get(door).status_code == 404
    client = seen_by(cast.bo)
    assert client.post(door, {"person": stranger.name, "reason": "生病"}).status_code == 422
    assert client.post(door, {"person": new.name, "reason": "生病"}).status_code == 302
    told = dict(Booking.objects.values_list("person", "status"))
    assert told == {old.pk: "withdrawn", new.pk: "booked"}
    assert Quota.objects.get().taken == 1


def test_the_host_shares_places_out_and_saves_them(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = opened(cast, capacity=9)
    of_plant(cast, 2)
    cast.worker(of=cast.shop)
    client = seen_by(host)
    lines = {"others": "机床厂工会 0\n百货工会 0"}
    shared = client.post(at(session, "quotas/"), {**lines, "step": "share", "total": "9"})
    found = dict(re.findall(r'name="places-(\d+)" id="q\d+" value="(\d*)"', shared.content.decode()))
    assert (found[str(cast.plant.pk)], found[str(cast.shop.pk)], Quota.objects.count()) == ("6", "3", 0)
    said = {f"places-{cast.plant.pk}": "6", "others": "百货工会 4"}
    refused = client.post(at(session, "quotas/"), {**said, "step": "save"})
    assert (refused.status_code, "超过容量9人" in refused.content.decode()) == (422, True)
    assert client.post(at(session, "quotas/"), {"others": "没有这家 3", "step": "save"}).status_code == 422
    client.post(at(session, "quotas/"), {**said, "others": "J2 3", "step": "save"})
    assert dict(Quota.objects.values_list("organisation", "places")) == {cast.plant.pk: 6, cast.shop.pk: 3}
    client.post(at(session, "quotas/"), {"step": "release"})
    assert sum(Quota.objects.values_list("places", flat=True)) == 0


def test_a_paper_roll_is_typed_in_afterwards(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = held(opened(cast))
    first, second = of_plant(cast, 2)
    client = seen_by(host)
    names = f"{first.name} 90分钟\n{second.name}\n{first.name}"
    told = plain(client.post(at(session, "roll/"), {"names": names}).content.decode())
    assert "第3行" in told and "一场只记一次" in told
    assert list(Turn.objects.order_by("pk").values_list("minutes", "status")) == [(90, "counted"), (None, "counted")]
    assert seen_by(cast.bo).post(at(session, "roll/"), {"names": first.name}).status_code == 200
    assert Turn.objects.count() == 2


def test_heads_are_taken_down_by_unit(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = held(opened(cast))
    client = seen_by(host)
    told = client.post(at(session, "heads/"), {"names": "东镇机床厂 45人\n百货工会 8\n没有这家 3\n机床厂工会"})
    assert re.findall(r"(第\d行) (\S+)", plain(told.content.decode())) == [
        ("第3行", "没有这家"),
        ("第4行", "机床厂工会"),
    ]
    counted = Turn.objects.order_by("quantity").values_list("slip", "quantity", "union__name", "unit__name")
    assert list(counted) == [("J2", 8, "百货工会", None), ("D1", 45, "机床厂工会", "东镇机床厂")]
    again = client.post(at(session, "heads/"), {"sheet": sheet(["单位", "人数"], [["东镇机床厂", 46], ["J1", 2]])})
    assert "集体签到单“D1”已经登记过" in plain(again.content.decode())
    assert Turn.objects.count() == 3
    assert "集体签到 55 人次" in text(client, at(session))


def test_guests_are_invited_by_the_host_alone(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = opened(cast, booking="invitation", capacity=5)
    (guest,) = of_plant(cast, 1)
    assert seen_by(cast.bo).get(at(session, "invite/")).status_code == 404
    assert seen_by(host).post(at(session, "invite/"), {"names": guest.name}).status_code == 302
    assert Booking.objects.get().status == "invited"


def test_places_are_kept_for_a_platform_and_its_union_sees_them(cast: Cast, seen_by: SeenBy) -> None:
    slot = opened(cast, kind="health_slot", capacity=9, edition=running(cast, "health_checks"))
    Membership.objects.filter(person__key=cast.worker(of=cast.plant).person).update(unit=cast.works)
    client = seen_by(officer(31, "desk_head", cast.district, "service"))
    told = {"others": "东镇机床厂 3\n百货工会 2", "step": "save"}
    answer = client.post(at(slot, "quotas/"), told, follow=True)
    assert "分给1家工会、1家单位5个名额。" in plain(answer.content.decode())
    kept = {each.whose: each.places for each in Quota.objects.all()}
    assert kept == {"百货工会": 2, "东镇机床厂": 3}
    page = client.get(at(slot, "quotas/")).content.decode()
    assert re.findall(rf'name="unit-{cast.works.pk}" id="w\d+" value="(\d*)"', page) == ["3"]
    assert re.findall(r'东镇机床厂</label></th>.*?<td class="number">(\d)</td>', page) == ["1"]
    client.post(at(slot, "quotas/"), {f"unit-{cast.works.pk}": "4", "step": "save"})
    assert Quota.objects.get(unit=cast.works).places == 4
    Unit.objects.create(number="D2", name="东镇机床厂", uscc=None, kind="employer")
    twice = client.post(at(slot, "quotas/"), {"others": "东镇机床厂 1", "step": "save"})
    assert "第1行：有几家“东镇机床厂”，请写编号（D1、D2），后面写名额。" in twice.content.decode()
    seen = {who: text(seen_by(who), at(slot)) for who in (cast.bo, cast.gu)}
    assert [("东镇机床厂 单位 4 0 4" in seen[who], "百货工会 2 0 2" in seen[who]) for who in (cast.bo, cast.gu)] == [
        (True, False),
        (False, True),
    ]
    assert "“东镇机床厂”有4个名额" in text(seen_by(cast.bo), at(slot, "book/"))
