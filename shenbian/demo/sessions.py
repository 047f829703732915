"""What takes place this week and the next, beside the year that was: courses with a full one and its waiting list, a
day for families, a volunteers' task, a dialogue. Booked through the doors that everybody uses; no
figure of the demo year changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from shenbian.flow.actions import perform
from shenbian.gatherings.actions import Asked, Companion, Planned, book, plan
from shenbian.gatherings.models import Session
from shenbian.kit.period import BEIJING, today
from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import federation
from shenbian.people.queries import memberships_on
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of

_PEOPLE = 9
_FAMILY = Asked(companions=[Companion("妞妞", 7), Companion("小宝", 5)], said={"guardian": True})


@dataclass(frozen=True)
class _Told:
    """A session so many days from today at this hour, and how many of the people book it; the rest wait in line."""

    kind: str
    title: str
    days: int
    hour: int
    said: Mapping[str, Any] = field(default_factory=dict)
    come: int = 0
    asked: Asked = field(default_factory=Asked)


_HALL, _INSURED = {"place": "区工人文化宫", "teacher": "陈玉兰"}, {"insurance": "演示保单2026-01"}
_SESSIONS = (
    _Told("public_lesson", "太极拳公益课", 1, 18, {**_HALL, "room": "二楼排练厅", "capacity": 6}, 9),
    _Told("public_lesson", "书法公益课", 3, 18, {"place": "区工人文化宫", "room": "301教室", "capacity": 20}, 4),
    _Told("public_lesson", "太极拳公益课（第二讲）", 8, 18, {**_HALL, "room": "二楼排练厅", "capacity": 20}, 3),
    _Told("family_day", "亲子采摘一日", 9, 9, {"place": "北石槽果园", "capacity": 30, **_INSURED}, 3, _FAMILY),
    _Told("volunteer_task", "社区助老打扫", 4, 9, {"place": "光明街道裕龙社区", "capacity": 12}, 5),
    _Told("worker_dialogue", "职工沟通会：下班路上聊一聊", 2, 17, {"place": "地铁石门站东口", "mode": "offline"}),
)


def load(say: Callable[[str], None]) -> None:
    """Only where no session takes bookings yet, and there are members enough."""
    home, people = federation(), _people()
    if home is None or len(people) < _PEOPLE or Session.objects.filter(status="open").exists():
        return
    with transaction.atomic():
        for told in _SESSIONS:
            _arrange(told, home, people)
    say(f"近两周的场次已经装好：{len(_SESSIONS)}场。")


def _people() -> list[Actor]:
    """The first members without a post."""
    officers = Post.objects.standing_on(today()).values("person")
    members = memberships_on(today()).exclude(person__in=officers).select_related("person").order_by("pk")
    return [actor_of(each.person) for each in members[:_PEOPLE]]


def _arrange(told: _Told, home: Organisation, people: list[Actor]) -> None:
    by = Actor.operator("demo")
    starts = datetime.combine(today() + timedelta(days=told.days), time(told.hour, 30), tzinfo=BEIJING)
    ends = starts + timedelta(hours=2)
    said = Planned(kind=told.kind, title=told.title, organisation=home, starts_at=starts, ends_at=ends, **told.said)
    session = perform("open", on=plan(said, by=by), by=by)
    places = told.said.get("capacity", len(people))
    for number, who in enumerate(people[: told.come]):
        book(session, by=who, asked=told.asked if number < places else Asked(line=True))
