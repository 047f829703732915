"""How an entry becomes an enrolment: what a programme hangs on the move of its kind of entry that lets people in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shenbian.courses.declared import CourseKind
from shenbian.courses.models import Enrolment
from shenbian.flow.actions import enter
from shenbian.flow.row import Effect, Guard, Row
from shenbian.kit.refusal import refuse_if


def trade_of(entry: object) -> str:
    """The trade that an entry chose; empty where its form asks for none."""
    return str(getattr(entry, "answers", {}).get("trade") or "")


@dataclass(frozen=True)
class Enrols(Effect):
    """Whoever entered is enrolled, with the union that handles the entry."""

    kind: CourseKind
    title = "登记报名，进入课程"

    def act(self, rows: Sequence[Row]) -> None:
        enrolments = [self._drawn(row) for row in rows]
        done = enter("enrol", enrolments, by=rows[0].by, rows=[row.called for row in rows])
        refuse_if({place: each.why for place, each in enumerate(done) if not each.moved})

    def _drawn(self, row: Row) -> Enrolment:
        entry = row.thing
        return Enrolment(
            kind_key=self.kind.key,
            edition=entry.edition,
            named=entry.edition.reference,
            entry=entry,
            person=entry.person.merged_into or entry.person,
            organisation=entry.organisation,
            desk=entry.desk or self.kind.desk.value,
            trade=trade_of(entry),
            enrolled_on=row.day,
        )


@dataclass(frozen=True)
class NotInIt(Guard):
    """Whom the entry concerns is not enrolled in this edition and trade already. One query."""

    title = "还没有报过这一期"

    def needs(self, rows: Sequence[Row]) -> set[tuple[int, int, str]]:
        people = {row.thing.owner for row in rows}
        editions = {row.thing.edition_id or row.thing.edition.pk for row in rows}
        there = Enrolment.objects.filter(edition__in=editions, person__key__in=people)
        return set(there.exclude(status__in=("asked", "withdrawn")).values_list("edition", "person__key", "trade"))

    def why(self, row: Row, known: set[tuple[int, int, str]]) -> str | None:
        entry = row.thing
        if (entry.edition.pk, entry.owner, trade_of(entry)) not in known:
            return None
        return "您已经报过名，可在“我的课程”里学习，不用重复报名。"


not_in_it = NotInIt()
