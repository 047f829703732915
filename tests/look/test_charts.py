"""A chart draws what it was given, in proportion, and says it in words."""

import re

import pytest

from shenbian.look.charts import Point, bars, months, shares

_TAG = re.compile(r"<(\w+)([^>]*)>([^<]*)")


def drawn(drawing: str, tag: str, kind: str) -> list[dict[str, str]]:
    """Every element of a class with its attributes, its words as `text`."""
    found = []
    for name, attributes, words in _TAG.findall(drawing):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        if name == tag and kind in said.get("class", "").split():
            found.append(said | {"text": words})
    return found


def test_bars_are_as_long_as_their_values() -> None:
    chart = bars([("南河", 200), ("北屯", 100), ("空", 0)], title="南河是北屯的两倍", of="镇街", unit="家")
    assert [bar["width"] for bar in drawn(chart.drawing, "rect", "mark")] == ["76%", "38%", "0%"]
    assert [words["text"] for words in drawn(chart.drawing, "text", "figure")] == ["200家", "100家", "0家"]
    assert chart.points == (Point("南河", 200, "200家"), Point("北屯", 100, "100家"), Point("空", 0, "0家"))
    assert chart.heads == ("镇街", "家")


def test_the_bar_that_the_title_is_about_stands_out() -> None:
    chart = bars([("南河", 2), ("北屯", 1)], title="北屯最少", of="镇街", unit="家", highlight="北屯")
    assert [bar["class"] for bar in drawn(chart.drawing, "rect", "mark")] == ["mark faint", "mark"]


def test_shares_are_parts_of_the_whole() -> None:
    chart = shares([("甲", 3), ("乙", 1)], title="四分之三是甲", of="用途", unit="元")
    assert [bar["width"] for bar in drawn(chart.drawing, "rect", "mark")] == ["75%", "25%"]
    assert [point.share for point in chart.points] == ["75.0%", "25.0%"]
    assert [words["text"] for words in drawn(chart.drawing, "text", "figure")] == ["75.0%", "25.0%"]


def test_a_whole_of_nothing_has_no_shares() -> None:
    chart = shares([("甲", 0)], title="今年没有", of="用途", unit="元")
    assert [point.share for point in chart.points] == [""]


def test_months_are_joined_where_both_are_known() -> None:
    chart = months([1, 2, None, 4, 2], title="4月最高", unit="次")
    assert len(drawn(chart.drawing, "circle", "mark")) == 4
    assert len(drawn(chart.drawing, "line", "joint")) == 2
    assert [tick["text"] for tick in drawn(chart.drawing, "text", "tick")] == ["1", "2", "3", "4", "5"]
    assert [dot["cy"] for dot in drawn(chart.drawing, "circle", "mark")] == ["140.5", "103", "28", "103"]
    assert [point.said for point in chart.points] == ["1次", "2次", "无", "4次", "2次"]


def test_the_highest_month_and_the_last_carry_their_figures() -> None:
    far = months([9, 1, 2, 3, 4, 5, 6], title="1月最高", unit="次")
    near = months([1, 2, 3, 9, 8], title="4月最高", unit="次")
    assert [words["text"] for words in drawn(far.drawing, "text", "figure")] == ["9次", "6次"]
    assert [words["text"] for words in drawn(near.drawing, "text", "figure")] == ["9次"]


def test_a_year_of_which_nothing_is_known_is_drawn_empty() -> None:
    chart = months([None] * 12, title="还没有开始", unit="次")
    assert drawn(chart.drawing, "circle", "mark") == []
    assert len(drawn(chart.drawing, "text", "tick")) == 12


def test_words_are_escaped() -> None:
    chart = bars([("<b>", 1)], title="t", of="o", unit="家")
    assert "&lt;b&gt;" in chart.drawing
    assert "<b>" not in chart.drawing


def test_a_value_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="below nothing"):
        bars([("甲", -1)], title="t", of="o", unit="家")


def test_a_year_of_thirteen_months_is_refused() -> None:
    with pytest.raises(ValueError, match="twelve"):
        months([1] * 13, title="t", unit="家")


def test_twelve_bars_are_light() -> None:
    chart = bars([(f"第{n}镇街", n * 1000) for n in range(12)], title="t", of="o", unit="家")
    assert len(chart.drawing.encode()) < 4000
