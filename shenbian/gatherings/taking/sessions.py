"""举办场次: each row is a session that was held, or is planned, put off or called off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from shenbian.flow.actions import begin, enter, perform
from shenbian.gatherings.acting import caused_by
from shenbian.gatherings.counting import SESSION
from shenbian.gatherings.declared import Mode, session_kinds
from shenbian.gatherings.models import Session
from shenbian.gatherings.taking.rows import UNKNOWN, WHY, activity_of, bodies, change, desk_of
from shenbian.rights.actor import Actor
from shenbian.standard.taking import Amended, SheetRow, Taken, Taker

TABLE = "gatherings.session"
CANCELLED = "已取消"
STATE = ("status", "phase", "waits_for", "moved_at")


class Sessions(Taker):
    kind: ClassVar[str] = SESSION
    tables: ClassVar[tuple[str, ...]] = (TABLE,)

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """Sessions that are planned or open are held; the others come into being as held."""
        known = _known(rows)
        refused: dict[int, str] = {}
        new: list[tuple[int, SheetRow]] = []
        there: list[tuple[int, SheetRow]] = []
        for place, row in enumerate(rows):
            (there if _number(row) in known else new).append((place, row))
        told = _columns([row for _, row in new], batch)
        things = [_came(Session(**columns), row) for columns, (_, row) in zip(told, new, strict=True)]
        outcomes = enter("hold", things, by=by, rows=[row.called for _, row in new], batch=batch)
        made = [each.thing.pk for each in outcomes if each.moved and each.thing is not None]
        refused |= {place: each.why for (place, _), each in zip(new, outcomes, strict=True) if not each.moved}
        amended = _hold(there, known, by, batch, refused)
        return Taken(refused, {TABLE: made}, amended)

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        known = _known(rows)
        refused = {place: UNKNOWN for place, row in enumerate(rows) if _number(row) not in known}
        places = [place for place in range(len(rows)) if place not in refused]
        things = [known[_number(rows[place])] for place in places]
        amended = change(things, [_content(rows[place]) for place in places])
        said = [_in_truth(thing) for thing in things]
        called = [rows[place].called for place in places]
        outcomes = perform("correct", on=things, by=by, said=said, rows=called, batch=batch)
        refused |= {place: each.why for place, each in zip(places, outcomes, strict=True) if not each.moved}
        return Taken(refused, {}, amended)

    def take_left_out(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """A session that was called off, or that is planned: kept as that, and never counted."""
        known = _known(rows)
        new = [row for row in {_number(row): row for row in rows}.values() if _number(row) not in known]
        told = _columns(new, batch)
        things = [_came(Session(**columns), row) for columns, row in zip(told, new, strict=True)]
        off = [thing for thing, row in zip(things, new, strict=True) if row.status == CANCELLED]
        ahead = [thing for thing, row in zip(things, new, strict=True) if row.status != CANCELLED]
        begin(ahead, by=by, batch=batch)
        why = {"reason": "登记表写明已取消"}
        enter("cancel", off, by=caused_by(by), said=why, batch=batch)
        return Taken({}, {TABLE: [thing.pk for thing in things if thing.pk]})


def _number(row: SheetRow) -> str:
    return str(row.fact.facets["session"])


def _known(rows: Sequence[SheetRow]) -> dict[str, Session]:
    """The sessions of these numbers that stand. One query."""
    numbers = {_number(row) for row in rows}
    found = Session.objects.filter(number__among=numbers).exclude(status="struck").select_related(*Session.RELATED)
    return {each.number: each for each in found}


def _came(session: Session, row: SheetRow) -> Session:
    session.came = row.fact
    return session


def _hold(
    there: Sequence[tuple[int, SheetRow]], known: dict[str, Session], by: Actor, batch: int, refused: dict[int, str]
) -> list[Amended]:
    """Planned sessions of these rows were held as the sheet says."""
    if not there:
        return []
    things = [known[_number(row)] for _, row in there]
    states = [{name: getattr(thing, name) for name in STATE} for thing in things]
    amended = change(things, [_content(row) for _, row in there])
    outcomes = perform("hold", on=things, by=by, rows=[row.called for _, row in there], batch=batch)
    for (place, _), before, each in zip(there, states, outcomes, strict=True):
        if each.thing is None or not each.moved:
            refused[place] = each.why
        else:
            after = {name: getattr(each.thing, name) for name in STATE}
            amended.append(Amended(TABLE, each.thing.pk, before, after))
    return amended


def _columns(rows: Sequence[SheetRow], batch: int) -> list[dict[str, Any]]:
    """A new session as each row tells of it. One query."""
    found = bodies(rows)
    told = []
    for row in rows:
        programme = str(row.fact.facets["programme"])
        kinds = session_kinds.of(programme)
        told.append(
            {
                **_content(row),
                "number": _number(row),
                "kind_key": kinds[0].key if kinds else "",
                "desk": desk_of(programme),
                "organisation": found[row.fact.organisation or 0],
                "booking": Mode.OPEN.value,
                "batch": batch,
            }
        )
    for columns in told:
        columns.pop("organisation_id")
    return told


def _content(row: SheetRow) -> dict[str, Any]:
    """What the fact of a session tells, as columns."""
    fact, facets = row.fact, row.fact.facets
    return {
        **activity_of(row),
        "programme": str(facets["programme"]),
        "organisation_id": fact.organisation,
        "on": fact.happened_on,
        "starts_at": fact.occurred_at,
        "ends_at": None,
        "evidence": fact.evidence,
        "minutes": facets.get("minutes"),
        **{name: str(facets.get(key, "")) for key, name in _FACETS.items()},
    }


_FACETS = {"topic": "title", "umbrella": "umbrella", "mode": "mode", "audience": "audience"}


def _in_truth(session: Session) -> dict[str, Any]:
    told = {name: getattr(session, name) for name in ("title", "on", "mode", "audience", "minutes")}
    return {**told, "reason": WHY}
