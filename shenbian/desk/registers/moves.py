"""One move for many rows: looked at first, then done. Both go through the one door; a look is the same, rolled back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db import transaction

from shenbian.desk.registers.asked import Asked
from shenbian.desk.registers.register import Register
from shenbian.desk.registers.rows import ordering, selected
from shenbian.flow.actions import Outcome, perform
from shenbian.flow.models import Flowing
from shenbian.flow.table import Move
from shenbian.kit import workbook
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from shenbian.rights.rules import reaches

AT_ONCE = 2000  # things that are moved while somebody waits for the page
MOST = 50_000  # behind the page
_PART = 500


@dataclass(frozen=True)
class Done:
    """What became of the rows, or would: by the name a reader knows them by."""

    move: Move
    moved: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]

    def reasons(self) -> dict[str, list[str]]:
        """Which rows were refused, by the reason; what refuses the most first."""
        found: dict[str, list[str]] = {}
        for name, why in self.refused:
            found.setdefault(why, []).append(name)
        return dict(sorted(found.items(), key=lambda each: -len(each[1])))


def offered(register: Register, by: Actor) -> list[Move]:
    """The moves of the register's flows that this actor may make somewhere, each name once."""
    if register.flows is None:
        return []
    found = {move.name: move for flow in register.flows.flows() for move in flow.moves if reaches(by, move.right)}
    return list(found.values())


def how_many(asked: Asked, by: Actor) -> int:
    """How many are selected; more than MOST are not counted. One query."""
    return int(selected(asked, by).order_by().values("pk")[: MOST + 1].count())


def chosen(asked: Asked, by: Actor, *, keys: Sequence[int] | None, most: int) -> list[Flowing]:
    """The things with these ids, or all that are selected. Raises Refused where they are more than `most`, or none."""
    found = selected(asked, by)
    if keys is not None:
        found = found.filter(pk__in=keys)
    path, down = asked.order.removeprefix("-"), asked.order.startswith("-")
    things = list(ordering(found, path, down=down)[: most + 1])
    if len(things) > most:
        raise Refused({0: f"一次最多办理{most:,}件。请先用筛选缩小范围，分几次办理。"})
    if not things:
        raise Refused({0: "还没有选中要办理的事项。请在每行前面打勾，或选择“筛选出的全部”。"})
    return things


def preview(
    move: Move,
    things: Sequence[Flowing],
    *,
    by: Actor,
    said: Mapping[str, Any],
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Done:
    """Who would move and who would be refused, and why. Nothing is kept."""
    with transaction.atomic():
        done = carry_out(move, things, by=by, said=said, tell=tell)
        transaction.set_rollback(True)
    return done


@transaction.atomic
def carry_out(
    move: Move,
    things: Sequence[Flowing],
    *,
    by: Actor,
    said: Mapping[str, Any],
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Done:
    """Make the move on each; what is refused has not changed. `tell` hears how far it is, some hundred at a time."""
    told: list[tuple[str, Outcome[Flowing]]] = []
    for start in range(0, len(things), _PART):
        tell(start, len(things))
        part = list(things[start : start + _PART])
        names = [f"{thing.pk}号 {thing}" for thing in part]
        told += zip(names, perform(move.name, on=part, by=by, said=said, rows=names), strict=True)
    return Done(
        move,
        tuple(name for name, outcome in told if outcome.moved),
        tuple((name, outcome.why) for name, outcome in told if not outcome.moved),
    )


def refused_book(done: Done) -> BytesIO:
    """What was refused and why, as a workbook."""
    columns = [workbook.Column("事项", width=40), workbook.Column("不能办理的原因", width=60)]
    book = BytesIO()
    workbook.write(book, [workbook.Sheet("不能办理", columns, done.refused)])
    return book
