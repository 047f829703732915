"""What beats come to: views, viewers, the most at once, minutes. One statement over the stretches that were watched.

A view is a stretch of watching of at least so many seconds (the rule `stream_view_seconds`); shorter ones count for
nothing. Views, people and the most at once are three things and are never added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

WATCHING = "streams_watching"  # the table of who watched when
LEAST = "stream_view_seconds"  # the rule: from how many seconds on a watching is a view
LIVE, REPLAY = "live", "replay"

_STATEMENT = f"""
WITH asked AS (SELECT * FROM unnest(%(streams)s::bigint[], %(least)s::int[]) AS a (stream, least)),
viewed AS (
  SELECT w.stream_id, w.phase, w.viewer, lower(s) AS began, upper(s) AS ended
  FROM {WATCHING} w JOIN asked ON asked.stream = w.stream_id, unnest(w.watched) AS s
  WHERE upper(s) - lower(s) >= make_interval(secs => asked.least)
),
stirred AS (
  SELECT stream_id, phase, began AS at, 1 AS step FROM viewed
  UNION ALL SELECT stream_id, phase, ended, -1 FROM viewed
),
at_once AS (
  SELECT stream_id, phase, max(here) AS most FROM (
    SELECT stream_id, phase, sum(step) OVER (PARTITION BY stream_id, phase ORDER BY at, step ROWS UNBOUNDED PRECEDING)
      AS here FROM stirred) s GROUP BY 1, 2
)
SELECT v.stream_id, v.phase, count(*), count(DISTINCT v.viewer), o.most,
       floor(extract(epoch FROM sum(v.ended - v.began)) / 60)
FROM viewed v JOIN at_once o USING (stream_id, phase) GROUP BY v.stream_id, v.phase, o.most
"""


@dataclass(frozen=True)
class Audience:
    """Of one phase of one stream, on our own page."""

    views: int = 0
    people: int = 0
    peak: int = 0
    minutes: int = 0


NOBODY = Audience()


def audiences(least: Mapping[int, int]) -> dict[tuple[int, str], Audience]:
    """What was watched of these streams, by stream and phase; `least` says from how many seconds on each counts.

    One query. What nobody watched is left out.
    """
    if not least:
        return {}
    said: dict[str, Any] = {"streams": list(least), "least": list(least.values())}
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, said)
        return {(stream, phase): Audience(*map(int, found)) for stream, phase, *found in cursor.fetchall()}
