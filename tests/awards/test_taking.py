"""The sheet 助推决定: a row is a decision that was public long enough, for something nobody got anything for, of the
amount that the rule of its day says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from shenbian.awards.models import Benefit, NoticeLine, PublicNotice
from shenbian.facts.models import Fact
from shenbian.flow.checks import drift
from shenbian.funds.models import Commitment, Payment
from shenbian.orgs.actions import register_unit
from shenbian.rulebook.actions import load_starter, set_rule
from shenbian.sheets.actions import reverse
from shenbian.sheets.models import Batch
from shenbian.sheets.report import Summary
from tests.awards.test_desk import browser
from tests.editions.conftest import officer
from tests.sheets.books import identity
from tests.sheets.conftest import District, counts, data_folder, district

__all__ = ["counts", "data_folder", "district"]
Counts = Callable[[Summary], dict[str, int]]
HEADERS = (
    "日期", "工会", "姓名", "证件号码", "金额(元)", "项目", "决定编号", "依据编号", "档次", "奖项级别", "成果取得日期",
    "团队人数", "公示第一天", "公示最后一天", "决定状态",
)  # fmt: skip
DAY = date(2022, 9, 20)


@pytest.fixture
def office(district: District) -> District:
    load_starter(by="test")
    return district


def row(number: str, **said: object) -> tuple[object, ...]:
    told: dict[str, object] = {
        "on": DAY, "person": 1, "yuan": 600, "programme": "职业资格证书助推", "basis": f"证{number}",
        "tier": "三级（高级工）",
        "level": "", "earned": date(2021, 5, 1), "team": "", "first": date(2022, 9, 9), "last": date(2022, 9, 19),
        "state": "已决定",
    } | said  # fmt: skip
    n = told["person"]
    return (
        told["on"], "SY", f"职工{n}", identity(int(str(n))), told["yuan"], told["programme"], number, told["basis"],
        told["tier"], told["level"], told["earned"], told["team"], told["first"], told["last"], told["state"],
    )  # fmt: skip


def bring(office: District, *rows: tuple[object, ...]) -> Summary:
    return office.sheet("助推决定", HEADERS, rows)


def whys(summary: Summary) -> list[str]:
    return [why for report in summary.sheets for _, _, why in report.refused]


def test_each_row_is_a_benefit_and_its_very_fact_under_a_notice_that_ended(office: District, counts: Counts) -> None:
    rows = [row("D1"), row("D2", person=2, yuan=2000, tier="1")]
    assert counts(bring(office, *rows)) == {"new": 2}
    found = Benefit.objects.order_by("number")
    assert [(each.number, each.amount_fen, each.status, each.decided_on) for each in found] == [
        ("D1", 60_000, "granted", DAY),
        ("D2", 200_000, "granted", DAY),
    ]
    facts = Fact.objects.filter(kind="benefit.granted").order_by("source")
    assert [(each.source, each.amount_fen, each.facets["basis"]) for each in facts] == [
        ("D1", 60_000, "证D1"),
        ("D2", 200_000, "证D2"),
    ]
    (notice,) = PublicNotice.objects.all()
    assert (notice.status, notice.starts_on, notice.last_on) == ("ended", date(2022, 9, 9), date(2022, 9, 19))
    assert list(notice.lines.values_list("outcome", "amount_fen")) == [("clean", 60_000), ("clean", 200_000)]
    assert list(drift()) == []


def test_the_same_sheet_again_brings_nothing(office: District, counts: Counts) -> None:
    rows = [row("D1"), row("D2", person=2)]
    bring(office, *rows)
    assert counts(bring(office, *rows)) == {"same": 2}


def test_a_notice_that_was_too_short_or_ran_on_is_none(office: District) -> None:
    rows = [
        row("D1", last=date(2022, 9, 15)),
        row("D2", person=2, on=date(2022, 9, 19)),
        row("D3", person=3, first="", last=""),
    ]
    assert whys(bring(office, *rows)) == [
        "公示只有3个工作日，不足5个工作日，不能决定发放。",
        "公示到2022年9月19日为止，决定日期应在这一天之后。",
        "没有写公示第一天和最后一天，公示期满的决定才能登记。",
    ]
    assert (Benefit.objects.count(), PublicNotice.objects.count(), Fact.objects.count()) == (0, 0, 0)


def test_an_amount_that_is_not_that_of_the_rule_is_refused_with_the_sum(office: District) -> None:
    set_rule(
        "certificate_worth", [{"code": "3", "title": "三级", "yuan": 500}], at="", from_on=date(2022, 1, 1), by="t"
    )
    rows = [row("D1", tier="三级"), row("D2", person=2, tier="特级"), row("D3", person=3, tier="三级", yuan=500)]
    assert whys(bring(office, *rows)) == [
        "按标准应为500.00元（三级500.00元），表中是600.00元。",
        "“职业资格证书助推”的标准里没有“特级”这一档。",
    ]
    assert list(Benefit.objects.values_list("number")) == [("D3",)]


def test_what_was_given_for_before_is_refused_whoever_asks_and_whenever(office: District) -> None:
    bring(office, row("D1", basis="证一"))
    rows = [
        row("D2", basis="证一", on=date(2023, 9, 20), first=date(2023, 9, 4), last=date(2023, 9, 19)),
        row("D3", person=2, basis="证 一"),
        row("D4", person=3, basis="证二"),
        row("D5", person=4, basis="证二"),
    ]
    assert whys(bring(office, *rows)) == [
        "这项成果已享受过：顺义区总工会2022年9月20日办理的“职业资格证书助推”（编号D1）。同一成果不重复享受。",
        "这项成果已由他人申领：顺义区总工会2022年9月20日办理的“职业资格证书助推”（编号D1）。请核对编号。",
        "与第4行是同一项成果，同一成果不重复享受。",
    ]
    assert NoticeLine.objects.count() == 2


def test_a_team_prize_in_a_sheet_is_divided(office: District) -> None:
    said = {"programme": "技能竞赛获奖助推", "basis": "奖一", "tier": "一等奖", "level": "市级", "team": 3, "yuan": 500}
    rows = [row(f"D{n}", person=n, **said) for n in (1, 2, 3, 4)]
    assert whys(bring(office, *rows)) == ["团队奖项的助推金共1,500.00元，由队员均分；已有队员申领，只剩0.00元。"]


def test_what_is_not_decided_yet_is_left_out(office: District, counts: Counts) -> None:
    assert counts(bring(office, row("D1", state="公示中"), row("D2", person=2))) == {"new": 1, "left_out": 1}


def test_a_sheet_is_taken_back_as_a_whole(office: District) -> None:
    bring(office, row("D1"), row("D2", person=2))
    reverse(Batch.objects.get(), by=office.by, reason="误报")
    assert (Benefit.objects.count(), NoticeLine.objects.count(), PublicNotice.objects.count()) == (0, 0, 0)
    assert Fact.objects.filter(kind="benefit.granted", voided_at=None).count() == 0


def test_a_correction_keeps_person_thing_and_amount(office: District, counts: Counts) -> None:
    bring(office, row("D1"), row("D2", person=2))
    rows = [row("D1", earned=date(2021, 6, 1)), row("D2", person=3)]
    told = bring(office, *rows)
    assert whys(told) == ["更正不能换人、换依据；请先撤销原决定，再登记新的。"]
    assert Benefit.objects.get(number="D1").earned_on == date(2021, 6, 1)
    assert Fact.objects.get(source="D1", kind="benefit.granted", voided_at=None).facets["earned_on"] == "2021-06-01"


@pytest.mark.parametrize("many", [2, 12])
def test_a_sheet_of_many_asks_as_often_as_one_of_few(
    office: District, many: int, django_assert_num_queries: Callable[..., object]
) -> None:
    rows = [row(f"D{n}", person=n, on=date(2022, 9, 20 + n % 5)) for n in range(1, many + 1)]
    with django_assert_num_queries(QUERIES):
        bring(office, *rows)


QUERIES = 79


def test_a_grant_goes_to_a_unit_and_to_nobody_twice(office: District) -> None:
    headers = (*HEADERS[:2], "单位", *HEADERS[4:])
    told = [
        (number, "U1", yuan, programme, basis, tier)
        for number, yuan, programme, basis, tier in (
            ("C1", 10_000, "区级创新工作室", "工作室1号", "区级创新工作室"),
            ("C2", 5_000, "职工自主创新成果", "成果1号", "一等"),
            ("C3", 5_000, "职工自主创新成果", "成果1号", "一等"),
            ("C4", 10_000, "集体协商", "合同1号", "区域或行业集体协商"),
        )
    ]
    first, last = date(2022, 9, 9), date(2022, 9, 19)
    rows = [
        (DAY, "SY", unit, yuan, programme, number, basis, tier, "", "", "", first, last, "已决定")
        for number, unit, yuan, programme, basis, tier in told
    ]
    assert whys(office.sheet("助推决定", headers, rows)) == ["与第3行是同一项成果，同一成果不重复享受。"]
    assert list(Benefit.objects.order_by("number").values_list("number", "unit__name", "amount_fen")) == [
        ("C1", "北方机械厂", 1_000_000),
        ("C2", "北方机械厂", 500_000),
        ("C4", "北方机械厂", 1_000_000),
    ]


BUDGET = ("日期", "工会", "金额(元)", "项目", "预算编号", "预算项目", "预算年度", "资金来源", "科目", "批复状态")
COMMITTED = ("日期", "工会", "金额(元)", "项目", "审批单号", "预算编号", "支出形式", "事项", "审批状态")
PAID = (
    "日期", "工会", "姓名", "证件号码", "金额(元)", "项目", "银行回单号", "支出形式", "成果取得日期",
    "事由", "奖项级别", "支付状态",
)  # fmt: skip
PROGRAMME = "职业资格证书助推"


def paid(receipt: str, person: int = 1, yuan: int = 600, state: str = "支付成功", **said: date) -> tuple[object, ...]:
    day, earned = said.get("day", date(2022, 9, 22)), said.get("earned", date(2021, 5, 1))
    who = (f"职工{person}", identity(person), yuan, PROGRAMME, receipt, "发放个人", earned, "证书", "", state)
    return (day, "SY", *who)


def test_a_sheet_of_payments_pays_what_was_decided_and_nothing_else(office: District) -> None:
    first = date(2022, 1, 4)
    office.sheet(
        "预算批复",
        BUDGET,
        [(first, "SY", 9_000, PROGRAMME, "YS1", "助推金", 2022, "本级经费", "502", "已批复")],
    )
    office.sheet("事前审批", COMMITTED, [(first, "SY", 9_000, PROGRAMME, "SP1", "YS1", "发放个人", "助推金", "已批准")])
    bring(office, row("D1"), row("D2", person=2))
    rows = [
        paid("H1"),
        paid("H2", state="退票", person=2),
        paid("H3", person=2),
        paid("H4", person=3),
        paid("H5"),
        paid("H6", person=2, yuan=700),
    ]
    assert whys(office.sheet("支出", PAID, rows)) == [
        "没有这个人的“职业资格证书助推”决定（或者公示没有期满）。先决定、公示，再付款。",
        "这项“职业资格证书助推”已经付过或者正在付（编号D1，2022年9月20日决定），不会重复支付。",
        "与“职业资格证书助推”的决定不一致：决定的是600.00元（编号D2），金额、取得日期和级别应当相同。",
    ]
    told = Benefit.objects.order_by("number").values_list("number", "status", "payment__receipt")
    assert list(told) == [("D1", "paid", "H1"), ("D2", "paid", "H3")]


STUDIO = "区级创新工作室"
TO_UNIT = ("日期", "工会", "单位", "金额(元)", "项目", "银行回单号", "支出形式", "事由", "支付状态")
GRANTED = (*HEADERS[:2], "单位", *HEADERS[4:])


def studio(number: str, basis: str) -> tuple[object, ...]:
    days = (date(2022, 9, 9), date(2022, 9, 19))
    return (DAY, "SY", "U1", 10_000, STUDIO, number, basis, STUDIO, "", "", "", *days, "已决定")


def with_money(office: District) -> None:
    first = date(2022, 1, 4)
    item = (first, "SY", 50_000, STUDIO, "YS1", "助推金", 2022, "本级经费", "506", "已批复")
    office.sheet("预算批复", BUDGET, [item])
    plan = (first, "SY", 40_000, STUDIO, "SP1", "YS1", "直接拨付", "工作室助推", "已批准")
    office.sheet("事前审批", COMMITTED, [plan])


def test_a_unit_is_paid_what_was_decided_and_nothing_else(office: District) -> None:
    with_money(office)
    office.sheet("助推决定", GRANTED, [studio("C1", "工作室1号")])
    rows = [
        (date(2022, 9, 22), "SY", unit, yuan, STUDIO, receipt, "直接拨付", "工作室助推", "支付成功")
        for receipt, unit, yuan in (
            ("H1", "U1", 9_000),
            ("H2", "U1", 10_000),
            ("H3", "U1", 10_000),
            ("H4", "U2", 10_000),
            ("H5", "", 10_000),
        )
    ]
    register_unit("另一家厂", number="U2", kind="employer", by="test")
    assert whys(office.sheet("支出", TO_UNIT, rows)) == [
        "与“创新工作室助推”的决定不一致：决定的是10,000.00元（编号C1），金额、取得日期和级别应当相同。",
        "这项“创新工作室助推”已经付过或者正在付（编号C1，2022年9月20日决定），不会重复支付。",
        *["没有这个单位的“创新工作室助推”决定（或者公示没有期满）。先决定、公示，再付款。"] * 2,
    ]
    assert list(Benefit.objects.values_list("status", "payment__receipt")) == [("paid", "H2")]


def test_the_desk_prepares_what_is_paid_to_units(office: District) -> None:
    with_money(office)
    office.sheet("助推决定", GRANTED, [studio("C1", "工作室1号")])
    client = browser(officer(40, "desk_officer", office.federation, "economy"))
    page = "/desk/awards/pay/innovation_studios/"
    assert "单位的账户编好以后逐笔补上" in client.get(page).content.decode()
    chosen = {"commitment": Commitment.objects.get().pk, "chosen": [Benefit.objects.get().pk]}
    assert client.post(page, chosen).status_code == 302
    payment = Payment.objects.get()
    assert (payment.status, payment.to, payment.amount_fen) == ("prepared", "北方机械厂", 10_000_00)
    assert "没有待付款的决定" in client.get(page).content.decode()
