"""When something is due, when its worker is gone, how long what it made is kept: pure questions."""

from __future__ import annotations

from datetime import datetime, timedelta

from shenbian.jobs.models import Tick
from shenbian.jobs.timed import Timed
from shenbian.kit.period import BEIJING

LEASE = timedelta(minutes=1)  # a worker that has said nothing of its run for so long is gone
HELD = timedelta(minutes=2)  # timed work that has not ended after so long may begin again
TRIES = 3  # how often a run is begun that its worker never ends
LONG = timedelta(minutes=1)  # who waited longer is told of the end: they no longer watch the page
KEPT = timedelta(days=7)  # papers, and arguments of what was not done
REMEMBERED = timedelta(days=90)  # runs themselves


def due_at(timed: Timed, began_at: datetime | None) -> datetime | None:
    """When it is due after it last began; None: at once, as it never ran."""
    if began_at is None:
        return None
    if timed.every is not None:
        return began_at + timed.every
    assert timed.daily is not None  # the declaration holds it
    local = began_at.astimezone(BEIJING)
    that_day = datetime.combine(local.date(), timed.daily, BEIJING)
    return that_day if that_day > local else that_day + timedelta(days=1)


def is_due(timed: Timed, tick: Tick, at: datetime) -> bool:
    """Whether it should begin now: its time has come, and nobody is at it."""
    if tick.began_at is not None and (tick.ended_at is None or tick.ended_at < tick.began_at):
        return tick.began_at <= at - HELD
    due = due_at(timed, tick.began_at)
    return due is None or due <= at
