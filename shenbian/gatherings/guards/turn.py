"""What being there demands: the session takes place, one is expected, and nobody is in two places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shenbian.flow.row import Guard, Row
from shenbian.gatherings.declared import Mode
from shenbian.kit.period import beijing_date, now
from shenbian.kit.sentence import Sentence
from shenbian.rulebook.queries import look_up_many, no_rule

LEAD, STAY = "checkin_lead_minutes", "checkin_stay_minutes"


@dataclass(frozen=True)
class SessionStands(Guard):
    """The session was not called off."""

    title = "场次没有取消"
    reads = ("session",)

    def why(self, row: Row, known: None) -> str | None:
        session = row.thing.session
        if session.status in ("cancelled", "struck"):
            return Sentence("这一场%(state)s，不计参加。", state=session.title_of_state)
        return "这一场还没有发布。" if session.status == "planned" else None


@dataclass(frozen=True)
class SessionHeld(Guard):
    """The session was held: nothing counts before, and nothing of one that was called off."""

    title = "场次已举办"
    reads = ("session",)

    def why(self, row: Row, known: None) -> str | None:
        session = row.thing.session
        if session.status == "held":
            return None
        return Sentence("这一场%(state)s，登记已举办以后才能计入。", state=session.title_of_state)


@dataclass(frozen=True)
class IsNow(Guard):
    """The door is open: from some minutes before the beginning until some minutes after the end, as the rule says.

    `late`: it may also be taken down afterwards (from a paper list), never before.
    """

    title = "在签到时间内"
    late: bool = False

    def needs(self, rows: Sequence[Row]) -> dict[str, Any]:
        bodies = [row.thing.session.organisation for row in rows]
        return {key: look_up_many(key, at=bodies, on=rows[0].day) for key in (LEAD, STAY)} | {"now": now()}

    def why(self, row: Row, known: dict[str, Any]) -> str | None:
        session, at = row.thing.session, row.thing.in_at or known["now"]
        for key in (LEAD, STAY):
            if session.organisation_id not in known[key]:
                return str(no_rule(key, at=session.organisation, on=row.day))
        opens, closes = _door(session, known)
        if at > known["now"] + _FAST:
            return "签到时间还没有到，请写实际的时间。"
        if opens is None:
            return (
                None if beijing_date(at) == session.on or self.late else Sentence("这一场在%(day)s。", day=session.on)
            )
        if at < opens:
            return Sentence("%(at)s开始签到。", at=opens)
        return (
            Sentence("签到已于%(at)s结束，请找工作人员补登。", at=closes)
            if closes and at > closes and not self.late
            else None
        )


_FAST = timedelta(minutes=10)  # by which a phone's clock may be fast


def _door(session: Any, known: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    """From when until when one may check in."""
    if session.starts_at is None:
        return None, None
    lead = timedelta(minutes=int(known[LEAD][session.organisation_id]))
    stay = timedelta(minutes=int(known[STAY][session.organisation_id]))
    return session.starts_at - lead, (session.ends_at or session.starts_at) + stay


@dataclass(frozen=True)
class HasBooked(Guard):
    """Where places are booked, whoever comes has one."""

    title = "需要预约的已经预约"

    def needs(self, rows: Sequence[Row]) -> set[tuple[int, int]]:
        bookings = rows[0].thing.session._meta.get_field("bookings").related_model._default_manager
        sessions, people = {row.thing.session_id for row in rows}, {row.thing.person_id for row in rows}
        found = bookings.filter(session__among=sessions, person__among=people, status="booked")
        return set(found.values_list("session_id", "person_id"))

    def why(self, row: Row, known: set[tuple[int, int]]) -> str | None:
        turn = row.thing
        if turn.session.booking == Mode.OPEN or (turn.session_id, turn.person_id) in known:
            return None
        return "您没有预约这一场。现场还有空位的，请找工作人员登记。"


@dataclass(frozen=True)
class HasOut(Guard):
    """Where hours count, it is known when they left."""

    title = "计时的已签退"

    def why(self, row: Row, known: None) -> str | None:
        turn = row.thing
        kind = turn.session.kind
        if kind is None or not kind.hours or turn.out_at or turn.minutes:
            return None
        return "还没有签退，时长算不出来。请先登记签退时间。"


@dataclass(frozen=True)
class OneTurn(Guard):
    """One person is at one session once. The person is locked while this is asked."""

    title = "一人一场只记一次"
    locks = "person"

    def needs(self, rows: Sequence[Row]) -> dict[Any, str]:
        turns = type(rows[0].thing)._default_manager.filter(
            session__among={row.thing.session_id for row in rows},
            person__among={row.thing.person_id for row in rows if row.thing.person_id},
            status__in=("present", "counted"),
        )
        found = turns.values_list("session_id", "person_id", "slip", "recorded_at")
        return {(s, p, slip): Sentence("%(at)s已经签到，不用再签。", at=at) for s, p, slip, at in found}

    def why(self, row: Row, known: dict[Any, str]) -> str | None:
        return known.get(_key(row.thing))

    def takes(self, row: Row, known: dict[Any, str]) -> None:
        if row.thing.person_id:
            known[_key(row.thing)] = Sentence("与%(row)s是同一个人，一场只记一次。", row=row.called or "前一条")


def _key(turn: Any) -> tuple[Any, ...]:
    return turn.session_id, turn.person_id, turn.slip


@dataclass(frozen=True)
class Unpaid(Guard):
    """What is done there is done unpaid, so that whoever was on duty does not count."""

    title = "只用于志愿服务"

    def why(self, row: Row, known: None) -> str | None:
        kind = row.thing.session.kind
        return None if kind is not None and kind.unpaid else "这一场不是志愿服务，不区分带薪值班。"


@dataclass(frozen=True)
class NotElsewhere(Guard):
    """Of sessions at which one is alone (a volunteer's task), nobody is at two at the same time.

    `leaving`: the turn ends at the instant that is said, else now.
    """

    title = "同一时间不在两处"
    leaving: bool = False

    def needs(self, rows: Sequence[Row]) -> dict[int, list[tuple[Any, datetime, datetime]]]:
        """Where these people were. One query, none where nothing of the kind is asked."""
        people = {row.thing.person_id for row in rows if row.thing.alone and row.thing.person_id}
        if not people or not (self.leaving or any(_lasts(row.thing) for row in rows)):
            return {}
        turns = type(rows[0].thing)._default_manager.filter(person__among=people, alone=True, out_at__isnull=False)
        turns = turns.filter(status__in=("present", "counted")).select_related("session")
        known: dict[int, list[tuple[Any, datetime, datetime]]] = {}
        for each in turns:
            known.setdefault(each.person_id, []).append((each, each.in_at, each.out_at))
        return known

    def why(self, row: Row, known: dict[int, list[tuple[Any, datetime, datetime]]]) -> str | None:
        turn = row.thing
        until = (row.said.get("out_at") or now()) if self.leaving and turn.alone else turn.out_at
        if not (turn.alone and turn.person_id and turn.in_at and until):
            return None
        for other, since, left in known.get(turn.person_id, ()):
            if other.pk != turn.pk and since < until and turn.in_at < left:
                return Sentence("同一时间已在“%(session)s”签到，不能同时在两处。", session=str(other.session))
        return None

    def takes(self, row: Row, known: dict[int, list[tuple[Any, datetime, datetime]]]) -> None:
        turn = row.thing
        if _lasts(turn):
            known.setdefault(turn.person_id, []).append((turn, turn.in_at, turn.out_at))


def _lasts(turn: Any) -> bool:
    return bool(turn.alone and turn.person_id and turn.in_at and turn.out_at)
