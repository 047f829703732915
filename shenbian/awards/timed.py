"""What happens to public notices by itself: those that have run their days end."""

from __future__ import annotations

from datetime import datetime, timedelta

from shenbian.awards.queries import run_out
from shenbian.flow.actions import perform
from shenbian.jobs.timed import Timed, clockwork
from shenbian.kit.period import beijing_date
from shenbian.rights.actor import Actor

_MOST = 200  # notices in one round; the rest comes in the next


def end_notices(by: Actor, at: datetime) -> str:
    """Each by itself: one that cannot end keeps no other."""
    ended = 0
    for notice in run_out(beijing_date(at))[:_MOST]:
        ended += perform("end", on=[notice], by=by)[0].moved
    return f"{ended}个公示期满" if ended else ""


clockwork.add(Timed(key="awards.end_notices", title="公示期满", run=end_notices, every=timedelta(minutes=10)))
