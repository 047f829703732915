"""Figures that must agree: money splits add up, no yuan is counted twice, people are fewer than their turns."""

from __future__ import annotations

from itertools import combinations

from django.db.models import Sum

from shenbian.facts.models import Fact
from shenbian.funds.models import BudgetItem
from shenbian.funds.queries import execution_of
from shenbian.funds.verifying import differing
from shenbian.ledger.verifying import faults
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.metrics.rows import misses, rows, split
from shenbian.orgs.models import Organisation
from tests.demo.conftest import Year

FUNDS = {
    "S16": "epidemic_fund.put_in",
    "S25": "games_condolence.put_in",
    "S36": "craftsman_cup.put_in",
    "S46": "innovation_studios.money",
    "S65": "winter_warmth.put_in",
}


def test_money_put_in_adds_up_by_form_and_by_month(year: Year) -> None:
    for key in FUNDS.values():
        metric = metrics[key]
        whole = measure([metric], under=year.under, period=year.period)[key].value
        for by in ("form", "month"):
            parts = split(metric, by=by, under=year.under, period=year.period)
            assert sum(int(part.figure.value or 0) for part in parts) == whole, (key, by)
            assert len(parts) == (12 if by == "month" else len({part.part for part in parts}))


def test_the_epidemic_fund_was_spent_in_three_forms(year: Year) -> None:
    parts = split(metrics["epidemic_fund.put_in"], by="form", under=year.under, period=year.period)
    assert [part.part for part in parts] == ["goods", "material", "transfer"]
    assert all(part.figure.value for part in parts)


def test_no_receipt_is_in_two_funds(year: Year) -> None:
    receipts = {}
    for ref, key in FUNDS.items():
        behind = rows(metrics[key], under=year.under, period=year.period, limit=10_000)
        receipts[ref] = set(Fact.objects.filter(id__in=behind).values_list("kind", "source"))
        assert receipts[ref], ref
    assert [(a, b) for a, b in combinations(FUNDS, 2) if receipts[a] & receipts[b]] == []


def test_money_passed_on_counts_once_in_each_scope(year: Year) -> None:
    """The federation counts what it gave, a town what it spent of it, and the two are never added."""
    metric = metrics["epidemic_fund.put_in"]
    ours = measure([metric], under=year.under, period=year.period)[metric.key]
    given = Fact.objects.filter(kind="paid", facets__programme="epidemic_fund", facets__form="transfer", voided_at=None)
    assert ours.facts == Fact.objects.filter(id__in=rows(metric, under=year.under, period=year.period)).count()
    towns = Organisation.objects.filter(level="town", parent=year.federation)
    spent = [measure([metric], under=town.path, period=year.period)[metric.key].value for town in towns]
    assert len(spent) == given.count() == 25
    assert all(spent)
    assert sum(map(int, filter(None, spent))) < given.aggregate(Sum("amount_fen"))["amount_fen__sum"]


def test_what_was_paid_is_what_the_books_say_purse_by_purse_and_month_by_month(year: Year) -> None:
    assert (differing(), list(faults())) == ([], [])
    items = list(BudgetItem.objects.filter(organisation=year.federation, year=2022, programme="epidemic_fund"))
    (told,) = execution_of(items).values()
    assert told.spent == year.figures()["epidemic_fund.put_in"].value
    assert (told.total, told.set_aside > 0) == (sum(each.amount_fen for each in items), True)


def test_people_are_fewer_than_their_turns(year: Year) -> None:
    figures = year.figures()
    for persons, turns in (
        ("culture_festival.participants", "culture_festival.turns"),
        ("volunteers.persons", "volunteers.turns"),
        ("games_condolence.persons", "frontline_condolence.turns"),
    ):
        assert figures[persons].value < figures[turns].value, persons  # type: ignore[operator]


def test_shares_name_as_many_misses_as_they_lack(year: Year) -> None:
    figures = year.figures()
    for key in ("monthly_visits.coverage", "workforce_reform.reported", "non_union_register.large_founded"):
        missed = misses(metrics[key], under=year.under, period=year.period, limit=10_000)
        assert len(missed) == figures[key].missed > 0, key
    assert figures["mediator_training.coverage"].missed == figures["deployment.cadres"].missed == 0
