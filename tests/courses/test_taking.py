"""Sheets of enrolments and of those who passed: the same facts as ever, and people who are enrolled and certified."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shenbian.certificates.models import Certificate
from shenbian.courses.models import Enrolment
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.checks import drift
from shenbian.notices.models import Notice
from shenbian.rulebook.actions import load_starter
from shenbian.sheets.actions import reverse
from shenbian.sheets.models import Batch
from shenbian.sheets.report import Summary
from tests.sheets.books import identity
from tests.sheets.conftest import District, counts, data_folder, district

__all__ = ["counts", "data_folder", "district"]
Counts = Callable[[Summary], dict[str, int]]
DAY = date(2022, 4, 11)
ENROLLED = ("日期", "工会", "活动(期)", "姓名", "证件号码", "项目", "工种", "状态")
PASSED = ("日期", "工会", "活动(期)", "姓名", "证件号码", "项目", "证书编号", "考核结果")


@pytest.fixture(autouse=True)
def rules(db: None) -> None:
    load_starter(by="test")


def enrolled(n: int, status: str = "已报名", trade: str = "室内设计师", *, day: date = DAY) -> tuple[object, ...]:
    return (day, "SY-03-1", "2022年线上技能培训", f"职工{n}", identity(n), "线上技能培训", trade, status)


def passed(n: int, result: str = "合格", *, no: str = "", body: str = "SY-03-1") -> tuple[object, ...]:
    number = no or f"TJY-{n:04d}"
    return (DAY, body, "2022年调解员专项培训", f"职工{n}", identity(n), "调解员专项培训", number, result)


def content() -> list[dict[str, object]]:
    apart = {"id", "recorded_at", "salt", "mac", "batch", "person"}
    names = [field.name for field in Fact._meta.fields if field.name not in apart]
    return [dict(each) for each in Fact.objects.order_by("evidence").values(*[n for n in names if n != "source"])]


def test_facts_are_those_that_an_import_would_have_written(district: District, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [enrolled(1), enrolled(1, "已报名", "电子商务师"), enrolled(2, "退学"), enrolled(3, "审核不通过")]
    marks = [passed(1), passed(4), passed(5, "缺考")]
    with transaction.atomic():
        for key in ("enrolment", "certificate"):
            monkeypatch.setitem(kinds._all, key, replace(kinds[key], by_moves=False))
        district.sheet("报名", ENROLLED, told), district.sheet("结业合格", PASSED, marks)
        imported = content()
        monkeypatch.undo()
        transaction.set_rollback(True)
    assert len(imported) == 5
    monkeypatch.setenv("SHENBIAN_HOME", str(district.folder.parent / "home"))
    district.sheet("报名", ENROLLED, told), district.sheet("结业合格", PASSED, marks)
    assert content() == imported


def test_the_status_word_says_how_far_somebody_came(district: District, counts: Counts) -> None:
    words = ("已报名", "在读", "结业", "退学", "未通过考核", "已撤回")
    found = counts(district.sheet("报名", ENROLLED, [enrolled(n, word) for n, word in enumerate(words, 1)]))
    assert found == {"new": 5, "left_out": 1}
    states = list(Enrolment.objects.order_by("id").values_list("status", flat=True))
    assert states == ["enrolled", "studying", "completed", "dropped", "failed"]
    assert (Notice.objects.count(), list(drift())) == (0, [])


def test_who_passed_holds_a_certificate_with_the_number_of_the_sheet(district: District, counts: Counts) -> None:
    assert counts(district.sheet("结业合格", PASSED, [passed(1), passed(2), passed(3, "不合格")])) == {
        "new": 2,
        "left_out": 1,
    }
    held = Certificate.objects.order_by("number").values_list("number", "issued_on", "valid_until", "title")
    assert next(iter(held)) == ("TJY-0001", DAY, date(2025, 4, 10), "调解员专项培训 2022年调解员专项培训")
    assert list(Enrolment.objects.values_list("status", flat=True)) == ["completed", "completed"]
    assert set(Fact.objects.values_list("kind", flat=True)) == {"certificate"}


def test_the_same_sheet_again_brings_nothing_and_a_number_is_given_once(district: District, counts: Counts) -> None:
    district.sheet("结业合格", PASSED, [passed(1)])
    again = district.sheet("结业合格", PASSED, [passed(1), passed(2, no="TJY-0001"), passed(3)])
    assert counts(again) == {"new": 1, "same": 1, "refused": 1}
    assert Certificate.objects.count() == 2


def test_whoever_is_enrolled_is_completed_by_the_sheet_and_goes_on_when_it_is_taken_back(
    district: District, counts: Counts
) -> None:
    row = list(enrolled(1, "在读", ""))
    row[2], row[5] = "2022年调解员专项培训", "调解员专项培训"
    district.sheet("报名", ENROLLED, [tuple(row)])
    district.sheet("结业合格", PASSED, [passed(1), passed(2)])
    one = Enrolment.objects.order_by("id").first()
    assert one and (one.status, one.certificate is not None, Enrolment.objects.count()) == ("completed", True, 2)
    reverse(Batch.objects.latest("pk"), by=district.by, reason="贴错了表")
    assert list(Enrolment.objects.values_list("status", "certificate", "completed_on")) == [("studying", None, None)]
    assert (Certificate.objects.count(), list(drift())) == (0, [])
    assert Fact.objects.filter(voided_at=None).exclude(kind="void").count() == 1


def test_a_corrected_row_corrects_the_enrolment_with_the_fact(district: District, counts: Counts) -> None:
    district.sheet("报名", ENROLLED, [enrolled(1)])
    later = date(2022, 4, 12)
    assert counts(district.sheet("报名", ENROLLED, [enrolled(1, day=later)])) == {"changed": 1}
    assert list(Enrolment.objects.values_list("enrolled_on", flat=True)) == [later]
    assert list(Fact.objects.filter(kind="enrolment", voided_at=None).values_list("happened_on", flat=True)) == [later]


def states() -> list[tuple[str, str]]:
    return list(Enrolment.objects.order_by("id").values_list("status", "told"))


def test_a_word_alone_that_changed_is_a_change_and_no_fact_is_written_for_it(
    district: District, counts: Counts
) -> None:
    district.sheet("报名", ENROLLED, [enrolled(1, "在读"), enrolled(2), enrolled(3, "退学")])
    facts = set(Fact.objects.values_list("pk", flat=True))

    summary = district.sheet("报名", ENROLLED, [enrolled(1, "退学"), enrolled(2, "在读"), enrolled(3, "在读")])

    assert counts(summary) == {"changed": 3}
    assert summary.sheets[0].changed == (
        (2, "状态（在读→退学）"),
        (3, "状态（已报名→在读）"),
        (4, "状态（退学→在读）"),
    )
    assert states() == [("dropped", "退学"), ("studying", "在读"), ("studying", "在读")]
    assert (set(Fact.objects.values_list("pk", flat=True)), list(drift())) == (facts, [])
    assert counts(district.sheet("报名", ENROLLED, [enrolled(1, "退学")])) == {"same": 1}
    reverse(Batch.objects.latest("pk"), by=district.by, reason="贴错了表")
    assert states() == [("studying", "在读"), ("enrolled", "已报名"), ("dropped", "退学")]
    assert list(drift()) == []


def test_a_word_and_a_day_that_changed_are_both_taken(district: District, counts: Counts) -> None:
    district.sheet("报名", ENROLLED, [enrolled(1)])
    later = date(2022, 4, 12)
    summary = district.sheet("报名", ENROLLED, [enrolled(1, "在读", day=later)])
    assert (counts(summary), summary.sheets[0].changed) == ({"changed": 1}, ((2, "日期、状态（已报名→在读）"),))
    assert (states(), Enrolment.objects.get().enrolled_on) == ([("studying", "在读")], later)


def test_the_same_word_again_changes_nothing_whatever_became_of_it_since(district: District, counts: Counts) -> None:
    rows = [("已报名", "enrolled"), ("在读", "studying")]
    district.sheet("报名", ENROLLED, [enrolled(n, word) for n, (word, _) in enumerate(rows)])
    perform("attend", on=Enrolment.objects.order_by("id").first(), by=district.by)
    perform("drop_out", on=Enrolment.objects.order_by("id").last(), by=district.by, said={"reason": "工作调动"})
    again = district.sheet("报名", ENROLLED, [enrolled(n, word) for n, (word, _) in enumerate(rows)])
    assert (counts(again), [state for state, _ in states()]) == ({"same": 2}, ["studying", "dropped"])


def test_who_passed_does_not_lose_it_by_a_word(district: District, counts: Counts) -> None:
    row = list(enrolled(1, "在读", ""))
    row[2], row[5] = "2022年调解员专项培训", "调解员专项培训"
    district.sheet("报名", ENROLLED, [tuple(row)])
    district.sheet("结业合格", PASSED, [passed(1)])
    assert counts(district.sheet("报名", ENROLLED, [tuple(row)])) == {"same": 1}
    row[7] = "结业"
    assert counts(district.sheet("报名", ENROLLED, [tuple(row)])) == {"changed": 1}
    row[7] = "退学"
    summary = district.sheet("报名", ENROLLED, [tuple(row)])
    assert counts(summary) == {"refused": 1}
    assert summary.sheets[0].refused[0][2].startswith("“调解员专项培训 2022年调解员专项培训”已经考核合格")
    assert states() == [("completed", "结业")]


def test_of_an_enrolment_on_line_a_register_says_only_what_is_further_on(district: District, counts: Counts) -> None:
    district.sheet("报名", ENROLLED, [enrolled(1, "在读"), enrolled(2)])
    Enrolment.objects.update(told="")
    assert counts(district.sheet("报名", ENROLLED, [enrolled(1), enrolled(2, "退学")])) == {"same": 1, "changed": 1}
    assert states() == [("studying", ""), ("dropped", "退学")]


def test_a_programme_that_teaches_nothing_takes_no_learners(district: District, counts: Counts) -> None:
    row = list(enrolled(1))
    row[5] = "职工志愿服务"
    assert counts(district.sheet("报名", ENROLLED, [tuple(row), enrolled(2)])) == {"new": 1, "refused": 1}
    assert Enrolment.objects.count() == 1


def test_a_sheet_costs_the_same_for_three_rows_and_for_nine(
    district: District,
) -> None:
    spent = []
    for people in (range(1, 4), range(4, 13)):
        with CaptureQueriesContext(connection) as asked:
            district.sheet("结业合格", PASSED, [passed(n) for n in people])
        spent.append(len(asked))
    assert spent[0] == spent[1]
