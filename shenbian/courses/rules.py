"""Pure questions about learning: what of the time counts, which questions a seed draws, what a paper is worth."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

BEAT = timedelta(seconds=20)  # how often an open page tells that it is seen
GAP = 3 * BEAT  # a longer silence is no learning: the phone slept, or the page was left


def credited(*, since: datetime, at: datetime, seen: int) -> int:
    """Of the seconds that a page was seen since its last word: never more than have passed, none after a gap."""
    passed = at - since
    if passed > GAP or passed < timedelta(0):
        return 0
    return max(0, min(seen, int(passed.total_seconds())))


@dataclass(frozen=True)
class Presence:
    """A question that only somebody who is there answers: a small sum."""

    text: str
    answer: str


def presence_question() -> Presence:
    """A fresh one."""
    draw = random.SystemRandom()
    left, right = draw.randint(2, 9), draw.randint(2, 9)
    return Presence(f"{left} + {right}", str(left + right))


def drawn(seed: str, bank: Iterable[tuple[int, str]], number: int) -> list[int]:
    """Which questions this seed draws from a bank of (id, kind), each kind with its share, in the paper's order.

    The same seed over the same bank draws the same, so that anybody can draw it again.
    """
    kinds: dict[str, list[int]] = {}
    for pk, kind in sorted(bank):
        kinds.setdefault(kind, []).append(pk)
    total = sum(map(len, kinds.values()))
    number = min(number, total)
    draw = random.Random(seed)
    chosen = [
        pk for kind in sorted(kinds) for pk in draw.sample(kinds[kind], number * len(kinds[kind]) // (total or 1))
    ]
    rest = sorted(pk for all_ in kinds.values() for pk in all_ if pk not in set(chosen))
    chosen += draw.sample(rest, number - len(chosen))
    draw.shuffle(chosen)
    return chosen


def graded(questions: Sequence[int], right: Mapping[int, Sequence[int]], answers: Mapping[str, Sequence[int]]) -> int:
    """Points of a hundred, rounded down: a question is right when exactly its right options were chosen."""
    if not questions:
        return 0
    good = sum(sorted(answers.get(str(pk), ())) == sorted(right[pk]) for pk in questions)
    return 100 * good // len(questions)


def wrong_with(asks: str, options: Any, right: Any) -> str:
    """What is wrong with a question of the bank, in Chinese; empty where it can be asked."""
    if not (isinstance(options, list) and 2 <= len(options) <= 8 and all(str(each).strip() for each in options)):
        return "选项应有2到8个，都不能空。"
    if len(set(map(str, options))) != len(options):
        return "有两个选项一样。"
    if not isinstance(right, list) or not right or any(each not in range(len(options)) for each in right):
        return "答案应是选项里有的字母，如A或AC。"
    if asks != "some" and len(right) != 1:
        return "单选和判断只能有一个答案。"
    if asks == "some" and len(right) < 2:
        return "多选应有两个以上答案；只有一个的请写成单选。"
    return ""
