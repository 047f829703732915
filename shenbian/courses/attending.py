"""Who was in class has begun to study. That the lesson is learnt their turn says (`lessons_of`); nobody notes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists

from shenbian.courses.models import Enrolment
from shenbian.courses.queries import turns_in_class
from shenbian.flow.actions import perform
from shenbian.flow.row import Effect, Row
from shenbian.gatherings.acting import caused_by
from shenbian.rights.actor import Actor


@dataclass(frozen=True)
class Attends(Effect):
    """Learners of the course whose lesson the session is are entered in the class, at their first one."""

    title = "到场的学员登记到班"

    def act(self, rows: Sequence[Row]) -> None:
        begin_studies({row.thing.session_id for row in rows}, by=rows[0].by)


def begin_studies(sessions: Iterable[int], *, by: Actor) -> list[Enrolment]:
    """Whoever was at one of these sessions (ids), which are lessons of their course, and has only enrolled so far,
    studies from now on; whose course begins later stays enrolled. One query, and what moving them costs.
    """
    there = turns_in_class(session__in=list(sessions))
    new = Enrolment.objects.filter(Exists(there), status="enrolled").select_related(*Enrolment.RELATED).order_by("pk")
    outcomes = perform("attend", on=list(new), by=caused_by(by))
    return [each.thing for each in outcomes if each.moved and each.thing is not None]
