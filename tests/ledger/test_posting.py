"""What is posted is held, once; what is not there is not taken; what is taken back is as if it had not been."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shenbian.kit.period import Period
from shenbian.kit.refusal import Refused
from shenbian.ledger.actions import close_month, post, reverse, reverse_batch
from shenbian.ledger.declared import Key, Line, NewVoucher
from shenbian.ledger.models import Posting, Voucher
from shenbian.ledger.queries import held, held_on, moved, open_months, postings_of, vouchers_of
from shenbian.ledger.verifying import faults
from shenbian.orgs.models import Organisation
from tests.ledger.conftest import CLERK, DAY, POT, SOURCE, make_bodies, pot, put


def test_what_is_put_in_can_be_taken_out_and_no_more(home: Organisation) -> None:
    post([put(home, 500, "a"), put(home, -200, "b")], by=CLERK)
    with pytest.raises(Refused, match=r"预算只剩3\.00元，要用4\.00元。"):
        post([put(home, -400, "c")], by=CLERK)
    assert held([POT, SOURCE], ["pot:1", ""]) == {(POT, "pot:1"): 300, (SOURCE, ""): -300}
    assert [str(each) for each in Voucher.objects.order_by("pk")] == ["记-202203-0001", "记-202203-0002"]
    assert list(faults()) == []


def test_rows_of_a_call_see_those_before_them_and_all_stand_or_none(home: Organisation) -> None:
    post([put(home, 500, "a")], by=CLERK)
    with pytest.raises(Refused) as no:
        post([put(home, -300, "b"), put(home, -300, "c"), put(home, -200, "d")], by=CLERK)
    assert no.value.reasons == {1: "预算只剩2.00元，要用3.00元。"}
    assert Voucher.objects.count() == 1


def test_the_same_business_is_booked_once(home: Organisation) -> None:
    post([put(home, 500, "a")], by=CLERK)
    with pytest.raises(Refused) as no:
        post([put(home, 500, "a"), put(home, 1, "b"), put(home, 1, "b")], by=CLERK)
    assert no.value.reasons == {
        0: "已经入过账（记-202203-0001），不会重复入账。",
        2: "同一笔业务在这一批里出现了两次，只入一次账。",
    }


def test_what_is_reversed_is_as_if_it_had_not_been_and_is_reversed_once(home: Organisation) -> None:
    first, second = post([put(home, 500, "a"), put(home, -200, "b")], by=CLERK)
    back = reverse([second], on=date(2022, 4, 1), why="退票", by=CLERK)[0]
    assert (str(back), back.title, back.reverses) == ("记-202204-0001", "冲销记-202203-0002：退票", second)
    assert held([POT], ["pot:1"]) == {(POT, "pot:1"): 500}
    assert held_on([POT], ["pot:1"], DAY) == {(POT, "pot:1"): 300}
    with pytest.raises(Refused, match="已经入过账"):
        reverse([second], on=date(2022, 4, 1), why="再来", by=CLERK)
    with pytest.raises(Refused, match=r"只剩5\.00元"):
        post([put(home, -600, "c")], by=CLERK)
    reverse([first], on=DAY, why="记错", by=CLERK)
    assert held([POT], ["pot:1"]) == {}


def test_a_reversal_that_would_leave_too_little_is_refused(home: Organisation) -> None:
    first, _ = post([put(home, 500, "a"), put(home, -200, "b")], by=CLERK)
    with pytest.raises(Refused, match=r"预算只剩3\.00元，要用5\.00元。"):
        reverse([first], on=DAY, why="记错", by=CLERK)


def test_pieces_of_one_item_are_no_fen_and_no_pieces_of_another(home: Organisation) -> None:
    post([put(home, 5, "a", measure="item:1"), put(home, 7, "b")], by=CLERK)
    with pytest.raises(Refused, match="预算只剩5件，要用6件。"):
        post([put(home, -6, "c", measure="item:1")], by=CLERK)
    with pytest.raises(ValueError, match="its lines in fen do not add up to nought"):
        NewVoucher(on=DAY, title="换", source="x", lines=(Line(pot(home), 5), Line(pot(home, measure="item:1"), -5)))


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (((1, "p", 5), (2, "p", -5)), "stands in the books of one body"),
        (((1, "p", 5), (1, "p", -5)), "one line for each holding"),
        (((1, "p", 0), (1, "q", 0)), "none of nought"),
    ],
)
def test_a_voucher_that_is_none_is_not_even_made(lines: tuple[tuple[int, str, int], ...], says: str) -> None:
    made = tuple(Line(Key(org, "102", of), amount) for org, of, amount in lines)
    with pytest.raises(ValueError, match=says):
        NewVoucher(on=DAY, title="测试", source="x", lines=made)


def test_a_closed_month_takes_no_voucher_and_months_close_in_order(home: Organisation) -> None:
    post([put(home, 500, "a"), put(home, 500, "b", on=date(2022, 4, 2))], by=CLERK)
    assert [str(each) for each in open_months(home.pk)] == ["2022年3月", "2022年4月"]
    with pytest.raises(Refused, match="2022年3月还没有结账，请按月份顺序结账。"):
        close_month(home, date(2022, 4, 30), by=CLERK)
    close_month(home, DAY, by=CLERK)
    with pytest.raises(Refused, match="2022年3月已经结账，不能再入账。"):
        post([put(home, 5, "c", on=date(2022, 3, 31))], by=CLERK)
    with pytest.raises(Refused, match="2022年3月已经结账。"):
        close_month(home, DAY, by=CLERK)
    with pytest.raises(Refused, match="还没有过完"):
        close_month(home, date(2999, 1, 1), by=CLERK)
    assert [str(each) for each in open_months(home.pk)] == ["2022年4月"]


def test_each_body_numbers_and_closes_its_own_months(db: None) -> None:
    home, town = make_bodies()
    post([put(home, 500, "a"), put(town, 500, "b"), put(home, 5, "c")], by=CLERK)
    assert [each.number for each in Voucher.objects.order_by("pk")] == [1, 1, 2]
    close_month(home, DAY, by=CLERK)
    assert str(post([put(town, 5, "d")], by=CLERK)[0]) == "记-202203-0002"


def test_what_went_through_is_told_by_what_it_was_for_and_by_month(home: Organisation) -> None:
    post([put(home, 500, "a"), put(home, 70, "b", of="pot:2"), put(home, -200, "c", on=date(2022, 4, 1))], by=CLERK)
    assert moved(POT, period=Period.year(2022)) == {
        ("pot:1", date(2022, 3, 1)): 500,
        ("pot:1", date(2022, 4, 1)): -200,
        ("pot:2", date(2022, 3, 1)): 70,
    }
    assert [each.amount for each in postings_of(pot(home))] == [-200, 500]


def test_the_vouchers_of_a_thing_are_those_of_its_moves_and_of_no_other(home: Organisation) -> None:
    post(
        [put(home, 5, "funds.payment:1"), put(home, 5, "funds.payment:1:paid"), put(home, 5, "funds.payment:12")],
        by=CLERK,
    )
    assert [each.source for each in vouchers_of(["funds.payment:1"])] == ["funds.payment:1", "funds.payment:1:paid"]
    assert vouchers_of([]).count() == 0


@pytest.mark.parametrize("count", [1, 300])
def test_posting_costs_the_same_for_one_and_for_three_hundred(home: Organisation, count: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        post([put(home, 5, f"s{n}", of=f"pot:{n}") for n in range(count)], by=CLERK)
    assert len(asked) == 11  # three of them savepoints
    assert Posting.objects.count() == 2 * count


def test_what_a_batch_booked_is_taken_back_as_one_and_what_was_taken_back_already_stays_so(home: Organisation) -> None:
    kept = post([put(home, 500, "a")], by=CLERK)[0]
    mine = post([put(home, 300, "b"), put(home, -600, "c")], by=CLERK, batch=7)
    third = post([put(home, 50, "d")], by=CLERK, batch=7)[0]
    reverse([third], on=DAY, why="记错", by=CLERK)
    back = reverse_batch(7, on=DAY, why="整批撤回", by=CLERK)
    assert [each.reverses for each in back] == [mine[1], mine[0]]
    assert held([POT], ["pot:1"]) == {(POT, "pot:1"): 500}
    assert (reverse_batch(7, on=DAY, why="再来", by=CLERK), reverse_batch(8, on=DAY, why="没有", by=CLERK)) == ([], [])
    assert not hasattr(kept, "reversed_by")


def test_what_a_batch_put_in_and_others_took_is_not_taken_back(home: Organisation) -> None:
    post([put(home, 500, "a")], by=CLERK, batch=7)
    post([put(home, -100, "b")], by=CLERK)
    with pytest.raises(Refused, match=r"只剩4\.00元，要用5\.00元"):
        reverse_batch(7, on=DAY, why="整批撤回", by=CLERK)
