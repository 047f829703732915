"""What a sheet of members tells the ledger: who was admitted, came from elsewhere, left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.people.actions import Enrolled
from shenbian.people.models import Began, Ended
from shenbian.sheets import lookups, standing
from shenbian.sheets.door import Door
from shenbian.sheets.lookups import Body, Statements
from shenbian.sheets.own.standing_members import Held
from shenbian.sheets.rows import Rows

_KIND = {Began.ADMITTED.value: "member.admitted", Began.TRANSFERRED_IN.value: "member.transferred_in"}


class _Telling(NamedTuple):
    place: int
    kind: str
    on: date
    organisation: int
    unit: int | None
    how: str = ""
    instead_of: str = ""  # the kind of a fact with the same key that this one corrects


class Told:
    """Gathers what is to be told, and tells it at the end: paths and statements are looked up once for all."""

    def __init__(
        self,
        rows: Rows,
        door: Door,
        bodies: Mapping[str, Body],
        units: Mapping[int, int | None],
        persons: Mapping[int, Enrolled],
    ) -> None:
        self._rows, self._door = rows, door
        self._bodies, self._units, self._persons = bodies, units, persons
        self._by_id = {body.id: body for body in bodies.values()}
        self._tellings: list[_Telling] = []

    def began(self, place: int) -> None:
        """The membership of this row began."""
        rows = self._rows
        self._tell(place, _KIND[rows["began"][place]], rows["from_on"][place], self._body(place), self._units[place])

    def left(self, place: int, on: date, how: str) -> None:
        """The membership of this row ended."""
        self._tell(place, "member.left", on, self._body(place), None, how)

    def moved(self, place: int, old: Held) -> None:
        """The member left another of our unions and came here, on one day."""
        on = self._rows["from_on"][place]
        self._by_id.setdefault(old.organisation, Body(old.organisation, "", "", "", old.path, None, None))
        self._tell(place, "member.left", on, old.organisation, None, Ended.TRANSFERRED_OUT.value)
        self._tell(place, "member.transferred_in", on, self._body(place), self._units[place])

    def corrected(self, place: int, old: Held, now: Mapping[str, Any]) -> None:
        """The unit of the membership of this row, or how it began, was wrong."""
        kind, before = _KIND[now["began"]], _KIND[old.began]
        self._tellings.append(_Telling(place, kind, old.from_on, old.organisation, now["unit_id"], "", before))

    def tell(self) -> None:
        """Hand the facts to the door."""
        rows, door, told = self._rows, self._door, self._tellings
        paths = lookups.paths((self._by_id[each.organisation], each.on) for each in told)
        stated = Statements({each.unit for each in told if each.unit and each.kind == "member.admitted"})
        corrected: dict[str, list[str]] = {}
        for each in told:
            person = self._persons[each.place].key
            parts = {"person": person, "organisation": each.organisation, "happened_on": each.on}
            source = source_of(kinds[each.kind], parts)
            if each.instead_of:
                corrected.setdefault(each.instead_of, []).append(source)
            facets: dict[str, str | bool] = {"how": each.how} if each.how else {}
            if each.kind == "member.admitted":
                facets = {"two_new": stated.two_new(each.unit, each.on)}
            door.facts.append(
                NewFact(
                    kind=each.kind,
                    happened_on=each.on,
                    organisation=each.organisation,
                    org_path=paths[each.organisation, each.on],
                    person=person,
                    unit=each.unit,
                    facets=facets,
                    source=source,
                    evidence=door.evidence(rows, each.place),
                )
            )
        for kind, sources in corrected.items():
            door.corrected += [fact.id for fact in standing.standing(kind, sources).values()]

    def _body(self, place: int) -> int:
        return self._bodies[self._rows["organisation"][place]].id

    def _tell(self, place: int, kind: str, on: date, organisation: int, unit: int | None, how: str = "") -> None:
        self._tellings.append(_Telling(place, kind, on, organisation, unit, how))
