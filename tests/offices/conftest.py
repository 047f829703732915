"""The cast: administrators, an officer who goes away and her colleague, a worker without a phone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from shenbian.orgs.actions import found
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.actions import appoint
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of
from shenbian.rulebook.actions import load_starter

BEGAN = date(2020, 1, 1)


@dataclass
class Cast:
    federation: Organisation
    town: Organisation
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)

    def join(self, name: str, role: str = "", *, at: Organisation | None = None, desks: Sequence[str] = ()) -> Person:
        person = Person.objects.create(key=100 + len(self.people), name=name, document="citizen")
        self.people[name] = person
        if role:
            self.posts[name] = appoint(person, role=role, at=at or self.federation, on=BEGAN, by="test", desks=desks)
        return person

    def actor(self, name: str) -> Actor:
        return actor_of(self.people[name])


@pytest.fixture
def cast(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    load_starter(by="test")
    federation = found(number="QZ", name="某区总工会", level="federation", founded_on=date(1950, 5, 1), by="test")
    town = found(number="ZJ", name="东镇总工会", level="town", parent=federation, founded_on=BEGAN, by="test")
    cast = Cast(federation, town)
    cast.join("系统管理员", "system_administrator")
    cast.join("审计管理员", "audit_administrator")
    cast.join("安全管理员", "security_administrator")
    cast.join("李干事", "town_officer", at=town)
    cast.join("赵干事", "town_officer", at=found_second(federation))
    cast.join("钱会计", "treasurer")
    cast.join("王师傅")
    return cast


def found_second(federation: Organisation) -> Organisation:
    return found(number="XZ", name="西镇总工会", level="town", parent=federation, founded_on=BEGAN, by="test")
