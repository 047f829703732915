"""A figure opened: what it counts, how it splits by body and by month, what it misses; from the value to the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shenbian.facts.queries import snapshot
from shenbian.kit import mask
from shenbian.kit.period import Period
from shenbian.metrics.bodies import Month, Portion, by_body, by_body_and_month, by_month
from shenbian.metrics.describe import describe
from shenbian.metrics.figure import Figure, is_money
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import Count, Coverage, Metric, Rank, Reading, Standing, Stated, Total
from shenbian.metrics.rows import Key, misses
from shenbian.metrics.scope import Tree
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person
from shenbian.record.told import RESTS_ON, exactly

MISSES = 200  # as many as a page can show; the count is told in full


@dataclass(frozen=True, kw_only=True)
class Slice:
    """A part of a figure as it is read: a body or a month. `value` is a JSON number, money in yuan."""

    label: str
    value: int | float | None
    facts: int
    number: str = ""  # of a body

    @property
    def share(self) -> float:
        return float(self.value or 0)


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A figure with all that can be said of it without naming anybody. `bodies` is None where it takes a while."""

    figure: Figure
    exact: str
    definition: str
    rests: str
    months: tuple[Slice, ...]
    bodies: tuple[Slice, ...] | None
    missed: tuple[str, ...] = field(repr=False)
    now: Figure | None = None  # the same on today's tree

    @property
    def metric(self) -> Metric:
        return self.figure.metric

    @property
    def now_exact(self) -> str:
        return exactly(self.now) if self.now else ""


def open_figure(
    metric: Metric,
    *,
    under: str,
    period: Period,
    as_of: int | None = None,
    patient: bool = False,
    tree: Tree = "then",
    names: bool = False,
) -> Opened:
    """All of it from one moment of the ledger. `patient` waits for splits that take a statement a body; `names` shows
    whom a coverage misses."""
    with snapshot():
        seen = {"under": under, "period": period, "as_of": as_of}
        figure = measure([metric], under=under, period=period, as_of=as_of)[metric.key]
        now = (
            measure([metric], under=under, period=period, as_of=as_of, tree="now")[metric.key]
            if tree == "now"
            else None
        )
        parts, months = _parts(metric, under, period, as_of, patient=patient)
        lacking = misses(metric, **seen, limit=MISSES) if names and figure.missed else []  # type: ignore[arg-type]
        return Opened(
            figure=figure,
            exact=exactly(figure),
            definition=describe(metric),
            rests="、".join(RESTS_ON[each] for each in figure.rests_on),
            months=months,
            bodies=_bodies([(each.body, each.value, each.facts) for each in parts])
            if parts or patient or not figure.facts
            else None,
            missed=called(metric, lacking),
            now=now,
        )


def _parts(
    metric: Metric, under: str, period: Period, as_of: int | None, *, patient: bool
) -> tuple[list[Portion], tuple[Slice, ...]]:
    """By body and by month: in one statement where that can be and the months are not remembered."""
    if as_of is None and (both := by_body_and_month(metric, under=under, period=period)):
        return both[0], _as_slices(both[1])
    bodies = by_body(metric, under=under, period=period, as_of=as_of, at_once=not patient)
    return bodies, _months(metric, under, period, as_of)


def months_of(metric: Metric, *, under: str, period: Period, as_of: int | None) -> tuple[Slice, ...]:
    """A value a month, of what adds up or stands from month to month; empty for shares, ranks and least values."""
    if not isinstance(metric.measure, Count | Total | Standing | Stated | Reading):
        return ()
    return _as_slices(by_month(metric, under=under, period=period, as_of=as_of))


def _as_slices(months: Iterable[Month]) -> tuple[Slice, ...]:
    return tuple(Slice(label=f"{each.month}月", value=each.value, facts=each.facts) for each in months)


@lru_cache(maxsize=4000)
def _frozen_months(metric: Metric, under: str, period: Period, as_of: int) -> tuple[Slice, ...]:
    """What was sealed up to a position never changes, so a published record is counted once a process."""
    return months_of(metric, under=under, period=period, as_of=as_of)


def frozen_months(metric: Metric, *, under: str, period: Period, as_of: int) -> tuple[Slice, ...]:
    """`months_of` a published figure."""
    return _frozen_months(metric, under, period, as_of)


def _months(metric: Metric, under: str, period: Period, as_of: int | None) -> tuple[Slice, ...]:
    if as_of is None:
        return months_of(metric, under=under, period=period, as_of=None)
    return _frozen_months(metric, under, period, as_of)


def _bodies(parts: Sequence[tuple[int, int | float | None, int]]) -> tuple[Slice, ...]:
    known = {org.pk: org for org in Organisation.objects.filter(pk__in=[body for body, _, _ in parts])}
    slices = [
        Slice(label=known[body].name, number=known[body].number, value=value, facts=facts)
        for body, value, facts in parts
        if body in known
    ]
    return tuple(sorted(slices, key=lambda each: (-each.share, each.number)))


def called(metric: Metric, keys: Sequence[Key]) -> tuple[str, ...]:
    """What the keys of a list are called; people are masked, months are said after what they belong to."""
    if not keys or not isinstance(metric.measure, Coverage):
        return ()
    of = metric.measure.listed.of
    names = [_names(part, {key[n] for key in keys}) for n, part in enumerate(of)]
    return tuple(" ".join(names[n].get(each, str(each)) for n, each in enumerate(key)) for key in keys)


def _names(part: str, values: Iterable[int | str]) -> Mapping[int | str, str]:
    wanted = list(values)
    match part:
        case "organisation":
            return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name"))
        case "unit":
            return dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "name"))
        case "person":
            people = Person.objects.filter(key__in=wanted).values_list("key", "name")
            return {key: mask.name(name) for key, name in people}
        case "month":
            return {each: f"{int(each) % 100}月" for each in wanted}
    return {}


def amount(metric: Metric, value: int | float | None) -> str:
    """A part's value with its unit, as the figure itself is read: 1,234.50元, 126家, 93.33%, 第3名."""
    if value is None:
        return "（无）"
    if is_money(metric.measure):
        return f"{value:,.2f}元"
    if isinstance(metric.measure, Rank):
        return f"第{value}名"
    return f"{value:,}{metric.unit}" if metric.unit else f"{value:.2%}"
