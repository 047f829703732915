"""参与记录: each row is somebody's presence at a session that was held, or a head-count on a slip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, ClassVar

from shenbian.flow.actions import enter, perform
from shenbian.flow.entering import maker
from shenbian.gatherings.models import Session, Turn
from shenbian.gatherings.models.turn import How
from shenbian.gatherings.taking.rows import UNKNOWN, WHY, change, desk_of
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from shenbian.standard.taking import SheetRow, Taken, Taker, taken

TABLE = "gatherings.turn"
AHEAD = "日期还没有到，办完再登记。"


class Turns(Taker):
    kind: ClassVar[str] = "turn"
    tables: ClassVar[tuple[str, ...]] = (TABLE,)

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        ahead = {place: AHEAD for place, row in enumerate(rows) if row.fact.happened_on > today()}
        places = [place for place in range(len(rows)) if place not in ahead]
        been = [rows[place] for place in places]
        sessions = self.sessions(been, by=by, batch=batch)
        make, day = maker(Turn), today()
        things = [turn(make, row, session, day, by, batch) for row, session in zip(been, sessions, strict=True)]
        called = [row.called for row in been]
        outcomes = enter("register", things, by=by, rows=called, batch=batch, reads=("organisation", "session"))
        told = taken(outcomes, TABLE)
        return Taken(ahead | {places[place]: why for place, why in told.refused.items()}, told.made)

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        known = self.known(rows)
        refused = {place: UNKNOWN for place in range(len(rows)) if place not in known}
        places = [place for place in range(len(rows)) if place in known]
        things = [known[place] for place in places]
        amended = change(things, [content(rows[place]) for place in places])
        said = [{"reason": WHY, "quantity": thing.quantity, "minutes": thing.minutes} for thing in things]
        called = [rows[place].called for place in places]
        outcomes = perform("correct", on=things, by=by, said=said, rows=called, batch=batch)
        refused |= {place: each.why for place, each in zip(places, outcomes, strict=True) if not each.moved}
        return Taken(refused, {}, amended)

    def sessions(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> list[Session]:
        """The session of each row: by its number, which the reading of the sheet has found to stand. One query."""
        numbers = {_number(row) for row in rows}
        found = Session.objects.filter(number__among=numbers).select_related(*Session.RELATED)
        known = {each.number: each for each in found}
        return [known[_number(row)] for row in rows]

    def known(self, rows: Sequence[SheetRow]) -> dict[int, Turn]:
        """The turns that stand for these rows, by place. One query."""
        standing = Turn.objects.filter(session__number__among={_number(row) for row in rows}, status="counted")
        found = standing.filter(person__among={row.person for row in rows if row.person}) | standing.filter(person=None)
        by_key = {(each.session.number, each.person_id, each.slip): each for each in found.select_related("session")}
        keys = {place: (_number(row), row.person, _slip(row)) for place, row in enumerate(rows)}
        return {place: by_key[key] for place, key in keys.items() if key in by_key}


def turn(make: Callable[..., Turn], row: SheetRow, session: Session, day: date, by: Actor, batch: int) -> Turn:
    """The turn that a row tells of."""
    columns = content(row)
    told = make(
        **columns,
        session_id=session.pk,
        person_id=row.person,
        organisation_id=columns["union_id"],
        desk=session.desk or desk_of(columns["programme"]),
        slip=_slip(row),
        how=How.SHEET.value,
        late=day > row.fact.happened_on,
        alone=bool(session.kind and session.kind.alone),
        recorded_by=by.ref,
        batch=batch,
    )
    told.came = row.fact
    return told


def content(row: SheetRow) -> dict[str, Any]:
    """What the fact of a turn tells, as columns."""
    fact, facets = row.fact, row.fact.facets
    return {
        "activity": fact.edition,  # by name or by reference: its session may name no edition
        "programme": str(facets["programme"]),
        "union_id": fact.organisation,
        "unit_id": fact.unit,
        "quantity": fact.quantity,
        "happened_on": fact.happened_on,
        "occurred_at": fact.occurred_at,
        "minutes": facets.get("minutes"),
        "evidence": fact.evidence,
        **{name: str(facets.get(name, "")) for name in ("umbrella", "occupation", "place")},
    }


def _number(row: SheetRow) -> str:
    return str(row.fact.facets["session"])


def _slip(row: SheetRow) -> str:
    return str(row.fact.facets.get("slip", ""))
