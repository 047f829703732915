"""The cast of these tests: a plant with a union, its officer, the town's officer, the district's, and a worker."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from shenbian.editions.actions import SettingUp, set_up
from shenbian.editions.declared import EntryKind, entry_kinds
from shenbian.editions.form import Field, FieldKind, Form, Step
from shenbian.editions.models import Edition, Entry
from shenbian.flow.actions import perform
from shenbian.kit.period import today
from shenbian.kit.privacy import Sensitivity
from shenbian.orgs.actions import found
from shenbian.orgs.models import Cover, Organisation, Unit, UnitStatement
from shenbian.people.actions import admit
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of
from shenbian.rulebook.actions import load_starter
from shenbian.standard.entering import own_union
from shenbian.standard.flows import APPLY
from shenbian.standard.guards import is_member
from tests.people import making

LONG_AGO = date(2020, 1, 1)

BANK = Field(key="account", title="银行账号", sensitivity=Sensitivity.SEALED, longest=30)
CARD = EntryKind(
    key="test_card",
    title="测试补贴",
    verb="申请测试补贴",
    letters="CS",
    what="只在测试中有。",
    desk=Desk.SERVICE,
    form=Form(
        (
            Step(
                "what",
                "申请什么",
                (
                    Field(key="amount", title="金额", kind=FieldKind.MONEY, least=100, most=1_000_00),
                    Field(key="on", title="日期", kind=FieldKind.DATE, sensitivity=Sensitivity.PLAIN),
                ),
            ),
            Step("where_to", "打到哪里", (BANK,)),
        )
    ),
    path=APPLY,
    place=own_union,
    who=(is_member,),
)
ANSWERS = {"amount": "123.40", "on": "2026-09-06", "account": "6222021234567890"}


@dataclass
class Cast:
    district: Organisation
    town: Organisation
    plant: Organisation
    shop: Organisation
    works: Unit  # the plant's employer
    bo: Actor  # officer of the plant's union
    gu: Actor  # officer of the shop's union
    ting: Actor  # officer of the town's union
    dan: Actor  # head of the organising desk at the district
    heads: Actor  # head of the desk of rights
    count: int = field(default=0)

    def worker(self, *, of: Organisation | None = None) -> Actor:
        """Somebody new; a member of a union where one is named."""
        self.count += 1
        person = making.person(self.count, f"职工{self.count}", "13800000000")
        if of:
            admit(person, to=of, on=LONG_AGO, by="test")
        return actor_of(person)

    def edition(self, kind: str, **said: object) -> Edition:
        """An open edition of the district for entries of this kind."""
        now = timezone.now()
        window = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=30)}
        told: dict[str, object] = {
            "programme": entry_kinds.programme_of(kind),
            "kind": kind,
            "title": f"{today().year}年{entry_kinds[kind].title}",
            "year": today().year,
            "organisation": self.district,
        }
        edition = set_up(SettingUp(**{**told, **window, **said}), by=OPERATOR)  # type: ignore[arg-type]
        return perform("open", on=edition, by=OPERATOR)


OPERATOR = Actor.operator("test")


def person_of(actor: Actor) -> Person:
    return Person.objects.get(key=actor.person)


def officer(n: int, role: str, at: Organisation, *desks: str) -> Actor:
    person = making.person(900 + n, f"干部{n}", "13900000000")
    Post.objects.create(
        person=person, organisation=at, role_key=role, desks=list(desks), from_on=LONG_AGO, appointed_by="test"
    )
    return actor_of(person)


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def make_cast() -> Cast:
    load_starter(by="test")
    district = found("区总工会", level="federation", number="Q1", founded_on=LONG_AGO, by="test")
    town = found("东镇总工会", level="town", number="Z1", founded_on=LONG_AGO, parent=district, by="test")
    plant, shop = (
        found(name, level="grassroots", number=number, founded_on=LONG_AGO, parent=town, by="test")
        for name, number in (("机床厂工会", "J1"), ("百货工会", "J2"))
    )
    works = Unit.objects.create(number="D1", name="东镇机床厂", uscc=None, kind="employer")
    Cover.objects.create(unit=works, organisation=plant, from_on=LONG_AGO)
    UnitStatement.objects.create(unit=works, stated_on=LONG_AGO, two_new=True)
    return Cast(
        district=district,
        town=town,
        plant=plant,
        shop=shop,
        works=works,
        bo=officer(1, "grassroots_officer", plant),
        gu=officer(2, "grassroots_officer", shop),
        ting=officer(3, "town_officer", town),
        dan=officer(4, "desk_head", district, "organising"),
        heads=officer(5, "desk_head", district, "rights"),
    )


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Iterator[EntryKind]:
    """A kind of entry with a sealed answer; known while one test runs."""
    monkeypatch.setitem(entry_kinds._all, CARD.key, CARD)
    monkeypatch.setitem(entry_kinds._programme, CARD.key, "test")
    yield CARD


@pytest.fixture
def queries(django_assert_num_queries: Callable[..., object]) -> Callable[..., object]:
    return django_assert_num_queries


def traced() -> str:
    """Everything that traces say, as one text."""
    from shenbian.flow.models import Trace  # noqa: PLC0415

    return "\n".join(str(vars(trace)) for trace in Trace.objects.all())


__all__ = ["Entry"]
