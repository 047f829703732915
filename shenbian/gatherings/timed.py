"""What happens to sessions by itself: offers lapse, quotas come back, the line moves on, people are reminded."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import F, Q

from shenbian.flow.actions import perform
from shenbian.gatherings.actions.quotas import release_due
from shenbian.gatherings.lining import promote
from shenbian.gatherings.models import Booking, Session
from shenbian.gatherings.queries import unanswered
from shenbian.jobs.timed import Timed, clockwork
from shenbian.kit.period import beijing_date, chinese_moment
from shenbian.notices.actions import Telling, tell
from shenbian.notices.kinds import Kind, kinds
from shenbian.rights.actor import Actor

REMINDER = Kind("session.reminder", "预约的场次明天就到")
kinds.add(REMINDER)
_MOST = 500  # of one kind in one round; the rest comes in the next


def lapse(by: Actor, at: datetime) -> str:
    """Who did not answer in time gives the place to the next in line."""
    late = list(unanswered(at)[:_MOST])
    outcomes = perform("lapse", on=late, by=by)
    count = sum(each.moved for each in outcomes)
    return f"{count}件逾期未答复" if count else ""


def give_back(by: Actor, at: datetime) -> str:
    """What unions did not use comes back to everybody."""
    count = release_due(by=by)
    return f"退回{count}个名额" if count else ""


def move_on(by: Actor, at: datetime) -> str:
    """The head of each line for which there is room is offered it: what a moment of bad luck left undone."""
    room = Q(capacity=None) | Q(capacity__gt=F("taken") + F("reserved"))
    waits = Session.objects.filter(room, status="open", bookings__status="listed").distinct()
    offered = promote(waits.values_list("pk", flat=True), by=by)
    return f"候补到位{len(offered)}件" if offered else ""


def remind(by: Actor, at: datetime) -> str:
    """Whoever booked is told the day before, once."""
    tomorrow = beijing_date(at) + timedelta(days=1)
    coming = Booking.objects.filter(status="booked", session__status="open", session__on=tomorrow)
    told = [_reminding(each) for each in coming.select_related(*Booking.RELATED).order_by("pk")]
    if told:
        tell(told, by=by.ref)
    return f"提醒{len(told)}人" if told else ""


def _reminding(booking: Booking) -> Telling:
    session = booking.session
    where = f"，地点：{session.place}" if session.place else ""
    when = chinese_moment(session.starts_at) if session.starts_at else ""
    return Telling(
        to=booking.owner,
        kind=REMINDER.key,
        title=f"明天：{session.title or session.activity}",
        body=f"您预约的“{session.title or session.activity}”{when}开始{where}。来不了请提前取消，把位置让给别人。",
        subject=booking.subject,
        once=f"{booking.subject}:{session.on}",
    )


clockwork.add(
    Timed(key="gatherings.lapse", title="候补和邀请逾期", run=lapse, every=timedelta(minutes=1)),
    Timed(key="gatherings.give_back", title="未用名额退回", run=give_back, every=timedelta(minutes=1)),
    Timed(key="gatherings.move_on", title="候补依次到位", run=move_on, every=timedelta(minutes=5)),
    Timed(key="gatherings.remind", title="场次前一天提醒", run=remind, daily=time(18)),
)
