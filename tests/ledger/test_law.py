"""What the database refuses, whoever asks and however."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from shenbian.ledger.actions import close_month, post
from shenbian.ledger.models import Holding, Posting, Voucher
from shenbian.ledger.verifying import faults
from shenbian.orgs.models import Organisation
from tests.ledger.conftest import CLERK, DAY, SOURCE, make_bodies, put


@pytest.fixture
def booked(home: Organisation) -> Organisation:
    post([put(home, 500, "a")], by=CLERK)
    return home


def refused(sql: str) -> str:
    with pytest.raises(DatabaseError) as no, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql)
    return str(no.value).splitlines()[0]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_voucher SET title = 'x'",
        "DELETE FROM ledger_voucher",
        "UPDATE ledger_posting SET amount = 1",
        "DELETE FROM ledger_posting",
        "TRUNCATE ledger_posting",
        "UPDATE ledger_holding SET balance = 9",
        "UPDATE ledger_holding SET floored = false",
        "DELETE FROM ledger_holding",
        "DELETE FROM ledger_month",
    ],
)
def test_nothing_that_was_written_is_rewritten(booked: Organisation, sql: str) -> None:
    assert refused(sql).startswith("台账只增不改")


def more(org: Organisation, *amounts: tuple[str, int], voucher: Voucher | None = None) -> None:
    """Lines written past the door."""
    voucher = voucher or Voucher.objects.create(organisation=org, on=DAY, number=99, title="x", source="x", by="x")
    Posting.objects.bulk_create(
        Posting(voucher=voucher, holding=Holding.objects.get(heading=heading), amount=amount)
        for heading, amount in amounts
    )


def test_a_voucher_that_does_not_add_up_is_no_voucher(booked: Organisation) -> None:
    with pytest.raises(IntegrityError, match="凭证的借贷不平"), transaction.atomic():
        more(booked, ("test.pot", 5))


def test_a_floor_holds_even_past_the_door(booked: Organisation) -> None:
    with pytest.raises(IntegrityError, match="holding_not_below_nought"), transaction.atomic():
        more(booked, ("test.pot", -501), (SOURCE, 501))
    more(booked, ("test.pot", -500), (SOURCE, 500))
    assert Holding.objects.get(heading="test.pot").balance == 0


def test_lines_are_not_added_to_a_voucher_that_stands(booked: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        more(booked, ("test.pot", 5), (SOURCE, -5), voucher=Voucher.objects.get())


def test_lines_stand_in_the_books_of_their_voucher(db: None) -> None:
    home, town = make_bodies()
    post([put(home, 500, "a")], by=CLERK)
    with pytest.raises(IntegrityError, match="分录与凭证不在同一账套"), transaction.atomic():
        more(town, ("test.pot", 5), (SOURCE, -5))


def test_a_closed_month_is_closed_to_everybody(booked: Organisation) -> None:
    close_month(booked, DAY, by=CLERK)
    with pytest.raises(DatabaseError, match="已经结账"), transaction.atomic():
        more(booked, ("test.pot", 5), (SOURCE, -5))
    assert refused("UPDATE ledger_month SET closed_at = NULL, closed_by = ''") == "已经结账的月份不能改动。"


def test_verify_finds_a_balance_and_a_voucher_that_were_changed_behind_its_back(booked: Organisation) -> None:
    pot = Holding.objects.get(heading="test.pot")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE ledger_holding SET balance = 9 WHERE id = %s", [pot.pk])
        cursor.execute("DELETE FROM ledger_posting WHERE holding_id <> %s", [pot.pk])
    told = [(each.word, each.entry) for each in faults()]
    source = Holding.objects.get(heading=SOURCE)
    assert told == [("voucher", Voucher.objects.get().pk), *[("holding", pk) for pk in sorted([pot.pk, source.pk])]]
