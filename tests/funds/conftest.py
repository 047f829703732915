"""A federation with money for its condolences; Chen plans and prepares, Han decides, Qian pays, Lu looks on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shenbian.flow.actions import perform
from shenbian.funds.actions import Pay, Plan, prepare, propose, submit
from shenbian.funds.declared import FREE, ON_WAY, SET_ASIDE, SPENT
from shenbian.funds.models import BudgetItem, Commitment, Payment
from shenbian.kit.period import today
from shenbian.ledger.models import Holding
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from shenbian.rulebook.actions import load_starter
from tests.desk_registers.conftest import Place, make_place
from tests.people.making import person

OPERATOR = Actor.operator("test")
ACCOUNT = "6222 0000 1111 2222"
PROGRAMME = "winter_warmth"


@dataclass
class Coffers:
    """Who handles the money of 送温暖, a programme of the desk of services."""

    place: Place
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def chen(self) -> Actor:
        return actor_of(self.place.officer("desk_officer", self.place.federation, "service"))

    @property
    def han(self) -> Actor:
        return actor_of(self.place.officer("desk_head", self.place.federation, "service"))

    @property
    def qian(self) -> Actor:
        return actor_of(self.place.officer("treasurer", self.place.federation))

    @property
    def lu(self) -> Actor:
        """The auditor, who changes nothing."""
        return actor_of(self.place.officer("auditor", self.place.federation))

    @property
    def wei(self) -> Actor:
        """A head of the same desk in the west town."""
        return actor_of(self.place.officer("desk_head", self.place.west, "service"))

    def worker(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = person(500 + len(self.people), name)
        return self.people[name]

    def item(self, amount_fen: int = 100_000_00, *, approved: bool = True, **said: Any) -> BudgetItem:
        told: dict[str, Any] = {
            "programme": PROGRAMME,
            "year": today().year,
            "title": "送温暖慰问",
            "origin": "own",
            "account": "502",
        }
        where = said.pop("organisation", self.place.federation)
        item = propose(where, amount_fen=amount_fen, by=self.chen, **told | said)
        return perform("approve", on=item, by=self.han) if approved else item

    def commitment(
        self, item: BudgetItem, amount_fen: int = 10_000_00, *, approved: bool = True, **said: Any
    ) -> Commitment:
        told: dict[str, Any] = {"title": "慰问品采购", "form": "goods", "seller": "顺义商贸公司"}
        commitment = submit(item, Plan(amount_fen=amount_fen, **told | said), by=self.chen)
        return perform("approve", on=commitment, by=self.han) if approved else commitment

    def payment(self, commitment: Commitment, amount_fen: int = 1_000_00, *, to: str = "sent", **said: Any) -> Payment:
        """One payment, led as far as `to` (prepared, approved, sent, or paid by a receipt of its number)."""
        told: dict[str, Any] = {"payee": "顺义商贸公司", "account": ACCOUNT}
        if commitment.form == "person":
            told = {"person": self.worker("王梅"), "account": ACCOUNT}
        (outcome,) = prepare(commitment, [Pay(amount_fen=amount_fen, **told | said)], by=self.chen)
        if outcome.refusal:
            raise outcome.refusal
        payment = outcome.thing
        assert payment is not None
        for name, state, by in (("approve", "approved", self.han), ("send", "sent", self.qian)):
            if payment.status != to:
                payment = perform(name, on=payment, by=by)
                assert payment.status == state
        return self.pay(payment) if to == "paid" else payment

    def pay(self, payment: Payment, *, on: date | None = None, receipt: str = "") -> Payment:
        said = {"receipt": receipt or f"HD{payment.pk}", "paid_on": on or today()}
        return perform("pay", on=payment, by=self.qian, said=said)

    def client(self, role: str, at: Any, *desks: str) -> Client:
        return self.place.client(role, at, *desks)


def make_coffers() -> Coffers:
    load_starter(by="test")
    return Coffers(make_place())


@pytest.fixture
def coffers(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Coffers:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    return make_coffers()


def stand(item: BudgetItem, *commitments: Commitment) -> tuple[int, int, int, int]:
    """In yuan: free, set aside, on the way, spent."""
    subjects = [item.subject, *(each.subject for each in commitments)]
    told = dict.fromkeys((FREE, SET_ASIDE, ON_WAY, SPENT), 0)
    for holding in Holding.objects.filter(of__in=subjects, heading__in=told):
        told[holding.heading] += holding.balance
    free, aside, way, spent = (told[name] // 100 for name in (FREE, SET_ASIDE, ON_WAY, SPENT))
    return free, aside, way, spent


def ago(days: int) -> date:
    return today() - timedelta(days=days)
