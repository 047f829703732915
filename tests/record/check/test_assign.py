"""The joint choice of metrics for the claims of a sentence is the best there is."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from shenbian.record.check.assign import assign

_ROW = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 20).map(lambda n: n / 10), max_size=4)


@given(scores=st.lists(_ROW, min_size=1, max_size=5))
def test_no_other_choice_is_better(scores: list[dict[str, float]]) -> None:
    chosen = assign(scores)
    taken = [key for key in chosen if key]
    assert len(taken) == len(set(taken))
    assert abs(_worth(scores, chosen) - _best(scores)) < 1e-9


def _worth(scores: list[dict[str, float]], chosen: list[str | None]) -> float:
    return sum(row[key] for row, key in zip(scores, chosen, strict=True) if key)


def _best(scores: list[dict[str, float]]) -> float:
    choices = product(*([None, *row] for row in scores))
    fair = (each for each in choices if len([k for k in each if k]) == len({k for k in each if k}))
    return max(_worth(scores, list(each)) for each in fair)


def test_a_claim_takes_the_second_best_where_another_needs_the_best() -> None:
    assert assign([{"a": 1.0, "b": 0.9}, {"a": 0.95}]) == ["b", "a"]
