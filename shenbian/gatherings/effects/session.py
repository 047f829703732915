"""What the moves of a session cause: people are told, places freed, turns counted, facts put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shenbian.flow.actions import perform
from shenbian.flow.row import Effect, Row
from shenbian.gatherings.acting import caused_by
from shenbian.gatherings.counting import SESSION, session_source
from shenbian.gatherings.lining import promote
from shenbian.gatherings.striking import strike_out
from shenbian.kit.period import beijing_date, chinese_moment
from shenbian.notices.actions import Telling, tell
from shenbian.notices.kinds import Kind, kinds

MOVED = Kind("session.moved", "我预约的场次改期或取消", urgent=True)
kinds.add(MOVED)


@dataclass(frozen=True)
class MoveTo(Effect):
    """The session takes the time that was said; its day follows."""

    title = "记下时间"
    sets = ("starts_at", "ends_at", "on", "minutes")

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            session, starts, ends = row.thing, row.said["starts_at"], row.said.get("ends_at")
            session.starts_at, session.ends_at, session.on = starts, ends, beijing_date(starts)
            session.minutes = int((ends - starts).total_seconds()) // 60 if ends else session.minutes


@dataclass(frozen=True)
class Tell(Effect):
    """Whoever stands for the session hears of it: what became of it, why, and when it is now."""

    what: str

    @property
    def title(self) -> str:
        return f"告知已预约的人（{self.what}）"

    def act(self, rows: Sequence[Row]) -> None:
        by = {row.thing.pk: row for row in rows}
        told = [self._telling(by[booking.session_id], booking) for booking in _live(rows)]
        if told:
            tell(told, by=rows[0].by.ref)

    def _telling(self, row: Row, booking: Any) -> Telling:
        session = row.thing
        now = (
            f"新的时间是{chinese_moment(session.starts_at)}。"
            if self.what == "改期"
            else "您的预约已经取消，不用再办。"
        )
        return Telling(
            to=booking.owner,
            kind=MOVED.key,
            title=f"{self.what}：{session.title or session.activity}",
            body=f"您预约的“{session}”已{self.what}，原因：{row.said['reason']}。{now}",
            subject=booking.subject,
        )


class DropBookings(Effect):
    """Nobody stands for a session that is called off; who signed in early was at nothing."""

    title = "预约作废，签到不计"

    def act(self, rows: Sequence[Row]) -> None:
        if bookings := _live(rows):
            perform("drop", on=bookings, by=caused_by(rows[0].by))
        reasons = {row.thing.pk: {"reason": row.said["reason"]} for row in rows}
        if turns := list(_turns(rows, "present")):
            perform("strike", on=turns, by=caused_by(rows[0].by), said=[reasons[turn.session_id] for turn in turns])


class CountTurns(Effect):
    """Who was there counts from now on. Who has not left yet, where hours count, waits until that is said."""

    title = "已签到的人计入台账"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        if turns := list(_turns(rows, "present")):
            perform("count", on=turns, by=caused_by(rows[0].by))


class Offer(Effect):
    """Places that came about go to the waiting list."""

    title = "空出的名额依次给候补的人"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        promote({row.thing.pk for row in rows}, by=rows[0].by)


@dataclass(frozen=True)
class StrikeOut(Effect):
    """What the session has counted so far no longer stands; `turns`: nor what its turns have."""

    title = "原来的台账记录作废"
    turns: bool = False

    def act(self, rows: Sequence[Row]) -> None:
        strike_out(rows, lambda session: (SESSION, session_source(session.number)))
        reasons = {row.thing.pk: {"reason": row.said["reason"]} for row in rows}
        if self.turns and (turns := list(_turns(rows, "present", "counted"))):
            perform("strike", on=turns, by=caused_by(rows[0].by), said=[reasons[turn.session_id] for turn in turns])


class Rewrite(Effect):
    """The session is what the correction says."""

    title = "改成更正后的"
    sets = ("title", "on", "starts_at", "ends_at", "mode", "audience", "minutes")

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            session, said = row.thing, row.said
            if said["on"] != session.on:  # of the new day the hour is not known
                session.on, session.starts_at, session.ends_at = said["on"], None, None
            session.title, session.mode = said["title"], said["mode"]
            session.audience, session.minutes = said["audience"], said["minutes"]


def _live(rows: Sequence[Row]) -> list[Any]:
    """Who stands for these sessions. One query."""
    sessions = [row.thing for row in rows]
    bookings: Any = sessions[0].bookings.model
    found = bookings.objects.filter(session__in=[session.pk for session in sessions], status__in=bookings.LIVE)
    return list(found.select_related(*bookings.RELATED).order_by("pk"))


def _turns(rows: Sequence[Row], *states: str) -> Iterator[Any]:
    """Who was at these sessions, in one of these states. One query."""
    turns: Any = rows[0].thing.turns.model
    found = turns.objects.filter(session__in=[row.thing.pk for row in rows], status__in=states)
    yield from found.select_related(*turns.RELATED).order_by("pk")
