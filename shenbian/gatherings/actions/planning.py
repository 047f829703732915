"""Sessions are planned: one, or a series; those of an edition once more for another year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction

from shenbian.editions.models import Edition
from shenbian.facts.kind import Has, kinds
from shenbian.flow.actions import begin
from shenbian.flow.refusals import Refused
from shenbian.gatherings.declared import Mode, session_kinds
from shenbian.gatherings.models import Quota, Risk, Session
from shenbian.gatherings.umbrellas import umbrella_of
from shenbian.kit.period import beijing_date
from shenbian.orgs.models import Organisation, Unit
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

MOST = 200  # sessions of one series


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What a session begins with. `kind` is a declared kind of session; it belongs to an edition, or to none."""

    kind: str
    title: str
    organisation: Organisation
    starts_at: datetime
    ends_at: datetime | None = None
    edition: Edition | None = None
    mode: str = ""
    place: str = ""
    room: str = ""
    link: str = ""
    teacher: str = ""
    audience: str = ""
    held_with: Unit | None = None
    capacity: int | None = None
    booking: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    release_at: datetime | None = None
    risk: str = Risk.LOW.value
    insurance: str = ""
    agenda: str = ""
    terms: str = ""


@transaction.atomic
def plan(said: Planned, *, by: Actor) -> Session:
    """A session in planning. Raises NotYours outside one's reach, Refused with the reason."""
    return _plan([said], by=by)[0]


@transaction.atomic
def plan_series(said: Planned, *, days: Sequence[date], by: Actor) -> list[Session]:
    """The same at the same hours on each of these days, as one series; windows move along. Raises as `plan`."""
    wanted = sorted(set(days))
    if not wanted:
        raise Refused("请选择至少一天。")
    if len(wanted) > MOST:
        raise Refused(f"一次最多安排{MOST}场，请分几次。")
    first = beijing_date(said.starts_at)
    return _plan([_later(said, (day - first).days) for day in wanted], by=by, series=True)


@transaction.atomic
def clone_sessions(of: Edition, *, into: Edition, by: Actor) -> list[Session]:
    """The sessions of an edition planned once more, in another year, with the quotas that there were; those that were
    called off or struck out are left, and those outside one's reach. Nobody's booking and presence comes along.
    """
    old = list(of.sessions.exclude(status__in=("cancelled", "struck")).select_related("organisation", "held_with"))
    dated = [each for each in old if each.starts_at and each.kind and may(by, Right.REGISTER_KEEP, each)]
    if not dated:
        return []
    weeks = round((into.year - of.year) * 365.25 / 7)
    said = [_later(_as_planned(each, into), weeks * 7) for each in dated]
    planned = _plan(said, by=by)
    twin = dict(zip((each.pk for each in dated), planned, strict=True))
    Quota.objects.bulk_create(
        Quota(
            session=twin[each.session_id],
            organisation_id=each.organisation_id,
            unit_id=each.unit_id,
            places=each.places + each.returned,
        )
        for each in Quota.objects.filter(session__in=twin).order_by("pk")
    )
    return planned


def _plan(planned: Sequence[Planned], *, by: Actor, series: bool = False) -> list[Session]:
    key = uuid4() if series else None
    things = [_session(said) for said in planned]
    for thing in things:
        thing.series = key
    return begin(_numbered(things), by=by)


def _session(said: Planned) -> Session:
    if reason := _why_not(said):
        raise Refused(reason)
    kind = session_kinds[said.kind]
    told = {name: getattr(said, name) for name in _SAME}
    minutes = int((said.ends_at - said.starts_at).total_seconds()) // 60 if said.ends_at else None
    return Session(
        **told,
        kind_key=kind.key,
        programme=kind.programme,
        title=said.title.strip(),
        audience=said.audience or kind.audience,
        desk=said.edition.desk if said.edition and said.edition.desk else kind.desk.value,
        booking=said.booking or kind.modes[0].value,
        umbrella=umbrella_of(said.edition) if said.edition else "",
        on=beijing_date(said.starts_at),
        minutes=minutes,
    )


_SAME = (
    "organisation edition starts_at ends_at mode place room link teacher held_with capacity opens_at "
    "closes_at release_at risk insurance agenda terms"
).split()


def _numbered(things: Sequence[Session]) -> list[Session]:
    """Each with a number of its own: the year and a running number (CC-2026-000012)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('gatherings_session_number') FROM generate_series(1, %s)", [len(things)])
        numbers = [row[0] for row in cursor.fetchall()]
    for thing, number in zip(things, numbers, strict=True):
        thing.number = f"CC-{thing.on.year}-{number:06d}"
    return list(things)


def _why_not(said: Planned) -> str:
    kind = session_kinds.get(said.kind)
    if kind is None:
        return "没有这一种场次。"
    if not said.title.strip():
        return "请填写主题。"
    if said.ends_at and said.ends_at <= said.starts_at:
        return "结束时间应晚于开始时间。"
    if said.opens_at and said.closes_at and said.closes_at <= said.opens_at:
        return "截止预约应晚于开始预约。"
    if said.booking and Mode(said.booking) not in kind.modes:
        return f"{kind.title}不用“{Mode(said.booking).label}”这种预约方式。"
    if said.edition is None and kinds[kind.counts].edition is Has.MUST:
        return f"{kind.title}按期计数，请先开办这一期，再在它下面安排。"
    if said.edition is not None and said.edition.programme != kind.programme:
        return f"“{said.edition.title}”不是这个项目的届期。"
    if said.edition is not None and said.edition.editions.exists():
        return f"“{said.edition.title}”是总项，请把场次放在它下面的活动里。"
    return ""


def _later(said: Planned, days: int) -> Planned:
    by = timedelta(days=days)
    moved = {name: getattr(said, name) + by for name in _MOMENTS if getattr(said, name) is not None}
    return replace(said, **moved)


_MOMENTS = ("starts_at", "ends_at", "opens_at", "closes_at", "release_at")


def _as_planned(session: Session, edition: Edition) -> Planned:
    told = {name: getattr(session, name) for name in _SAME}
    return Planned(
        kind=session.kind_key,
        audience=session.audience,
        title=session.title,
        booking=session.booking,
        **{**told, "edition": edition, "insurance": ""},
    )
