"""Who would bring men and women too far apart waits in line; their number comes from the record and is never shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Sum

from shenbian.flow.row import Guard, Row
from shenbian.gatherings.flows.booking import HOLDS
from shenbian.rulebook.queries import look_up_many, no_rule

_SEXES = ("1", "2")  # GB/T 2261.1
UNKNOWN = "这一场男女名额要均衡，档案里没有登记性别，请先到“我的个人信息”更正。"
UNEVEN = "这一场男女名额要均衡，目前不能再直接加入。可以加入候补，均衡以后按次序通知。"


@dataclass
class _Places:
    apart: dict[int, int]  # by the body that holds the session
    taken: Counter[tuple[int, str]] = field(default_factory=Counter)

    def uneven(self, session: int, sex: str, places: int, apart: int) -> bool:
        other = _SEXES[1 - _SEXES.index(sex)]
        return self.taken[session, sex] + places - self.taken[session, other] > apart


@dataclass(frozen=True)
class EvenSexes(Guard):
    """Men and women differ by no more places than the rule says."""

    title = "男女人数均衡"
    locks = "session"
    reads = ("session", "person")

    def needs(self, rows: Sequence[Row]) -> _Places:
        """The rule and the places that are kept. Three queries."""
        hosts = [row.thing.session.organisation for row in rows]
        rules = look_up_many("mixers", at=hosts, on=rows[0].day)
        known = _Places({host: int(each["apart"]) for host, each in rules.items()})
        bookings = type(rows[0].thing)._default_manager
        kept = bookings.filter(session__in={row.thing.session_id for row in rows}, status__in=HOLDS).order_by()
        for session, sex, places in kept.values_list("session", "person__sex").annotate(Sum("places")):
            known.taken[session, sex] += places
        return known

    def why(self, row: Row, known: _Places) -> str | None:
        session, sex = row.thing.session, row.thing.person.sex
        if row.thing.holds:
            return None
        if session.organisation_id not in known.apart:
            return str(no_rule("mixers", at=session.organisation, on=row.day))
        if sex not in _SEXES:
            return UNKNOWN
        return UNEVEN if known.uneven(session.pk, sex, row.thing.places, known.apart[session.organisation_id]) else None

    def takes(self, row: Row, known: _Places) -> None:
        if not row.thing.holds:
            known.taken[row.thing.session_id, row.thing.person.sex] += row.thing.places
