"""What a line of work shall reach and has not yet: which quarter lacks how many, which town or person is missing.

Read off the metrics: a least value by quarter or month, held against the rule of targets; a coverage by whom it misses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from shenbian.desk.lives.figures import kept
from shenbian.kit.period import Period
from shenbian.look.words import day as zh_day
from shenbian.metrics.answers import pieces
from shenbian.metrics.figure import Figure
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import Coverage, Lowest, Metric
from shenbian.metrics.rows import misses
from shenbian.orgs.models import Organisation
from shenbian.record.opened import called
from shenbian.rulebook.queries import NoRule, look_up
from shenbian.standard.programme import Programme

TARGETS = "targets"
SHOWN = 12  # lines of those that a coverage misses; the figure's own page has all
_MONTHS = 12
_ONE = {"organisation": "家", "unit": "家", "person": "人", "month": "次"}  # what a coverage counts, by its last part


@dataclass(frozen=True)
class Target:
    """`finding` says how far it is, `lacks` what is missing and `more` how many besides, in `unit`; `presses`: it can
    still be mended in time."""

    metric: str
    title: str
    finding: str
    lacks: list[str]
    more: int = 0
    unit: str = ""
    presses: bool = False


def targets_of(programmes: Iterable[Programme], *, at: Organisation, year: int, on: date) -> list[Target]:
    """The targets of these programmes in a year, at a body. Counted once until the ledger changes."""
    metrics = [each for programme in programmes for each in programme.metrics if _is_target(each)]
    if not metrics:
        return []
    names = ",".join(each.key for each in metrics)
    least = _least(at, on)
    return kept(
        f"targets:{year}:{on}:{at.path}:{names}:{sorted(least.items())}", lambda: _told(metrics, least, at, year, on)
    )


def _is_target(metric: Metric) -> bool:
    return isinstance(metric.measure, Lowest | Coverage)


def _least(at: Organisation, on: date) -> dict[str, int]:
    """What the rule demands, by metric; nothing where there is no such rule."""
    try:
        rows = look_up(TARGETS, at=at, on=on)
    except NoRule:
        return {}
    return {row["metric"]: int(row["least"]) for row in rows}


def _told(metrics: list[Metric], least: dict[str, int], at: Organisation, year: int, on: date) -> list[Target]:
    period = Period.year(year)
    figures = measure(metrics, under=at.path, period=period)
    return [each for metric in metrics for each in _target(figures[metric.key], least, at, period, on)]


def _target(figure: Figure, least: dict[str, int], at: Organisation, period: Period, on: date) -> Iterator[Target]:
    metric = figure.metric
    if isinstance(metric.measure, Lowest):
        if metric.key in least:
            yield _by_period(figure, metric.measure, least[metric.key], period, on)
    elif figure.denominator:
        yield _covered(figure, at, period, on)


def _by_period(figure: Figure, how: Lowest, least: int, period: Period, on: date) -> Target:
    """Each quarter or month that has begun, held against what it shall be."""
    unit = figure.metric.unit
    begun = [
        (piece, label, value)
        for piece, (label, value) in zip(pieces(how, period), figure.periods, strict=True)
        if piece.start <= on
    ]
    lacking = [(piece, label, least - value) for piece, label, value in begun if value < least]
    lacks = [
        f"{label}还差{count}{unit}，{zh_day(piece.last)}到期" if on in piece else f"{label}少{count}{unit}，已经过了"
        for piece, label, count in lacking
    ]
    word = "季度" if how.per == "quarter" else "个月"
    done = len(begun) - len(lacking)
    finding = f"每{word.removeprefix('个')}至少{least}{unit}：已开始的{len(begun)}{word}里{done}{word}达到"
    presses = any(on in piece for piece, _, _ in lacking)
    return Target(figure.metric.key, figure.metric.title, finding, lacks, presses=presses)


def _covered(figure: Figure, at: Organisation, period: Period, on: date) -> Target:
    metric = figure.metric
    assert isinstance(metric.measure, Coverage)
    monthly = metric.measure.listed.of[-1] == "month"
    unit = _ONE.get(metric.measure.listed.of[-1], "个")
    limit = SHOWN * _MONTHS if monthly else SHOWN
    lacking = misses(metric, under=at.path, period=period, limit=limit) if figure.missed else []
    told = list(called(metric, lacking))
    lacks, shown = by_name(told) if monthly else (told, len(told))
    return Target(
        metric.key,
        metric.title,
        f"应覆盖{figure.denominator:,}{unit}，已覆盖{figure.numerator or 0:,}{unit}，还差{figure.missed:,}{unit}",
        lacks,
        more=figure.missed - shown,
        unit=unit,
        presses=bool(figure.missed) and on in period,
    )


def by_name(told: Sequence[str]) -> tuple[list[str], int]:
    """The months of each body in one line (“某公司 1月”, “某公司 2月”, “某公司 5月” → “某公司：1—2月、5月”), so many
    lines at most; and how many months these are."""
    months: dict[str, list[int]] = {}
    for each in told:
        name, _, month = each.rpartition(" ")
        months.setdefault(name, []).append(int(month.removesuffix("月")))
    shown = list(months.items())[:SHOWN]
    return [f"{name}：{_runs(each)}" for name, each in shown], sum(len(each) for _, each in shown)


def _runs(months: Sequence[int]) -> str:
    """1—3月、5月: what follows one another in one piece."""
    runs: list[list[int]] = []
    for month in sorted(months):
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return "、".join(f"{run[0]}—{run[-1]}月" if len(run) > 1 else f"{run[0]}月" for run in runs)
