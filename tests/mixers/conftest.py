"""A mixer of the district, and people who go to it: women and men by turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from shenbian.gatherings.actions import Asked, There, book, take_roll
from shenbian.gatherings.declared import Mode
from shenbian.gatherings.models import Booking, Session
from shenbian.jobs.timed import clockwork
from shenbian.kit.period import now
from shenbian.mixers.actions import choose, save_profile
from shenbian.mixers.models import Choice, Profile
from shenbian.mixers.queries import Mine, mine
from shenbian.mixers.timed import settle
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from tests.editions.conftest import Cast, cast, data_folder, person_of
from tests.gatherings.conftest import OPERATOR, held, opened

__all__ = ["cast", "data_folder"]

CLOCK = clockwork["mixers.settle"].actor
PLEDGED = {"single": True}


@dataclass
class Evening:
    """One mixer with those who were at it."""

    cast: Cast
    session: Session

    def books(self, sex: str, *, line: bool = False) -> Booking:
        worker = self.cast.worker(of=self.cast.plant)
        Person.objects.filter(pk=person_of(worker).pk).update(sex=sex)
        return book(self.session, by=worker, asked=Asked(said=PLEDGED, line=line))

    def held_with(self, number: int) -> list[Actor]:
        """It was held; so many were there and wrote a profile."""
        people = [self.cast.worker(of=self.cast.plant) for _ in range(number)]
        self.session = held(self.session)
        take_roll(self.session, [There(person=person_of(each)) for each in people], by=OPERATOR)
        for place, each in enumerate(people):
            save_profile(self.session, by=each, nickname=f"昵称{place}", sentence="喜欢爬山")
        return people

    def profile(self, of: Actor) -> Profile:
        return Profile.objects.get(session=self.session, person=person_of(of))

    def chooses(self, who: Actor, whom: Sequence[Actor]) -> Choice:
        choose(self.session, by=who, chosen=[self.profile(each).pk for each in whom])
        return Choice.objects.get(session=self.session, person=person_of(who))

    def over(self) -> str:
        """The hour is over."""
        return settle(CLOCK, now() + timedelta(hours=49))

    def me(self, who: Actor) -> Mine:
        return mine(self.session, who)


@pytest.fixture
def evening(cast: Cast) -> Evening:
    return Evening(cast, opened(cast, kind="singles_mixer", title="七夕联谊", booking=Mode.FIRST))
