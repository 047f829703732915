"""A federation that makes three things public before they count: editions, which open with it and close when it ended
clean. Who runs it, who decides on objections, and who wrote nothing of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from shenbian.awards.actions import Drafted, Objecting, draft_notice, object_to, take_down
from shenbian.awards.models import NoticeLine, Objection, PublicNotice
from shenbian.awards.noticed import Noticed, Shown, all_noticed
from shenbian.editions.actions import SettingUp, set_up
from shenbian.editions.models import Edition
from shenbian.flow import actions
from shenbian.flow.actions import perform
from shenbian.kit.refusal import Refused
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from shenbian.rulebook.actions import load_starter
from tests.awards.claiming import Claims, make_claims
from tests.desk_registers.conftest import Place, make_place
from tests.people.making import person

FRIDAY = date(2022, 9, 9)  # the Monday after is a holiday
TABLE = "editions.edition"


class OfEditions(Noticed):
    """Editions made public, in tests only: a thing with a flow that follows what becomes of its line."""

    table = TABLE

    def shown(self, keys: Sequence[int], *, by: Actor) -> Mapping[int, Shown]:
        found = Edition.objects.in_bulk(keys)
        wrong = {n: "只有筹备中的才能公示。" for n, key in enumerate(keys) if found[key].status != "planned"}
        if wrong:
            raise Refused(wrong)
        people = dict(zip(keys, Person.objects.filter(name__startswith="王").order_by("pk"), strict=False))
        return {key: Shown(people[key].pk, told=found[key].title, amount_fen=60_000) for key in keys}

    def announced(self, keys: Sequence[int], *, by: Actor) -> None:
        self._move("open", keys, by)

    def cleared(self, keys: Sequence[int], *, by: Actor) -> None:
        self._move("close", keys, by)

    def struck(self, keys: Sequence[int], *, by: Actor) -> None:
        self._move("cancel", keys, by, reason="异议成立")

    def called_off(self, keys: Sequence[int], *, by: Actor) -> None:
        self._move("amend", keys, by, title="待公示")

    def _move(self, name: str, keys: Sequence[int], by: Actor, **said: str) -> None:
        perform(name, on=list(Edition.objects.filter(pk__in=keys)), by=by, said=said or None)


@dataclass
class Office:
    """Dan runs the notice; Fang decides; a town's officer, and people of no office."""

    place: Place
    dan: Actor
    fang: Actor
    wei: Actor
    mei: Actor
    stranger: Actor
    things: list[Edition] = field(default_factory=list)

    def draft(self, *things: Edition) -> PublicNotice:
        said = Drafted(
            programme="certificate_subsidy",
            title="职业资格证书助推拟发放名单公示",
            organisation=self.place.federation,
            desk="economy",
            subjects=[f"{TABLE}:{each.pk}" for each in (things or self.things)],
            contact="劳动经济部 69441234",
        )
        return draft_notice(said, by=self.dan)

    def running(self) -> PublicNotice:
        return perform("start", on=self.draft(), by=self.dan)

    def line(self, notice: PublicNotice, place: int = 1) -> NoticeLine:
        return notice.lines.get(place=place)

    def object(self, notice: PublicNotice, place: int | None = 1, by: Actor | None = None) -> Objection:
        line = self.line(notice, place) if place else None
        return object_to(Objecting(notice=notice, line=line, text="证书不是他本人的"), by=by or self.mei)

    def taken_down(self, notice: PublicNotice, place: int = 1, by: Actor | None = None) -> Objection:
        said = Objecting(notice=notice, line=self.line(notice, place), text="来信反映", name="李建国", contact="来信")
        return take_down(said, by=by or self.wei)


def make_office() -> Office:
    load_starter(by="test")
    place = make_place()
    officers = (
        place.officer("desk_officer", place.federation, "economy"),
        place.officer("desk_head", place.federation, "economy"),
        place.officer("town_officer", place.east),
    )
    people = (person(500, "王小梅"), person(501, "王建军"), person(502, "王欣"), person(503, "刘方"))
    office = Office(place, *map(actor_of, officers), actor_of(people[3]), actor_of(person(504, "赵远")))
    for number in (1, 2, 3):
        said = SettingUp(
            programme="certificate_subsidy",
            kind="",
            title=f"第{number}项",
            year=2022,
            organisation=place.federation,
            opens_at=timezone.now(),
            desk="economy",
        )
        office.things.append(set_up(said, by=Actor.operator("test")))
    return office


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    return On(monkeypatch)


@dataclass
class On:
    """The door's Beijing day, fixed: the holidays of the year in which the tests are run may not be known yet."""

    patch: pytest.MonkeyPatch

    def __call__(self, day: date) -> None:
        self.patch.setattr(actions, "today", lambda: day)


@pytest.fixture
def office(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on: On) -> Office:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(all_noticed._all, TABLE, OfEditions())
    on(FRIDAY)
    return make_office()


def later(days: int) -> date:
    return FRIDAY + timedelta(days=days)


@pytest.fixture
def claims(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Claims:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    return make_claims()
