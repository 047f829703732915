"""Everything that the first page says of one person, in one statement.

The first page is what everybody opens first and at the same hour. Asked noun by noun it takes seven queries; here each
noun is a subselect over its own index, named by its model, so that a renamed table or column is found by the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from shenbian.editions.models import Edition, Entry
from shenbian.flow.models import Waiting
from shenbian.gatherings.models import LIVE, Booking, Session
from shenbian.gatherings.queries import STAYS
from shenbian.kit.period import now
from shenbian.notices.models import Notice
from shenbian.orgs.models import Organisation
from shenbian.people.models import Membership, Person
from shenbian.rights.models import Post

MOST = 12  # things under way that the first page shows; the rest stands under 我的


@dataclass(frozen=True)
class Glance:
    """Of one person: their union and its path, what waits (Waiting's columns), drafts (id, title), unread
    notices, bookings that lie ahead (id, state, title, when, until when to answer)."""

    officer: bool
    union: str
    path: str
    waiting: list[list[Any]]
    drafts: list[list[Any]]
    unread: int
    bookings: list[list[Any]]


def _table(model: Any) -> str:
    return f'"{model._meta.db_table}"'


_LIVE = ", ".join(f"'{state}'" for state in LIVE)
_STATEMENT = f"""
WITH me AS MATERIALIZED (SELECT id, key FROM {_table(Person)} WHERE id = %(person)s OR merged_into_id = %(person)s)
SELECT
  EXISTS (SELECT FROM {_table(Post)} p WHERE p.person_id IN (SELECT id FROM me) AND p.from_on <= %(day)s
          AND (p.until_on IS NULL OR p.until_on > %(day)s)),
  (SELECT json_build_array(o.name, o.path) FROM {_table(Membership)} m JOIN {_table(Organisation)} o
     ON o.id = m.organisation_id WHERE m.person_id IN (SELECT id FROM me) AND m.from_on <= %(day)s
     AND (m.until_on IS NULL OR m.until_on > %(day)s) ORDER BY m.from_on DESC LIMIT 1),
  (SELECT json_agg(json_build_array(w.subject_type, w.subject_id, w.flow, w.state, w."right", w.due_on)) FROM (
     SELECT * FROM {_table(Waiting)} WHERE owner IN (SELECT key FROM me) AND subject_type <> 'gatherings.booking'
     ORDER BY due_on NULLS LAST, since, id LIMIT {MOST}) w),
  (SELECT json_agg(json_build_array(d.id, d.title)) FROM (SELECT e.id, n.title FROM {_table(Entry)} e
     JOIN {_table(Edition)} n ON n.id = e.edition_id WHERE e.person_id IN (SELECT id FROM me) AND e.phase = 'draft'
     ORDER BY e.id DESC LIMIT {MOST}) d),
  (SELECT count(*) FROM {_table(Notice)} n WHERE n."to" IN (SELECT key FROM me) AND n.read_at IS NULL),
  (SELECT json_agg(json_build_array(c.id, c.status, c.title, c.starts_at, c.answer_by)) FROM (
     SELECT b.id, b.status, s.title, s.starts_at, b.answer_by FROM {_table(Booking)} b
     JOIN {_table(Session)} s ON s.id = b.session_id WHERE b.person_id IN (SELECT id FROM me)
     AND b.status IN ({_LIVE}) AND s.status = 'open' AND s.starts_at >= %(since)s
     ORDER BY s.starts_at, b.id LIMIT {MOST}) c)
"""


def glance(person: int, day: date) -> Glance:
    """What the first page says of the person with this id. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"person": person, "day": day, "since": now() - STAYS})
        officer, union, waiting, drafts, unread, bookings = cursor.fetchone()
    name, path = union or ("", "")
    return Glance(officer, name, path, waiting or [], drafts or [], unread, bookings or [])
