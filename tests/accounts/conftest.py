"""Who comes to the door: a member with a phone, an officer with a password, the three administrators, a stranger."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from shenbian.accounts.actions import account_by_phone, open_account
from shenbian.accounts.models import Account
from shenbian.accounts.rules import setup_path
from shenbian.accounts.views.sign_in import current_code
from shenbian.orgs.actions import found
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.actions import appoint
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from tests.people.making import person

OPERATOR = Actor.operator("test")
PHONE, UNKNOWN = "13911110001", "13911119999"
PASSWORD = "劳动最光荣-2022"


@dataclass
class Door:
    federation: Organisation
    town: Organisation
    member: Person
    officer: Person
    officers_account: Account

    def appointed(self, n: int, role: str, at: Organisation | None = None, name: str = "李安全") -> Person:
        """Another person, with a post."""
        made = person(n, name, phone=f"139111100{n:02d}")
        appoint(made, role=role, at=at or self.federation, on=date(2020, 1, 1), by="test")
        return made

    def actor(self, who: Person) -> Actor:
        return actor_of(who)


@pytest.fixture
def door(db: None, settings: object) -> Door:
    settings.SMS = "screen"  # type: ignore[attr-defined]
    cache.clear()
    federation = found(number="QZ", name="某区总工会", level="federation", founded_on=date(1950, 5, 1), by="test")
    town = found(
        number="ZJ", name="东镇总工会", level="town", parent=federation, founded_on=date(2000, 5, 1), by="test"
    )
    officer = person(2, "张干部", phone="13911110002")
    appoint(officer, role="town_officer", at=town, on=date(2020, 1, 1), by="test")
    account = open_account(officer, login="zhang", by=OPERATOR)
    account.set_password(PASSWORD)
    account.save()
    return Door(federation, town, person(1, "王小明", phone=PHONE), officer, account)


def code_in(text: str) -> str:
    """The six digits that the demo's screen shows."""
    found_ = re.search(r"(?<!\d)\d{6}(?!\d)", text)
    assert found_, text
    return found_.group()


def by_phone(client: Client, phone: str, following: str = "") -> str:
    """Ask for a code; gives the page on which it is written."""
    asked = client.post("/accounts/login/code/", {"phone": phone, "next": following}, follow=True)
    return asked.content.decode()


def signed_in_by_phone(client: Client, phone: str = PHONE) -> Account:
    client.post("/accounts/login/code/confirm/", {"code": code_in(by_phone(client, phone)), "action": "verify"})
    account = account_by_phone(phone)
    assert account is not None
    return account


def by_password(client: Client, login: str = "zhang", password: str = PASSWORD, following: str = "/desk/") -> object:
    return client.post("/accounts/login/", {"login": login, "password": password, "next": following})


def with_authenticator(client: Client) -> list[str]:
    """Sign in by password, set up the authenticator, and be at the desk. Gives the recovery codes."""
    by_password(client)
    page = client.get("/accounts/second/?next=/desk/").content.decode()
    shown = client.post("/accounts/second/", {"code": code_in(page.split("现在的动态口令是")[1])}, follow=True)
    codes = re.findall(r"<li>([a-z0-9]{8})</li>", shown.content.decode())
    client.post("/accounts/second/codes/")
    return codes


__all__ = ["current_code", "setup_path"]
