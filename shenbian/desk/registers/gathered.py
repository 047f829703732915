"""The registers of sessions, bookings and turns: written down, for most of what they tell lies beside their rows."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from shenbian.desk.registers.register import Column, Filter, Option, Register, Shows, choices, column, days
from shenbian.desk.scopes import READ
from shenbian.flow.models import Flowing
from shenbian.gatherings.models import Booking, Session, Turn
from shenbian.people.queries import found_by
from shenbian.rights.actor import Actor
from shenbian.rights.rules import covered
from shenbian.standard.programme import catalogue

GATHERED = "场次和参加"


def _states(model: type[Flowing]) -> dict[str, str]:
    return {state.key: state.title for flow in model.flows() for state in flow.states}


def status_of(model: type[Flowing]) -> Filter:
    told = (Option(key=key, title=title, keeps=Q(status=key)) for key, title in _states(model).items())
    return Filter(key="status", title="状态", options=tuple(told))


def programme_of(at: str = "") -> Filter:
    told = (Option(key=each.key, title=each.title, keeps=Q(**{f"{at}programme": each.key})) for each in catalogue)
    return Filter(key="programme", title="项目", options=tuple(told))


def state_of(model: type[Flowing]) -> Column:
    return Column(key="status", path="status", title="状态", shows=Shows.STATE, codes=_states(model))


def _of_session(model: type[Flowing], *, at: str, link: str) -> tuple[Column, ...]:
    """What of a session every row tells; `link` is the path of its id."""
    programmes = {each.key: each.title for each in catalogue}
    return (
        column(model, f"{at}number", key="session", link="desk:session", link_by=link),
        column(model, f"{at}title", key="title"),
        Column(key="programme", path=f"{at}programme", title="项目", shows=Shows.CODE, codes=programmes),
        column(model, f"{at}on", key="on"),
    )


def _person() -> Column:
    return Column(
        key="name", path="person__name", title="姓名", shows=Shows.NAME, link="desk:person", link_by="person__key"
    )


def _sessions(actor: Actor) -> QuerySet[Any]:
    return Session.objects.filter(covered(actor, READ, owner=""))


def _bookings(actor: Actor) -> QuerySet[Any]:
    return Booking.objects.filter(_near(actor))


def _turns(actor: Actor) -> QuerySet[Any]:
    return Turn.objects.filter(_near(actor))


def _near(actor: Actor) -> Q:
    """What lies at one's place, or concerns one's own people."""
    return covered(actor, READ, owner="") | covered(actor, READ, place="union__path", owner="")


def _said(typed: str, *, at: str = "") -> Q:
    text = typed.strip()
    return Q(**{f"{at}number__iexact": text}) | Q(**{f"{at}title__icontains": text})


def gathered() -> tuple[Register, ...]:
    """Made once programmes are declared."""
    return (
        Register(
            key="thing.gatherings.session",
            title="场次",
            one="场",
            group=GATHERED,
            scope=_sessions,
            search=_said,
            asks="编号或主题",
            place="organisation__path",
            flows=Session,
            columns=(
                *_of_session(Session, at="", link="pk"),
                state_of(Session),
                Column(key="organisation", path="organisation__name", title="举办工会"),
                Column(key="edition", path="edition__title", title="届期", link="desk:edition", link_by="edition_id"),
                column(Session, "starts_at"),
                column(Session, "place"),
                column(Session, "room"),
                column(Session, "teacher"),
                column(Session, "booking"),
                column(Session, "capacity"),
                column(Session, "taken"),
                column(Session, "reserved"),
            ),
            filters=(status_of(Session), programme_of(), days(Session, "on"), choices(Session, "booking")),
        ),
        Register(
            key="thing.gatherings.booking",
            title="预约",
            one="件",
            group=GATHERED,
            scope=_bookings,
            search=lambda typed: _said(typed, at="session__") | found_by(typed, at="person__"),
            asks="姓名、场次编号或主题",
            place="organisation__path",
            flows=Booking,
            columns=(
                Column(key="pk", path="pk", title="预约编号", sort="pk", link="thing:gatherings.booking", link_by="pk"),
                _person(),
                Column(key="union", path="union__name", title="所在工会"),
                state_of(Booking),
                column(Booking, "places"),
                *_of_session(Booking, at="session__", link="session_id"),
                column(Booking, "listed_at"),
                column(Booking, "answer_by"),
                column(Booking, "booked_at"),
                column(Booking, "reason"),
            ),
            filters=(status_of(Booking), programme_of("session__"), _days("session__on")),
        ),
        Register(
            key="thing.gatherings.turn",
            title="参与记录",
            one="条",
            group=GATHERED,
            scope=_turns,
            search=lambda typed: _said(typed, at="session__") | found_by(typed, at="person__") | Q(slip__iexact=typed),
            asks="姓名、单号、场次编号或主题",
            place="organisation__path",
            flows=Turn,
            columns=(
                Column(key="pk", path="pk", title="编号", sort="pk", link="thing:gatherings.turn", link_by="pk"),
                _person(),
                column(Turn, "slip"),
                Column(key="union", path="union__name", title="工会"),
                Column(key="unit", path="unit__name", title="单位"),
                state_of(Turn),
                column(Turn, "quantity"),
                column(Turn, "minutes"),
                *_of_session(Turn, at="session__", link="session_id"),
                column(Turn, "how"),
                column(Turn, "late"),
                column(Turn, "in_at"),
                column(Turn, "out_at"),
                column(Turn, "evidence"),
            ),
            filters=(
                status_of(Turn),
                programme_of(),
                days(Turn, "happened_on"),
                choices(Turn, "how"),
                Filter(
                    key="late",
                    title="补登",
                    options=(
                        Option(key="yes", title="补登的", keeps=Q(late=True)),
                        Option(key="no", title="当天登记的", keeps=Q(late=False)),
                    ),
                ),
            ),
        ),
    )


def _days(path: str) -> Filter:
    return Filter(key="on", title="日期", path=path)
