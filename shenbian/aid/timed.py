"""What happens to files by itself: those whose yearly re-check has come wait for it."""

from __future__ import annotations

from datetime import datetime, time

from shenbian.aid.queries import recheck_due
from shenbian.flow.actions import perform
from shenbian.jobs.timed import Timed, clockwork
from shenbian.kit.period import beijing_date
from shenbian.rights.actor import Actor

_MOST = 500  # files in one round; the rest comes in the next


def call_rechecks(by: Actor, at: datetime) -> str:
    """Put the files that are due before the desk; one that cannot move keeps no other."""
    due = list(recheck_due(beijing_date(at))[:_MOST])
    moved = sum(each.moved for each in perform("call_recheck", on=due, by=by))
    return f"{moved}份档案待复核" if moved else ""


clockwork.add(Timed(key="aid.call_rechecks", title="困难档案年度复核", run=call_rechecks, daily=time(6, 0)))
