"""Whatever people do, in whatever order: nobody is paid twice for one thing, nothing is paid that was not public."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenbian.awards.actions import Objecting, draw, object_to
from shenbian.awards.models import Benefit, NoticeLine, Objection, PublicNotice
from shenbian.awards.timed import end_notices
from shenbian.editions.models import Entry
from shenbian.facts.models import Fact
from shenbian.flow import actions
from shenbian.flow.actions import perform
from shenbian.flow.models import Flowing
from shenbian.flow.refusals import Refused as NotMoved
from shenbian.funds.models import Commitment, Payment
from shenbian.kit.period import BEIJING, today
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from tests.awards.claiming import Claims
from tests.awards.conftest import On
from tests.awards.paying import CLOCK, Till, make_till

MOVES = (
    "endorse", "review", "allow", "return", "refuse", "withdraw", "notice", "object", "dismiss", "uphold", "tomorrow",
    "later", "end", "draw", "approve", "send", "pay", "bounce", "repay", "revoke", "cancel_notice", "cancel_payment",
)  # fmt: skip
STEP = st.tuples(st.sampled_from(MOVES), st.integers(0, 9))


class Walk:
    """Whoever may tries a step; being refused is an answer too. Days go by as the steps say."""

    def __init__(self, till: Till, workers: list[Actor]) -> None:
        self.till, self.claims, self.workers = till, till.claims, workers
        self.commitment: Commitment = till.commitment()
        self.day = today()

    def go(self, name: str, number: int) -> None:
        try:
            with transaction.atomic():
                getattr(self, name, self._entry(name))(number)
        except (Refused, NotMoved):
            pass

    def _entry(self, name: str) -> Any:
        by = {"endorse": self.claims.cast.bo, "review": self.claims.yu, "allow": self.claims.lin}
        said = {"allow": {"why": "内容不同"}, "return": {"reason": "补正"}, "refuse": {"reason": "不符"}}

        def move(number: int) -> None:
            entry = self._one(Entry, number)
            if name == "withdraw":
                actor = next(each for each in self.workers if each.person == entry.owner)
            else:
                actor = by.get(name, (self.claims.cast.bo, self.claims.yu, self.claims.fang)[number % 3])
            perform(name, on=entry, by=actor, said=said.get(name))

        return move

    def _one(self, model: type[Flowing], number: int) -> Any:
        rows = list(model._default_manager.order_by("pk"))
        if not rows:
            raise Refused({0: "还没有。"})
        return rows[number % len(rows)]

    def notice(self, number: int) -> None:
        self.claims.noticed(self._one(Entry, number))

    def object(self, number: int) -> None:
        notice = self._one(PublicNotice, number)
        object_to(Objecting(notice=notice, line=notice.lines.first(), text="不属实"), by=self.workers[number % 2])

    def dismiss(self, number: int) -> None:
        perform("dismiss", on=self._one(Objection, number), by=self.claims.lin, said={"found": "不成立"})

    def uphold(self, number: int) -> None:
        perform("uphold", on=self._one(Objection, number), by=self.claims.lin, said={"found": "成立"})

    def cancel_notice(self, number: int) -> None:
        perform("cancel", on=self._one(PublicNotice, number), by=self.claims.fang, said={"reason": "写错"})

    def tomorrow(self, number: int) -> None:
        self._pass(1)

    def later(self, number: int) -> None:
        self._pass(8)

    def _pass(self, days: int) -> None:
        self.day += timedelta(days=days) if self.day < date(today().year, 12, 10) else timedelta(0)
        self.till.on(self.day)

    def end(self, number: int) -> None:
        end_notices(CLOCK, _noon(self.day))

    def draw(self, number: int) -> None:
        draw(self.commitment, [self._one(Benefit, number)], by=self.claims.yu)

    def approve(self, number: int) -> None:
        perform("approve", on=self._one(Payment, number), by=self.claims.fang)

    def send(self, number: int) -> None:
        perform("send", on=self._one(Payment, number), by=self.till.qian)

    def pay(self, number: int) -> None:
        payment = self._one(Payment, number)
        said = {"receipt": f"HD{number}", "paid_on": today()}
        perform("pay", on=payment, by=self.till.qian, said=said)

    def bounce(self, number: int) -> None:
        perform("bounce", on=self._one(Payment, number), by=self.till.qian, said={"reason": "户名不符"})

    def repay(self, number: int) -> None:
        said = {"account": "6222020000000002", "bank": "工商银行"}
        perform("repay", on=self._one(Payment, number), by=self.claims.yu, said=said)

    def cancel_payment(self, number: int) -> None:
        perform("cancel", on=self._one(Payment, number), by=self.claims.yu, said={"reason": "暂缓"})

    def revoke(self, number: int) -> None:
        perform("revoke", on=self._one(Benefit, number), by=self.claims.lin, said={"reason": "作废"})


def _noon(day: date) -> datetime:

    return datetime(day.year, day.month, day.day, 12, tzinfo=BEIJING)


def begun(claims: Claims, on: On) -> Walk:
    """Two workers, three applications: two of one certificate by two people, one in another programme."""
    till = make_till(claims, on)
    workers = [claims.member(), claims.member()]
    claims.submitted(workers[0], number="同一证书")
    claims.submitted(workers[1], number="另一证书")
    claims.submitted(workers[0], "training_subsidy", number="同一证书")
    return Walk(till, workers)


# The shortest way to money, among which any other step may fall.
WAY = ["endorse", "review", "notice", "later", "end", "draw", "approve", "send", "pay"]


@settings(max_examples=12, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=5, max_size=30), between=st.lists(STEP, max_size=9), which=st.integers(0, 2))
def test_no_sequence_of_moves_pays_twice_or_skips_the_public_notice(
    claims: Claims, on: On, steps: list[tuple[str, int]], between: list[tuple[str, int]], which: int
) -> None:
    with transaction.atomic():
        walk = begun(claims, on)
        for place, name in enumerate(WAY):
            walk.go(name, which if name in ("endorse", "review", "notice") else 0)
            for each in between[place : place + 1]:
                walk.go(*each)
        for each in steps:
            walk.go(*each)
        holds()
        transaction.set_rollback(True)
    on(today())


def holds() -> None:
    """What must be true whatever happened."""
    paid = list(Payment.objects.filter(status="paid"))
    benefits = list(Benefit.objects.filter(status__in=("granted", "paid")).select_related("line__notice"))
    assert {each.pk for each in paid} == {each.payment_id for each in benefits if each.status == "paid"}
    assert [each for each in Counter(p.pays for p in paid).values() if each > 1] == []
    stands = Benefit.objects.filter(status__in=("held", "granted", "paid"), besides=None)
    assert [n for n in Counter((each.basis, each.year) for each in stands).values() if n > 1] == []
    for each in benefits:
        notice = each.line.notice
        assert (each.line.outcome, notice.status) == ("clean", "ended")
        assert notice.ended_on > notice.last_on > notice.starts_on
        assert not notice.objections.filter(status="open").exists()
    for each in paid:
        assert each.amount_fen == next(b.amount_fen for b in benefits if b.payment_id == each.pk)
    told = Fact.objects.filter(kind="benefit.granted", voided_at=None).values_list("source", flat=True)
    assert sorted(told) == sorted(each.number for each in benefits)
    assert NoticeLine.objects.filter(outcome="clean").exclude(notice__status="ended").count() == 0


def test_the_way_alone_leads_to_the_money(claims: Claims, on: On) -> None:
    """So that the test above has something to go wrong."""
    walk = begun(claims, on)
    for name in WAY:
        walk.go(name, 0)
    assert list(Payment.objects.values_list("status", "amount_fen")) == [("paid", 60_000)]
    assert actions.today() > today()
    holds()
