"""Rules that keep a trap out of a figure, each with a way to take it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest

from shenbian.facts import asof
from shenbian.facts.fact import source_of
from shenbian.facts.kind import Kind, Status, kinds
from shenbian.kit import identity
from shenbian.kit.period import Period
from shenbian.metrics import measure as evaluator
from shenbian.metrics.metric import Metric, Rows
from shenbian.people.actions import Enrolled, Enrolment, find_or_create_many
from shenbian.sheets import cells, facts_in, people, registers
from shenbian.sheets.column import Cell

YEAR = Period.year(2022)
Change = Callable[[Metric], Metric]
Patch = Callable[[pytest.MonkeyPatch], None]


def _as_it_is(metric: Metric) -> Metric:
    return metric


def _nothing(patch: pytest.MonkeyPatch) -> None:
    """Take nothing away."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`said` names the rule. The rest says how the figure is had without it.

    Of a rule of reading the metric, its scope or its period differ. Of a rule of writing `patch` takes it away and the
    trap's rows are brought in again: a second time (`brings`), or after what they had brought was taken back (`anew`).
    """

    said: str
    metric: Change = _as_it_is
    everywhere: bool = False
    period: Period = YEAR
    patch: Patch = _nothing
    brings: bool = False
    anew: bool = False


# -- rules of reading --


def predicate(*facets: str) -> Rule:
    """Without the metric's tests on these facets."""
    return Rule(
        said=f"predicate on {' and '.join(facets)}",
        metric=_of_rows(lambda rows: replace(rows, where=tuple(w for w in rows.where if w[0] not in facets))),
    )


def distinct(what: str, *of: str) -> Rule:
    """Counting something else (facts, where nothing is named) than what the metric counts distinctly."""
    return Rule(said=f"counts distinct {what}", metric=lambda m: replace(m, measure=replace(m.measure, of=of)))


def kind_read(*chosen: str, said: str) -> Rule:
    """Reading these kinds of facts."""
    return Rule(said=said, metric=_of_rows(lambda rows: replace(rows, kinds=chosen)))


def attested_apart(*chosen: str) -> Rule:
    """The evaluator refuses to count attested facts with ours. Without it, everything that these kinds sum up to."""

    def both(metric: Metric) -> Metric:
        return replace(metric, measure=evaluator.Total(rows=Rows(chosen), of="quantity"))

    return Rule(
        said="attested facts are never added to ours",
        metric=both,
        patch=lambda patch: patch.setattr(evaluator, "OUTSIDE", {}),
    )


def struck_out(said: str) -> Rule:
    """What was struck out does not count."""
    return Rule(said=said, patch=lambda patch: patch.setattr(asof, "live", lambda alias="": "TRUE"))


def first_hand(kind: str) -> Rule:
    """Money passed on counts below its owner only."""
    return Rule(said=f"owner of `{kind}`: first-hand or passed on", patch=_with(kind, owner=""))


SCOPE = Rule(said="scope: the district's subtree", everywhere=True)


def period(first: date, last: date) -> Rule:
    return Rule(said="period: the year", period=Period(first, last))


def _of_rows(change: Callable[[Rows], Rows]) -> Change:
    """The metric with every selection of facts changed."""

    def changed(node: Any) -> Any:
        if isinstance(node, Rows):
            return change(node)
        if hasattr(node, "__dataclass_fields__"):
            return replace(node, **{each.name: changed(getattr(node, each.name)) for each in fields(node)})
        return node

    return lambda metric: replace(metric, measure=changed(metric.measure))


# -- rules of writing --


def status(kind: str) -> Rule:
    """Only some words of the status column count."""
    title = kinds[kind].status
    assert title is not None
    return Rule(said=f"status of `{kind}`", patch=_with(kind, status=_all_final(title)), brings=True)


def own_status(register: str) -> Rule:
    """The same of a register with nouns of its own."""

    def patch(patch: pytest.MonkeyPatch) -> None:
        changed = [
            replace(each, status=_all_final(each.status)) if each.key == register and each.status else each
            for each in registers.OWN
        ]
        patch.setattr(registers, "OWN", tuple(changed))

    return Rule(said=f"status of the register of {register}", patch=patch, brings=True)


def key(kind: str, *natural: str) -> Rule:
    """What makes two rows one thing; without it, this would."""
    known = "+".join(kinds[kind].natural)
    return Rule(said=f"natural key of `{kind}`: {known}", patch=_with(kind, natural=natural), brings=True)


def any_key(kind: str) -> Rule:
    """What makes two rows one thing; without it, each row is a thing."""
    known = "+".join(kinds[kind].natural)
    number = count(1)

    def source(said: Kind, parts: Mapping[str, object]) -> str:
        found = source_of(said, parts)
        return f"{found}#{next(number)}" if said.key == kind else found

    return Rule(
        said=f"natural key of `{kind}`: {known}",
        patch=lambda patch: patch.setattr(facts_in, "source_of", source),
        brings=True,
    )


def refers(kind: str) -> Rule:
    """What a row names must stand."""
    said = f"`{kind}` refers to a standing {', '.join(f'`{each.kind}`' for each in kinds[kind].refers)}"
    return Rule(said=said, patch=_with(kind, refers=()), brings=True)


def _utc(cell: Any) -> tuple[date, datetime | None]:
    day, at = cells.moment(cell)
    return (at.astimezone(UTC).date() if at else day), at


BEIJING = Rule(
    said="the day of an instant is Beijing's",
    patch=lambda patch: patch.setitem(cells._READERS, Cell.MOMENT, _utc),
    brings=True,
)


def _reads_numbers(reader: Callable[[str], str]) -> Patch:
    return lambda patch: patch.setitem(identity._READERS, identity.Document.CITIZEN, reader)


_check = identity._READERS[identity.Document.CITIZEN]
LENGTHENED = Rule(
    said="a 15-digit number is lengthened to 18 digits",
    patch=_reads_numbers(lambda text: text if len(text) == 15 else _check(text)),
    brings=True,
)
CHECK_DIGIT = Rule(said="the check digit of an identity number", patch=_reads_numbers(lambda text: text), brings=True)


def _by_name(rows: Sequence[Enrolment], *, by: str) -> list[Enrolled]:
    """People as somebody would know them who went by their names."""
    first: dict[str, Enrolment] = {}
    return find_or_create_many([first.setdefault(row.name, row) for row in rows], by=by)


BY_NUMBER = Rule(
    said="people are known by their number, not by their name",
    patch=lambda patch: patch.setattr(people, "find_or_create_many", _by_name),
    anew=True,
)


def _with(kind: str, **changes: Any) -> Patch:
    """The kind declared otherwise."""
    return lambda patch: patch.setitem(kinds._all, kind, replace(kinds[kind], **changes))


def _all_final(status: Status) -> Status:
    return replace(status, final=(*status.final, *status.left_out), left_out={})
