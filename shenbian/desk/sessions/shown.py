"""What a session's page tells: how far it is, in units that are never mixed, and one part of what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from shenbian.desk.names import people_by_key
from shenbian.desk.registers.cells import Reader
from shenbian.desk.sessions.choosing import SIZE, page_by_id
from shenbian.editions.queries import InState, counts
from shenbian.gatherings.declared import Mode
from shenbian.gatherings.flows.booking import BOOKING
from shenbian.gatherings.models import Booking, Quota, Session, Turn
from shenbian.gatherings.models.turn import How
from shenbian.gatherings.queries import Tally, bookings_covered, turns_covered
from shenbian.kit.period import now, today
from shenbian.orgs.models import Cover
from shenbian.orgs.queries import standing
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered, may

_THERE = ("present", "counted")


@dataclass(frozen=True)
class Stat:
    """A number with its unit."""

    title: str
    value: int
    unit: str
    note: str = ""


def stats_of(session: Session, tally: Tally) -> list[Stat]:
    """How far it is: places, persons, heads. Persons and person-times are told apart."""
    room = "" if session.capacity is None else f"容量{session.capacity:,}人"
    told = [
        Stat("已预约", tally.booked, "人", room),
        Stat("待答复", tally.offered, "人", "候补到位和受邀"),
        Stat("候补", tally.listed, "人"),
        Stat("待审核或抽签", tally.waiting, "人"),
        Stat("已签到", tally.present, "人", "登记已举办以后计入"),
        Stat("到场", tally.counted, "人", "已计入台账"),
        Stat("集体签到", tally.heads, "人次", "按单位的人数单，不计人"),
        Stat("约了没来", tally.missing, "人"),
    ]
    shown = [each for each in told if each.value or (each is told[0] and session.booking != Mode.OPEN)]
    return shown or [Stat("到场" if session.status == "held" else "已签到", 0, "人")]


@dataclass(frozen=True)
class Kept:
    """A quota of a union or a unit; `own` where the reader books for it."""

    quota: Quota
    own: bool


def quotas_of(session: Session, actor: Actor) -> list[Kept]:
    """The quotas that this person may see: of a session of theirs all, else those of their unions and of the units that
    these cover. Two queries at most.
    """
    rows = session.quotas.select_related("organisation", "unit").order_by("organisation__number", "unit__number")
    if not may(actor, Right.REGISTER_READ, session):
        units = Cover.objects.filter(standing(today()), covered(actor, Right.REGISTER_READ, desk="", owner=""))
        mine = covered(actor, Right.REGISTER_READ, desk="", owner="") & Q(unit=None)
        rows = rows.filter(mine | Q(unit__in=units.values("unit")))
    kept = {post.organisation_id for post in actor.posts if Right.REGISTER_KEEP in post.role.rights}
    return [Kept(each, each.organisation_id in kept) for each in rows]


def own_quotas(sessions: Iterable[Session], actor: Actor) -> dict[int, Quota]:
    """The quota of the union for which this person books, else of a unit that it covers, by session. One query."""
    mine = [post.organisation_id for post in actor.posts if Right.REGISTER_KEEP in post.role.rights]
    units = Cover.objects.filter(standing(today()), organisation__in=mine).values("unit")
    kept = Quota.objects.filter(session__in=[each.pk for each in sessions])
    found = kept.filter(Q(organisation__in=mine) | Q(unit__in=units)).select_related("unit")
    return {each.session_id: each for each in found.order_by(F("organisation__path").asc(nulls_first=True))}


@dataclass(frozen=True)
class Called:
    """Writes names: in full within one's duty, else masked."""

    reader: Reader
    inside: tuple[str, ...]

    @classmethod
    def by(cls, actor: Actor) -> Called:
        reader = Reader.of(actor)
        return cls(reader, reader.duty)

    def name(self, thing: Any) -> str:
        """The person's of a booking or a turn."""
        places = [thing.session.organisation.path, *([thing.union.path] if thing.union else [])]
        mine = next((path for path in places if self.inside and path.startswith(self.inside)), "")
        return self.reader.name(thing.person.name if thing.person else "", mine)


@dataclass(frozen=True)
class Line:
    """One row of a part. `doors`: moves that the reader may make of it; `swaps`: may be swapped."""

    thing: Any
    name: str
    doors: tuple[tuple[str, str, bool], ...] = ()  # name, title, whether it is done at once
    swaps: bool = False
    place: int = 0


@dataclass(frozen=True)
class Part:
    """A part of the page: `lines` of one page, and where the next begins."""

    key: str
    title: str
    lines: list[Line]
    following: str
    states: list[InState]
    state: str = ""


PARTS = {"bookings": "预约", "line": "候补", "came": "到场", "missed": "约了没来", "failed": "没有成功的签到"}


def part_of(session: Session, actor: Actor, said: Mapping[str, str], there: Mapping[str, str]) -> Part:
    """Of the parts that are there the one that an address asks for; without, who came, before the day who booked. Two
    queries, four of the waiting list."""
    usual = "came" if session.status == "held" else next(iter(there))
    key = said.get("part", "")
    return _PARTS[key if key in there else usual](session, actor, said)


def parts_for(session: Session, actor: Actor) -> dict[str, str]:
    """What there may be of it: nobody failed to come before it was held; nobody books where one simply comes; failed
    scans are the host's. No query, one where one simply comes."""
    hidden = set() if session.status == "held" else {"missed"}
    hidden |= {"bookings", "line", "missed"} if _simply_comes(session) else set()
    hidden |= set() if may(actor, Right.REGISTER_READ, session) else {"failed"}
    return {key: title for key, title in PARTS.items() if key not in hidden}


def _simply_comes(session: Session) -> bool:
    return session.booking == Mode.OPEN and not session.bookings.exists()


def _bookings(session: Session, actor: Actor, said: Mapping[str, str]) -> Part:
    rows = bookings_covered(actor, session)
    states = counts(rows, BOOKING)
    state = said.get("state", "")
    state = state if state in {each.state for each in states} else ""
    chosen = rows.filter(status=state) if state else rows
    found, following = page_by_id(chosen, said.get("after", ""))
    return Part("bookings", PARTS["bookings"], _booking_lines(found, actor), following, states, state)


def _line(session: Session, actor: Actor, said: Mapping[str, str]) -> Part:
    """The waiting list in its order; whoever does not host sees their own people, each with its place in the whole."""
    line = list(
        session.bookings.filter(status="listed").order_by("rank", "listed_at", "pk").values_list("pk", flat=True)
    )
    after = said.get("after", "")
    begins = line.index(int(after)) + 1 if after.isdigit() and int(after) in line else 0
    places = {pk: place for place, pk in enumerate(line, 1)}
    mine = set(bookings_covered(actor, session).filter(status="listed").values_list("pk", flat=True))
    shown = [pk for pk in line[begins:] if pk in mine]
    rows = {each.pk: each for each in bookings_covered(actor, session).filter(pk__in=shown[:SIZE])}
    lines = _booking_lines([rows[pk] for pk in shown[:SIZE] if pk in rows], actor, places)
    return Part("line", PARTS["line"], lines, str(shown[SIZE - 1]) if len(shown) > SIZE else "", [])


def _came(session: Session, actor: Actor, said: Mapping[str, str]) -> Part:
    rows = turns_covered(actor, session).filter(status__in=_THERE).select_related("unit", *Turn.RELATED)
    found, following = page_by_id(rows, said.get("after", ""))
    called = Called.by(actor)
    for each in found:
        each.session = session  # with its host, which names are read by
    lines = [Line(each, called.name(each), _doors(each, actor, ("sign_out", "correct", "strike"))) for each in found]
    return Part("came", PARTS["came"], lines, following, [])


def _missed(session: Session, actor: Actor, said: Mapping[str, str]) -> Part:
    found, following = page_by_id(missed(bookings_covered(actor, session)), said.get("after", ""))
    called = Called.by(actor)
    return Part("missed", PARTS["missed"], [Line(each, called.name(each)) for each in found], following, [])


def missed(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Those that were booked and did not come."""
    there = Turn.objects.filter(session=OuterRef("session"), person=OuterRef("person"), status__in=_THERE)
    return bookings.filter(~Exists(there), status="booked")


def _failed(session: Session, actor: Actor, said: Mapping[str, str]) -> Part:
    found, following = page_by_id(session.scans.all(), said.get("after", ""))
    people, reader = people_by_key(each.person for each in found), Reader.of(actor)
    lines = [
        Line((each, How(each.how).label if each.how in How.values else each.how),
             reader.name(people[each.person].name, session.organisation.path) if each.person in people else "不明")
        for each in found
    ]  # fmt: skip
    return Part("failed", PARTS["failed"], lines, following, [])


_PARTS: dict[str, Callable[[Session, Actor, Mapping[str, str]], Part]] = {
    "bookings": _bookings,
    "line": _line,
    "came": _came,
    "missed": _missed,
    "failed": _failed,
}
_JUDGED = ("admit", "refuse", "remove")


def _booking_lines(rows: Sequence[Booking], actor: Actor, places: Mapping[int, int] | None = None) -> list[Line]:
    called = Called.by(actor)
    return [
        Line(
            each,
            called.name(each),
            _doors(each, actor, _JUDGED),
            swaps=each.status == "booked" and _ahead(each) and may(actor, Right.REGISTER_KEEP, each),
            place=(places or {}).get(each.pk, 0),
        )
        for each in rows
    ]


def _ahead(booking: Booking) -> bool:
    starts = booking.session.starts_at
    return booking.session.status == "open" and (starts is None or starts > now())


def _doors(thing: Any, actor: Actor, names: Sequence[str]) -> tuple[tuple[str, str, bool], ...]:
    """The moves of these names that this person may make. No query."""
    if isinstance(thing, Booking) and not _ahead(thing):
        return ()
    open_ = {move.name: move for move in thing.open_moves() if may(actor, move.right, thing)}
    return tuple((name, open_[name].title, open_[name].asks is None) for name in names if name in open_)
