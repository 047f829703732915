"""How a command changes what figures rest on: first say which frozen figures it moves, then do it, then seal."""

from collections.abc import Callable
from typing import TypeVar

from shenbian.cli.actor import operator
from shenbian.cli.words import AnswerIsNo, say
from shenbian.facts.seal import seal_all
from shenbian.kit.refusal import Refused
from shenbian.record.foreseen import would_change

T = TypeVar("T")


def changed(act: Callable[[], T], *, preview: bool) -> T | None:
    """What the act gives; None after a preview, which leaves nothing. Raises AnswerIsNo where the act is refused."""
    try:
        _tell(act)
        if preview:
            say("这是预览，什么都没有改。")
            return None
        done = act()
    except Refused as refused:
        raise AnswerIsNo(str(refused)) from refused
    seal_all(by=operator().ref)
    return done


def _tell(act: Callable[[], object]) -> None:
    """A frozen figure is never changed by this: its record says the difference until somebody corrects it."""
    foreseen = would_change(act)
    for each in foreseen:
        say(f"{each}。")
    if foreseen:
        say(f"以上 {len(foreseen)} 个数字已经锁定，不会自行改动；要更正请用 shenbian record 年份 --correct 原因。")
    else:
        say("已锁定的数字都不受影响。")
