"""What many rows came to, told so that a person reads it at once."""

from shenbian.desk.registers.moves import Done
from shenbian.desk.registers.moving import _listed, _said
from shenbian.offices.flows import HANDOVER


def done(moved: int, *refused: tuple[str, str]) -> Done:
    return Done(HANDOVER.moves[0], tuple(f"{n}号" for n in range(moved)), refused)


def test_rows_that_are_refused_for_one_reason_stand_together_the_most_first() -> None:
    told = done(0, ("1号", "没有到期"), ("2号", "缺材料"), ("3号", "缺材料"))
    assert list(told.reasons().items()) == [("缺材料", ["2号", "3号"]), ("没有到期", ["1号"])]


def test_a_few_names_are_seen_the_further_are_folded_and_the_rest_is_counted() -> None:
    told = _listed("缺材料", [str(n) for n in range(130)])
    assert (told["count"], told["few"], len(told["further"]), told["unlisted"]) == (130, list("01234"), 95, 30)


def test_what_came_of_it_is_one_line() -> None:
    assert _said(done(1200)) == {"told_title": "办好了1,200件", "told_text": ""}
    assert _said(done(0, ("1号", "缺材料")))["told_title"] == "一件也没有办"
