"""Who signed in at a session that was held and does not count yet, and why: nothing that is left out is left unsaid."""

from __future__ import annotations

from dataclasses import dataclass

from shenbian.facts.queries import standing
from shenbian.flow.row import Row
from shenbian.gatherings.counting import turn_source
from shenbian.gatherings.flows.turn import TURN
from shenbian.gatherings.models import Session, Turn
from shenbian.kit.period import today
from shenbian.rights.actor import Actor

THERE = "台账里已有同一条记录（这一期已经计过），不再计。"


@dataclass(frozen=True)
class Uncounted:
    """A turn that waits; `why` is empty where nothing stands in the way any more and it may be counted now."""

    turn: Turn
    why: str


def uncounted(session: Session, *, by: Actor) -> list[Uncounted]:
    """The turns that counting left, with what the door would say of each. Five queries; one where there are none."""
    if session.status != "held":
        return []
    turns = list(session.turns.filter(status="present").select_related(*Turn.RELATED).order_by("pk"))
    move = TURN.find("count", "present")
    if not turns or move is None:
        return []
    for turn in turns:
        turn.session = session
    rows = [Row(turn, by, {}, today()) for turn in turns]
    known = [(guard, guard.needs(rows)) for guard in move.guards]
    facts = standing([(session.counts, turn_source(turn)) for turn in turns])
    told = []
    for place, row in enumerate(rows):
        why = next((no for guard, what in known if (no := guard.why(row, what))), None)
        told.append(Uncounted(row.thing, why or (THERE if place in facts else "")))
    return told
