"""A tournament of the district's sports festival, its referees, and people who play."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from django.utils import timezone

from shenbian.brackets.actions import enter_people, set_up
from shenbian.brackets.models import Entrant, Match, Tournament
from shenbian.editions.actions import SettingUp
from shenbian.editions.actions import set_up as set_edition_up
from shenbian.editions.models import Edition
from shenbian.flow.actions import perform
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from tests.editions.conftest import OPERATOR, Cast, cast, data_folder, officer, person_of

__all__ = ["cast", "data_folder"]


@dataclass
class Games:
    """`desk` runs it, `referee` enters results."""

    cast: Cast
    edition: Edition
    desk: Actor
    referee: Actor
    workers: dict[int, Actor] = field(default_factory=dict)  # by the entrant

    def tournament(
        self, form: str = "knockout", *, number: int = 0, teams: bool = False, title: str = "象棋"
    ) -> Tournament:
        found = set_up(self.edition, title=title, form=form, teams=teams, by=self.desk)
        for _ in range(number):
            self.enters(found)
        return found

    def enters(self, tournament: Tournament, worker: Actor | None = None, of: Organisation | None = None) -> Entrant:
        worker = worker or self.cast.worker(of=of or self.cast.plant)
        outcome = enter_people(tournament, [person_of(worker)], by=self.desk)[0]
        if outcome.refusal or outcome.thing is None:
            raise outcome.refusal or AssertionError
        self.workers[outcome.thing.pk] = worker
        return outcome.thing

    def drawn(self, form: str = "knockout", number: int = 4) -> Tournament:
        return perform("draw", on=self.tournament(form, number=number), by=self.desk)

    def match(self, tournament: Tournament, number: int, slot: int = 0) -> Match:
        return tournament.matches.get(round=number, slot=slot)

    def plays(self, match: Match, one: int = 3, two: int = 1, *, move: str = "record") -> Match:
        return perform(move, on=match, by=self.referee, said={"one_score": one, "two_score": two, "note": ""})


@pytest.fixture
def games(cast: Cast) -> Games:
    told = {"programme": "sports_festival", "title": "2026年职工体育节", "year": timezone.now().year}
    edition = set_edition_up(SettingUp(**told, organisation=cast.district), by=OPERATOR)  # type: ignore[arg-type]
    desk = officer(71, "desk_officer", cast.district, "culture")
    return Games(cast, edition, desk, officer(72, "desk_officer", cast.district, "culture"))
