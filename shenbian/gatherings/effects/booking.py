"""What the moves of a booking cause: the line is joined, places pass on, answers are waited for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from shenbian.flow.row import Effect, Row
from shenbian.gatherings.lining import promote
from shenbian.kit.period import now
from shenbian.kit.refusal import Refused
from shenbian.rulebook.queries import look_up_many, no_rule

ANSWER_HOURS = "booking_answer_hours"


class Joined(Effect):
    """They stand in line from now on."""

    title = "记下候补时间"
    sets = ("listed_at",)

    def act(self, rows: Sequence[Row]) -> None:
        at = now()
        for row in rows:
            row.thing.listed_at = at


class Ranked(Effect):
    """Which place the draw gave them."""

    title = "记下抽签次序"
    sets = ("rank",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.rank = row.said["rank"]


class Answering(Effect):
    """Until when an answer is waited for: as many hours as the rule says, but never beyond the session's beginning."""

    title = "记下答复截止时间"
    sets = ("answer_by",)

    def act(self, rows: Sequence[Row]) -> None:
        at = now()
        hours = look_up_many(ANSWER_HOURS, at=[row.thing.session.organisation for row in rows], on=rows[0].day)
        for row in rows:
            session = row.thing.session
            if session.organisation_id not in hours:
                raise Refused({0: str(no_rule(ANSWER_HOURS, at=session.organisation, on=row.day))})
            until = at + timedelta(hours=int(hours[session.organisation_id]))
            row.thing.answer_by = min(until, session.starts_at) if session.starts_at else until


class Said(Effect):
    """Why, for whom it concerns."""

    title = "把原因告诉本人"
    sets = ("reason",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.reason = row.said["reason"]


class Line(Effect):
    """The places that came free go to the next in line."""

    title = "空出的名额依次给候补的人"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        promote({row.thing.session_id for row in rows}, by=rows[0].by)
