"""Doing what is due: each kind of timed work is claimed, done and marked for itself, so that one that fails stops no
other. Where two workers meet, one of them finds that it is not due."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from shenbian.jobs.models import Tick
from shenbian.jobs.rules import is_due
from shenbian.jobs.timed import Timed, clockwork
from shenbian.kit.period import now

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ticked:
    """What one piece of timed work did; `failed`: it ended with an error, which is in the log."""

    timed: Timed
    said: str
    failed: bool = False


def tick(*, at: datetime | None = None) -> list[Ticked]:
    """One round: do all that is due at this instant."""
    moment = at or now()
    return [_do(timed, moment) for timed in clockwork if _claim(timed, moment)]


def _claim(timed: Timed, at: datetime) -> bool:
    """Whether it is due and ours."""
    row = Tick.objects.filter(key=timed.key).first()
    if row is None:
        Tick.objects.bulk_create([Tick(key=timed.key)], ignore_conflicts=True)
        row = Tick.objects.get(key=timed.key)
    if not is_due(timed, row, at):
        return False
    unchanged = Tick.objects.filter(key=timed.key, began_at=row.began_at)
    return bool(unchanged.update(began_at=at, ended_at=None))


def _do(timed: Timed, at: datetime) -> Ticked:
    mine = Tick.objects.filter(key=timed.key, began_at=at)
    try:
        said = timed.run(timed.actor, at)
    except Exception as broken:
        _log.exception("timed work %s failed", timed.key)
        mine.update(ended_at=now(), error=f"{now():%Y-%m-%d %H:%M} {type(broken).__name__}"[:200])
        return Ticked(timed, "", failed=True)
    mine.update(ended_at=now(), well_at=now(), error="", **({"said": said[:200]} if said else {}))
    return Ticked(timed, said)
