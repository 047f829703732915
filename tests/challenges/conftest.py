"""The cast of these tests: members of two unions of one town who walk, and the desk that runs it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from shenbian.challenges.actions import Came, NewDay, send_for, send_own
from shenbian.challenges.models import DayCount
from shenbian.editions.actions import begin_entry, hand_in, save_step
from shenbian.editions.models import Edition, Entry
from shenbian.facts.models import Fact
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from tests.editions.conftest import Cast, data_folder, make_cast, officer

__all__ = ["data_folder"]

AGREED = {"steps": "on", "health": "on"}


@dataclass
class Walk:
    """An edition that began twenty days ago, and people in it."""

    cast: Cast
    edition: Edition
    desk: Actor  # the district's officer of culture
    day: date  # yesterday

    @classmethod
    def of(cls, cast: Cast) -> "Walk":
        opened = timezone.now() - timedelta(days=20)
        edition = cast.edition("walking", opens_at=opened, title="春季健步走")
        return cls(cast, edition, officer(8, "desk_officer", cast.district, "culture"), today() - timedelta(days=1))

    @staticmethod
    def key() -> UUID:
        return uuid4()

    def worker(self, of: Organisation | None = None) -> Actor:
        return self.cast.worker(of=of or self.cast.plant)

    def joins(self, worker: Actor | None = None, of: Organisation | None = None) -> tuple[Actor, Entry]:
        """Somebody who takes part."""
        worker = worker or self.worker(of)
        entry = begin_entry(self.edition, by=worker)
        entry = save_step(entry, step="agree", said=AGREED, by=worker)
        return worker, hand_in(entry, by=worker)

    def sends(self, worker: Actor, *days: NewDay, key: UUID | None = None) -> list[Came]:
        return send_own(self.edition, days, by=worker, client_key=key or uuid4())

    def provides(self, *days: NewDay, key: UUID | None = None) -> list[Came]:
        return send_for(self.edition, days, by=self.desk, client_key=key or uuid4())

    def steps(
        self, quantity: int, *, entry: Entry | None = None, ago: int = 1, device: str = "phone", **more: int
    ) -> NewDay:
        on = today() - timedelta(days=ago)
        return NewDay(entry=entry.number or "" if entry else "", on=on, quantity=quantity, device=device, **more)  # type: ignore[arg-type]


@pytest.fixture
def walk(db: None) -> Walk:
    return Walk.of(make_cast())


def states() -> list[tuple[str, str]]:
    """State and reason of every day, in the order in which they came."""
    return list(DayCount.objects.order_by("pk").values_list("status", "why"))


def walked() -> list[tuple[int, int]]:
    """Quantity of every fact that stands and of every one that was struck out."""
    found = Fact.objects.filter(kind="walked").order_by("id").values_list("quantity", "voided_at")
    return [(quantity, int(voided is None)) for quantity, voided in found]


@pytest.fixture
def queries(django_assert_num_queries: Callable[..., object]) -> Iterator[Callable[..., object]]:
    yield django_assert_num_queries
