"""A figure's parts as charts: by month and by body, with titles that say what is to be seen."""

from __future__ import annotations

from collections.abc import Sequence

from shenbian.look.charts import Chart, bars, months
from shenbian.metrics.metric import Count, Metric, Total
from shenbian.record.opened import Opened, Slice, amount

MOST = 12  # bars that a drawer can hold; the others are listed


def by_months(opened: Opened) -> Chart | None:
    """A year month by month; none where months say nothing of the figure."""
    return months_of_slices(opened.metric, opened.months)


def months_of_slices(metric: Metric, slices: Sequence[Slice]) -> Chart | None:
    """The same of a published figure, of which only the months are at hand."""
    if len(slices) != 12 or not _drawable(slices) or not any(each.value for each in slices):
        return None
    if isinstance(metric.measure, Count | Total):
        title = most_of(metric, [(each.label, each.value or 0) for each in slices], "个月") + _of_all(metric, slices)
    else:
        title = f"12月末为{amount(metric, slices[-1].value)}"
    return months([each.value for each in slices], title=title, unit=metric.unit, said=lambda v: amount(metric, v))


def by_bodies(opened: Opened) -> Chart | None:
    """The bodies below, the largest first; none where they can't be told apart."""
    slices = opened.bodies or ()
    if len(slices) < 2 or not _drawable(slices):
        return None
    metric, first = opened.metric, slices[0]
    alone = len([each for each in slices if each.value == first.value]) == 1
    return bars(
        [(each.label, each.value or 0) for each in slices[:MOST]],
        title=most_of(metric, [(each.label, each.value or 0) for each in slices], "家"),
        of="工会",
        unit=metric.unit,
        said=lambda v: amount(metric, v),
        highlight=first.label if alone else "",
        source=f"这里画前{MOST}家，共{len(slices)}家。" if len(slices) > MOST else "",
    )


def most_of(metric: Metric, parts: Sequence[tuple[str, int | float]], unit: str) -> str:
    """Who has most, as a sentence that is true when several have.

    3月最多，372人次 · 仁和等6家最多，各6家 · 12个月各5场.
    """
    largest = max(value for _, value in parts)
    first, *others = [label for label, value in parts if value == largest]
    said = amount(metric, largest)
    if not others:
        return f"{first}最多，{said}"
    if len(others) + 1 == len(parts):
        return f"{len(parts)}{unit}各{said}"
    return f"{first}等{len(others) + 1}{unit}最多，各{said}"


def _of_all(metric: Metric, slices: Sequence[Slice]) -> str:
    """What the one month is of the year; months add up only where facts are counted and not different people."""
    whole, part = sum(each.share for each in slices), max(each.share for each in slices)
    if len([each for each in slices if each.share == part]) > 1:
        return ""
    measure = metric.measure
    adds = isinstance(measure, Total) or (isinstance(measure, Count) and not measure.of)
    return f"，占全年的{part / whole:.0%}" if adds and whole else ""


def _drawable(slices: Sequence[Slice]) -> bool:
    return all(each.value is not None and each.value >= 0 for each in slices)
