"""The year comes in like any district's: what is final counts, the rest is left out with its reason, all of it once."""

from __future__ import annotations

import re
from collections import Counter

from django.db.models import QuerySet

from shenbian.demo.load import load_year
from shenbian.editions.models import Entry
from shenbian.facts.models import Fact
from shenbian.sheets.models import Batch
from tests.demo.books import Books
from tests.demo.conftest import Year

# A rider at another station: refused, naming the day, the station and the row of the first claim.
CLAIM = re.compile(r"整行：这个人2022年1月\d+日已在“\w+驿站”领过“\w+”（第\d+行），每人只领一份，不能再领。")


def of_the_year() -> QuerySet[Batch]:
    """The batches of the year, not those of what is open today."""
    return Batch.objects.exclude(register__startswith="entries.")


def test_wrong_check_digits_and_second_claims_are_refused_and_only_the_mistyped_amount_is_changed(year: Year) -> None:
    batches = list(of_the_year())
    refused: Counter[str] = Counter()
    for batch in batches:
        refused.update(batch.reasons["refused"])
    again = {why: count for why, count in refused.items() if CLAIM.fullmatch(why)}
    assert sum(again.values()) == 240
    for why in again:
        del refused[why]
    assert refused == {"证件号码：身份证号的校验位不对，请逐位核对。": 11}
    assert [batch.counts["changed"] for batch in batches if batch.counts["changed"]] == [1]
    assert sum(batch.counts["conflicting"] for batch in batches) == 0


def test_every_row_of_every_sheet_has_one_fate(year: Year, sheets: Books) -> None:
    later = ("疫情防控专项资金支出更正", "双沟通会误报", "驿站误报", "课程补登")
    told = Counter[str]()
    for batch in of_the_year():
        told[batch.file[4:-5]] += sum(batch.counts.values())
    typed = {name: len(book.rows) for name, book in sheets.by_name.items()}
    nothing = {"节庆活动签到表-2022-11"}  # sign-ins to a cancelled event: nothing came of them, and no batch
    assert {name: count for name, count in told.items() if name not in later} == {
        name: count for name, count in typed.items() if name not in nothing
    }


def test_what_was_left_out_says_why(year: Year) -> None:
    why = {reason for batch in Batch.objects.all() for reason in batch.reasons["left_out"]}
    assert {
        "已取消：场次已取消,不计",
        "未到：报名未到场,不计人次",
        "没有这一已举办的场次(未登记或已取消)",
        "退票：银行退票,款项未付出",
        "撤回：作者撤回,不计",
        "案件未调解成功或未登记,职工不计入",
        "筹备中：尚未批复，不算建会",
        "待审批：尚未批准入会",
        "带薪值班：带薪值班不是志愿服务",
    } - why == set()


def test_two_batches_were_taken_back_and_their_facts_struck_out(year: Year) -> None:
    taken = Batch.objects.filter(status="reversed")
    facts = Fact.objects.filter(batch__in=taken.values("pk")).exclude(kind="void")
    assert sorted(taken.values_list("register", flat=True)) == ["session.held", "station.opened"]
    assert (facts.filter(voided_at=None).count(), facts.exclude(voided_at=None).count()) == (0, 13)


def test_what_is_loaded_is_not_loaded_twice(year: Year) -> None:
    before, said = Fact.objects.count(), list[str]()
    load_year(1, said.append)
    assert (said, Fact.objects.count()) == (["演示年度已经装好。"], before)


def test_what_can_be_applied_for_today_stands_at_every_step(year: Year) -> None:
    asked = Counter(Entry.objects.filter(kind_key="certificate_subsidy").values_list("status", flat=True))
    steps = {"draft": 1, "submitted": 2, "returned": 1, "endorsed": 1}
    assert asked in (
        steps | {"noticed": 2},
        steps | {"reviewed": 2},
    )  # where the calendar does not reach into next year
    by_sheet = Batch.objects.get(register__startswith="entries.")
    assert (by_sheet.counts["new"], by_sheet.reasons["refused"]) == (1, {"见证人或凭证：不能为空。": 1})
