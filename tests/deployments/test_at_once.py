"""The community and the federation note one day at the same moment: it is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shenbian.deployments.models import DutyDay
from shenbian.facts.models import Fact
from tests.databases import own_database
from tests.deployments.conftest import Posts, make_posts
from tests.editions.test_at_once import together

__all__ = ["own_database"]


@pytest.fixture
def live(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any) -> Iterator[Posts]:
    """The federation in a database of its own, whose rows several connections see."""
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    with django_db_blocker.unblock():
        yield make_posts()


def test_two_hands_note_one_day_once(live: Posts) -> None:
    gao, fang = live.gao, live.fang
    answers = together(*[lambda by=by: live.day(gao, by=by) for by in (gao, fang, gao, fang)])  # type: ignore[misc]
    assert sorted(type(answer).__name__ for answer in answers) == ["DutyDay", "Refused", "Refused", "Refused"]
    stands = DutyDay.objects.exclude(status="draft")
    assert (stands.count(), Fact.objects.filter(kind="duty.day").count()) == (1, 1)
