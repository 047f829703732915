"""The cast of editions, and sessions of courses that everybody may book."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from shenbian.editions.actions import SettingUp, set_up
from shenbian.editions.models import Edition
from shenbian.flow.actions import perform
from shenbian.gatherings.actions import Planned, plan
from shenbian.gatherings.models import Session
from shenbian.kit.period import beijing_date, today
from shenbian.rights.actor import Actor
from tests.editions.conftest import Cast, cast, data_folder

__all__ = ["Cast", "cast", "data_folder"]

OPERATOR = Actor.operator("test")
Plan = Callable[..., Session]


def planned(cast: Cast, *, kind: str = "public_lesson", hours: float = 48, **said: object) -> Session:
    """A session of the district in planning, so many hours from now."""
    starts = said.pop("starts_at", None) or timezone.now() + timedelta(hours=hours)
    assert isinstance(starts, datetime)
    told: dict[str, object] = {
        "ends_at": starts + timedelta(hours=1),
        "title": "太极拳公益课",
        "organisation": cast.district,
    }
    return plan(Planned(kind=kind, starts_at=starts, **(told | said)), by=OPERATOR)  # type: ignore[arg-type]


def opened(cast: Cast, **said: object) -> Session:
    """The same, published."""
    return perform("open", on=planned(cast, **said), by=OPERATOR)


def running(cast: Cast, programme: str, title: str = "2026年这一期") -> Edition:
    """A running of a programme at the district, to hold sessions that count by it."""
    said = SettingUp(programme=programme, title=title, year=today().year, organisation=cast.district)
    return set_up(said, by=OPERATOR)


def begun(session: Session, *, minutes: int = 10) -> Session:
    """The session as it is once it began so many minutes ago."""
    starts = timezone.now() - timedelta(minutes=minutes)
    told = {"starts_at": starts, "ends_at": starts + timedelta(hours=1), "on": beijing_date(starts)}
    Session.objects.filter(pk=session.pk).update(**told)
    return Session.objects.select_related(*Session.RELATED).get(pk=session.pk)


def held(session: Session, *, minutes: int = 90) -> Session:
    """The session as it is once it was held."""
    return perform("hold", on=begun(session, minutes=minutes), by=OPERATOR)


@pytest.fixture
def lesson(cast: Cast) -> Session:
    """A course with two places that everybody may book."""
    return opened(cast, capacity=2)
