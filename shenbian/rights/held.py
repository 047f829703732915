"""All that somebody holds on a day, in one statement: every signed-in request asks it.

Asked noun by noun it takes three queries, whose making costs more than their running. The two conditions are those of
`PostQuerySet.standing_on` and `GrantQuerySet.in_force`; the test of the three questions holds both against each other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from shenbian.kit.prepared import prepared
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.models import Grant, Post


@dataclass(frozen=True)
class Held:
    """`keys`: of all records of this human being. `posts`: their own, then what is lent; `lent`: by which things."""

    keys: frozenset[int]
    posts: tuple[Post, ...]
    lent: tuple[str, ...]


def _columns(model: Any) -> tuple[str, ...]:
    """All but what a row is found by."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.attname != "search")


def _table(model: Any) -> str:
    return f'"{model._meta.db_table}"'


_POST, _BODY = _columns(Post), _columns(Organisation)
_LENT = frozenset({"person_id", "organisation_id", "role_key", "desks"})  # of a grant, as `Grant.as_post` takes them

_STATEMENT = f"""
WITH me AS MATERIALIZED (
  SELECT id, key FROM {_table(Person)} WHERE id = %(person)s::bigint OR merged_into_id = %(person)s::bigint
),
held AS (
  SELECT {", ".join(f"p.{name}" for name in _POST)}, NULL::timestamptz AS lent_until, NULL AS source
    FROM {_table(Post)} p WHERE p.person_id IN (SELECT id FROM me)
    AND p.from_on <= %(day)s AND (p.until_on IS NULL OR p.until_on > %(day)s)
  UNION ALL
  SELECT {", ".join("-g.id" if name == "id" else f"g.{name}" if name in _LENT else "NULL" for name in _POST)},
    g.until_at, g.source
    FROM {_table(Grant)} g LEFT JOIN {_table(Post)} p ON p.id = g.post_id
    WHERE %(lent)s AND g.person_id IN (SELECT id FROM me) AND g.ended_at IS NULL
    AND g.from_at <= statement_timestamp() AND g.until_at > statement_timestamp()
    AND (g.post_id IS NULL OR p.until_on IS NULL
         OR p.until_on > (statement_timestamp() AT TIME ZONE 'Asia/Shanghai')::date)
)
SELECT me.key, {", ".join(f"h.{name}" for name in _POST)}, h.lent_until, h.source,
  {", ".join(f"o.{name}" for name in _BODY)}
FROM me LEFT JOIN held h ON h.person_id = me.id LEFT JOIN {_table(Organisation)} o ON o.id = h.organisation_id
ORDER BY h.source IS NOT NULL, abs(h.id)
"""


def held_by(person: int, *, on: date, lent: bool) -> Held:
    """What the person with this id holds under any of their records; `lent`: at this instant too. One query."""
    with prepared() as cursor:
        cursor.execute(_STATEMENT, {"person": person, "day": on, "lent": lent})
        rows = cursor.fetchall()
    end = 1 + len(_POST)
    holding = [row for row in rows if row[1] is not None]
    return Held(
        frozenset(row[0] for row in rows),
        tuple(_post(row[1:end], row[end], row[end + 2 :]) for row in holding),
        tuple(row[end + 1] for row in holding if row[end + 1] is not None),
    )


def _post(own: Sequence[Any], lent_until: Any, body: Sequence[Any]) -> Post:
    said = dict(zip(_POST, own, strict=True))
    organisation = Organisation.from_db(connection.alias, _BODY, body)
    if lent_until is None:
        post = Post.from_db(connection.alias, _POST, [*(said | {"desks": json.loads(said["desks"])}).values()])
        post.organisation = organisation
        return post
    grant = Grant(pk=-said["id"], until_at=lent_until, **{name: said[name] for name in _LENT - {"desks"}})
    grant.organisation, grant.desks = organisation, json.loads(said["desks"])
    return grant.as_post()
