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


def _statement(ids: str, keys: str) -> str:
    """`ids` and `keys` test whether a column is of this human being: values and no query of their own, so that each
    subselect is one scan of an index."""
    return f"""
SELECT
  (SELECT json_agg(json_build_array(id, key)) FROM {_table(Person)} WHERE merged_into_id = %(person)s::bigint),
  EXISTS (SELECT FROM {_table(Post)} p WHERE p.person_id {ids} AND p.from_on <= %(day)s
          AND (p.until_on IS NULL OR p.until_on > %(day)s)),
  (SELECT json_build_array(o.name, o.path) FROM {_table(Membership)} m JOIN {_table(Organisation)} o
     ON o.id = m.organisation_id WHERE m.person_id {ids} AND m.from_on <= %(day)s
     AND (m.until_on IS NULL OR m.until_on > %(day)s) ORDER BY m.from_on DESC LIMIT 1),
  (SELECT json_agg(json_build_array(w.subject_type, w.subject_id, w.flow, w.state, w."right", w.due_on)) FROM (
     SELECT * FROM {_table(Waiting)} WHERE owner {keys} AND subject_type <> 'gatherings.booking'
     ORDER BY due_on NULLS LAST, since, id LIMIT {MOST}) w),
  (SELECT json_agg(json_build_array(d.id, d.title)) FROM (SELECT e.id, n.title FROM {_table(Entry)} e
     JOIN {_table(Edition)} n ON n.id = e.edition_id WHERE e.person_id {ids} AND e.phase = 'draft'
     ORDER BY e.id DESC LIMIT {MOST}) d),
  (SELECT count(*) FROM {_table(Notice)} n WHERE n."to" {keys} AND n.read_at IS NULL),
  (SELECT json_agg(json_build_array(c.id, c.status, c.title, c.starts_at, c.answer_by)) FROM (
     SELECT b.id, b.status, s.title, s.starts_at, b.answer_by FROM {_table(Booking)} b
     JOIN {_table(Session)} s ON s.id = b.session_id WHERE b.person_id {ids}
     AND b.status IN ({_LIVE}) AND s.status = 'open' AND s.starts_at >= %(since)s
     ORDER BY s.starts_at, b.id LIMIT {MOST}) c)
"""


# One record is the rule, and asked by itself: of a list whose length it does not know the server makes no lasting plan.
_OF_ONE = _statement("= %(person)s::bigint", "= %(key)s::bigint")
_OF_SEVERAL = _statement("= ANY (%(ids)s::bigint[])", "= ANY (%(keys)s::bigint[])")


def glance(person: Person, day: date) -> Glance:
    """What the first page says of this person. One query; a second where records were merged into theirs."""
    said = {"person": person.pk, "day": day, "since": now() - STAYS}
    merged, *found = _ask(_OF_ONE, said | {"key": person.key})
    if merged:
        ids, keys = zip((person.pk, person.key), *merged, strict=True)
        _, *found = _ask(_OF_SEVERAL, said | {"ids": list(ids), "keys": list(keys)})
    officer, union, waiting, drafts, unread, bookings = found
    name, path = union or ("", "")
    return Glance(officer, name, path, waiting or [], drafts or [], unread, bookings or [])


def _ask(statement: str, said: dict[str, Any]) -> Sequence[Any]:
    with prepared() as cursor:
        cursor.execute(statement, said)
        row: Sequence[Any] = cursor.fetchone()
    return row
