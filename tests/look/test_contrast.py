"""What is written can be read, and what is drawn can be seen, in every scheme: computed from the tokens themselves."""

import re
from pathlib import Path

import pytest

import shenbian.look

TOKENS = Path(shenbian.look.__file__).with_name("static") / "look" / "tokens.css"
_DARK = r"(?P<media>@media screen and \(prefers-color-scheme: dark\) \{\s*)?"
_BLOCK = re.compile(_DARK + r"(?P<where>:root|\[data-elder\]) \{(?P<body>.*?)\}", re.DOTALL)
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")

PAGES = ("paper", "card", "sunken")
WRITTEN = [
    (ink, ground)
    for ink in ("ink", "muted", "red", "info", "done", "waiting", "gold-ink")
    for ground in ("paper", "card")
]
WRITTEN += [
    ("ink", "sunken"),
    ("muted", "sunken"),
    ("red", "sunken"),
    ("on-red", "red"),
    ("on-red", "red-deep"),
    ("paper", "ink"),
]
WRITTEN += [(name, f"{name}-wash") for name in ("draft", "waiting", "done", "void", "info", "red")]
WRITTEN += [("ink", f"{name}-wash") for name in ("waiting", "done", "info", "red", "gold")] + [
    ("gold-ink", "gold-wash")
]
DRAWN = [(mark, ground) for mark in ("edge", "chart", "chart-faint", "gold") for ground in ("card", "paper")]
DRAWN += [("card", "done"), ("card", "void"), ("done", "line"), ("chart", "sunken")]


def schemes() -> dict[str, dict[str, str]]:
    light, dark, elder, elder_dark = (dict[str, str]() for _ in range(4))
    for found in _BLOCK.finditer(TOKENS.read_text(encoding="utf-8")):
        colours = dict(_COLOUR.findall(found["body"]))
        kind = (bool(found["media"]), found["where"])
        {
            (False, ":root"): light,
            (True, ":root"): dark,
            (False, "[data-elder]"): elder,
            (True, "[data-elder]"): elder_dark,
        }[kind].update(colours)
    return {
        "light": light,
        "dark": light | dark,
        "elder": light | elder,
        "elder-dark": light | dark | elder | elder_dark,
    }


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_each_scheme_was_read_with_its_own_colours() -> None:
    read = schemes()
    assert [len(colours) for colours in read.values()] == [len(read["light"])] * 4
    assert len({colours["paper"] for colours in read.values()}) == 2
    assert len({colours["muted"] for colours in read.values()}) == 4


@pytest.mark.parametrize("scheme", ["light", "dark", "elder", "elder-dark"])
def test_words_stand_out_four_and_a_half_times(scheme: str) -> None:
    colours = schemes()[scheme]
    measured = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in WRITTEN}
    assert {pair: ratio for pair, ratio in measured.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark", "elder", "elder-dark"])
def test_what_is_drawn_stands_out_three_times(scheme: str) -> None:
    colours = schemes()[scheme]
    measured = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in DRAWN}
    assert {pair: ratio for pair, ratio in measured.items() if ratio < 3} == {}
