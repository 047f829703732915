"""Jobs and timed work of the tests, and somebody with a post who asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from shenbian.jobs.job import Job, Outcome, Progress, jobs
from shenbian.jobs.models import Tick
from shenbian.jobs.timed import Timed, clockwork
from shenbian.orgs import actions as orgs
from shenbian.people.models import Person
from shenbian.rights.actions import appoint
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from tests.people import making

NOON = datetime(2022, 9, 6, 4, 0, tzinfo=UTC)  # 12:00 in Beijing
LATER = timedelta(minutes=2)


@dataclass
class Counting:
    """A job that counts to three, writes something down and does at each step what a test wants done."""

    ran: list[dict[str, Any]] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    by: list[Actor] = field(default_factory=list)
    at_step: Callable[[int], None] = lambda step: None
    returns_early: bool = False

    def __call__(self, progress: Progress, by: Actor, **arguments: Any) -> Outcome:
        self.ran.append(arguments)
        self.by.append(by)
        Tick.objects.create(key=f"written {len(self.ran)}")
        for step in range(1, 4):
            self.steps.append(step)
            self.at_step(step)
            if self.returns_early and step == 3:
                break
            progress.tell(step, 3, f"第{step}步")
        return Outcome("数到了3。", b"1 2 3", "数.txt")


@pytest.fixture
def counting(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counting:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    run = Counting()
    monkeypatch.setitem(jobs._all, "test.count", Job(key="test.count", title="数到三", run=run))
    return run


@pytest.fixture
def clock(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[datetime]]]:
    """Declare timed work that notes when it ran; nothing else is timed."""
    monkeypatch.setattr(clockwork, "_all", {})

    def declared(key: str, **rhythm: Any) -> list[datetime]:
        ran: list[datetime] = []

        def run(by: Actor, at: datetime) -> str:
            ran.append(at)
            return f"{by.ref} 第{len(ran)}次"

        clockwork.add(Timed(key=key, title=key, run=run, **rhythm))
        return ran

    yield declared


def officer(n: int = 1, role: str = "town_officer") -> Person:
    """Somebody who holds a post at a body of their own."""
    who = making.person(n, f"干部{n}")
    body = orgs.found(f"第{n}工会", level="town", number=f"T-{n}", founded_on=date(1990, 1, 1), by="test")
    appoint(who, role=role, at=body, on=date(2020, 1, 1), by="test")
    return who


def acting(n: int = 1) -> Actor:
    return actor_of(officer(n))
