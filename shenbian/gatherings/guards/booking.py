"""What a booking must meet: the session takes bookings, this person may, there is a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from shenbian.flow.row import Guard, Row
from shenbian.gatherings.declared import Demand, Mode
from shenbian.gatherings.guards.demands import missing
from shenbian.kit.period import now
from shenbian.kit.sentence import Sentence


@dataclass(frozen=True)
class TakesBookings(Guard):
    """The session stands open, and now is between the first and the last moment of booking."""

    title = "在预约期内"
    reads = ("session",)

    def needs(self, rows: Sequence[Row]) -> datetime:
        return now()

    def why(self, row: Row, known: datetime) -> str | None:
        return why_closed(row.thing.session, known)


def why_closed(session: Any, at: datetime) -> str | None:
    """Why this session takes no bookings at this instant, or None."""
    closes = session.closes_at or session.starts_at
    if session.status == "cancelled":
        return "这一场已取消。"
    if session.status != "open":
        return "这一场现在不能预约。"
    if session.booking == Mode.OPEN:
        return "这一场不用预约，到时直接来。"
    if session.opens_at and at < session.opens_at:
        return Sentence("%(at)s开始预约，请届时再来。", at=session.opens_at)
    return Sentence("已于%(at)s截止预约。", at=closes) if closes and at >= closes else None


@dataclass(frozen=True)
class ByMode(Guard):
    """The session is booked in this way."""

    mode: Mode

    @property
    def title(self) -> str:
        return f"预约方式是{self.mode.label}"

    def why(self, row: Row, known: None) -> str | None:
        mode = Mode(row.thing.session.booking)
        return None if mode is self.mode else Sentence("这一场的预约方式是“%(mode)s”。", mode=mode.label)


@dataclass(frozen=True)
class WhoMay(Guard):
    """Whom the programme means: the guards of its kind of session, each asked once for the whole set."""

    title = "符合项目的参加条件"

    def needs(self, rows: Sequence[Row]) -> dict[Guard, Any]:
        asked = dict.fromkeys(guard for row in rows for guard in _who(row))
        return {guard: guard.needs([row for row in rows if guard in _who(row)]) for guard in asked}

    def why(self, row: Row, known: dict[Guard, Any]) -> str | None:
        return next((why for guard in _who(row) if (why := guard.why(row, known[guard]))), None)


def _who(row: Row) -> tuple[Guard, ...]:
    kind = row.thing.session.kind
    return kind.who if kind else ()


@dataclass(frozen=True)
class Promised(Guard):
    """What the programme demands was said, and no more come than may."""

    title = "已作必要的承诺"

    def needs(self, rows: Sequence[Row]) -> Callable[[Demand, Row], str | None]:
        return missing(rows)

    def why(self, row: Row, known: Callable[[Demand, Row], str | None]) -> str | None:
        booking, kind = row.thing, row.thing.session.kind
        if kind is None:
            return None
        most = 1 + (kind.party if kind.family else 0)
        if booking.places > most:
            return Sentence("一次最多%(most)s人。", most=most) if kind.family else "这一场不能带家属。"
        return next((why for demand in kind.demands if (why := known(demand, row))), None)

    def unproved(self, row: Row) -> str | None:
        """Why somebody would be refused whatever they say in the form: the occupation that is demanded is not on
        record. One query where it is demanded.
        """
        kind = row.thing.session.kind
        asked = kind is not None and Demand.OCCUPATION in kind.demands
        return self.needs([row])(Demand.OCCUPATION, row) if asked else None


@dataclass(frozen=True)
class OneBooking(Guard):
    """One person stands for a session once."""

    title = "一人一场只约一次"
    locks = "person"
    reads = ("person",)

    def needs(self, rows: Sequence[Row]) -> dict[tuple[int, int], str]:
        model = type(rows[0].thing)
        sessions, people = {row.thing.session_id for row in rows}, {row.thing.person_id for row in rows}
        found = model._default_manager.filter(session__in=sessions, person__in=people, status__in=LIVE)
        found = found.exclude(pk__in=[row.thing.pk for row in rows if row.thing.pk])
        return dict.fromkeys(found.values_list("session_id", "person_id"), BOOKED)

    def why(self, row: Row, known: dict[tuple[int, int], str]) -> str | None:
        return known.get((row.thing.session_id, row.thing.person_id))

    def takes(self, row: Row, known: dict[tuple[int, int], str]) -> None:
        same = (
            Sentence("%(row)s是同一个人，已经预约了这一场，一人一场只能预约一次。", row=row.called)
            if row.called
            else BOOKED
        )
        known[row.thing.session_id, row.thing.person_id] = same


LIVE = ("booked", "offered", "invited", "listed", "drawing", "applied")  # as the flow calls them
BOOKED = "已经预约了这一场，一人一场只能预约一次。"
FULL = "名额已满，可以加入候补，有人取消时按次序通知您。"


@dataclass
class _Room:
    free: int | None
    line: int


@dataclass(frozen=True)
class HasRoom(Guard):
    """There is room in what everybody may book; the session is locked while it is counted.

    `line`: those who wait in line come first, so that nobody overtakes them by booking anew.
    """

    title = "还有名额"
    locks = "session"

    line: bool = True

    def needs(self, rows: Sequence[Row]) -> dict[int, _Room]:
        """What is free, and how many wait in line. One query."""
        sessions = rows[0].thing._meta.get_field("session").related_model._default_manager
        found = sessions.filter(pk__in={row.thing.session_id for row in rows})
        waits = Count("bookings", filter=Q(bookings__status="listed"))
        counted = found.annotate(line=waits).values_list("pk", "capacity", "taken", "reserved", "line")
        return {
            pk: _Room(None if capacity is None else capacity - taken - reserved, line if self.line else 0)
            for pk, capacity, taken, reserved, line in counted
        }

    def why(self, row: Row, known: dict[int, _Room]) -> str | None:
        room = known[row.thing.session_id]
        if room.line and _balance(row) is None:  # where a balance is kept the line may wait for it while others fit
            return Sentence("名额已满，有%(count)s人在候补，请加入候补。", count=room.line)
        if room.free is None or row.thing.holds or room.free >= row.thing.places:
            return None
        if room.free <= 0:
            return FULL if self.line else "名额已满。"
        return Sentence("只剩%(free)s个名额，您一行%(wanted)s人。", free=room.free, wanted=row.thing.places)

    def takes(self, row: Row, known: dict[int, _Room]) -> None:
        room = known[row.thing.session_id]
        if room.free is not None and not row.thing.holds:
            room.free -= row.thing.places


@dataclass(frozen=True)
class HasQuota(Guard):
    """The quota of the union or the unit has a place left, or what everybody may book has one. Either is locked while
    it is counted.
    """

    title = "名额没有用完"
    locks = "session"

    def needs(self, rows: Sequence[Row]) -> tuple[dict[int, _Room], dict[int, int]]:
        quota = rows[0].thing._meta.get_field("quota").related_model
        named = {row.thing.quota_id for row in rows if row.thing.quota_id}
        # Locked here and not by `locks`: of a set, some have a quota and some have none.
        held = quota._default_manager.select_for_update(no_key=True).filter(pk__in=named).order_by("pk")
        return HasRoom(line=True).needs(rows), {each.pk: each.left for each in held}

    def why(self, row: Row, known: tuple[dict[int, _Room], dict[int, int]]) -> str | None:
        pool, quotas = known
        if row.thing.quota_id is None:
            return HasRoom(line=True).why(row, pool)
        left = quotas[row.thing.quota_id]
        if left >= row.thing.places:
            return None
        return Sentence("%(whose)s的名额已用完（%(all)s个）。", whose=_whose(row), all=int(row.thing.quota.places))

    def takes(self, row: Row, known: tuple[dict[int, _Room], dict[int, int]]) -> None:
        pool, quotas = known
        if row.thing.quota_id is None:
            HasRoom(line=True).takes(row, pool)
        else:
            quotas[row.thing.quota_id] -= row.thing.places


def _whose(row: Row) -> str:
    quota = row.thing.quota
    return Sentence("本工会") if quota.unit_id is None else f"“{quota.whose}”"


@dataclass(frozen=True)
class Balanced(Guard):
    """What the programme keeps in balance stays so; the session is locked while it is counted."""

    title = "名额分配均衡"
    locks = "session"

    def needs(self, rows: Sequence[Row]) -> dict[Guard, Any]:
        asked = dict.fromkeys(balance for row in rows if (balance := _balance(row)))
        return {guard: guard.needs([row for row in rows if _balance(row) == guard]) for guard in asked}

    def why(self, row: Row, known: dict[Guard, Any]) -> str | None:
        balance = _balance(row)
        return balance.why(row, known[balance]) if balance else None

    def takes(self, row: Row, known: dict[Guard, Any]) -> None:
        if balance := _balance(row):
            balance.takes(row, known[balance])


def _balance(row: Row) -> Guard | None:
    kind = row.thing.session.kind
    return kind.balance if kind else None


@dataclass(frozen=True)
class NotBegun(Guard):
    """The session has not begun yet."""

    title = "场次还没有开始"
    reads = ("session",)

    def needs(self, rows: Sequence[Row]) -> datetime:
        return now()

    def why(self, row: Row, known: datetime) -> str | None:
        starts = row.thing.session.starts_at
        return Sentence("%(at)s已经开始，不能再改。", at=starts) if starts and starts <= known else None


@dataclass(frozen=True)
class InTime(Guard):
    """An offer and an invitation are answered before their last moment."""

    title = "在答复期限内"

    def needs(self, rows: Sequence[Row]) -> datetime:
        return now()

    def why(self, row: Row, known: datetime) -> str | None:
        until = row.thing.answer_by
        return Sentence("答复期限到%(at)s，已经过了。", at=until) if until and until < known else None


@dataclass(frozen=True)
class Held(Guard):
    """The time to answer is over; or, `ended`, the session was held."""

    ended: bool = False

    @property
    def title(self) -> str:
        return "场次已举办" if self.ended else "答复期限已过"

    def needs(self, rows: Sequence[Row]) -> datetime:
        return now()

    def why(self, row: Row, known: datetime) -> str | None:
        if self.ended:
            return None if row.thing.session.status == "held" else "活动办完以后再评价。"
        until = row.thing.answer_by
        return None if until is None or until < known else Sentence("答复期限到%(at)s，还没有到。", at=until)
