"""How the sheet 下沉值守 comes in: each row is a day out there. A sheet names no order; its days hang on the order of
that programme, person and day, where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from shenbian.deployments.declared import DUTY_DAY, sendings
from shenbian.deployments.models import STANDS, DutyDay
from shenbian.deployments.queries import order_on, orders_of
from shenbian.facts.actions import strike
from shenbian.facts.fact import NewFact
from shenbian.flow.actions import enter
from shenbian.flow.saving import save_columns
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.standard.taking import Amended, SheetRow, Taken, Taker, taken, takers

_TABLE = "deployments.dutyday"
_WHY = "导入更正"
_SAID = ("organisation_id", "standing", "work", "evidence")  # what a sheet may correct; the rest is the day itself


class Days(Taker):
    kind: ClassVar[str] = DUTY_DAY
    tables: ClassVar[tuple[str, ...]] = (_TABLE,)

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        bodies = Organisation.objects.in_bulk({row.fact.organisation for row in rows})
        facts = [row.fact for row in rows]
        sent = orders_of(
            {row.person or 0 for row in rows},
            {str(fact.facets["programme"]) for fact in facts},
            {fact.happened_on for fact in facts},
        )
        days = [self._day(row, bodies[row.fact.organisation or 0], sent, by, batch) for row in rows]
        return taken(enter("enter", days, by=by, rows=[row.called for row in rows], batch=batch), _TABLE)

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        strike(
            [row.stands for row in rows if row.stands is not None],
            by=by.ref,
            reason=_WHY,
            batch=batch,
            replaced_by=[row.fact for row in rows],
        )
        facts = {row.fact.source: row.fact for row in rows}
        days = list(DutyDay.objects.select_for_update().filter(source__in=facts, status__in=STANDS).order_by("pk"))
        amended = [_amended(day, facts[day.source]) for day in days]
        save_columns(days, _SAID)
        return Taken(amended=amended)

    def _day(self, row: SheetRow, body: Organisation, sent: Any, by: Actor, batch: int) -> DutyDay:
        told = _told(row.fact)
        person, programme = row.person or 0, str(row.fact.facets["programme"])
        day = DutyDay(
            programme=programme,
            person_id=person,
            organisation=body,
            desk=sendings[programme].desk.value,
            order=order_on(sent, person, programme, row.fact.happened_on, told["place"]),
            noted_by=by.ref,
            source=row.fact.source,
            batch=batch,
            **told,
        )
        day.came = row.fact
        return day


def _told(fact: NewFact) -> dict[str, Any]:
    """What a fact says, by the columns of a day."""
    facets = fact.facets
    return {
        "day": fact.happened_on,
        "place": str(facets["place"]),
        "standing": str(facets.get("standing", "")),
        "work": str(facets.get("work", "")),
        "evidence": fact.evidence,
    }


def _amended(day: DutyDay, fact: NewFact) -> Amended:
    """Let a day say what its fact says; what it said before is kept."""
    before = {name: getattr(day, name) for name in _SAID}
    after = {name: value for name, value in _told(fact).items() if name in _SAID} | {
        "organisation_id": fact.organisation
    }
    for name, value in after.items():
        setattr(day, name, value)
    return Amended(_TABLE, day.pk, before, after)


takers.add(Days())
