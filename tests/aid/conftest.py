"""A district that helps: a worker of the plant and their household; who reviews, visits, checks, runs the notice and
decides, each another hand; an officer of the other town, and people of no office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from shenbian.aid.actions import begin_dossier, save_part, set_household
from shenbian.aid.declared import SIGNED
from shenbian.aid.models import Dossier
from shenbian.awards.actions import Drafted, draft_notice
from shenbian.awards.models import PublicNotice
from shenbian.facts.models import Fact
from shenbian.files.actions import Paper, attach, upload
from shenbian.flow import actions
from shenbian.flow.actions import perform
from shenbian.people.models import Person
from shenbian.people.rules import open_seal
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from shenbian.rulebook.actions import load_starter
from tests.desk_registers.conftest import Place, make_place
from tests.files.conftest import PDF
from tests.people.making import number

DAY = date(2022, 9, 19)  # a Monday; a holiday begins after the next week
LINE = 132_000  # fen by person and month, as the starter has it
SELF = {
    "identity": "employed",
    "phone": "13800138000",
    "address": "石园北区1号楼",
    "housing": "rented",
    "area": "50",
    "hukou": "town",
    "marriage": "married",
}
MONEY = {"other_income": "1200", "medical": "30000.50", "schooling": "6000"}
CAUSES = {"main": "6", "others": ["9"], "told": "爱人患病，孩子上学"}
CHECKED = {"on": DAY, "source": "区民政局核对中心", "houses": 1, "vehicles": 0, "businesses": 0}


def member(n: int, relation: str, name: str, income: str = "0", **said: Any) -> dict[str, Any]:
    told = {"relation": relation, "name": name, "document": "citizen", "number": number(n), "income": income}
    return told | {"health": "healthy"} | said


@dataclass
class Help:
    """Gao works at the plant, with a wife and a child; Bo reviews there, Zhou visits, Dan checks and runs the notice,
    Fang decides; Wei is of the other town."""

    place: Place
    gao: Actor
    bo: Actor
    zhou: Actor
    dan: Actor
    fang: Actor
    wei: Actor
    home: list[dict[str, Any]] = field(default_factory=list)

    def person(self, actor: Actor) -> Person:
        return Person.objects.get(key=actor.person)

    def member_of(self, person: Person, relation: str) -> dict[str, Any]:
        """A person known to the house, as a member of a household."""
        return {**member(0, relation, person.name), "number": open_seal(person, "document")}

    def filled(self, who: Actor | None = None, home: list[dict[str, Any]] | None = None, **parts: Any) -> Dossier:
        """A draft with every part told."""
        who = who or self.gao
        dossier = begin_dossier(self.person(who), programme="hardship", by=who)
        for part, told in {"self": SELF, "money": MONEY, "causes": CAUSES}.items():
            dossier = save_part(dossier, part, {**told, **parts.get(part, {})}, by=who)
        return set_household(dossier, home or self.home, by=who)

    def submitted(self, who: Actor | None = None, **said: Any) -> Dossier:
        dossier = self.filled(who, **said)
        return perform("submit", on=dossier, by=who or self.gao, said={"agree": True})

    def visited(self, dossier: Dossier | None = None) -> Dossier:
        dossier = perform("accept", on=dossier or self.submitted(), by=self.bo)
        self.sign(dossier)
        said = {"on": DAY, "by_whom": "周、李", "found": "租住一室", "signed": True}
        return perform("visit", on=dossier, by=self.zhou, said=said)

    def sign(self, dossier: Dossier) -> None:
        for n, said in enumerate(SIGNED):
            key = dossier.owner
            file = upload(PDF + b"%d %d" % (dossier.pk, n), name=f"{said}.pdf", by=self.zhou, sealed=True, about=key)
            attach([Paper(subject=dossier.subject, file=file.pk, said=said)], by=self.zhou)

    def verified(self, dossier: Dossier | None = None, **said: Any) -> Dossier:
        return perform("verify", on=dossier or self.visited(), by=self.dan, said={**CHECKED, **said})

    def notice(self, *dossiers: Dossier) -> PublicNotice:
        told = Drafted(
            programme="hardship",
            title="拟建档困难职工公示",
            organisation=self.place.federation,
            desk="service",
            subjects=[each.subject for each in dossiers],
        )
        return perform("start", on=draft_notice(told, by=self.dan), by=self.dan)

    def cleared(self, on: On, dossier: Dossier | None = None) -> Dossier:
        dossier = dossier or self.verified()
        notice = self.notice(dossier)
        on(DAY + timedelta(days=8))
        perform("end", on=notice, by=self.dan)
        dossier.refresh_from_db()
        return dossier

    def filed(self, on: On, dossier: Dossier | None = None) -> Dossier:
        return perform("file", on=self.cleared(on, dossier), by=self.fang)


@dataclass
class On:
    """The door's Beijing day, fixed: the holidays of the year in which the tests are run may not be known yet."""

    patch: pytest.MonkeyPatch

    def __call__(self, day: date) -> None:
        self.patch.setattr(actions, "today", lambda: day)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    return On(monkeypatch)


@pytest.fixture
def aid(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on: On) -> Help:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    on(DAY)
    return make_help()


def make_help() -> Help:
    load_starter(by="test")
    place = make_place()
    gao = place.admit(place.plant, "高建国")[0].person
    officers = (
        place.officer("grassroots_officer", place.plant),
        place.officer("town_officer", place.east),
        place.officer("desk_officer", place.federation, "service"),
        place.officer("desk_head", place.federation, "service"),
        place.officer("town_officer", place.west),
    )
    aid = Help(place, actor_of(gao), *map(actor_of, officers))
    aid.home = [
        member(place.made - 5, "self", "高建国", "48000"),
        member(801, "spouse", "李秀英", health="grave"),
        member(802, "child", "高小雨", schooling="高中二年级"),
    ]
    return aid


def facts(kind: str) -> list[Fact]:
    return list(Fact.objects.filter(kind=kind, voided_at=None).order_by("id"))
