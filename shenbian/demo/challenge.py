"""A walk that goes on today: some members of a union and of others have joined, and a provider has sent their days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from shenbian.challenges.actions import NewDay, send_for
from shenbian.editions.actions import HostedBy, SettingUp, begin_entry, hand_in, save_step, set_up
from shenbian.editions.models import Edition, Entry, Part
from shenbian.flow.actions import perform
from shenbian.kit.period import midnight, today
from shenbian.orgs.queries import federation
from shenbian.people.queries import memberships_on
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of

KIND = "walking"
BEGAN = 15  # days ago
UNIONS, EACH = 3, 4
_KEY = UUID("5a1c7c52-64a2-4c86-9d0e-6f2f4c1d0a11")
_PACE = (9200, 7600, 11_400, 6100, 4800, 8300, 12_700, 6900)  # steps of a day, one after another
_AGREED = {"steps": "on", "health": "on"}


def load(say: Callable[[str], None]) -> None:
    """Set the walk up and bring its days in; only once, and only where there are members."""
    home = federation()
    if home is None or Edition.objects.filter(kind_key=KIND).exists():
        return
    by = Actor.operator("demo")
    with transaction.atomic():
        walkers = _walkers()
        if not walkers:
            return
        edition = _edition(home, by)
        entries = [_joins(edition, person) for person in walkers]
        send_for(edition, list(_days(entries)), by=by, client_key=_KEY)
    say(f"今年的健步走已经装好：{len(entries)}人报名。")


def _walkers() -> list[Any]:
    """A few members of each of the first unions."""
    standing = memberships_on(today()).filter(person__erased_at=None, person__merged_into=None)
    first = list(standing.order_by("organisation").values_list("organisation", flat=True).distinct()[:UNIONS])
    people = (
        standing.filter(organisation=pk).select_related("person", "organisation").order_by("-person")[:EACH]
        for pk in first
    )
    return [each.person for some in people for each in some]


def _edition(home: Any, by: Actor) -> Edition:
    began = today() - timedelta(days=BEGAN)
    said = SettingUp(
        programme="online_walking",
        kind=KIND,
        title=f"{today().year}年职工健步走",
        year=today().year,
        organisation=home,
        opens_at=midnight(began),
        closes_at=midnight(began + timedelta(days=46)),
        terms="每天走够步数为有效日，活动期间有效日满规定天数为完成。步数由计步程序送来，手工填写的不算。",
    )
    planned = set_up(said, by=by, hosts=[HostedBy(part=Part.HOST, organisation=home)])
    return perform("open", on=planned, by=by)


def _joins(edition: Edition, person: Any) -> Entry:
    walker = actor_of(person)
    entry = save_step(begin_entry(edition, by=walker), step="agree", said=_AGREED, by=walker)
    return hand_in(entry, by=walker)


def _days(entries: list[Entry]) -> Iterator[NewDay]:
    """The last days of each, and for some of them what does not count or waits: a second device, a shaken phone."""
    for place, entry in enumerate(entries[:-1]):
        for ago in range(1, 4):
            steps = _PACE[(place * 3 + ago) % len(_PACE)]
            yield _day(entry, ago, steps, "phone")
        if place % 3 == 0:
            yield _day(entry, 1, 6400, "band")
        if place % 5 == 0:
            yield _day(entry, 4, 9000, "phone")
        if place == 1:
            yield NewDay(entry=str(entry.number), on=_ago(2), quantity=24_000, device="watch", minutes=60)
        if place == 2:
            yield _day(entry, 3, 10_000, "typed")


def _day(entry: Entry, ago: int, steps: int, device: str) -> NewDay:
    return NewDay(entry=str(entry.number), on=_ago(ago), quantity=steps, device=device)


def _ago(days: int) -> date:
    return today() - timedelta(days=days)
