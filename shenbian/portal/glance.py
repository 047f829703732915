"""Everything that the first page says of one person, in one statement.

The first page is what everybody opens first and at the same hour. Asked noun by noun it takes seven queries; here each
noun is a subselect over its own index, named by its model, so that a renamed table or column is found by the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shenbian.editions.models import Edition, Entry
from shenbian.flow.models import Waiting
from shenbian.gatherings.models import LIVE, Booking, Session
from shenbian.gatherings.queries import STAYS
from shenbian.kit.period import now
from shenbian.kit.prepared import prepared
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
# Keys as values, not joined from a query of their own: so each subselect is one scan of an index.
_IDS, _KEYS = "= ANY (%(ids)s::bigint[])", "= ANY (%(keys)s::bigint[])"
_STATEMENT = f"""
SELECT
  (SELECT json_agg(json_build_array(id, key)) FROM {_table(Person)} WHERE merged_into_id = %(person)s::bigint),
  EXISTS (SELECT FROM {_table(Post)} p WHERE p.person_id {_IDS} AND p.from_on <= %(day)s
          AND (p.until_on IS NULL OR p.until_on > %(day)s)),
  (SELECT json_build_array(o.name, o.path) FROM {_table(Membership)} m JOIN {_table(Organisation)} o
     ON o.id = m.organisation_id WHERE m.person_id {_IDS} AND m.from_on <= %(day)s
     AND (m.until_on IS NULL OR m.until_on > %(day)s) ORDER BY m.from_on DESC LIMIT 1),
  (SELECT json_agg(json_build_array(w.subject_type, w.subject_id, w.flow, w.state, w."right", w.due_on)) FROM (
     SELECT * FROM {_table(Waiting)} WHERE owner {_KEYS} AND subject_type <> 'gatherings.booking'
     ORDER BY due_on NULLS LAST, since, id LIMIT {MOST}) w),
  (SELECT json_agg(json_build_array(d.id, d.title)) FROM (SELECT e.id, n.title FROM {_table(Entry)} e
     JOIN {_table(Edition)} n ON n.id = e.edition_id WHERE e.person_id {_IDS} AND e.phase = 'draft'
     ORDER BY e.id DESC LIMIT {MOST}) d),
  (SELECT count(*) FROM {_table(Notice)} n WHERE n."to" {_KEYS} AND n.read_at IS NULL),
  (SELECT json_agg(json_build_array(c.id, c.status, c.title, c.starts_at, c.answer_by)) FROM (
     SELECT b.id, b.status, s.title, s.starts_at, b.answer_by FROM {_table(Booking)} b
     JOIN {_table(Session)} s ON s.id = b.session_id WHERE b.person_id {_IDS}
     AND b.status IN ({_LIVE}) AND s.status = 'open' AND s.starts_at >= %(since)s
     ORDER BY s.starts_at, b.id LIMIT {MOST}) c)
"""


def glance(person: Person, day: date) -> Glance:
    """What the first page says of this person. One query; a second where records were merged into theirs."""
    merged, *found = _ask([(person.pk, person.key)], day)
    if merged:
        _, *found = _ask([(person.pk, person.key), *merged], day)
    officer, union, waiting, drafts, unread, bookings = found
    name, path = union or ("", "")
    return Glance(officer, name, path, waiting or [], drafts or [], unread, bookings or [])


def _ask(records: Sequence[Sequence[int]], day: date) -> Sequence[Any]:
    """The statement's row for one human being, the record that stands first; ids and keys of theirs that were merged
    into it before the rest."""
    ids, keys = zip(*records, strict=True)
    said = {"person": ids[0], "ids": list(ids), "keys": list(keys), "day": day, "since": now() - STAYS}
    with prepared() as cursor:
        cursor.execute(_STATEMENT, said)
        row: Sequence[Any] = cursor.fetchone()
    return row
