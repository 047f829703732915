"""Whoever is paid finds how far it has come, in either language; nobody else does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.flow.actions import perform
from shenbian.notices.models import Notice
from shenbian.portal.notices.links import link_of
from tests.funds.conftest import Coffers, coffers, make_coffers

__all__ = ["coffers", "make_coffers"]


def phone(coffers: Coffers, name: str) -> Client:
    account = Account.objects.create(person=coffers.worker(name), login=name)
    client = Client()
    client.force_login(account)
    return client


def words(client: Client) -> str:
    page = client.get("/me/money/").content.decode().split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", page.split(">", 1)[1]).split())


def test_whoever_is_paid_finds_what_came_and_what_did_not(coffers: Coffers) -> None:
    commitment = coffers.commitment(coffers.item(), form="person", title="困难慰问")
    wang, li = phone(coffers, "王梅"), phone(coffers, "李梅")
    assert "还没有付给您的钱" in words(wang)
    coffers.payment(commitment, 2_000_00, to="paid", grade="associate", half_days=2, basis="授课费")
    bounced = coffers.payment(commitment, 500_00)
    perform("bounce", on=bounced, by=coffers.qian, said={"reason": "户名不符"})
    coffers.payment(commitment, 300_00, to="prepared")
    told = [
        "300.00元", "办理中", "500.00元", "请把正确的账号告诉工会", "银行退票", "1,760.00元", "授课费",
        "已代扣个人所得税240.00元", "已付",
    ]  # fmt: skip
    assert re.findall("|".join(map(re.escape, told)), words(wang)) == told
    assert "500.00元" not in words(li)
    wang.cookies["django_language"] = "en"
    assert "Sent back by the bank" in words(wang)
    notices = Notice.objects.filter(to=coffers.worker("王梅").key).order_by("pk")
    assert list(notices.values_list("body", flat=True)) == [
        "您的一笔补助已由顺义区总工会付出，请查看账户。",
        "银行退回了您的一笔补助，请把正确的账号告诉顺义区总工会。",
    ]
    assert link_of(bounced.subject) == "/me/money/"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_payment_and_three(
    coffers: Coffers, count: int, django_assert_num_queries: Any
) -> None:
    commitment = coffers.commitment(coffers.item(), form="person")
    for _ in range(count):
        coffers.payment(commitment, 100_00, to="prepared")
    client = phone(coffers, "王梅")
    client.get("/me/money/")
    with django_assert_num_queries(5):
        client.get("/me/money/")
