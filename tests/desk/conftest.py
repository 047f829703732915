"""The cast of the flow's tests at their desks: each signs in, tickets wait."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.flow.actions import perform
from shenbian.flow.models import Waiting
from shenbian.kit.period import today
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from tests.flow.conftest import Cast, make_cast, ticket_kind
from tests.sample_app.models import Ticket

__all__ = ["ticket_kind"]


@dataclass
class Desk:
    """The cast, and what waits."""

    cast: Cast

    def of(self, actor: Actor) -> Client:
        """Somebody's browser, signed in."""
        person = Person.objects.get(key=actor.person)
        account, _ = Account.objects.get_or_create(person=person, defaults={"login": f"p{person.pk}"})
        client = Client()
        client.force_login(account)
        client.get("/desk/")  # what is read once a session is read
        return client

    def waiting(self, count: int = 1, *, due: int | None = None) -> list[Ticket]:
        """So many tickets that were handed in; `due` days from today."""
        tickets = self.cast.tickets(count)
        perform("hand_in", on=tickets, by=self.cast.ning)
        if due is not None:
            day = today() + timedelta(days=due)
            Ticket.objects.filter(pk__in=[each.pk for each in tickets]).update(due_on=day)
            Waiting.objects.filter(subject_id__in=[each.pk for each in tickets]).update(due_on=day)
        return list(Ticket.objects.filter(pk__in=[each.pk for each in tickets]).order_by("pk"))


@pytest.fixture
def desk(db: Any, ticket_kind: None) -> Desk:
    return Desk(make_cast())


def at(thing: Ticket, move: str = "") -> str:
    """Where a ticket's page is, or the door of one of its moves."""
    page = f"/desk/things/sample.ticket/{thing.pk}/"
    return f"{page}moves/{move}/" if move else page
