"""Every metric can be told by the words of its own definition."""

import pytest

from shenbian.metrics.metric import Metric
from shenbian.record.check import check
from shenbian.record.check.asserted import is_number, lowest_per
from tests.record.check.year_values import SHUNYI, VALUES, YEAR, figures

NUMBERS = sorted(key for key, figure in figures().items() if is_number(figure.metric))


@pytest.mark.parametrize("key", NUMBERS)
def test_a_metric_is_found_by_its_title(key: str) -> None:
    metric = figures()[key].metric
    draft = f"{_before(metric)}{metric.title}{VALUES[key]}{metric.unit}。"
    judged = [claim for claim in check(draft, figures=figures(), place=SHUNYI, year=YEAR) if claim.metric]
    assert [(claim.metric, claim.verdict) for claim in judged] == [(key, "holds")]


def _before(metric: Metric) -> str:
    """What the title leaves to its surroundings: the subject, the circle, the sub-period."""
    each = "每季度" if lowest_per(metric.measure) and "每季度" not in metric.title else ""
    scope = metric.scope if metric.scope not in metric.title else ""
    return scope + each


@pytest.mark.parametrize("key", sorted(figures()))
def test_words_hold_no_digit_and_are_short(key: str) -> None:
    metric = figures()[key].metric
    words = (*metric.aliases, *metric.nouns, *metric.about, *metric.unlike)
    assert [word for word in words if len(word) > 8 or any(letter.isdigit() for letter in word)] == []
