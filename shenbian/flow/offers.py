"""What somebody may do with a thing now, and why the house would refuse it: the door's own questions, without moving.

A guard that judges by what the mover says cannot answer before they have said it; it is asked at the door alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from shenbian.flow.models import Flowing
from shenbian.flow.row import Row
from shenbian.flow.table import Move, Phase, State
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import EVERYONES_RIGHTS, Right
from shenbian.rights.rules import may

READS = (Right.REGISTER_READ, Right.AUDIT_READ)


class _NotSaidYet(Exception):
    """A guard asked for something that the mover has yet to say."""


class _Unsaid(Mapping[str, Any]):
    """Stands where the mover's words will be."""

    def __getitem__(self, key: str) -> NoReturn:
        raise _NotSaidYet(key)

    def __iter__(self) -> Iterator[str]:
        raise _NotSaidYet

    def __len__(self) -> int:
        raise _NotSaidYet


@dataclass(frozen=True)
class Offer:
    """A row of the table that the asker has the right to; `why` is the house's refusal, empty where it would agree.

    `stays`: the state is the same afterwards.
    """

    move: Move
    target: State
    why: str = ""
    stays: bool = False

    @property
    def safe(self) -> bool:
        """Whether it may be done from a list: nothing is to be said, and the thing does not come to nothing by it."""
        return is_safe(self.move, self.target)

    @property
    def follows(self) -> str:
        """What comes of it, in words: 状态变为“公示中”，时限5个工作日，记入台账，告知本人."""
        return what_follows(self.move, self.target, stays=self.stays)


def is_safe(move: Move, target: State) -> bool:
    """See `Offer.safe`."""
    return move.asks is None and target.phase is not Phase.VOID


_TOLD = {"owner": "告知本人", "author": "告知提出的人", "other": "告知所涉的人", "next": "告知下一环节"}


def what_follows(move: Move, target: State, *, stays: bool = False) -> str:
    """See `Offer.follows`. Of a state that `stays` nothing is said."""
    said = [] if stays else [f"状态变为“{target.title}”"]
    if not stays and target.clock and isinstance(target.clock.days, int):
        said.append(f"时限{target.clock.days}个{'工作日' if target.clock.working else '自然日'}")
    if move.facts:
        said.append("记入台账")
    return "，".join([*said, *(_TOLD[who] for who in move.tells)])


def moves_for(thing: Flowing, by: Actor) -> list[Move]:
    """The rows by which this person has the right to move this thing from where it is. No query."""
    placed: Any = thing
    return [move for move in thing.open_moves() if may(by, move.right, placed)]


def offers(thing: Flowing, by: Actor) -> list[Offer]:
    """The same, each judged as the door would. As many queries as the guards of those rows ask."""
    row = Row(thing, by, _Unsaid(), today())
    return [
        Offer(move, thing.flow.state(move.target), _why(move, row), stays=move.target == thing.status)
        for move in moves_for(thing, by)
    ]


def may_see(thing: Flowing, by: Actor) -> bool:
    """Whether the thing exists for this person: it concerns them, they may read it or make one of its moves. No query.

    A right that is everybody's opens nothing.
    """
    if by.owns(getattr(thing, "owner", None)) or by.owns(thing.other):
        return True
    placed: Any = thing
    rights = {move.right for move in thing.flow.moves} - EVERYONES_RIGHTS
    return any(may(by, right, placed) for right in (*READS, *sorted(rights)))


def _why(move: Move, row: Row) -> str:
    """The first refusal among the guards that can answer."""
    for guard in move.guards:
        try:
            if why := guard.why(row, guard.needs([row])):
                return why
        except _NotSaidYet:
            continue
    return ""
