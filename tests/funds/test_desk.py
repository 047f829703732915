"""At the desk: money is planned, set aside, paid and answered for on pages; each within one's reach, at the same cost
for one row and three."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shenbian.flow.actions import perform
from shenbian.funds.models import BudgetItem, Commitment, Payment, PaymentBatch
from shenbian.kit.period import today
from shenbian.ledger.models import Month
from tests.funds.conftest import Coffers
from tests.funds.test_batches import drawn, paper

FRAME = 4  # session and account, person, what they hold; the bell; then the page's own


def words(page: str) -> str:
    """What a reader sees of it."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def main_of(client: Client, path: str) -> str:
    """The page's text, between the menu and the footer."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    inside = answer.content.decode().split('<main id="main"')[1].split("</main>")[0]
    return words(inside.split(">", 1)[1])


@pytest.fixture
def chen(coffers: Coffers) -> Client:
    return coffers.client("desk_officer", coffers.place.federation, "service")


@pytest.fixture
def han(coffers: Coffers) -> Client:
    return coffers.client("desk_head", coffers.place.federation, "service")


@pytest.fixture
def qian(coffers: Coffers) -> Client:
    return coffers.client("treasurer", coffers.place.federation)


def move(client: Client, thing: Any, name: str, **said: Any) -> None:
    answer = client.post(f"/desk/things/{thing._meta.label_lower}/{thing.pk}/moves/{name}/", said)
    assert answer.status_code == 302, answer.content.decode()[:500]


def test_from_a_budget_to_a_paid_list_in_pages_of_three_people(
    coffers: Coffers, chen: Client, han: Client, qian: Client
) -> None:
    told = {
        "organisation": coffers.place.federation.pk,
        "programme": "winter_warmth",
        "title": "送温暖慰问",
        "year": today().year,
        "amount_fen": "10万",
        "origin": "own",
        "account": "502",
    }
    wrong = chen.post("/desk/funds/items/new/", told | {"amount_fen": "-5"})
    assert (wrong.status_code, "金额应大于零。" in wrong.content.decode()) == (422, True)
    chen.post("/desk/funds/items/new/", told)
    item = BudgetItem.objects.get()
    move(han, item, "approve")
    said = {"title": "慰问金", "form": "person", "amount_fen": "1,000元", "quotes": "甲店 900\n乙店 950"}
    chen.post(f"/desk/funds/items/{item.pk}/commit/", said)
    commitment = Commitment.objects.get()
    move(han, commitment, "approve")
    chen.post("/desk/funds/batches/new/", {"organisation": coffers.place.federation.pk, "title": "十月慰问"})
    batch = PaymentBatch.objects.get()
    (member,) = coffers.place.admit(coffers.place.plant, "王小梅")
    pay = {"person": "王小梅", "amount_fen": "600", "account": "6222000011112222", "drawn_in": batch.pk}
    unknown = chen.post(f"/desk/funds/commitments/{commitment.pk}/pay/", pay | {"person": "没有这个人"})
    assert (unknown.status_code, Payment.objects.count()) == (422, 0)
    chen.post(f"/desk/funds/commitments/{commitment.pk}/pay/", pay)
    payment = Payment.objects.get()
    assert (payment.person, payment.drawn_in) == (member.person, batch)
    move(han, batch, "approve")
    move(qian, batch, "send")
    sent = qian.post(f"/desk/funds/batches/{batch.pk}/file/")
    assert (sent.headers["Cache-Control"], "6222000011112222" in sent.content.decode()) == ("no-store", True)
    lines = paper((payment.pk, 600, "成功", "H1", today(), ""), (9, 1, "失败", "", "", ""))
    answer = {"paper": SimpleUploadedFile("回执.csv", lines)}
    text = words(qian.post(f"/desk/funds/batches/{batch.pk}/answer/", answer).content.decode())
    assert ("已付1笔，退票0笔" in text, "第3行：这一批里没有流水号9。" in text) == (True, True)
    assert "支出 600.00元 0.6%" in main_of(qian, f"/desk/funds/items/{item.pk}/")
    page = main_of(qian, f"/desk/funds/payments/{payment.pk}/")
    assert ("****2222" in page, "6222000011112222" in page, "王小梅" in page) == (True, False, True)


def test_the_execution_of_a_year_is_shown_as_of_a_day(coffers: Coffers, qian: Client) -> None:
    item = coffers.item()
    coffers.payment(coffers.commitment(item), 1_000_00, to="paid")
    assert "送温暖慰问" in main_of(qian, "/desk/funds/")
    assert "1.0%" in main_of(qian, f"/desk/funds/?year={today().year}&on={today()}")
    assert "1.0%" not in main_of(qian, f"/desk/funds/?year={today().year}&on=2020-01-01")
    assert "还没有预算" in main_of(qian, "/desk/funds/?year=1999")


def test_what_lies_elsewhere_is_not_there(coffers: Coffers) -> None:
    item = coffers.item()
    commitment = coffers.commitment(item)
    payment = coffers.payment(commitment)
    batch = drawn(coffers, coffers.commitment(item, form="person"))
    wei = coffers.client("desk_head", coffers.place.west, "service")
    pages = {
        f"/desk/funds/items/{item.pk}/": 404,
        f"/desk/funds/items/{item.pk}/commit/": 404,
        f"/desk/funds/commitments/{commitment.pk}/": 404,
        f"/desk/funds/payments/{payment.pk}/": 404,
        f"/desk/funds/batches/{batch.pk}/": 404,
        "/desk/funds/": 200,
        "/desk/funds/batches/": 200,
    }
    assert {page: wei.get(page).status_code for page in pages} == pages
    assert "送温暖慰问" not in main_of(wei, "/desk/funds/")


def test_an_invoice_and_a_return_are_registered_on_the_page_of_their_payment(
    coffers: Coffers, chen: Client, qian: Client
) -> None:
    payment = coffers.payment(coffers.commitment(coffers.item()), to="paid")
    at = f"/desk/funds/payments/{payment.pk}/"
    told = {"number": "24117", "seller": "顺义商贸公司", "amount_fen": "1000", "dated_on": today()}
    chen.post(f"{at}invoice/", told)
    again = chen.post(f"{at}invoice/", told)
    assert (again.status_code, "一张发票只报一次" in again.content.decode()) == (422, True)
    qian.post(f"{at}refund/", {"amount_fen": "300", "on": today(), "receipt": "TH1"})
    page = main_of(chen, at)
    assert ("24117" in page, "TH1" in page, "300.00元" in page) == (True, True, True)


def test_a_month_is_closed_by_who_pays_there(coffers: Coffers, qian: Client, chen: Client) -> None:
    coffers.item()
    month = Month.objects.get()
    said = {"organisation": coffers.place.federation.pk, "month": month.first}
    early = qian.post("/desk/funds/months/", said)
    assert (early.status_code, "还没有过完，不能结账" in early.content.decode()) == (409, True)
    assert chen.post("/desk/funds/months/", said).status_code == 404


def test_purchases_that_look_split_stand_with_their_commitments(coffers: Coffers) -> None:
    lu = coffers.client("auditor", coffers.place.federation)
    assert "没有发现疑点" in main_of(lu, "/desk/funds/findings/")
    item = coffers.item(500_000_00)
    for title in ("米面", "食用油"):
        coffers.commitment(item, 30_000_00, title=title)
    assert "顺义商贸公司 顺义区总工会 · 合计60,000.00元，标准50,000.00元" in main_of(lu, "/desk/funds/findings/")


def cost(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked) - FRAME


@pytest.mark.parametrize("count", [1, 3])
def test_each_page_costs_the_same_for_one_row_and_three(coffers: Coffers, qian: Client, count: int) -> None:
    items = [coffers.item() for _ in range(count)]
    commitments = [coffers.commitment(items[0], 1_000_00) for _ in range(count)]
    payments = [coffers.payment(commitments[0], 100_00) for _ in range(count)]
    batch = drawn(coffers, coffers.commitment(items[0], form="person"))
    for _ in range(count - 1):
        drawn(coffers, coffers.commitment(items[0], form="person"), to="prepared")
    pages = {
        "/desk/funds/": 4,
        f"/desk/funds/items/{items[0].pk}/": 5,
        f"/desk/funds/commitments/{commitments[0].pk}/": 5,
        f"/desk/funds/payments/{payments[0].pk}/": 6,
        "/desk/funds/batches/": 2,
        f"/desk/funds/batches/{batch.pk}/": 4,
        "/desk/funds/months/": 2,
        "/desk/funds/findings/": 5,
    }
    assert {page: cost(qian, page) for page in pages} == pages


@pytest.mark.parametrize("key", ["budgetitem", "commitment", "payment", "paymentbatch", "invoice", "refund"])
def test_each_register_lists_what_is_within_reach_and_goes_out_as_a_workbook(
    coffers: Coffers, qian: Client, key: str
) -> None:
    item = coffers.item()
    perform("close", on=coffers.commitment(item, 1_00), by=coffers.chen)
    coffers.payment(coffers.commitment(item), to="paid")
    drawn(coffers, coffers.commitment(item, form="person"), to="prepared")
    assert qian.get(f"/desk/registers/thing.funds.{key}/").status_code == 200
    assert qian.get(f"/desk/registers/thing.funds.{key}/?q=顺义").status_code == 200
