"""A batch is taken back as a whole: what it wrote goes, what it changed is as before, and it may come in again."""

from collections.abc import Callable
from datetime import date

import pytest

from shenbian.facts.models import Fact
from shenbian.flow.bodies import body_subject
from shenbian.flow.models import Trace
from shenbian.flow.refusals import Refused
from shenbian.kit.period import today
from shenbian.orgs import actions as orgs
from shenbian.orgs.models import Cover, Organisation, OrganisationPlace, Unit, UnitStatement
from shenbian.people.models import GroupSpell, Membership, Person
from shenbian.rights.models import Post
from shenbian.sheets.actions import reverse
from shenbian.sheets.models import Batch
from shenbian.sheets.report import Summary
from tests.sheets.books import identity
from tests.sheets.conftest import District
from tests.sheets.test_members import HEADERS, row

Counts = Callable[[Summary], dict[str, int]]
MONEY = ("日期", "工会", "项目", "银行回单号", "金额(元)", "到账情况")
DAY = date(2022, 7, 1)
UNIONS = ("工会编号", "工会名称", "类型", "上级工会编号", "成立日期", "成立方式", "所在单位", "状态")
TABLES = (Organisation, OrganisationPlace, Unit, UnitStatement, Cover, Person, Membership, GroupSpell, Post)


def money(amount: object) -> list[object]:
    return [date(2022, 5, 1), "SY", "劳动争议调解", "R1", amount, "已到账"]


def standing() -> list[tuple[str, str, int | None]]:
    facts = Fact.objects.filter(voided_at=None).exclude(kind="void").order_by("kind", "source")
    return list(facts.values_list("kind", "source", "amount_fen"))


def last() -> Batch:
    return Batch.objects.latest("pk")


def test_what_a_batch_wrote_goes_and_the_same_sheet_comes_in_again(district: District, counts: Counts) -> None:
    before = {model: model._default_manager.count() for model in TABLES}
    rows = [row(1, 群体="产业工人", 手机号="13800000001"), row(2)]
    assert counts(district.sheet("会员登记表", HEADERS, rows)) == {"new": 2}

    reverse(last(), by=district.by, reason="误报")

    assert standing() == []
    assert {model: model._default_manager.count() for model in TABLES} == before
    assert last().status == "reversed"
    assert counts(district.sheet("会员登记表", HEADERS, rows)) == {"new": 2}


def test_a_correction_taken_back_lets_the_old_fact_stand_again(district: District, counts: Counts) -> None:
    district.sheet("挽回经济损失", MONEY, [money(1000)])
    district.sheet("挽回经济损失", MONEY, [money(1200)])

    reverse(last(), by=district.by, reason="更正有误")

    assert standing() == [("money.recovered", "R1", 100000)]
    assert counts(district.sheet("挽回经济损失", MONEY, [money(1200)])) == {"changed": 1}


def test_amended_rows_are_as_before(district: District, counts: Counts) -> None:
    row_ = ["SY-03-1", "北方重型机械厂工会", "基层工会", "SY-03", date(2000, 1, 1), "原有", None, "正常"]
    assert counts(district.sheet("工会组织登记表", UNIONS, [row_])) == {"changed": 1}
    district.plant.refresh_from_db()
    assert district.plant.name == "北方重型机械厂工会"

    reverse(last(), by=district.by, reason="误报")

    district.plant.refresh_from_db()
    assert district.plant.name == "北方机械厂工会"


def test_a_body_that_a_sheet_dissolves_ends_as_by_hand_and_stands_again_with_all_it_had(
    district: District, counts: Counts
) -> None:
    orgs.cover(district.unit, by_union=district.plant, on=date(2010, 1, 1), by="test")
    headers, row_ = (
        (*UNIONS, "撤销日期"),
        ["SY-03-1", "北方机械厂工会", "基层工会", "SY-03", None, "原有", None, "已撤销", DAY],
    )
    assert counts(district.sheet("工会组织登记表", headers, [row_])) == {"changed": 1}
    assert rows_of(district.plant) == [DAY, DAY, DAY]
    assert list(Fact.objects.order_by("kind").values_list("kind", "unit", "happened_on")) == [
        ("union.dissolved", None, DAY),
        ("union.uncovered", district.unit.pk, DAY),
    ]
    number = last().pk
    assert traces_of(district.plant) == [("dissolve", "dissolved", {"on": "2022-07-01", "batch": number})]

    reverse(last(), by=district.by, reason="误报")

    assert (rows_of(district.plant), standing()) == ([None, None, None], [])
    back = ("restore", "standing", {"on": today().isoformat(), "batch": number})
    assert traces_of(district.plant)[1:] == [back]


def rows_of(body: Organisation) -> list[date | None]:
    """When the body, its place in the tree and its cover ended."""
    body.refresh_from_db()
    return [body.dissolved_on, body.places.get().until_on, body.covers.get().until_on]


def traces_of(body: Organisation) -> list[tuple[str, str, dict[str, object]]]:
    return list(Trace.objects.filter(subject=body_subject(body.pk)).order_by("id").values_list("move", "after", "said"))


def test_what_later_rests_on_a_batch_is_listed_and_nothing_is_taken_back(district: District) -> None:
    new = ["SY-03-2", "南方机械厂工会", "基层工会", "SY-03", date(2022, 1, 5), "新建", "U1", "已批复"]
    district.sheet("工会组织登记表", UNIONS, [new])
    founded = last()
    district.sheet("会员登记表", HEADERS, [row(1, 工会编号="SY-03-2")])

    with pytest.raises(Refused) as refused:
        reverse(founded, by=district.by, reason="误报")

    assert refused.value.why == (
        "后来的记录依赖这一批，请先撤回它们：1 条会籍引用了本批的工会；1 条入会台账记在本批的工会名下。"
    )
    assert len(standing()) == 2
    reverse(last(), by=district.by, reason="误报")
    reverse(founded, by=district.by, reason="误报")
    assert standing() == []
    assert not Organisation.objects.filter(number="SY-03-2").exists()


def test_facts_that_refer_to_a_batch_keep_it(district: District) -> None:
    sessions = ("日期", "工会", "项目", "场次编号", "状态")
    district.sheet("举办场次", sessions, [(date(2022, 3, 5), "SY-03", "职工志愿服务", "S1", "已举办")])
    held = last()
    turns = ("日期", "工会", "姓名", "证件号码", "项目", "场次编号", "签到情况")
    district.sheet(
        "参与记录", turns, [(date(2022, 3, 5), "SY-03", "张三", identity(1), "职工志愿服务", "S1", "已签到")]
    )

    with pytest.raises(Refused) as refused:
        reverse(held, by=district.by, reason="误报")

    assert refused.value.why == (
        "后来的记录依赖这一批，请先撤回它们：1 条参与记录引用了本批的场次；1 条参与记录台账引用了本批的举办场次。"
    )


def test_a_batch_leaves_one_trace_when_it_is_applied_and_one_when_it_is_taken_back(district: District) -> None:
    district.sheet("挽回经济损失", MONEY, [money(1000)])
    batch = last()
    reverse(batch, by=district.by, reason="误报")

    traces = Trace.objects.filter(subject=f"batch:{batch.pk}").order_by("id")
    assert [(trace.move, trace.before, trace.after) for trace in traces] == [
        ("apply", "previewed", "applied"),
        ("reverse", "applied", "reversed"),
    ]
    assert (traces[0].said["new"], traces[0].said["file"], traces[1].said) == (
        1,
        "挽回经济损失.xlsx",
        {"reason": "误报"},
    )


def test_a_batch_is_taken_back_once(district: District) -> None:
    district.sheet("挽回经济损失", MONEY, [money(1000)])
    reverse(last(), by=district.by, reason="误报")

    with pytest.raises(Refused):
        reverse(last(), by=district.by, reason="误报")
