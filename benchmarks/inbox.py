"""The inbox of an officer for whom ten thousand things wait, beside the bare SQL for its rows and the drawing.

    python -W ignore benchmarks/inbox.py [things]

Uses the loaded data of SHENBIAN_HOME: hands in so many entries of the demo's open editions, of as many members, at
their unions; all of it is taken back. The first page, one group whole and its hundredth page are asked through the same
views that a browser asks. The floor of each is the SQL that finds its rows, its things and its names, written by hand
and read by a cursor, and the drawing of the same page measured alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
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

import shenbian.programmes.contents  # noqa: E402, F401  declares every flow
from shenbian.accounts.models import Account  # noqa: E402
from shenbian.editions.declared import entry_kinds  # noqa: E402
from shenbian.editions.models import Edition, Entry  # noqa: E402
from shenbian.flow.models import Waiting  # noqa: E402
from shenbian.kit.embedded.places import Places  # noqa: E402
from shenbian.kit.embedded.server import Server  # noqa: E402
from shenbian.kit.home import home  # noqa: E402
from shenbian.kit.period import now, today  # noqa: E402
from shenbian.orgs.queries import federation  # noqa: E402
from shenbian.people.models import Membership  # noqa: E402
from shenbian.rights.catalogue import OWNERS_RIGHTS  # noqa: E402
from shenbian.rights.models import Post  # noqa: E402

THINGS, REPEATS, SHOWN, PAGE = 10_000, 60, 8, 31

GROUPS = f"""
SELECT * FROM (
  SELECT w.*, o.name AS union_name, row_number() OVER g AS place, count(*) OVER all_of AS n,
    count(*) FILTER (WHERE due_on < %(day)s) OVER all_of AS late
  FROM flow_waiting w JOIN orgs_organisation o ON o.id = w.organisation_id
  WHERE o.path LIKE '1.%%' AND w."right" = ANY(%(rights)s)
  WINDOW all_of AS (PARTITION BY flow, state, "right"), g AS (all_of ORDER BY due_on, since, w.id)
) r WHERE place <= {SHOWN} ORDER BY due_on, since, id
"""
GROUP = f"""
SELECT w.*, o.name FROM flow_waiting w JOIN orgs_organisation o ON o.id = w.organisation_id
WHERE o.path LIKE '1.%%' AND w."right" = ANY(%(rights)s) AND flow = %(flow)s AND state = %(state)s
  AND (due_on, since, w.id) > (%(due)s, %(since)s, %(pk)s) ORDER BY due_on, since, w.id LIMIT {PAGE}
"""
THINGS_SHOWN = """
SELECT e.*, d.*, o.*, p.* FROM editions_entry e JOIN editions_edition d ON d.id = e.edition_id
JOIN orgs_organisation o ON o.id = e.organisation_id JOIN people_person p ON p.id = e.person_id WHERE e.id = ANY(%s)
"""
PEOPLE_SHOWN = "SELECT p.* FROM people_person p WHERE key = ANY(%s)"


def hand_in(things: int) -> None:
    """So many entries, as the door leaves them: of open editions in turn, of members at their unions."""
    editions = [each for each in Edition.objects.filter(status="open") if each.kind]
    states = [
        (edition, state)
        for edition in editions
        for state in edition.kind.flow.states  # type: ignore[union-attr]
        if (right := edition.kind.flow.waits_for(state.key)) and right not in OWNERS_RIGHTS  # type: ignore[union-attr]
    ]
    members = Membership.objects.filter(until_on=None, person__entries=None, person__merged_into=None)
    rows = members.select_related("person", "organisation").order_by("person", "pk").distinct("person")[:things]
    entries = []
    for number, (member, (edition, state)) in enumerate(zip(rows, cycle(states), strict=False)):
        entry = Entry(edition=edition, kind_key=edition.kind_key, repeats=entry_kinds[edition.kind_key].repeats.value)
        entry.person, entry.organisation, entry.desk = member.person, member.organisation, edition.desk
        entry.number = f"B{number:06}"
        entry.settle(state.key, at=now() - timedelta(minutes=number), due_on=today() + timedelta(days=number % 40 - 10))
        entries.append(entry)
    Entry.objects.bulk_create(entries, batch_size=5000)
    Waiting.objects.bulk_create([Waiting.of(each) for each in entries], batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE flow_waiting, editions_entry")


def officer() -> Client:
    """A head of all lines of work at the federation, who decides, and a clerk of hers, who takes in."""
    top = federation()
    person = Membership.objects.filter(until_on=None, person__posts=None).order_by("-pk")[0].person
    for role in ("desk_head", "desk_officer", "town_officer"):
        Post.objects.create(person=person, organisation=top, role_key=role, desks=[], from_on=today(), appointed_by="b")
    client = Client()
    client.force_login(Account.objects.create(person=person, login="bench-inbox"))
    return client


def floor(answer: Any, first: str, said: dict[str, Any]) -> Callable[[], object]:
    """The statements of a page: its rows, their things, whom they concern."""
    context = answer.context
    shown = [line for group in context["groups"] for line in group.lines] if "groups" in context else context["lines"]
    keys = [[line.waiting.subject_id for line in shown if line.waiting.subject_type == "editions.entry"]]
    works = [bare(first, said), bare(THINGS_SHOWN, keys), bare(PEOPLE_SHOWN, [[line.waiting.owner for line in shown]])]

    def work() -> None:
        for each in works:
            each()

    return work


def main(things: int) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STRONG_BACKENDS = settings.AUTHENTICATION_BACKENDS  # as if both factors had been given
    with Server(Places(home()), say=print).using(), transaction.atomic():
        hand_in(things)
        client = officer()
        rights = list(Waiting.objects.values_list("right", flat=True).distinct())
        largest = Waiting.objects.filter(subject_type="editions.entry").order_by("flow", "state")[0]
        group = f"/desk/?group={largest.flow}.{largest.state}"
        rows = list(Waiting.objects.filter(flow=largest.flow, state=largest.state)[:4000])
        deep = rows[-2 * PAGE]
        start = {"due": today() - timedelta(days=9999), "since": now() - timedelta(days=9999), "pk": 0}
        place = {"due": deep.due_on, "since": deep.since, "pk": deep.pk}
        at = {"rights": rights, "flow": largest.flow, "state": largest.state}
        pages = {
            "first page": ("/desk/", GROUPS, {"rights": rights, "day": today()}, "inbox"),
            "one group": (group, GROUP, at | start, "group"),
            "deep in it": (
                f"{group}&after={deep.due_on}_{deep.since.isoformat().replace('+', '%2B')}_{deep.pk}",
                GROUP,
                at | place,
                "group",
            ),
        }
        print(f"{things:,} things, {len(rows):,} of them in one group")
        for title, (address, sql, said, name) in pages.items():
            setup_test_environment(debug=False)
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
                asked = len(queries)
            assert answer.status_code == 200, answer
            context = {key: answer.context[key] for layer in answer.context[0].dicts[3:] for key in layer}
            work, request = floor(answer, sql, said), answer.wsgi_request
            teardown_test_environment()  # it copies the context of every template
            settings.ALLOWED_HOSTS = ["testserver"]
            works = {
                "ours": lambda address=address: client.get(address),
                "sql": work,
                "drawing": lambda n=name, c=context, r=request: render_to_string(f"desk/inbox/{n}.html", c, request=r),
            }
            found = costs(works, REPEATS)
            print(f"{title:12}", told(found["ours"], found["sql"] + found["drawing"]), end="   ")
            print(f"sql {found['sql'].best:.1f} drawing {found['drawing'].best:.1f}", end="   ")
            print(f"{len(answer.content) / 1000:.1f} kB, {asked} queries", flush=True)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else THINGS)
