"""How the shifts of a sheet are taken: a kernel's taker, as small as it can be."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from shenbian.facts.actions import strike
from shenbian.flow.actions import begin, enter, perform
from shenbian.flow.saving import save_columns
from shenbian.rights.actor import Actor
from shenbian.standard.taking import Amended, SheetRow, Taken, Taker
from tests.sample_app.flows import SHIFT_KIND
from tests.sample_app.models import Shift

TABLE = "sample.shift"
SAID = ("organisation_id", "person_id", "on", "hours", "evidence")
STATE = ("status", "phase", "waits_for", "moved_at")


class Shifts(Taker):
    kind: ClassVar[str] = SHIFT_KIND.key
    tables: ClassVar[tuple[str, ...]] = (TABLE,)

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """Shifts that were planned are done, the others come into being as done."""
        known = standing(rows)
        refused: dict[int, str] = {}
        made: list[int] = []
        amended: list[Amended] = []
        new = [place for place, row in enumerate(rows) if number(row) not in known]
        entered = enter("do", shifts([rows[place] for place in new], batch), by=by, batch=batch)
        for place, outcome in zip(new, entered, strict=True):
            if outcome.thing is None:
                refused[place] = outcome.why
            else:
                made.append(outcome.thing.pk)
        there = [place for place in range(len(rows)) if place not in new]
        things = [known[number(rows[place])] for place in there]
        before = [held(thing, (*SAID, *STATE)) for thing in things]
        change(things, [columns(rows[place]) for place in there])
        for place, was, outcome in zip(there, before, perform("do", on=things, by=by, batch=batch), strict=True):
            if outcome.refusal or outcome.thing is None:
                refused[place] = outcome.why
            else:
                amended.append(Amended(TABLE, outcome.thing.pk, was, held(outcome.thing, (*SAID, *STATE))))
        return Taken(refused, {TABLE: made}, amended)

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        stands = [row.stands for row in rows if row.stands]
        strike(stands, by=by.ref, reason="更正", batch=batch, replaced_by=[row.fact for row in rows])
        known = standing(rows)
        things = [known[number(row)] for row in rows]
        before = [held(thing, SAID) for thing in things]
        change(things, [columns(row) for row in rows])
        told = zip(things, before, strict=True)
        return Taken(amended=[Amended(TABLE, each.pk, was, held(each, SAID)) for each, was in told])

    def take_left_out(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        known = standing(rows)
        new = [row for row in rows if number(row) not in known]
        planned = begin(shifts([row for row in new if row.status == "计划"], batch), by=by, batch=batch)
        off = enter("call_off", shifts([row for row in new if row.status == "取消"], batch), by=by, batch=batch)
        return Taken(made={TABLE: [each.pk for each in planned] + [each.thing.pk for each in off if each.thing]})


def number(row: SheetRow) -> str:
    return str(row.fact.facets["no"])


def standing(rows: Sequence[SheetRow]) -> dict[str, Shift]:
    found = Shift.objects.filter(number__in=[number(row) for row in rows])
    return {each.number: each for each in found.select_related(*Shift.RELATED)}


def columns(row: SheetRow) -> dict[str, Any]:
    fact = row.fact
    said = (fact.organisation, row.person, fact.happened_on, fact.facets.get("hours"), fact.evidence)
    return dict(zip(SAID, said, strict=True))


def held(shift: Shift, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(shift, name) for name in names}


def change(things: Sequence[Shift], said: Sequence[Mapping[str, Any]]) -> None:
    for thing, values in zip(things, said, strict=True):
        for name, value in values.items():
            setattr(thing, name, value)
    save_columns(things, [name.removesuffix("_id") for name in SAID])


def shifts(rows: Sequence[SheetRow], batch: int) -> list[Shift]:
    return [Shift(number=number(row), batch=batch, **columns(row)) for row in rows]
