"""The first page of signed-in workers, against a plain page with five ORM queries through the same middleware.

    .venv/bin/python -W ignore benchmarks/portal.py [workers] [rounds]

Signs in so many members of the loaded data of SHENBIAN_HOME (their accounts are made and taken away again), asks for
both pages turn by turn, a different worker each time, and prints the median of each, the mean processor time of this
process and its database server, and the ratios of both. Where other work waits for the same processors the median holds
its turns too, and the processor time does not. The plain page reads the same five nouns (the person's membership with
its union, what waits, drafts, notices, what is open) with one ORM query each and draws the same template; sign-in and
scope cost it what they cost any page.
"""

from __future__ import annotations

import os
import statistics
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenbian.settings")
django.setup()  # before anything that has models is imported

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402, TID251  the plain page is a page
from django.shortcuts import render  # noqa: E402, TID251
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils import timezone  # noqa: E402
from measuring import once, server_clock  # noqa: E402

import shenbian.programmes.contents  # noqa: E402, F401  declares every flow
from shenbian.accounts.models import Account  # noqa: E402
from shenbian.editions.models import Edition, Entry  # noqa: E402
from shenbian.flow.models import Waiting  # noqa: E402
from shenbian.kit.embedded.places import Places  # noqa: E402
from shenbian.kit.embedded.server import Server  # noqa: E402
from shenbian.kit.home import home  # noqa: E402
from shenbian.kit.period import today  # noqa: E402
from shenbian.notices.models import Notice  # noqa: E402
from shenbian.people.models import Membership, Person  # noqa: E402
from shenbian.portal.home import COLUMNS, Reader, draft, in_order, public_links, waits  # noqa: E402
from shenbian.portal.near import Near  # noqa: E402
from shenbian.portal.tiles import TILES  # noqa: E402


def plain(request: HttpRequest) -> HttpResponse:
    """Five ORM queries and one template."""
    person: Person = request.user.person  # type: ignore[union-attr]
    member = Membership.objects.filter(person=person, until_on=None).select_related("organisation").first()
    waiting = [waits(*row) for row in Waiting.objects.filter(owner=person.key).values_list(*COLUMNS)]
    drafts = [draft(e.pk, e.edition.title) for e in Entry.objects.filter(person=person, phase="draft")[:12]]
    unread = Notice.objects.filter(to=person.key, read_at=None).count()
    rows = Edition.objects.filter(status="open", closes_at__gt=timezone.now()).select_related("organisation")[:4]
    me = Reader(person.name, member.organisation.name if member else "", drafts + in_order(waiting), unread)
    told: dict[str, Any] = {"me": me, "tiles": TILES, "public": public_links(), "signed_in": True}
    told["editions"] = [Near(e.pk, e.title, e.organisation.name, "", e.closes_at) for e in rows]
    return render(request, "portal/home.html", told)


urlpatterns = [path("plain/", plain), path("", include("shenbian.urls"))]


def main(workers: int, rounds: int) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ROOT_URLCONF = __name__
    with Server(Places(home()), say=print).using(), transaction.atomic():
        phones = [signed_in(person) for person in members(workers)]
        asked = {"plain page": "/plain/", "first page": "/"}
        for phone in phones[:5]:
            for where in asked.values():
                phone.get(where)
        for name, where in asked.items():
            with CaptureQueriesContext(connection) as queries:
                size = len(phones[0].get(where).content)
            print(f"{name}: {len(queries)} queries with sign-in, {size:,} bytes")
        costs: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
        server = server_clock()
        for number in range(rounds):
            phone = phones[number % len(phones)]
            for name, where in asked.items():
                costs[name].append(once(lambda where=where, phone=phone: phone.get(where), server))  # type: ignore[misc]
        middle = {name: statistics.median(spent for spent, _ in each) for name, each in costs.items()}
        used = {name: statistics.fmean(used for _, used in each) for name, each in costs.items()}
        for name in asked:
            print(f"{name}: median {middle[name]:.2f} ms, processors {used[name]:.2f} ms")
        for of, each in (("medians", middle), ("processors", used)):
            print(f"ratio of {of} {each['plain page'] / each['first page']:.2f} (wanted: 3)")
        transaction.set_rollback(True)


def members(count: int) -> list[Person]:
    """Members without a post or an account."""
    rows = Membership.objects.filter(until_on=None, from_on__lte=today(), person__posts=None, person__account=None)
    return [row.person for row in rows.select_related("person").order_by("pk")[:count]]


def signed_in(person: Person) -> Client:
    account = Account.objects.create(person=person, login=f"bench-{person.pk}")
    phone = Client()
    phone.force_login(account)
    return phone


if __name__ == "__main__":
    main(*(int(word) for word in (*sys.argv[1:], "50", "400")[:2]))
