"""The drawer of a figure, beside the best SQL that we could write by hand for what it shows and its drawing.

    python -W ignore benchmarks/drawer.py [repeats]

Reads the loaded ledger of SHENBIAN_HOME for 2022 through the same view that a browser asks. The floor is one statement
by hand for the value, its parts by body and by month, and the drawing of the same piece measured alone. Before that it
compares what the two say. `--scale 10` of the demo gives a ledger of ten times the year.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenbian.settings")
django.setup()  # before anything that has models is imported

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import (  # noqa: E402
    CaptureQueriesContext,
    setup_test_environment,
    teardown_test_environment,
)
from measuring import bare, costs, told  # noqa: E402

import shenbian.programmes.contents  # noqa: E402, F401  declares every metric
from shenbian.accounts.models import Account  # noqa: E402
from shenbian.facts.models import Fact  # noqa: E402
from shenbian.kit.embedded.places import Places  # noqa: E402
from shenbian.kit.embedded.server import Server  # noqa: E402
from shenbian.kit.home import home  # noqa: E402
from shenbian.orgs.queries import federation  # noqa: E402
from shenbian.people.models import Membership  # noqa: E402
from shenbian.rights.models import Post  # noqa: E402

REPEATS = 5
YEAR = (
    "voided_at IS NULL AND happened_on >= '2022-01-01' AND happened_on < '2023-01-01' AND starts_with(org_path, '1.')"
)
BODY, MONTH = "split_part(org_path, '.', 2)", "extract(month FROM happened_on)"
# of each: value, body, month; where one of the two is empty the row is of the other, where both are, of the whole
SUM = f"""
SELECT sum(quantity), {BODY} AS body, {MONTH} AS month, grouping({BODY}, {MONTH}) FROM facts_fact
WHERE kind = 'turn' AND facets->>'programme' = %s AND {YEAR} GROUP BY GROUPING SETS ((), ({BODY}), ({MONTH}))
"""
DISTINCT = f"""
WITH same AS MATERIALIZED (SELECT person, (facets->>'survivor')::bigint AS survivor FROM facts_fact
  WHERE kind = 'person.same' AND voided_at IS NULL),
grouped AS MATERIALIZED (SELECT coalesce(survivor, f.person) AS person, {BODY} AS body, {MONTH} AS month
  FROM facts_fact f LEFT JOIN same ON same.person = f.person
  WHERE kind = %s AND (%s = '' OR facets->>'programme' = %s) AND {YEAR} AND f.person IS NOT NULL GROUP BY 1, 2, 3)
SELECT count(*), NULL::text, NULL::numeric, 3 FROM (SELECT person FROM grouped GROUP BY 1) a
UNION ALL SELECT count(*), body, NULL, 1 FROM (SELECT person, body FROM grouped GROUP BY 1, 2) b GROUP BY body
UNION ALL SELECT count(*), NULL, month, 2 FROM (SELECT person, month FROM grouped GROUP BY 1, 2) m GROUP BY month
"""
ENDS = [f"2022-{month:02}-01" for month in range(2, 13)] + ["2023-01-01"]
_STANDS = ", ".join(
    f"sum(sign) FILTER (WHERE happened_on < '{end}') > 0 AS m{n}" for n, end in enumerate(ENDS, 1)
)  # a member who came back has two beginnings and one end
_ANY = ", ".join(f"bool_or(m{n}) AS m{n}" for n in range(1, 13))
_COUNTS = ", ".join(f"count(*) FILTER (WHERE m{n}) AS m{n}" for n in range(1, 13))
_EACH = ", ".join(f"({n}, m{n})" for n in range(1, 13))
STANDING = f"""
WITH same AS MATERIALIZED (SELECT person, (facets->>'survivor')::bigint AS survivor FROM facts_fact
  WHERE kind = 'person.same' AND voided_at IS NULL),
events AS (SELECT coalesce(survivor, f.person) AS person, organisation, happened_on, org_path,
    CASE kind WHEN 'member.left' THEN -1 ELSE 1 END AS sign FROM facts_fact f LEFT JOIN same ON same.person = f.person
  WHERE kind IN ('member.admitted', 'member.transferred_in', 'member.left') AND voided_at IS NULL
    AND happened_on < '2023-01-01' AND starts_with(org_path, '1.')),
spells AS MATERIALIZED (SELECT person, organisation, max({BODY}) AS body, {_STANDS} FROM events GROUP BY 1, 2),
months AS MATERIALIZED (SELECT person, {_ANY} FROM spells GROUP BY 1)
SELECT count(*) FILTER (WHERE m12), NULL::text, NULL::int, 3 FROM months
UNION ALL SELECT count(*), body, NULL, 1 FROM (SELECT person, body FROM spells WHERE m12 GROUP BY 1, 2) b GROUP BY body
UNION ALL SELECT n, NULL, month, 2 FROM (SELECT {_COUNTS} FROM months) c, LATERAL (VALUES {_EACH}) v (month, n)
"""
FIGURES = {
    "volunteers.turns": (SUM, ["volunteers"]),
    "finance_training.turns": (SUM, ["finance_training"]),
    "volunteers.persons": (DISTINCT, ["turn", "volunteers", "volunteers"]),
    "organising.members": (DISTINCT, ["member.admitted", "", ""]),
    "organising.standing_members": (STANDING, []),
}


def reader() -> Client:
    """A head of all lines of work at the federation."""
    person = Membership.objects.filter(until_on=None, person__posts=None).order_by("-pk")[0].person
    day = Membership.objects.order_by("from_on")[0].from_on
    Post.objects.create(
        person=person, organisation=federation(), role_key="desk_head", desks=[], from_on=day, appointed_by="b"
    )
    client = Client(HTTP_HX_REQUEST="true")
    client.force_login(Account.objects.create(person=person, login="bench-drawer"))
    return client


def compared(key: str, opened: Any, sql: str, said: list[str]) -> None:
    """The two say the same, or this stops."""
    with connection.cursor() as cursor:
        cursor.execute(sql, said)
        rows = cursor.fetchall()
    whole = [int(value or 0) for value, _, _, of in rows if of == 3]
    months = {int(month): int(value) for value, _, month, of in rows if of == 2}
    bodies = sorted(int(value) for value, _, _, of in rows if of == 1)
    ours = {int(each.label.removesuffix("月")): each.value for each in opened.months if each.value}
    assert whole == [opened.figure.value], (key, whole, opened.figure.value)
    assert {month: value for month, value in months.items() if value} == ours, (key, months, ours)
    assert bodies == sorted(each.value for each in opened.bodies), (key, bodies)


def main(repeats: int) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STRONG_BACKENDS = settings.AUTHENTICATION_BACKENDS  # as if both factors had been given
    with Server(Places(home()), say=print).using(), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")  # else its work is not in our clock
        client = reader()
        print(f"{Fact.objects.count():,} facts")
        for key, (sql, said) in FIGURES.items():
            address = f"/desk/record/2022/figures/{key}/?org={federation().number}"  # type: ignore[union-attr]
            setup_test_environment(debug=False)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
                asked = len(queries)
            assert answer.status_code == 200, answer
            compared(key, answer.context["opened"], sql, said)
            context = {key: answer.context[key] for layer in answer.context[0].dicts[3:] for key in layer}
            request = answer.wsgi_request
            teardown_test_environment()  # it copies the context of every template
            settings.ALLOWED_HOSTS = ["testserver"]
            works = {
                "ours": lambda address=address: client.get(address),
                "sql": bare(sql, said),
                "drawing": lambda c=context, r=request: render_to_string("desk/record/_figure.html", c, request=r),
            }
            found = costs(works, repeats)
            print(f"{key:28}", told(found["ours"], found["sql"] + found["drawing"]), end="   ")
            print(f"sql {found['sql'].best:.0f} drawing {found['drawing'].best:.1f}", end="   ")
            print(f"{asked} queries", flush=True)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else REPEATS)
