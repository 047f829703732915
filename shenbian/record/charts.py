"""A figure's parts as charts: by month and by body, with titles that say what is to be seen."""

from __future__ import annotations

from collections.abc import Sequence

from shenbian.look.charts import Chart, bars, months
from shenbian.metrics.metric import Count, Metric, Total
from shenbian.record.opened import Opened, Slice, amount

MOST = 30  # bars; a district has some thirty towns and zones


def by_months(opened: Opened) -> Chart | None:
    """A year month by month; none where months say nothing of the figure."""
    return months_of_slices(opened.metric, opened.months)


def months_of_slices(metric: Metric, slices: Sequence[Slice]) -> Chart | None:
    """The same of a published figure, of which only the months are at hand."""
    if len(slices) != 12 or not _drawable(slices) or not any(each.value for each in slices):
        return None
    top = max(slices, key=lambda each: each.share)
    whole = sum(each.share for each in slices)
    if isinstance(metric.measure, Count | Total):
        title = f"{top.label}最多，{amount(metric, top.value)}" + _of_all(metric, top.share, whole)
    else:
        title = f"12月末为{amount(metric, slices[-1].value)}"
    return months([each.value for each in slices], title=title, unit=metric.unit, said=lambda v: amount(metric, v))


def by_bodies(opened: Opened) -> Chart | None:
    """The bodies below, the largest first; none where they can't be told apart."""
    slices = opened.bodies or ()
    if len(slices) < 2 or not _drawable(slices) or len(slices) > MOST:
        return None
    metric = opened.metric
    same = len({each.value for each in slices}) == 1
    title = (
        f"{len(slices)}家各{amount(metric, slices[0].value)}"
        if same
        else f"{slices[0].label}最多，{amount(metric, slices[0].value)}"
    )
    return bars(
        [(each.label, each.value or 0) for each in slices],
        title=title,
        of="工会",
        unit=metric.unit,
        said=lambda v: amount(metric, v),
        highlight="" if same else slices[0].label,
    )


def _of_all(metric: Metric, part: float, whole: float) -> str:
    """Months add up only where facts are counted and not different people."""
    measure = metric.measure
    adds = isinstance(measure, Total) or (isinstance(measure, Count) and not measure.of)
    return f"，占全年的{part / whole:.0%}" if adds and whole else ""


def _drawable(slices: Sequence[Slice]) -> bool:
    return all(each.value is not None and each.value >= 0 for each in slices)
