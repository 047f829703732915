"""A beat of a viewer: one statement, whatever came before. And what is left of a viewer who is erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.functions import RandomUUID
from django.db import connection

from shenbian.kit.period import now
from shenbian.streams.counting import LIVE, REPLAY, WATCHING
from shenbian.streams.models import Reminder, Stream, Watching

EVERY = 20  # seconds between two beats of a page that plays
AT_MOST_EVERY = timedelta(seconds=EVERY // 2)  # what comes faster is not counted
LOST = timedelta(seconds=3 * EVERY)  # after so long without a beat the watching has ended at the last one
SHOWN_IN = {LIVE: "live", REPLAY: "replay"}  # in which state of the stream a phase is watched

# A first beat begins a stretch; each further one within LOST lengthens it to this instant.
_BEAT = f"""
WITH shown AS (SELECT id FROM {Stream._meta.db_table} WHERE id = %(stream)s AND status = %(status)s),
kept AS (
  INSERT INTO {WATCHING} AS w (stream_id, phase, viewer, person_id, last_at, watched)
  SELECT id, %(phase)s, %(viewer)s, %(person)s, %(at)s, '{{}}'::tstzmultirange FROM shown
  ON CONFLICT (stream_id, phase, viewer) DO UPDATE SET last_at = excluded.last_at, watched = CASE
    WHEN excluded.last_at - w.last_at <= %(lost)s
    THEN w.watched + tstzmultirange(tstzrange(w.last_at, excluded.last_at)) ELSE w.watched END
  WHERE excluded.last_at - w.last_at >= %(at_most_every)s
  RETURNING 1
)
SELECT (SELECT count(*) FROM shown), (SELECT count(*) FROM kept)
"""


@dataclass(frozen=True)
class Beat:
    """Who watches what. `person` is the Person.pk of somebody who is signed in."""

    stream: int
    phase: str
    viewer: UUID
    person: int | None = None


@dataclass(frozen=True)
class Heard:
    """`on`: the stream is being shown in this phase. `counted`: the beat did not come too early."""

    on: bool
    counted: bool


def beat(said: Beat, *, at: datetime | None = None) -> Heard:
    """Count one beat. One statement."""
    told: dict[str, Any] = {
        "stream": said.stream,
        "phase": said.phase,
        "status": SHOWN_IN[said.phase],
        "viewer": said.viewer,
        "person": said.person,
        "at": at or now(),
        "lost": LOST,
        "at_most_every": AT_MOST_EVERY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, told)
        on, counted = cursor.fetchone()
    return Heard(bool(on), bool(counted))


def erase_watching(keys: Sequence[int]) -> None:
    """Of a person who is erased: what they watched stays counted, under a viewer that belongs to nobody; nobody is
    reminded any more. Two statements."""
    Watching.objects.filter(person__key__in=keys).update(person=None, viewer=RandomUUID())
    Reminder.objects.filter(person__key__in=keys).delete()
