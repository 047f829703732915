"""The few charts of the house, drawn here as SVG (`docs/adr/0009-charts.md`).

A chart has a title that states its finding, marks that carry their own labels, and a table under it. Horizontal places
are percentages and vertical ones pixels, so a chart fills any width and its words keep their size. Colours come from
`chart.css`; nothing in a chart is style or script. `{% include "look/chart.html" with chart=chart %}` shows one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Number = int | float
Said = Callable[[Number], str]

_ROW = 46  # px: a line of words and the bar under it
_BAR = 14
_ROOM = 76  # percent of the width that the longest bar takes; the rest is for its figure
_TOP, _HIGH, _FOOT = 28, 150, 26  # px: above the line for figures, the line itself, the months under it


@dataclass(frozen=True)
class Point:
    """One mark: what it stands for, how much (None: nothing is known), and how that is said (`126家`)."""

    label: str
    value: Number | None
    said: str
    share: str = ""


@dataclass(frozen=True)
class Chart:
    """Ready to be shown. `heads` are the columns of the table under it; `source` says what it rests on."""

    title: str
    drawing: SafeString
    points: tuple[Point, ...]
    heads: tuple[str, ...]
    source: str = ""


def bars(
    points: Iterable[tuple[str, Number]],
    *,
    title: str,
    of: str,
    unit: str,
    said: Said | None = None,
    highlight: str = "",
    source: str = "",
) -> Chart:
    """How much of something (`unit`) each has, longest bar 100 %. `of` names what the labels are (镇街).

    `said` writes a value where `1,234家` is not how it is written; `highlight` is the label that the title is about.
    Raises ValueError for a value below nothing: a bar cannot say that.
    """
    made = _points(points, unit, said)
    most = max((point.value or 0 for point in made), default=0)
    drawing = _rows(made, most, highlight, room=_ROOM)
    return Chart(title, drawing, made, (of, unit), source)


def shares(
    points: Iterable[tuple[str, Number]], *, title: str, of: str, unit: str, said: Said | None = None, source: str = ""
) -> Chart:
    """How a whole is made up: each part as its share of the sum. Raises ValueError for a part below nothing."""
    plain = _points(points, unit, said)
    whole = sum(point.value or 0 for point in plain)
    made = tuple(
        Point(point.label, point.value, point.said, f"{100 * (point.value or 0) / whole:.1f}%" if whole else "")
        for point in plain
    )
    return Chart(title, _rows(made, whole, "", room=100), made, (of, unit, "占比"), source)


def months(
    values: Sequence[Number | None], *, title: str, unit: str, said: Said | None = None, source: str = ""
) -> Chart:
    """A year month by month; None where a month is not over. The last and the highest carry their figures.

    Raises ValueError for a value below nothing or more than twelve of them.
    """
    if len(values) > 12:
        raise ValueError("A year has twelve months.")
    made = _points([(f"{month}月", value) for month, value in enumerate(values, 1)], unit, said)
    return Chart(title, _line(made), made, ("月份", unit), source)


def _points(rows: Iterable[tuple[str, Number | None]], unit: str, said: Said | None) -> tuple[Point, ...]:
    say = said or (lambda value: f"{value:,}{unit}")
    made = tuple(Point(label, value, "无" if value is None else say(value)) for label, value in rows)
    if any(point.value is not None and point.value < 0 for point in made):
        raise ValueError("A chart of the house shows no value below nothing.")
    return made


def _rows(points: Sequence[Point], most: Number, highlight: str, *, room: int) -> SafeString:
    """One under the other: the words, and under them the bar; a part of a whole stands on a track as long as it."""
    whole = room == 100
    rows = []
    for place, point in enumerate(points):
        top = place * _ROW
        length = room * (point.value or 0) / most if most else 0
        kind = "mark" if not highlight or point.label == highlight else "mark faint"
        track = format_html('<rect class="track" x="0" y="{}" width="100%" height="{}"/>', top + 24, _BAR)
        figure = format_html('<text class="figure" x="100%" y="{}" text-anchor="end">{}</text>', top + 16, point.share)
        beside = format_html('<text class="figure" x="{}%" dx="8" y="{}">{}</text>', _n(length), top + 36, point.said)
        rows.append(
            format_html(
                '<text x="0" y="{}">{}</text>{}<rect class="{}" x="0" y="{}" width="{}%" height="{}"/>{}',
                *(top + 16, point.label, track if whole else "", kind, top + 24, _n(length), _BAR),
                figure if whole else beside,
            )
        )
    return _svg(len(points) * _ROW, format_html_join("", "{}", ((row,) for row in rows)))


def _line(points: Sequence[Point]) -> SafeString:
    """The months from left to right, joined where both neighbours are known."""
    known = [point.value for point in points if point.value is not None]
    most = max(known, default=0)
    places = [
        (4 + 92 * place / 11, None if point.value is None else _TOP + _HIGH * (1 - (point.value / most if most else 0)))
        for place, point in enumerate(points)
    ]
    joined = [
        (_n(x1), _n(y1), _n(x2), _n(y2)) for (x1, y1), (x2, y2) in pairwise(places) if y1 is not None and y2 is not None
    ]
    ground = format_html('<line class="ground" x1="0" x2="100%" y1="{0}" y2="{0}"/>', _TOP + _HIGH)
    lines = format_html_join("", '<line class="joint" x1="{}%" y1="{}" x2="{}%" y2="{}"/>', joined)
    dots = format_html_join(
        "", '<circle class="mark" cx="{}%" cy="{}" r="4"/>', [(_n(x), _n(y)) for x, y in places if y is not None]
    )
    names = format_html_join(
        "",
        '<text class="tick" x="{}%" y="{}" text-anchor="middle">{}</text>',
        [
            (_n(x), _TOP + _HIGH + 20, point.label.removesuffix("月"))
            for (x, _), point in zip(places, points, strict=True)
        ],
    )
    figures = format_html_join(
        "", '<text class="figure" x="{}%" y="{}" text-anchor="{}">{}</text>', _told(points, places)
    )
    return _svg(_TOP + _HIGH + _FOOT, format_html("{}{}{}{}{}", ground, lines, dots, names, figures))


def _told(points: Sequence[Point], places: Sequence[tuple[float, float | None]]) -> list[tuple[str, str, str, str]]:
    """The figures written beside the line: the highest month and, unless it is next to it, the last."""
    known = [place for place, point in enumerate(points) if point.value is not None]
    if not known:
        return []
    highest = max(known, key=lambda place: points[place].value or 0)
    chosen = {highest} if abs(known[-1] - highest) < 3 else {highest, known[-1]}
    anchors = {0: "start", 1: "start", 10: "end", 11: "end"}
    return [
        (_n(places[place][0]), _n((places[place][1] or 0) - 12), anchors.get(place, "middle"), points[place].said)
        for place in sorted(chosen)
    ]


def _svg(height: int, inner: SafeString) -> SafeString:
    return format_html('<svg width="100%" height="{}" aria-hidden="true" focusable="false">{}</svg>', height, inner)


def _n(value: float) -> str:
    """A place with no more digits than a screen has."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
