"""From what is payable to the bank's answer: Yu prepares, Fang approves, Qian pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shenbian.awards.actions import draw
from shenbian.awards.models import Benefit
from shenbian.awards.timed import end_notices
from shenbian.editions.models import Entry
from shenbian.flow.actions import Outcome, perform
from shenbian.funds.actions import Plan, propose, submit
from shenbian.funds.models import Commitment, Payment
from shenbian.jobs.timed import clockwork
from shenbian.kit.period import BEIJING, today
from shenbian.rights.actor import Actor
from tests.awards.claiming import Claims, benefit
from tests.awards.conftest import On
from tests.editions.conftest import officer

CLOCK = clockwork["awards.end_notices"].actor


@dataclass
class Till:
    """`qian` is the treasurer; a commitment of each programme is made when it is wanted."""

    claims: Claims
    on: On
    qian: Actor

    def commitment(self, programme: str = "certificate_subsidy", fen: int = 10_000_00) -> Commitment:
        said = {"year": today().year, "title": "助推金", "origin": "own", "account": "502"}
        item = propose(self.claims.cast.district, programme=programme, amount_fen=fen, by=self.claims.yu, **said)  # type: ignore[arg-type]
        perform("approve", on=item, by=self.claims.fang)
        item.refresh_from_db()
        plan = Plan(title="助推金发放", amount_fen=fen, form="person")
        return perform("approve", on=submit(item, plan, by=self.claims.yu), by=self.claims.fang)

    def payable(self, worker: Actor | None = None, kind: str = "certificate_subsidy", **said: object) -> Entry:
        """An application whose public notice has ended clean; a month has gone by."""
        entry = self.claims.reviewed(worker or self.claims.member(), kind, **said)
        self.claims.noticed(entry)
        self.month_later()
        entry.refresh_from_db()
        assert entry.status == "payable"
        return entry

    def month_later(self) -> None:
        day: date = today() + timedelta(days=30)
        self.on(day)
        end_notices(CLOCK, datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING))
        self.on(today())

    def drawn(self, commitment: Commitment, *entries: Entry) -> list[Outcome[Payment]]:
        made = [Benefit.objects.get(pk=benefit(each).pk) for each in entries]
        return draw(commitment, made, by=self.claims.yu)

    def sent(self, commitment: Commitment, entry: Entry) -> Payment:
        (outcome,) = self.drawn(commitment, entry)
        assert outcome.thing is not None, outcome.why
        payment = perform("approve", on=outcome.thing, by=self.claims.fang)
        return perform("send", on=payment, by=self.qian)

    def pay(self, payment: Payment) -> Payment:
        return perform("pay", on=payment, by=self.qian, said={"receipt": f"HD{payment.pk}", "paid_on": today()})


def make_till(claims: Claims, on: On) -> Till:
    return Till(claims, on, officer(30, "treasurer", claims.cast.district))
