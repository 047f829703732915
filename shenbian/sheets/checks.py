"""What `verify` asks of the registers: the dated tables are caches of facts, and each must say what the facts say.

A row of a table and the fact of its kind name the same thing on the same day. Where one stands without the other,
somebody changed a table behind our back, or a writer forgot its fact. Merged persons count as one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from shenbian.facts.checks import Fault, checks

# A person's key as it is known today: that of the record into which it was merged.
_PEOPLE = """
people AS (
    SELECT p.key, coalesce(s.key, p.key) AS known, p.id, coalesce(s.id, p.id) AS known_id
    FROM people_person p LEFT JOIN people_person s ON s.id = p.merged_into_id
)"""


@dataclass(frozen=True)
class Cache:
    """`table` selects (id, what it is about …) from the table, `facts` the same columns from facts, the id a fact's."""

    word: str
    title: str
    table: str
    facts: str
    columns: str

    def sql(self) -> str:
        """Rows that stand on one side only: from which side, and their id."""
        both = " AND ".join(f"t.{each} IS NOT DISTINCT FROM f.{each}" for each in self.columns.split())
        first = self.columns.split()[0]
        joined = both.replace(f"t.{first} IS NOT DISTINCT FROM f.{first}", f"t.{first} = f.{first}", 1)
        return (
            f"WITH {_PEOPLE}, t AS MATERIALIZED ({self.table}), f AS MATERIALIZED ({self.facts}) "
            f"SELECT 't', t.id FROM t WHERE NOT EXISTS (SELECT FROM f WHERE {joined}) "
            f"UNION ALL SELECT 'f', f.id FROM f WHERE NOT EXISTS (SELECT FROM t WHERE {joined}) ORDER BY 1 DESC, 2"
        )


def _spells(table: str, day: str, where: str) -> str:
    return (
        f"SELECT r.id, people.known AS person, r.organisation_id AS organisation, r.{day} AS day "
        f"FROM {table} r JOIN people ON people.id = r.person_id WHERE {where}"
    )


def _of_people(*kinds: str) -> str:
    names = ", ".join(f"'{kind}'" for kind in kinds)
    return (
        "SELECT f.id, people.known AS person, f.organisation, f.happened_on AS day FROM facts_fact f "
        f"JOIN people ON people.key = f.person WHERE f.kind IN ({names}) AND f.voided_at IS NULL"
    )


def _of_units(kind: str, columns: str) -> str:
    return f"SELECT id, {columns} FROM facts_fact WHERE kind = '{kind}' AND voided_at IS NULL"


CACHES = (
    Cache(
        "membership",
        "会籍",
        _spells("people_membership", "from_on", "true"),
        _of_people("member.admitted", "member.transferred_in"),
        "person organisation day",
    ),
    Cache(
        "membership",
        "会籍的终止",
        _spells("people_membership", "until_on", "r.until_on IS NOT NULL"),
        _of_people("member.left"),
        "person organisation day",
    ),
    Cache(
        "post", "任职", _spells("rights_post", "from_on", "true"), _of_people("post.begun"), "person organisation day"
    ),
    Cache(
        "post",
        "任职的终止",
        _spells("rights_post", "until_on", "r.until_on IS NOT NULL"),
        _of_people("post.ended"),
        "person organisation day",
    ),
    Cache(
        "cover",
        "单位建会",
        "SELECT id, unit_id AS unit, organisation_id AS organisation, from_on AS day FROM orgs_cover",
        _of_units("union.covered", "unit, organisation, happened_on AS day"),
        "unit organisation day",
    ),
    Cache(
        "unit",
        "单位情况",
        "SELECT id, unit_id AS unit, stated_on AS day, workers, two_new, party_organisation, should_have_union, rank "
        "FROM orgs_unitstatement",
        _of_units(
            "unit.stated",
            "unit, happened_on AS day, (facets->>'workers')::int AS workers, "
            "coalesce((facets->>'two_new')::bool, false) AS two_new, "
            "coalesce((facets->>'party_organisation')::bool, false) AS party_organisation, "
            "coalesce((facets->>'should_have_union')::bool, false) AS should_have_union, "
            "coalesce(facets->>'rank', 'none') AS rank",
        ),
        "unit day workers two_new party_organisation should_have_union rank",
    ),
    Cache(
        "person",
        "合并的人员档案",
        "SELECT p.id, p.key AS person, s.key AS survivor FROM people_person p "
        "JOIN people_person s ON s.id = p.merged_into_id",
        "SELECT f.id, f.person, people.known AS survivor FROM facts_fact f "
        "JOIN people ON people.key = (f.facets->>'survivor')::bigint "
        "WHERE f.kind = 'person.same' AND f.voided_at IS NULL",
        "person survivor",
    ),
)


def drift() -> Iterator[Fault]:
    """Where a table and the facts that it repeats differ. One query a table."""
    for cache in CACHES:
        with connection.cursor() as cursor:
            cursor.execute(cache.sql())
            rows = cursor.fetchall()
        for side, number in rows:
            if side == "t":
                yield Fault(cache.word, number, f"（{cache.title}）没有对应的台账记录。")
            else:
                yield Fault("fact", number, f"（{cache.title}）在表里没有对应的行。")


checks.add("registers", drift)
