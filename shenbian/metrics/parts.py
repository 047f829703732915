"""其中: a figure that counts a part of another is never larger than it, in the same subtree and period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shenbian.metrics.figure import Figure


def problems(figures: Mapping[str, Figure]) -> Iterator[str]:
    """What is wrong between a figure and the whole it is part of, in Chinese; wholes that are not there are no problem.

    The figures must be of one subtree and period.
    """
    for figure in figures.values():
        whole = figures.get(figure.metric.part_of)
        if whole is None:
            continue
        part, all_ = figure.metric, whole.metric
        if part.unit != all_.unit:
            yield f"“{part.title}”以{part.unit or '比率'}计，“{all_.title}”以{all_.unit or '比率'}计，不能说其中。"
        elif (figure.under, figure.period, figure.as_of) != (whole.under, whole.period, whole.as_of):
            yield f"“{part.title}”与“{all_.title}”的范围或期间不同，不能说其中。"
        elif figure.value is not None and (whole.value is None or figure.value > whole.value):
            said, of = f"{figure.json_value}{part.unit}", f"{whole.json_value}{all_.unit}"
            yield f"“{part.title}”（{said}）大于“{all_.title}”（{of}）。"
