"""What is payable is paid once: by its own payment, to the account that its application says, when the bank answers."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from shenbian.awards.actions import draw
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.funds import accounts
from shenbian.funds.actions import Pay, prepare
from shenbian.funds.answering import answer, bank_file
from shenbian.funds.models import Payment, PaymentBatch
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.people.models import Person, PersonReading
from tests.awards.claiming import Claims, benefit
from tests.awards.conftest import On
from tests.awards.paying import Till, make_till


@pytest.fixture
def till(claims: Claims, on: On) -> Till:
    return make_till(claims, on)


def states(entry: object) -> tuple[str, str]:
    entry.refresh_from_db()  # type: ignore[attr-defined]
    return entry.status, benefit(entry).status  # type: ignore[attr-defined, arg-type]


def test_what_the_bank_paid_is_paid_in_the_application_and_in_the_record(till: Till) -> None:
    entry = till.payable()
    payment = till.sent(till.commitment(), entry)
    assert states(entry) == ("payable", "granted")
    till.pay(payment)
    assert (states(entry), benefit(entry).payment) == (("paid", "paid"), payment)
    (fact,) = Fact.objects.filter(kind="paid")
    assert (fact.person, fact.amount_fen, fact.facets["earned_on"]) == (
        entry.owner,
        60_000,
        f"{today().year - 1}-06-01",
    )


def test_the_account_is_that_of_the_application_and_opening_it_leaves_a_trace(till: Till) -> None:
    entry = till.payable()
    (outcome,) = till.drawn(till.commitment(), entry)
    assert outcome.thing is not None
    assert (accounts.opened(outcome.thing.account_sealed), outcome.thing.bank) == (
        "6222020000000001",
        "北京银行顺义支行",
    )
    reading = PersonReading.objects.get(read_by=till.claims.yu.ref)
    assert (reading.person, reading.why) == (entry.person, f"{entry.title}：编制付款清单")


def test_nothing_is_drawn_twice(till: Till) -> None:
    entry, commitment = till.payable(), till.commitment()
    assert [each.why for each in till.drawn(commitment, entry)] == [""]
    assert [each.why for each in till.drawn(commitment, entry)] == ["这一决定已有一笔支付，不会重复支付。"]
    made = benefit(entry)
    assert [each.why for each in draw(till.commitment(), [made, made], by=till.claims.yu)] == [
        "这一决定已有一笔支付，不会重复支付。"
    ] * 2
    assert Payment.objects.count() == 1


def test_nobody_is_paid_before_the_notice_ended(till: Till) -> None:
    entry = till.claims.reviewed(till.claims.member())
    why = ["没有这个人的“职业资格证书助推”决定（或者公示没有期满）。先决定、公示，再付款。"]
    assert [each.why for each in till.drawn(till.commitment(), entry)] == why
    till.claims.noticed(entry)
    assert [each.why for each in till.drawn(till.commitment(), entry)] == why


def test_who_has_no_decision_or_another_amount_is_not_paid(till: Till) -> None:
    entry, commitment = till.payable(), till.commitment()
    stranger = Person.objects.get(key=till.claims.member().person)
    told = [
        Pay(amount_fen=60_000, person=stranger, account="6222020000000001"),
        Pay(amount_fen=70_000, person=entry.person, account="6222020000000001"),
    ]
    number = entry.number
    assert [each.why for each in prepare(commitment, told, by=till.claims.yu)] == [
        "没有这个人的“职业资格证书助推”决定（或者公示没有期满）。先决定、公示，再付款。",
        f"与“职业资格证书助推”的决定不一致：决定的是600.00元（编号{number}），金额、取得日期和级别应当相同。",
    ]


def test_what_bounced_is_owed_again_and_paid_once_more(till: Till) -> None:
    entry = till.payable()
    payment = till.pay(till.sent(till.commitment(), entry))
    bounced = perform("bounce", on=payment, by=till.qian, said={"reason": "户名不符"})
    assert (states(entry), benefit(entry).payment) == (("payable", "granted"), None)
    perform("repay", on=bounced, by=till.claims.yu, said={"account": "6222020000000002", "bank": "工商银行"})
    again = Payment.objects.get(instead_of=payment)
    assert again.pays == benefit(entry).subject
    again = perform("send", on=perform("approve", on=again, by=till.claims.fang), by=till.qian)
    till.pay(again)
    assert (states(entry), benefit(entry).payment) == (("paid", "paid"), again)
    with pytest.raises(Refused):
        perform("repay", on=bounced, by=till.claims.yu, said={"account": "6222020000000002", "bank": "工商银行"})
    assert Fact.objects.filter(kind="paid", voided_at=None).count() == 1


def test_a_decision_is_revoked_only_while_no_payment_is_under_way(till: Till) -> None:
    entry = till.payable()
    (outcome,) = till.drawn(till.commitment(), entry)
    with pytest.raises(Refused, match="已经编制了付款"):
        perform("revoke", on=benefit(entry), by=till.claims.lin, said={"reason": "证书作废"})
    assert outcome.thing is not None
    perform("cancel", on=outcome.thing, by=till.claims.yu, said={"reason": "暂缓"})
    perform("revoke", on=benefit(entry), by=till.claims.lin, said={"reason": "证书作废"})
    assert benefit(entry).status == "dropped"
    assert not Fact.objects.filter(kind="benefit.granted", voided_at=None).exists()


def test_the_database_pays_for_no_decision_that_was_not_public(till: Till) -> None:
    entry, commitment = till.claims.reviewed(till.claims.member()), till.commitment()
    pays = benefit(entry).subject
    payment = Payment(
        commitment=commitment, organisation=commitment.organisation, desk="economy", programme="certificate_subsidy",
        form="person", amount_fen=60_000, person=entry.person, pays=pays, status="prepared", phase="waiting",
        waits_for="entry.decide",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="没有公示期满的决定，不能付款。"), transaction.atomic():
        payment.save()
    paid = till.payable(number="ZS-9")
    (outcome,) = till.drawn(commitment, paid)
    assert outcome.thing is not None
    sql = "UPDATE funds_payment SET amount_fen = 1 WHERE id = %s"
    with (
        pytest.raises(IntegrityError, match="付款与决定的金额不一致。"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [outcome.thing.pk])


def test_the_bank_answers_a_list_of_them_one_bounces_and_is_owed_again(till: Till) -> None:
    entries = [till.payable(number=f"ZS-{n}") for n in (1, 2)]
    outcomes = till.drawn(till.commitment(), *entries)
    batch = PaymentBatch.objects.get()
    batch = perform("send", on=perform("approve", on=batch, by=till.claims.fang), by=till.qian)
    first, second = (each.thing for each in outcomes)
    assert first is not None and second is not None
    assert "6222020000000001" in bank_file(batch, by=till.qian).decode("utf-8-sig")
    day = today().isoformat()
    lines = [
        "流水号,金额,状态,回单号,日期,原因",
        f"{first.pk},600.00,成功,HD1,{day},",
        f"{second.pk},600.00,退票,,{day},户名不符",
    ]
    for _ in range(2):  # the bank's answer comes in twice
        answer(batch, "\r\n".join(lines).encode("gb18030"), by=till.qian)
    assert [states(each) for each in entries] == [("paid", "paid"), ("payable", "granted")]
    assert Fact.objects.filter(kind="paid", voided_at=None).count() == 1
