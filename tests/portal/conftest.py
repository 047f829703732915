"""Wang Mei of the plant, a neighbour, and what the union's year says of her."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.facts.seal import seal_all
from shenbian.people.actions import admit
from shenbian.people.models import Person
from shenbian.portal import frame, near
from tests.editions.conftest import LONG_AGO, OPERATOR, Cast, card, cast, data_folder
from tests.people import making

__all__ = ["card", "cast", "data_folder"]


@dataclass
class Wang:
    """A member of the plant's union, signed in on her phone."""

    cast: Cast
    person: Person
    account: Account
    phone: Client

    def attended(self, number: int, *, day: date = date(2022, 5, 4)) -> int:
        """She was there; gives the fact."""
        return attended(self.cast, self.person, number, day=day)


def attended(cast: Cast, person: Person, number: int, *, day: date = date(2022, 5, 4)) -> int:
    kind = kinds["turn"]
    session = write([_session(cast, number, day)], by="test")
    assert len(session) == 1
    facets = {"programme": "public_training", "session": f"S{number}"}
    parts = {**facets, "person": person.key, "organisation": cast.plant.pk, "happened_on": day}
    fact = NewFact(
        kind="turn",
        happened_on=day,
        organisation=cast.plant.pk,
        org_path=cast.plant.path,
        person=person.key,
        facets=facets,
        source=source_of(kind, parts),
        evidence="签到表 第2行",
    )
    return write([fact], by="test")[0]


def _session(cast: Cast, number: int, day: date) -> NewFact:
    facets = {"programme": "public_training", "session": f"S{number}"}
    parts = {**facets, "organisation": cast.plant.pk, "happened_on": day}
    return NewFact(
        kind="session.held",
        happened_on=day,
        organisation=cast.plant.pk,
        org_path=cast.plant.path,
        facets=facets,
        source=source_of(kinds["session.held"], parts),
        evidence="场次表 第2行",
    )


def signed_in(person: Person) -> tuple[Account, Client]:
    account = Account.objects.create(person=person, login=f"p{person.pk}")
    phone = Client()
    phone.force_login(account)
    account.refresh_from_db()
    return account, phone


@pytest.fixture
def wang(cast: Cast) -> Wang:
    person = making.person(500, "王小梅", "13912345678")
    admit(person, to=cast.plant, on=LONG_AGO, by="test")
    return Wang(cast, person, *signed_in(person))


@pytest.fixture
def neighbour(cast: Cast) -> Wang:
    """Somebody else with an account."""
    person = making.person(501, "李大力", "13912345679")
    admit(person, to=cast.shop, on=LONG_AGO, by="test")
    return Wang(cast, person, *signed_in(person))


@pytest.fixture(autouse=True)
def fresh() -> None:
    """Nothing is remembered from the test before."""
    near.forget(), frame.forget()


def sealed() -> None:
    seal_all(by=OPERATOR.ref)
