"""A channel that keeps what it was given, and people with and without a telephone."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from django.conf import settings

from shenbian.notices.channels import addresses
from shenbian.notices.channels.channel import Channel, Never, NotNow
from shenbian.notices.kinds import Kind, kinds
from shenbian.people.actions import enrol
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from tests.people.making import number

NOON = datetime(2022, 9, 6, 4, 0, tzinfo=UTC)  # 12:00 in Beijing
CALM, LOUD, HOME = (
    Kind("test.calm", "平常的事", channels=("sms",)),
    Kind("test.loud", "要紧的事", urgent=True, channels=("sms",)),
    Kind("test.home", "只在站内的事", channels=()),
)


class Line(Channel):
    """A line to which messages go as they would to a gateway; it can be out of order."""

    key, title = "sms", "短信"
    sent: ClassVar[list[tuple[str, str]]] = []
    trouble: ClassVar[Exception | None] = None

    def addresses(self, people: Sequence[int]) -> dict[int, str]:
        return addresses.phones(people)

    def send(self, text: str, *, to: str, key: str) -> str:
        if self.trouble is not None:
            raise self.trouble
        self.sent.append((to, text))
        return f"m{len(self.sent)}"


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Line]]:
    monkeypatch.setattr(Line, "sent", [])
    monkeypatch.setattr(Line, "trouble", None)
    monkeypatch.setattr(settings, "NOTICE_CHANNELS", {"sms": "tests.notices.conftest.Line", "mail": ""})
    for kind in (CALM, LOUD, HOME):
        monkeypatch.setitem(kinds._all, kind.key, kind)
    yield Line


def reached(n: int, phone: str = "") -> Person:
    """Somebody with a telephone."""
    return Person.objects.get(pk=enrol("王小明", number=number(n), phone=phone or f"1380000{n:04d}", by="test").person)


def me(person: Person) -> Actor:
    """This person, without a post."""
    return Actor(f"person:{person.key}", person=person.key)


BUSY, GONE = NotNow("线路忙。"), Never("号码停用。")
