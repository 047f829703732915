"""Each trap of the year's sheets stays out of its figure, and its rule is what keeps it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from shenbian.demo.book import Book
from shenbian.demo.write import save
from shenbian.facts.actions import strike
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.metrics import answers
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.rights.actor import Actor
from shenbian.sheets.actions import bring_sheet
from shenbian.sheets.models import Batch
from shenbian.sheets.order import Stack
from tests.demo.books import Books
from tests.demo.conftest import Year
from tests.demo.rules import Rule
from tests.demo.traps import TRAPS
from tests.demo.traps.trap import Trap

OFFICER = Actor.operator("test")


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: f"{trap.ref}: {trap.holds}")
def test_the_trap_is_there_and_without_its_rule_the_figure_is_wrong(
    trap: Trap, year: Year, sheets: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule, rows = trap.rule, trap.found(sheets)
    assert sum(len(book.rows) for book in rows) == trap.size
    rows = trap.sheets(sheets) if trap.sheets else rows
    assert said(trap, year) == trap.right
    if rule.brings:
        bring_in(rows, tmp_path)
        assert said(trap, year) == trap.right
    if rule.anew:
        take_back(rows)
    with taken_away(rule, monkeypatch):
        if rule.brings or rule.anew:
            bring_in(rows, tmp_path)
        assert without(trap, year) == trap.wrong
    assert trap.wrong != trap.right


@contextmanager
def taken_away(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Without the rule; statements that were written with it (or without it) are written anew.

    What moves alone write comes in as bare facts meanwhile: behind the rule stands a kernel with guards of its own, and
    it is not that which is taken away.
    """
    with monkeypatch.context() as patch:
        for kind in [each for each in kinds if each.by_moves]:
            patch.setitem(kinds._all, kind.key, replace(kind, by_moves=False))
        rule.patch(patch)
        answers._statement.cache_clear()
        yield
    answers._statement.cache_clear()


def said(trap: Trap, year: Year) -> object:
    metric = metrics[trap.metric]
    return measure([metric], under=year.under, period=year.period)[metric.key].json_value


def without(trap: Trap, year: Year) -> object:
    rule = trap.rule
    metric = rule.metric(metrics[trap.metric])
    under = "" if rule.everywhere else year.under
    return measure([metric], under=under, period=rule.period)[metric.key].json_value


def bring_in(rows: Sequence[Book], folder: Path) -> None:
    """Import the rows, as the importer does, but for the seal, which a transaction that is taken back must not see."""
    files = []
    for number, book in enumerate(rows):
        files.append(folder / f"{number}-{book.name}.xlsx")
        save(book, files[-1])
    for sheet in Stack(files):
        bring_sheet(sheet, by=OFFICER)


def take_back(rows: Sequence[Book]) -> None:
    """Strike out what these workbooks brought, as a reversal of their batches does."""
    for book in rows:
        batch = Batch.objects.get(file__endswith=f"-{book.name}.xlsx")
        strike(Fact.objects.filter(batch=batch.pk).values_list("id", flat=True), by=OFFICER.ref, reason="撤回")
        Batch.objects.filter(pk=batch.pk).update(status="reversed")
