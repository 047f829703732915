"""A visit is taken down once, with photo, place and time, and is the same fact that an import would write."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from shenbian.facts.models import Fact
from shenbian.fieldwork.actions import take_down
from shenbian.fieldwork.models import FieldRecord
from shenbian.files.queries import attachments_of
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import chinese_day, now, today
from shenbian.kit.refusal import Refused as RefusedBelow
from shenbian.orgs.actions import close_unit
from tests.field.conftest import ANSWERS, SPOT, Field, shot
from tests.field.importing import write_visit


def facts(kind: str = "visit") -> list[Fact]:
    return list(Fact.objects.filter(kind=kind, voided_at=None).order_by("id"))


def test_a_visit_writes_the_fact_that_an_import_would(field: Field) -> None:
    record = field.visit(photos=[shot()], place=SPOT)
    (fact,) = facts()
    assert (record.status, record.organisation, record.desk) == ("recorded", field.place.east, "organising")
    assert (fact.source, fact.unit, fact.happened_on) == (
        f"monthly_visits|{field.shop.pk}|{today()}",
        field.shop.pk,
        today(),
    )
    assert (fact.organisation, fact.org_path) == (field.place.east.pk, field.place.east.path)
    assert fact.facets == {
        "programme": "monthly_visits",
        "met": "人事负责人",
        "answers": "已问职工人数、建会意愿、困难",
    }
    assert fact.evidence == record.subject
    (attached,) = attachments_of([record.subject])
    assert (attached.kind, attached.latitude, attached.longitude) == ("photo", 40.12816, 116.65417)
    assert record.accuracy == 12.0
    assert record.arrived_at >= record.happened_at


def test_a_unit_with_a_union_counts_at_its_union(field: Field) -> None:
    assert field.visit(field.plant).organisation == field.place.plant


def test_an_inspection_is_its_own_kind_at_the_desk_of_its_line(field: Field) -> None:
    officer = field.place.actor("town_officer", field.place.east)
    said = field.said(result="已检查", answers={"scope": "燃气", "hazards": 2, "found": "软管老化", "no": "J-7"})
    record = take_down(field.inspecting, said, by=officer, client_key=uuid4())
    (fact,) = facts("inspection.made")
    assert (fact.source, fact.facets) == (
        f"{field.shop.pk}|{today()}",
        {"programme": "safety_inspections", "no": "J-7"},
    )
    assert record.desk == "protection"


@pytest.mark.parametrize(("result", "why"), [("电话联系", "电话联系不算走访"), ("未见到人", "未见到人,不算走访")])
def test_what_is_no_visit_is_refused_with_the_registers_own_reason(field: Field, result: str, why: str) -> None:
    with pytest.raises(Refused) as no:
        field.visit(result=result)
    assert no.value.why == f"{why}，没有登记。到了现场、见到了人，再登记。"
    assert (FieldRecord.objects.count(), facts()) == (0, [])


def test_the_second_of_a_day_is_refused_and_names_the_first(field: Field) -> None:
    field.visit()
    other = field.place.actor("town_officer", field.place.east)
    first = field.place.officers["social_worker@SY-1"]
    with pytest.raises(Refused) as no:
        field.visit(by=other)
    assert no.value.why == (
        f"{chinese_day(today())}对“清风商店”已有一次走访（{first.name}登记），同一天只记一次。"
        "要补充的，请打开那一次更正。"
    )
    assert len(facts()) == 1
    assert field.visit(happened_at=now() - timedelta(days=1), by=other).status == "recorded"


def test_the_same_key_again_gives_what_is_there(field: Field) -> None:
    key, said = uuid4(), field.said(photos=[shot()])
    once = take_down(field.visiting, said, by=field.walker, client_key=key)
    again = take_down(field.visiting, said, by=field.walker, client_key=key)
    assert (once, FieldRecord.objects.count(), len(facts())) == (again, 1, 1)
    assert attachments_of([once.subject]).count() == 1


def test_what_was_refused_may_be_put_right_and_sent_under_its_key(field: Field) -> None:
    key = UUID(int=7)
    with pytest.raises(Refused):
        said = field.said(result="电话联系", photos=[shot()])
        take_down(field.visiting, said, by=field.walker, client_key=key)
    record = take_down(field.visiting, field.said(photos=[shot("navy")]), by=field.walker, client_key=key)
    assert (record.status, attachments_of([record.subject]).count()) == ("recorded", 1)


def test_a_photo_proves_one_day_only(field: Field) -> None:
    first = field.visit(happened_at=now() - timedelta(days=3), photos=[shot()])
    with pytest.raises(Refused) as no:
        field.visit(photos=[shot()])
    day = chinese_day(first.happened_on)
    assert no.value.why == f"这张照片已经用在{day}的走访里。请用这一次现场拍的照片。"
    perform("strike", on=first, by=field.walker, said={"reason": "日期写错"})
    assert field.visit(photos=[shot()]).status == "recorded"


def test_nothing_is_taken_down_before_it_happens_or_at_a_unit_that_is_gone(field: Field) -> None:
    with pytest.raises(Refused) as no:
        field.visit(happened_at=now() + timedelta(hours=2))
    assert no.value.why == "时间还没有到。请写实际发生的时间。"
    close_unit(field.shop, on=today() - timedelta(days=9), by="test")
    field.shop.refresh_from_db()
    with pytest.raises(Refused) as no:
        field.visit()
    assert no.value.why == f"“清风商店”已于{chinese_day(today() - timedelta(days=9))}注销。请核对单位。"


def test_outside_ones_towns_there_is_nothing_to_take_down(field: Field) -> None:
    west = field.place.actor("social_worker", field.place.west)
    with pytest.raises(NotYours):
        take_down(field.visiting, field.said(), by=field.member(), client_key=uuid4())
    assert field.visit(field.far, by=west).organisation == field.place.west
    assert FieldRecord.objects.count() == 1


def test_a_file_that_is_no_photo_leaves_nothing(field: Field) -> None:
    with pytest.raises(RefusedBelow):
        field.visit(photos=[shot(), type(shot())(b"no photo", "x.jpg")])
    assert (FieldRecord.objects.count(), facts()) == (0, [])


def test_a_correction_writes_anew_and_the_old_fact_stays_readable(field: Field) -> None:
    record = field.visit()
    said = ANSWERS | {"met": "厂长", "needs": "没有", "reason": "职务写错"}
    record = perform("correct", on=record, by=field.walker, said=said)
    old, new = Fact.objects.filter(kind="visit").order_by("id")
    assert (old.voided_at is None, new.voided_at, new.facets["met"]) == (False, None, "厂长")
    assert record.answers == ANSWERS | {"met": "厂长", "needs": "没有"}
    void = Fact.objects.get(kind="void")
    assert (void.voids, void.facets) == (old.pk, {"reason": "职务写错"})


def test_what_is_struck_out_counts_no_more_and_makes_room(field: Field) -> None:
    record = field.visit()
    record = perform("strike", on=record, by=field.walker, said={"reason": "去错了单位"})
    assert (record.status, facts()) == ("struck", [])
    assert field.visit().status == "recorded"


def test_an_import_of_the_same_day_stands_in_the_way(field: Field) -> None:
    field.visit()
    source = facts()[0].source
    perform("strike", on=FieldRecord.objects.get(), by=field.walker, said={"reason": "改由台账导入"})
    write_visit(field, source)
    with pytest.raises(Refused) as no:
        field.visit()
    assert "（由台账导入）" in no.value.why
