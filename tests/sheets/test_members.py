"""Members: admitted, transferred, gone; each row also a fact."""

from collections.abc import Callable
from datetime import date

from shenbian.facts.models import Fact
from shenbian.people.models import GroupSpell, Membership
from shenbian.sheets.report import Summary
from tests.sheets.books import identity
from tests.sheets.conftest import District

Counts = Callable[[Summary], dict[str, int]]
HEADERS = (
    "姓名",
    "证件号码",
    "手机号",
    "工会编号",
    "单位",
    "入会日期",
    "入会方式",
    "离会日期",
    "离会方式",
    "群体",
    "职业",
    "状态",
)


def row(n: int, **said: object) -> list[object]:
    """Member number n of the plant, as its officer types it."""
    told: dict[str, object] = {
        "姓名": f"职工{n}",
        "证件号码": identity(n),
        "工会编号": "SY-03-1",
        "单位": "U1",
        "入会日期": date(2022, 3, 5),
        "入会方式": "入会",
        "状态": "在册",
    } | said
    return [told.get(header) for header in HEADERS]


def standing(kind: str) -> list[tuple[date, str]]:
    return list(Fact.objects.filter(kind=kind, voided_at=None).values_list("happened_on", "org_path").order_by("id"))


def test_a_member_is_admitted_once_with_the_two_new_mark_of_the_unit_then(district: District, counts: Counts) -> None:
    units = ("单位编号", "单位名称", "类型", "情况日期", "两新组织")
    district.sheet(
        "单位登记表",
        units,
        [("U1", "北方机械厂", "企业", date(2022, 1, 1), "是"), ("U1", "北方机械厂", "企业", date(2022, 6, 1), "否")],
    )
    summary = district.sheet(
        "会员登记表",
        HEADERS,
        [row(1), row(2, 入会日期="2022.7.1"), row(1), row(3, 状态="待审批"), row(4, 工会编号="没有的工会")],
    )

    assert counts(summary) == {"new": 2, "same": 1, "left_out": 1, "refused": 1}
    facts = Fact.objects.filter(kind="member.admitted").order_by("happened_on").values_list("happened_on", "facets")
    assert list(facts) == [(date(2022, 3, 5), {"two_new": True}), (date(2022, 7, 1), {"two_new": False})]
    assert Membership.objects.count() == 2
    assert counts(district.sheet("会员登记表", HEADERS, [row(1), row(2, 入会日期="2022-07-01")])) == {"same": 2}


def test_an_admission_that_is_a_transfer_in_is_no_admission_and_ends_the_membership_elsewhere(
    district: District, counts: Counts
) -> None:
    district.sheet("会员登记表", HEADERS, [row(1, 入会日期="2020-01-01")])
    summary = district.sheet(
        "会员登记表",
        HEADERS,
        [row(1, 工会编号="SY-03", 入会方式="转入"), row(2, 工会编号="SY-03", 入会方式="转入")],
    )

    assert counts(summary) == {"new": 2}
    assert standing("member.admitted") == [(date(2020, 1, 1), district.plant.path)]
    assert standing("member.transferred_in") == [(date(2022, 3, 5), district.town.path)] * 2
    assert standing("member.left") == [(date(2022, 3, 5), district.plant.path)]


def test_somebody_who_is_a_member_already_is_refused_with_the_words_of_the_verb(
    district: District, counts: Counts
) -> None:
    district.sheet("会员登记表", HEADERS, [row(1, 入会日期="2020-01-01")])
    summary = district.sheet("会员登记表", HEADERS, [row(1, 工会编号="SY-03"), row(2)])

    assert counts(summary) == {"new": 1, "refused": 1}
    ((number, field, reason),) = summary.sheets[0].refused
    assert (number, field) == (2, "整行")
    assert "北方机械厂工会" in reason


def test_a_later_sheet_ends_a_membership_and_corrects_how_it_began(district: District, counts: Counts) -> None:
    district.sheet("会员登记表", HEADERS, [row(1), row(2)])
    summary = district.sheet(
        "会员登记表",
        HEADERS,
        [row(1, 离会日期="2022-09-01", 离会方式="退会", 状态="已离会"), row(2, 入会方式="转入")],
    )

    assert counts(summary) == {"changed": 2}
    assert [changed for _, changed in summary.sheets[0].changed] == ["离会日期", "入会方式"]
    assert standing("member.left") == [(date(2022, 9, 1), district.plant.path)]
    assert (len(standing("member.admitted")), len(standing("member.transferred_in"))) == (1, 1)
    again = [row(1, 离会日期="2022-09-01", 离会方式="退会", 状态="已离会"), row(2, 入会方式="转入")]
    assert counts(district.sheet("会员登记表", HEADERS, again)) == {"same": 2}


def test_groups_and_occupations_are_kept_from_the_first_day(district: District, counts: Counts) -> None:
    summary = district.sheet(
        "会员登记表",
        HEADERS,
        [row(1, 群体="新就业形态劳动者", 职业="快递员"), row(2, 群体="新就业形态劳动者")],
    )

    assert counts(summary) == {"new": 1, "refused": 1}
    assert list(GroupSpell.objects.values_list("group", "occupation", "from_on")) == [
        ("new_form_worker", "courier", date(2022, 3, 5))
    ]
