"""The same help for many files; a list of payments of what was decided, into the accounts that were pasted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shenbian.aid.models import Dossier, Help
from shenbian.funds.models import Payment, PaymentBatch
from shenbian.goods.actions import Bought, NewItem, add_item, add_store, buy
from shenbian.goods.models import Issue
from shenbian.kit.period import today
from shenbian.standard.taking import takers
from tests.aid.conftest import DAY, On
from tests.aid.conftest import Help as Cast
from tests.aid.test_helps import commitment, helps
from tests.aid.test_pages import client, told
from tests.aid.test_taking import BATCH, OPERATOR, row

ON = DAY + timedelta(days=8)
SAID = {"form": "money", "title": "春节慰问金", "amount": "1000"}


def stands(aid: Cast, name: str, klass: str = "deep") -> Dossier:
    """A file that stands, told of by a sheet, of somebody new at the plant."""
    person = aid.place.admit(aid.place.plant, name)[0].person
    number = f"KN-9{Dossier.objects.count():03d}"
    told = takers["hardship.filed"].take([row(aid, person, number, klass)], by=OPERATOR, batch=BATCH)
    assert told.refused == {}
    return Dossier.objects.get(number=number)


def test_the_same_help_is_proposed_for_those_who_are_chosen(aid: Cast, on: On) -> None:
    on(today())
    one, two, three = stands(aid, "王一"), stands(aid, "王二", "accident"), stands(aid, "王三")
    dan = client(aid, aid.dan)
    page = told(dan.get("/desk/aid/give/?class=accident"))
    assert [each.number in page for each in (one, two, three)] == [False, True, False]
    body = {"organisation": aid.place.federation.pk}
    assert "还没有选家庭" in told(dan.post("/desk/aid/give/", SAID | body), 422)
    sent = dan.post("/desk/aid/give/", SAID | body | {"chosen": [one.pk, three.pk]})
    assert sent["Location"] == "/desk/aid/"
    assert "提出了2户的帮扶" in told(dan.get("/desk/aid/"))
    dan.post("/desk/aid/give/?class=accident", SAID | body | {"every": "on"})
    found = Help.objects.order_by("dossier")
    assert [(each.dossier, each.amount_fen, each.status) for each in found] == [
        (one, 100_000, "proposed"),
        (two, 100_000, "proposed"),
        (three, 100_000, "proposed"),
    ]


def test_who_is_refused_stays_with_the_reason_and_the_others_go_through(aid: Cast, on: On) -> None:
    on(today())
    one, two = stands(aid, "王一"), stands(aid, "王二")
    body: dict[str, Any] = SAID | {"organisation": aid.place.federation.pk, "amount": "3000"}
    dan = client(aid, aid.dan)
    for _ in range(2):
        dan.post("/desk/aid/give/", body | {"chosen": [two.pk]})
    page = told(dan.post("/desk/aid/give/", body | {"chosen": [one.pk, two.pk]}), 409)
    assert "提出了1户" in page and two.number in page and "的上限" in page
    assert (one.helps.count(), two.helps.count()) == (1, 2)


def test_nobody_gives_beyond_their_reach(aid: Cast, on: On) -> None:
    on(today())
    file = stands(aid, "王一")
    wei = client(aid, aid.wei)
    assert file.number not in told(wei.get("/desk/aid/give/"))
    said = SAID | {"organisation": aid.place.west.pk, "chosen": [file.pk]}
    assert (wei.post("/desk/aid/give/", said).status_code, Help.objects.count()) == (422, 0)


def test_what_was_decided_is_paid_as_one_list_into_the_accounts_that_were_pasted(aid: Cast, on: On) -> None:
    file = aid.filed(on)
    first, second = helps(aid, file, 500, 300)
    dan = client(aid, aid.dan)
    assert "还没有发放个人的事前审批" in told(dan.get("/desk/aid/pay/"))
    source = commitment(aid)
    page = told(dan.get("/desk/aid/pay/"))
    assert "待付2笔，共800.00元" in page
    said = {"commitment": source.pk, "helped": [first.pk, second.pk]}
    for line, why in {
        f"{file.number} 农商银行": "第1行应依次写",
        "KN-0 农商银行 6222000011112222": "第1行应依次写",
        f"{file.number} 农商银行 12": "银行账号应为8到30位数字",
        f"{file.number} 农商银行 6222000011112222\n" * 2: "写了两次",
    }.items():
        assert why in told(dan.post("/desk/aid/pay/", said | {"listed": line}), 422)
    listed = f"{file.number}\t农商银行\t6222000011112222"
    assert dan.post("/desk/aid/pay/", said | {"listed": listed})["Location"] == "/desk/funds/batches/"
    found = Payment.objects.order_by("pk")
    assert [(each.pays, each.bank, each.status) for each in found] == [
        (first.subject, "农商银行", "prepared"),
        (second.subject, "农商银行", "prepared"),
    ]
    assert {each.drawn_in for each in found} == set(PaymentBatch.objects.all())
    assert "没有待付的帮扶金" in told(dan.get("/desk/aid/pay/"))


def test_a_list_of_which_nothing_can_be_paid_is_none(aid: Cast, on: On) -> None:
    file = aid.filed(on)
    (one,) = helps(aid, file, 500)
    source = commitment(aid)
    dan = client(aid, aid.dan)
    page = dan.get("/desk/aid/pay/")
    Dossier.objects.filter(pk=file.pk).update(status="exited", phase="done", left_on=ON, reason="家庭情况好转")
    answer = told(dan.post("/desk/aid/pay/", {"commitment": source.pk, "helped": [one.pk]}), 409)
    assert page.status_code == 200 and "不能再支付" in answer
    assert (Payment.objects.count(), PaymentBatch.objects.count()) == (0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_both_pages_cost_the_same_for_one_and_three(
    aid: Cast, on: On, count: int, django_assert_num_queries: Any
) -> None:
    file = aid.filed(on)
    helps(aid, file, *[100] * count)
    commitment(aid)
    on(today())
    for n in range(count):
        stands(aid, f"王{n}")
    dan = client(aid, aid.dan)
    dan.get("/desk/aid/give/")
    with django_assert_num_queries(7):
        dan.get("/desk/aid/give/")
    with django_assert_num_queries(8):
        dan.get("/desk/aid/pay/")


def test_goods_are_handed_to_those_who_are_picked_from_the_files_and_to_nobody_twice(aid: Cast, on: On) -> None:
    on(today())
    files = [stands(aid, f"王{n}") for n in range(3)]
    place = aid.place
    said = NewItem(programme="winter_warmth", activity="2026年送温暖", title="米面油", organisation=place.east)
    item = add_item(said, by=OPERATOR)
    store = add_store(place.east, "仁和驿站", by=OPERATOR)
    buy(Bought(number="RK-1", item=item, store=store, quantity=9, on=today()), by=OPERATOR)
    zhou = client(aid, aid.zhou)
    at = f"/desk/goods/{item.pk}/issue/"
    assert files[0].number not in told(zhou.get(at))
    page = told(zhou.get(f"{at}?from=hardship"))
    assert [each.number in page for each in files] == [True] * 3 and "深度困难" not in page
    sent = {"item": item.pk, "store": store.pk, "on": today()}
    assert "请选人" in told(zhou.post(f"{at}?from=hardship", sent), 422)
    zhou.post(f"{at}?from=hardship", sent | {"chosen": [each.person_id for each in files[:2]]})
    assert set(Issue.objects.values_list("person", flat=True)) == {each.person_id for each in files[:2]}
    assert [each.number in told(zhou.get(f"{at}?from=hardship")) for each in files] == [False, False, True]
    wei = client(aid, aid.wei)
    assert wei.get(f"{at}?from=hardship").status_code == 404
