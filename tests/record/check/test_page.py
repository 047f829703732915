"""A whole page: every figure found at its place; one number changed turns exactly that claim."""

import re

import pytest

from shenbian.record.check import Claim, check
from tests.record.check.page import PAGE, SAID
from tests.record.check.year_values import SHUNYI, YEAR, figures


def claims(text: str) -> list[Claim]:
    return check(text, figures=figures(), place=SHUNYI, year=YEAR)


def judged(text: str) -> list[Claim]:
    return [claim for claim in claims(text) if claim.verdict in ("holds", "false")]


def test_every_figure_is_found_and_true() -> None:
    assert [(claim.text, claim.metric, claim.verdict) for claim in judged(PAGE)] == [
        (words, metric, "holds") for words, metric in SAID
    ]


def test_claims_are_what_stands_at_their_offset() -> None:
    for claim in claims(PAGE):
        assert PAGE[claim.offset : claim.offset + len(claim.text)] == claim.text


def test_nothing_else_is_judged() -> None:
    rest = [(claim.text, claim.verdict) for claim in claims(PAGE) if claim.verdict not in ("holds", "false")]
    assert {verdict for _, verdict in rest} == {"uncountable"}
    assert {"第七届", "三类", "五进", "每月一访", "应建尽建", "13年", "百人以上", "50家"} <= {text for text, _ in rest}


def changed(words: str) -> str | None:
    """The same words with another number; None where they hold none."""
    digits = re.search(r"\d", words)
    if digits:
        return words[: digits.start()] + str(int(digits.group()) % 9 + 1) + words[digits.end() :]
    for old, new in (("近百", "近千"), ("近万", "近十万"), ("千余", "三千余"), ("万名", "九万名")):
        if old in words:
            return words.replace(old, new)
    return None


NUMBERED = [(place, changed(words)) for place, (words, _) in enumerate(SAID) if changed(words)]


@pytest.mark.parametrize(("place", "new"), NUMBERED, ids=[SAID[place][1] for place, _ in NUMBERED])
def test_one_number_changed_turns_that_claim_and_no_other(place: int, new: str) -> None:
    before = judged(PAGE)
    old = before[place]
    if old.metric == "model_lectures.quarterly":
        new = "9场以上"  # more is claimed; 4 and more is still true
    after = judged(PAGE[: old.offset] + new + PAGE[old.offset + len(old.text) :])
    assert [(claim.metric, claim.verdict) for claim in after] == [
        (claim.metric, "false" if number == place else "holds") for number, claim in enumerate(before)
    ]


def test_the_value_takes_no_part_in_finding_the_metric() -> None:
    turned = {key: type(figure)(metric=figure.metric, value=0, ref="") for key, figure in figures().items()}
    blind = check(PAGE, figures=turned, place=SHUNYI, year=YEAR)
    assert [(claim.offset, claim.metric) for claim in blind] == [(claim.offset, claim.metric) for claim in claims(PAGE)]


@pytest.mark.parametrize(("old", "new"), (("顺义", "房山"), ("2022年", "2020年"), ("顺义区", "天河区")))
def test_a_draft_of_another_place_or_year_is_not_judged(old: str, new: str) -> None:
    assert judged(PAGE.replace(old, new)) == []


def test_full_width_digits_change_nothing() -> None:
    wide = PAGE.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    assert [(claim.metric, claim.verdict) for claim in judged(wide)] == [(metric, "holds") for _, metric in SAID]


def test_blank_lines_and_line_ends_change_nothing() -> None:
    windows = PAGE.replace("\n", "\r\n")
    assert [claim.metric for claim in judged(windows)] == [metric for _, metric in SAID]
