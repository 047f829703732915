"""Help is given from a file that stands, within the caps, by different hands; paid once, never after the file ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from shenbian.aid.giving import prepare_payments, propose_helps
from shenbian.aid.models import Dossier, Help
from shenbian.aid.queries import helps_covered, helps_of
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours
from shenbian.funds.actions import Pay, Plan, prepare, propose, submit
from shenbian.funds.models import Commitment, Payment
from shenbian.kit.refusal import Refused
from shenbian.people.models import Membership
from shenbian.rights.queries import actor_of
from tests.aid.conftest import DAY, On, facts
from tests.aid.conftest import Help as Cast

ON = DAY + timedelta(days=8)  # the day on which the file was opened


@pytest.fixture
def file(aid: Cast, on: On) -> Dossier:
    return aid.filed(on)


def helps(aid: Cast, file: Dossier, *yuan: int, form: str = "money", decided: bool = True) -> list[Help]:
    told = []
    for each in yuan:
        (outcome,) = propose_helps(
            [file], organisation=aid.place.federation, form=form, title="医疗帮扶", amount_fen=each * 100, by=aid.dan
        )
        if outcome.refusal or outcome.thing is None:
            raise outcome.refusal or AssertionError
        told.append(perform("decide", on=outcome.thing, by=aid.fang) if decided else outcome.thing)
    return told


def commitment(aid: Cast) -> Commitment:
    item = propose(
        aid.place.federation, programme="hardship", year=ON.year, title="困难帮扶", origin="own", account="502",
        amount_fen=10_000_00, by=aid.dan,
    )  # fmt: skip
    item = perform("approve", on=item, by=aid.fang)
    said = Plan(title="困难帮扶金", amount_fen=10_000_00, form="person")
    return perform("approve", on=submit(item, said, by=aid.dan), by=aid.fang)


def pay(aid: Cast, help_: Help, receipt: str = "HD1") -> Payment:
    (outcome,) = prepare_payments([help_], commitment(aid), accounts=[("农商银行", "6222000011112222")], by=aid.dan)
    payment = outcome.thing
    assert payment is not None, outcome.why
    qian = actor_of(aid.place.officer("treasurer", aid.place.federation))
    payment = perform("send", on=perform("approve", on=payment, by=aid.fang), by=qian)
    return perform("pay", on=payment, by=qian, said={"receipt": receipt, "paid_on": ON})


def test_a_help_is_decided_paid_and_the_file_says_so(aid: Cast, file: Dossier) -> None:
    (one,) = helps(aid, file, 3_000)
    payment = pay(aid, one)
    one.refresh_from_db(), file.refresh_from_db()
    assert (one.status, one.given_on, file.status) == ("given", ON, "aided")
    (fact,) = facts("paid")
    assert (fact.person, fact.amount_fen, fact.facets["programme"]) == (aid.gao.person, 300_000, "hardship")
    assert (payment.pays, payment.counted_at) == (one.subject, aid.place.plant)
    assert [each.title for each in helps_of(aid.gao)] == ["医疗帮扶"]
    assert (list(helps_of(aid.wei)), list(helps_covered(aid.wei)), len(helps_covered(aid.dan))) == ([], [], 1)


def test_a_payment_that_bounced_waits_to_be_paid_again(aid: Cast, file: Dossier) -> None:
    (one,) = helps(aid, file, 100)
    payment = pay(aid, one)
    perform("bounce", on=payment, by=actor_of(aid.place.officer("treasurer", aid.place.federation)), said=BOUNCED)
    one.refresh_from_db()
    assert one.status == "decided"


BOUNCED = {"reason": "账号不符", "on": ON}


def test_nobody_gets_more_at_once_or_in_a_year_than_the_rule_says(aid: Cast, file: Dossier) -> None:
    with pytest.raises(Refused, match=r"每次最多3,000.00元，这次是3,001.00元"):
        helps(aid, file, 3_001)
    helps(aid, file, 3_000, 2_500)
    with pytest.raises(Refused, match=r"已有5,500.00元，加上这次超过每人每年6,000.00元"):
        helps(aid, file, 501)
    helps(aid, file, 500)
    helps(aid, file, 9_000, form="goods")  # goods have no cap of money


def test_two_helps_of_one_call_see_each_other(aid: Cast, file: Dossier) -> None:
    helps(aid, file, 2_000)
    told = propose_helps(
        [file, file], organisation=aid.place.federation, form="money", title="助学", amount_fen=250_000, by=aid.dan
    )
    assert [each.moved for each in told] == [True, False]


def test_who_proposed_does_not_decide_and_nobody_gives_to_their_own(aid: Cast, file: Dossier) -> None:
    (one,) = helps(aid, file, 100, decided=False)
    with pytest.raises(NotYours):
        perform("decide", on=one, by=aid.dan)
    (own,) = propose_helps(
        [file], organisation=aid.place.federation, form="money", title="助学", amount_fen=100, by=aid.fang
    )
    assert own.thing is not None
    with pytest.raises(Refused, match="不同环节须由不同的人"):
        perform("decide", on=own.thing, by=aid.fang)


def test_goods_are_handed_over_by_another_hand_than_decided(aid: Cast, file: Dossier) -> None:
    one, two = helps(aid, file, 200, form="goods")[0], helps(aid, file, 100)[0]
    with pytest.raises(Refused, match="不同环节须由不同的人"):
        perform("give", on=one, by=aid.fang, said={"on": ON})
    with pytest.raises(Refused, match="付成以后自动登记"):
        perform("give", on=two, by=aid.dan, said={"on": ON})
    assert perform("give", on=one, by=aid.dan, said={"on": ON}).given_on == ON


def ended(aid: Cast, file: Dossier) -> Dossier:
    return perform("exit", on=file, by=aid.fang, said={"on": ON, "reason": "lifted"})


def test_nothing_is_proposed_or_paid_after_the_file_ended(aid: Cast, file: Dossier) -> None:
    helps(aid, file, 100)
    with pytest.raises(Refused, match="还有没有发放的帮扶"):
        ended(aid, file)
    perform("cancel", on=Help.objects.get(), by=aid.fang, said={"reason": "已脱困"})
    ended(aid, file)
    with pytest.raises(Refused, match="已退出待回访，不能再给帮扶"):
        helps(aid, file, 100)
    with pytest.raises(DatabaseError, match="困难档案不在册"), transaction.atomic():
        Help.objects.update(status="decided", phase="waiting", waits_for="register.keep")


def test_nobody_is_paid_who_died(aid: Cast, file: Dossier) -> None:
    (one,) = helps(aid, file, 100)
    gone = {"until_on": timezone.localdate(), "ended": "deceased"}
    Membership.objects.filter(person__key=aid.gao.person).update(**gone)
    (outcome,) = prepare_payments([one], commitment(aid), by=aid.dan)
    assert outcome.why == "收款人的会籍登记为去世，不能支付。"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"pays": ""}, "没有相应的困难帮扶决定，不能支付。"),
        ({"amount_fen": 99_00}, "批准的是100.00元，金额不一致。"),
    ],
)
def test_a_payment_follows_its_decision(aid: Cast, file: Dossier, said: dict[str, Any], why: str) -> None:
    (one,) = helps(aid, file, 100)
    told: dict[str, Any] = {"amount_fen": 100_00, "person": aid.person(aid.gao), "pays": one.subject}
    (outcome,) = prepare(commitment(aid), [Pay(**told | said)], by=aid.dan)
    assert outcome.why == why


def test_a_help_is_paid_once(aid: Cast, file: Dossier) -> None:
    (one,) = helps(aid, file, 100)
    pay(aid, one)
    (outcome,) = prepare_payments([one], Commitment.objects.get(), by=aid.dan)
    assert outcome.moved is False


@pytest.mark.parametrize("count", [1, 3])
def test_proposing_costs_the_same_for_one_and_three(
    aid: Cast, on: On, count: int, django_assert_num_queries: Any
) -> None:
    file = aid.filed(on)
    with django_assert_num_queries(21):
        propose_helps(
            [file] * count, organisation=aid.place.federation, form="goods", title="米面油", amount_fen=1, by=aid.dan
        )
