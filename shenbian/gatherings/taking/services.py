"""服务核销: each row is somebody who used a service. The clinic's day is the session: its sheet names no other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from shenbian.flow.actions import enter
from shenbian.gatherings.acting import caused_by
from shenbian.gatherings.declared import Mode, session_kinds
from shenbian.gatherings.models import Session, Turn
from shenbian.gatherings.taking.rows import activity_of, bodies, desk_of
from shenbian.gatherings.taking.sessions import TABLE as SESSIONS
from shenbian.gatherings.taking.turns import TABLE, Turns
from shenbian.kit.sm import sm3
from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import federation
from shenbian.rights.actor import Actor
from shenbian.standard.taking import SheetRow, Taken

Day = tuple[str, str, date, str]  # programme, activity, day, place


class Services(Turns):
    kind: ClassVar[str] = "service.used"
    tables: ClassVar[tuple[str, ...]] = (TABLE, SESSIONS)

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        before = set(Session.objects.filter(batch=batch).values_list("pk", flat=True))
        told = super().take(rows, by=by, batch=batch)
        days = Session.objects.filter(batch=batch).exclude(pk__in=before).values_list("pk", flat=True)
        return Taken(told.refused, {**told.made, SESSIONS: list(days)}, told.amended)

    def sessions(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> list[Session]:
        """The day of the service of each row; those that are not there yet come into being as held."""
        days = dict.fromkeys(_day(row) for row in rows)
        first = {day: next(row for row in rows if _day(row) == day) for day in days}
        numbers = {day: _numbered(day) for day in days}
        found = Session.objects.filter(number__among=numbers.values()).select_related(*Session.RELATED)
        known = {each.number: each for each in found}
        new = [day for day in days if numbers[day] not in known]
        where = bodies(rows)
        home = federation()
        made = [
            _session(day, numbers[day], first[day], home or where[first[day].fact.organisation or 0], batch)
            for day in new
        ]
        enter("hold", made, by=caused_by(by), batch=batch)
        known |= {each.number: each for each in made}
        return [known[numbers[_day(row)]] for row in rows]

    def known(self, rows: Sequence[SheetRow]) -> dict[int, Turn]:
        """The turns that stand for these rows, by place: one of a person and an activity. One query."""
        found = Turn.objects.filter(person__among={row.person for row in rows}, status="counted")
        by_key = {
            (each.programme, each.told_edition, each.person_id): each for each in found.select_related(*Turn.RELATED)
        }
        keys = {place: (_programme(row), row.fact.edition, row.person) for place, row in enumerate(rows)}
        return {place: by_key[key] for place, key in keys.items() if key in by_key}


def _programme(row: SheetRow) -> str:
    return str(row.fact.facets["programme"])


def _day(row: SheetRow) -> Day:
    return _programme(row), row.fact.edition, row.fact.happened_on, str(row.fact.facets.get("place", ""))


def _numbered(day: Day) -> str:
    """A number that the same day of the same service at the same place always has."""
    programme, activity, on, place = day
    return f"FW-{on:%Y%m%d}-{sm3('|'.join((programme, activity, place)).encode()).hex()[:12]}"


def _session(day: Day, number: str, row: SheetRow, where: Organisation, batch: int) -> Session:
    programme, _, on, place = day
    kinds = [kind for kind in session_kinds.of(programme) if kind.counts == "service.used"]
    return Session(
        **activity_of(row),
        kind_key=kinds[0].key if kinds else "",
        programme=programme,
        number=number,
        title=place,
        organisation=where,
        desk=desk_of(programme),
        on=on,
        place=place,
        booking=Mode.OPEN.value,
        evidence=row.fact.evidence,
        batch=batch,
    )
