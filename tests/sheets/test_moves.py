"""A register whose facts are written by moves alone: rows are read as any others, and a kernel makes things of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction

from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.checks import drift
from shenbian.flow.models import Trace, Waiting
from shenbian.flow.refusals import Refused
from shenbian.kit import workbook
from shenbian.people.models import Person
from shenbian.sheets import facts_in
from shenbian.sheets.actions import reverse
from shenbian.sheets.actions.exporting import export
from shenbian.sheets.models import Batch
from shenbian.sheets.report import Summary
from shenbian.standard.taking import takers
from tests.sample_app.flows import SHIFT_KIND
from tests.sample_app.models import Shift
from tests.sample_app.taking import Shifts
from tests.sheets.books import identity
from tests.sheets.conftest import District

Counts = Callable[[Summary], dict[str, int]]
HEADERS = ("日期", "工会", "姓名", "证件号码", "值班编号", "值班小时数", "状态", "备注")
DAY = date(2022, 3, 5)


@pytest.fixture(autouse=True)
def shift_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kind and taker, known while one test runs."""
    monkeypatch.setitem(kinds._all, SHIFT_KIND.key, SHIFT_KIND)
    monkeypatch.setitem(takers._all, SHIFT_KIND.key, Shifts())


def row(
    number: str, hours: int | None = 8, status: str = "已到岗", person: int = 1, note: str = ""
) -> tuple[object, ...]:
    return (DAY, "SY-03", f"职工{person}", identity(person), number, hours, status, note)


def bring(district: District, *rows: tuple[object, ...], **options: object) -> Summary:
    return district.sheet("测试值班", HEADERS, rows, **options)


def shifts() -> list[tuple[str, int | None, str, str]]:
    told = Shift.objects.order_by("number").values_list("number", "hours", "person__name", "status")
    return list(told)


def standing() -> list[tuple[str, int | None]]:
    facts = Fact.objects.filter(kind=SHIFT_KIND.key, voided_at=None).order_by("source")
    return [(fact.source, fact.facets.get("hours")) for fact in facts]


def last() -> Batch:
    return Batch.objects.latest("pk")


def content() -> list[dict[str, object]]:
    """All that facts say, apart from when and under which number."""
    names = [field.name for field in Fact._meta.fields]
    apart = {"id", "recorded_at", "salt", "mac", "batch"}
    return list(Fact.objects.order_by("source").values(*[name for name in names if name not in apart]))


def test_each_row_that_counts_becomes_a_thing_and_its_move_writes_the_fact(district: District, counts: Counts) -> None:
    assert counts(bring(district, row("Z1"), row("Z2", 4, "迟到", 2))) == {"new": 2}

    assert shifts() == [("Z1", 8, "职工1", "done"), ("Z2", 4, "职工2", "done")]
    assert standing() == [("Z1", 8), ("Z2", 4)]
    batch = last().pk
    assert list(Shift.objects.values_list("batch", flat=True)) == [batch, batch]
    assert [(each.move, each.before, each.count) for each in Trace.objects.filter(subject=f"batch:{batch}")] == [
        ("do", "", 2), ("apply", "previewed", 1),
    ]  # fmt: skip


def test_the_fact_is_the_one_that_an_import_would_have_written(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row("Z1", note="见签到表"), row("Z2", None, "迟到", 2)]
    with transaction.atomic():
        monkeypatch.setitem(kinds._all, SHIFT_KIND.key, replace(SHIFT_KIND, by_moves=False))
        bring(district, *rows)
        imported = content()
        monkeypatch.setitem(kinds._all, SHIFT_KIND.key, SHIFT_KIND)
        transaction.set_rollback(True)
    bring(district, *rows)
    people = {each["person"] for each in imported}
    assert len(people) == 2
    assert [each | {"person": None} for each in content()] == [each | {"person": None} for each in imported]


def test_the_same_sheet_again_brings_nothing(district: District, counts: Counts) -> None:
    bring(district, row("Z1"), row("Z2", status="计划", person=2))
    batches = Batch.objects.count()
    assert counts(bring(district, row("Z1"), row("Z1"), row("Z2", status="计划", person=2))) == {
        "same": 2,
        "left_out": 1,
    }
    assert (Shift.objects.count(), Batch.objects.count()) == (2, batches)


def test_a_preview_keeps_nothing(district: District, counts: Counts) -> None:
    assert counts(bring(district, row("Z1"), row("Z2", status="取消"), preview=True)) == {"new": 1, "left_out": 1}
    assert (shifts(), standing(), Trace.objects.count(), Batch.objects.count()) == ([], [], 0, 0)


def test_what_the_kernel_refuses_is_refused_in_the_sheet_and_the_others_come_in(
    district: District, counts: Counts, tmp_path: Path
) -> None:
    summary = bring(district, row("Z1"), row("Z2", 25), row("Z3"), returned=tmp_path)

    assert counts(summary) == {"new": 2, "refused": 1}
    assert summary.sheets[0].refused == ((3, "整行", "一班不能超过24小时。"),)
    assert [each[0] for each in shifts()] == [each[0] for each in standing()] == ["Z1", "Z3"]
    assert summary.sheets[0].returned is not None
    assert counts(bring(district, row("Z1"), row("Z2", 24), row("Z3"))) == {"new": 1, "same": 2}


def test_a_row_with_other_content_corrects_fact_and_thing_and_the_old_sheet_does_not_undo_it(
    district: District, counts: Counts
) -> None:
    bring(district, row("Z1", 8))
    summary = bring(district, row("Z1", 6))

    assert counts(summary) == {"changed": 1}
    assert summary.sheets[0].changed == ((2, "值班小时数"),)
    assert (shifts(), standing()) == ([("Z1", 6, "职工1", "done")], [("Z1", 6)])
    void = Fact.objects.get(kind="void")
    assert (Fact.objects.get(pk=void.voids).facets["hours"], void.batch) == (8, last().pk)

    assert counts(bring(district, row("Z1", 8))) == {"same": 1}
    assert standing() == [("Z1", 6)]


def test_a_correction_taken_back_lets_fact_and_thing_say_again_what_they_said(
    district: District, counts: Counts
) -> None:
    bring(district, row("Z1", 8))
    bring(district, row("Z1", 6))

    reverse(last(), by=district.by, reason="更正有误")

    assert (shifts(), standing()) == ([("Z1", 8, "职工1", "done")], [("Z1", 8)])
    assert counts(bring(district, row("Z1", 6))) == {"changed": 1}


def test_a_batch_taken_back_takes_its_things_away_and_may_come_in_again(district: District, counts: Counts) -> None:
    rows = [row("Z1"), row("Z2", status="计划", person=2), row("Z3", status="取消", person=3)]
    bring(district, *rows)
    assert Waiting.objects.count() == 1

    reverse(last(), by=district.by, reason="误报")

    assert (shifts(), standing(), Waiting.objects.count(), Person.objects.count()) == ([], [], 0, 0)
    assert counts(bring(district, *rows)) == {"new": 1, "left_out": 2}
    assert list(drift()) == []


def test_a_thing_that_was_moved_since_keeps_its_batch(district: District) -> None:
    bring(district, row("Z1"), row("Z2", person=2))
    perform("call_off", on=Shift.objects.get(number="Z2"), by=district.by)

    with pytest.raises(Refused) as refused:
        reverse(last(), by=district.by, reason="误报")

    assert refused.value.why == "后来的记录依赖这一批，请先撤回它们：1 条值班在这一批之后又办理过。"
    assert [each[0] for each in standing()] == ["Z1", "Z2"]


def test_what_does_not_count_is_kept_as_what_it_is_and_counts_later(district: District, counts: Counts) -> None:
    bring(district, row("Z1", status="计划"), row("Z2", status="取消"), row("Z3", status="未填"))
    assert (shifts(), standing()) == ([("Z1", 8, None, "planned"), ("Z2", 8, None, "off")], [])
    assert Person.objects.count() == 0
    planned = Shift.objects.get(number="Z1").pk

    assert counts(bring(district, row("Z1", 9))) == {"new": 1}

    assert Shift.objects.get(number="Z1").pk == planned
    assert (shifts()[0], standing()) == (("Z1", 9, "职工1", "done"), [("Z1", 9)])
    assert Waiting.objects.count() == 0

    reverse(last(), by=district.by, reason="误报")

    assert (shifts()[0], standing()) == (("Z1", 8, None, "planned"), [])
    assert [each.subject for each in Waiting.objects.all()] == [f"sample.shift:{planned}"]
    assert list(drift()) == []


def test_a_row_that_does_not_count_and_cannot_be_read_is_left_out_as_ever(district: District, counts: Counts) -> None:
    unreadable = ("改天", "SY-03", "职工1", identity(1), "Z1", 8, "计划", "")
    nowhere = (DAY, "没有这个工会", "职工1", identity(1), "Z2", 8, "计划", "")
    nameless = (DAY, "SY-03", "", "", "Z3", 8, "计划", "")
    assert counts(bring(district, unreadable, nowhere, nameless)) == {"left_out": 3}
    assert shifts() == [("Z3", 8, None, "planned")]


def test_a_row_that_counts_beside_one_that_does_not_is_the_thing(district: District, counts: Counts) -> None:
    assert counts(bring(district, row("Z1", status="取消"), row("Z1"))) == {"new": 1, "left_out": 1}
    assert shifts() == [("Z1", 8, "职工1", "done")]


def test_the_register_given_out_is_the_sheet(district: District, counts: Counts, tmp_path: Path) -> None:
    bring(district, row("Z1"), row("Z2", 4, person=2))
    assert export("测试值班", tmp_path / "out.xlsx", by=district.by) == 2
    book = workbook.read((tmp_path / "out.xlsx").read_bytes())
    cells = [[str(cell) for cell in line] for line in book.rows("测试值班")]
    at = cells[0].index("值班编号")
    assert [line[at] for line in cells[1:]] == ["Z1", "Z2"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queries_do_not_grow_with_the_rows(district: District, rows: int, django_assert_num_queries) -> None:
    path = district.book("测试值班", "测试值班", HEADERS, [row(f"Z{n}", person=n) for n in range(rows)])
    with django_assert_num_queries(60):
        district.bring(path)


def test_the_door_of_imports_writes_nothing_that_moves_alone_write(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were the seam passed by, the whole sheet would fail."""
    monkeypatch.setattr(facts_in, "hand_over", lambda kind, rows, door, settled, persons: door.write(settled.counted))
    with pytest.raises(ValueError, match="written by moves alone"):
        bring(district, row("Z1"))
    assert standing() == []
