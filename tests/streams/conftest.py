"""A district that shows streams: its culture desk, another desk, another town, and people who watch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.flow.actions import perform
from shenbian.kit.period import now
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from shenbian.rulebook.actions import load_starter
from shenbian.streams.actions import Beat, Plan, ReadingSaid, Shot, beat, schedule, take_reading
from shenbian.streams.counting import LIVE
from shenbian.streams.models import Counter, Reading, Stream
from tests.desk_registers.conftest import Place, make_place
from tests.files.conftest import photo

HOST = "live.example.org"
PLAYLIST = f"https://{HOST}/choir/index.m3u8"
REPLAY = f"https://{HOST}/choir/replay.m3u8"
PLATFORM = "合作平台"


@dataclass
class House:
    """The ground and the one who runs streams; `minder` minds what viewers write."""

    place: Place
    desk: Actor
    minder: Person

    def plan(self, title: str = "合唱展演直播", *, at: Organisation | None = None, **said: Any) -> Stream:
        told: dict[str, Any] = {
            "kind": "live_stream",
            "title": title,
            "organisation": at or self.place.federation,
            "starts_at": now() + timedelta(minutes=5),
            "ends_at": now() + timedelta(hours=2),
            "playlist": PLAYLIST,
        }
        return schedule(Plan(**told | said), by=Actor.operator("test"))

    def tested(self, stream: Stream | None = None) -> Stream:
        return perform("test", on=stream or self.plan(), by=self.desk, said=self.test())

    def test(self, **said: Any) -> dict[str, Any]:
        return {"content_checked": True, "delay_seconds": 30, "moderator": self.minder.name, **said}

    def live(self, stream: Stream | None = None) -> Stream:
        return perform("go_live", on=self.tested(stream), by=self.desk)

    def ended(self, stream: Stream | None = None) -> Stream:
        return perform("end", on=stream or self.live(), by=self.desk)

    def read(
        self,
        stream: Stream,
        value: int,
        *,
        minutes: int = 0,
        at: datetime | None = None,
        by: Actor | None = None,
        **said: Any,
    ) -> Reading:
        """The other platform's live counter, so many minutes ago."""
        told: dict[str, Any] = {"platform": PLATFORM, "phase": LIVE, "shots": [Shot(photo(), "计数.png")]}
        at = at or now() - timedelta(minutes=minutes)
        return take_reading(stream, ReadingSaid(value=value, taken_at=at, **told | said), by=by or self.desk)

    def counter(self, stream: Stream) -> Counter:
        return stream.counters.get(platform=PLATFORM, phase=LIVE, followed_by=None)

    def worker(self, name: str = "王小梅") -> Person:
        return self.place.admit(self.place.plant, name)[0].person


def watch(
    stream: Stream, start: datetime, seconds: int, *, viewer: UUID | None = None, phase: str = LIVE, every: int = 20
) -> UUID:
    """Beats of one viewer from an instant on."""
    who = viewer or uuid4()
    for second in range(0, seconds + 1, every):
        beat(Beat(stream.pk, phase, who), at=start + timedelta(seconds=second))
    return who


def signed_in(person: Person) -> Client:
    account, _ = Account.objects.get_or_create(person=person, defaults={"login": f"a{person.pk}"})
    client = Client()
    client.force_login(account)
    return client


def make_house() -> House:
    load_starter(by="test")
    place = make_place()
    desk = actor_of(place.officer("desk_officer", place.federation, "culture"))
    return House(place, desk, place.officer("desk_head", place.federation, "culture"))


@pytest.fixture
def house(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> House:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    settings.STREAM_HOSTS = [HOST]
    return make_house()
