"""What a beat of a viewer costs, beside the bare SQL upsert of the same row.

    python -W ignore benchmarks/beats.py [viewers]

Fills a fresh database with one stream that is on and so many viewers (10,000 unless said), each of whom has watched for
a while, and beats for each of them once: the bare upsert of an instant (the floor), the statement of the house (which
asks whether the stream is on, keeps the stretch and refuses what comes too early), and the whole request with its
signed token and the middleware. Turn by turn, each its own commit. Then asks once what all of it comes to.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date, timedelta
from statistics import median
from time import perf_counter

_AFTER = ExitStack()
_FOLDER = _AFTER.enter_context(tempfile.TemporaryDirectory(prefix="shenbian-"))
os.chmod(_FOLDER, 0o755)  # the database server may run as another user
os.environ["SHENBIAN_HOME"] = f"{_FOLDER}/home"
os.environ["SHENBIAN_ROLE"] = "owner"
os.environ["DJANGO_SETTINGS_MODULE"] = "shenbian.settings"
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402 -- the environment comes first

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from shenbian.flow.actions import perform  # noqa: E402
from shenbian.kit.embedded.places import Places  # noqa: E402
from shenbian.kit.embedded.server import Server  # noqa: E402
from shenbian.kit.home import home  # noqa: E402
from shenbian.kit.period import now  # noqa: E402
from shenbian.orgs import actions as orgs  # noqa: E402
from shenbian.people.actions import enrol  # noqa: E402
from shenbian.people.models import Person  # noqa: E402
from shenbian.portal.live.viewers import signed  # noqa: E402
from shenbian.rights.actions import appoint  # noqa: E402
from shenbian.rights.actor import Actor  # noqa: E402
from shenbian.rulebook.actions import load_starter  # noqa: E402
from shenbian.streams.actions import Beat, Plan, beat, schedule  # noqa: E402
from shenbian.streams.models import Stream, Watching  # noqa: E402
from shenbian.streams.queries import watched  # noqa: E402

ROUNDS = 1_000  # beats of each kind that are measured
FILL = """
INSERT INTO streams_watching (stream_id, phase, viewer, last_at, watched)
SELECT %s, 'live', gen_random_uuid(), t, tstzmultirange(tstzrange(t - interval '9 minutes', t))
FROM generate_series(1, %s), (SELECT now() - interval '40 seconds' AS t) x
"""
BARE = """
INSERT INTO streams_watching (stream_id, phase, viewer, last_at, watched) VALUES (%s, 'live', %s, %s, '{}')
ON CONFLICT (stream_id, phase, viewer) DO UPDATE SET last_at = excluded.last_at
"""


def on_air() -> Stream:
    """A stream that is on."""
    load_starter(by="benchmark")
    body = orgs.found("区总工会", level="federation", number="F", founded_on=date(1950, 1, 1), by="benchmark")
    minder = Person.objects.get(pk=enrol("经办", number="110101199001010015", by="benchmark").person)
    appoint(minder, role="desk_officer", at=body, on=date(2020, 1, 1), by="benchmark")
    by, at = Actor.operator("benchmark"), now()
    plan = Plan(
        kind="live_stream",
        title="直播",
        organisation=body,
        starts_at=at,
        ends_at=at + timedelta(hours=2),
        playlist="/x.m3u8",
    )
    said = {"content_checked": True, "delay_seconds": 30, "moderator": minder.name}
    return perform("go_live", on=perform("test", on=schedule(plan, by=by), by=by, said=said), by=by)


def timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def measure(viewers: int) -> None:
    stream = on_air()
    with connection.cursor() as cursor:
        cursor.execute(FILL, [stream.pk, viewers])
        cursor.execute("VACUUM ANALYZE streams_watching")
    known = list(Watching.objects.values_list("viewer", flat=True)[: 3 * ROUNDS])
    client = Client()
    times: dict[str, list[float]] = {"bare": [], "statement": [], "request": []}
    with connection.cursor() as cursor:
        for turn in range(ROUNDS):
            one, two, three = known[3 * turn : 3 * turn + 3]
            token = {"token": signed(Beat(stream.pk, "live", three))}
            times["bare"].append(timed(lambda one=one: cursor.execute(BARE, [stream.pk, one, now()])))
            times["statement"].append(timed(lambda two=two: beat(Beat(stream.pk, "live", two))))
            times["request"].append(timed(lambda token=token: client.post("/live/beat/", token)))
    floor = median(times["bare"])
    for name, each in times.items():
        print(f"{name}: {median(each) * 1000:.3f} ms, {median(each) / floor:.2f} x")
    start = perf_counter()
    told = watched(stream)
    print(f"what {viewers:,} viewers come to: {(perf_counter() - start) * 1000:.0f} ms ({told.live})")


def main() -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    with Server(Places(home()), say=print).using():
        call_command("migrate", verbosity=0)
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)


if __name__ == "__main__":
    with _AFTER:
        main()
