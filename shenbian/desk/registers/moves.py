"""One move for many rows: looked at first, then done. Both go through the one door; a look is the same, rolled back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from shenbian.desk.registers.asked import Asked
from shenbian.desk.registers.register import Register
from shenbian.desk.registers.rows import ordering, selected
from shenbian.flow.actions import Outcome, perform
from shenbian.flow.models import Flowing
from shenbian.flow.table import Move
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from shenbian.rights.rules import reaches

MOST = 2000


@dataclass(frozen=True)
class Done:
    """What became of the rows, or would: by the name a reader knows them by."""

    move: Move
    moved: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def offered(register: Register, by: Actor) -> list[Move]:
    """The moves of the register's flows that this actor may make somewhere, each name once."""
    if register.flows is None:
        return []
    found = {move.name: move for flow in register.flows.flows() for move in flow.moves if reaches(by, move.right)}
    return list(found.values())


def chosen(asked: Asked, by: Actor, *, keys: Sequence[int] | None) -> list[Flowing]:
    """The things with these ids, or all that are selected. Raises Refused where they are more than MOST, or none."""
    found = selected(asked, by)
    if keys is not None:
        found = found.filter(pk__in=keys)
    path, down = asked.order.removeprefix("-"), asked.order.startswith("-")
    things = list(ordering(found, path, down=down)[: MOST + 1])
    if len(things) > MOST:
        raise Refused({0: f"一次最多办理{MOST:,}件。请先用筛选缩小范围，分几次办理。"})
    if not things:
        raise Refused({0: "还没有选中要办理的事项。请在每行前面打勾，或选择“筛选出的全部”。"})
    return things


def preview(move: Move, things: Sequence[Flowing], *, by: Actor, said: Mapping[str, Any]) -> Done:
    """Who would move and who would be refused, and why. Nothing is kept."""
    with transaction.atomic():
        done = carry_out(move, things, by=by, said=said)
        transaction.set_rollback(True)
    return done


@transaction.atomic
def carry_out(move: Move, things: Sequence[Flowing], *, by: Actor, said: Mapping[str, Any]) -> Done:
    """Make the move on each; what is refused has not changed."""
    names = {thing.pk: f"{thing.pk}号 {thing}" for thing in things}
    outcomes: list[Outcome[Flowing]] = perform(
        move.name, on=list(things), by=by, said=said, rows=[names[thing.pk] for thing in things]
    )
    told = list(zip(names.values(), outcomes, strict=True))
    return Done(
        move,
        tuple(name for name, outcome in told if outcome.moved),
        tuple((name, outcome.why) for name, outcome in told if not outcome.moved),
    )
