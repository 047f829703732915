"""A figure by the bodies below its place: the one statement says what a statement for each body says."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shenbian.kit.period import Period
from shenbian.metrics.bodies import by_body, by_body_and_month, by_month
from shenbian.metrics.metric import Count, Metric, Total, metrics, rows
from shenbian.metrics.rows import split
from tests.metrics.test_meaning import Ledger

pytestmark = pytest.mark.django_db
YEAR = Period.year(2022)
TURNS = Metric(key="t", title="人次", unit="人次", measure=Total(rows=rows("turn"), of="quantity"))
PEOPLE = Metric(key="p", title="人", unit="人", measure=Count(rows=rows("turn"), of=("person",)))
PAID = Metric(key="m", title="支出", unit="元", measure=Total(rows=rows("paid"), of="amount_fen"))
TIMES = Metric(key="c", title="次", unit="次", measure=Count(rows=rows("turn"), of=()))
MEMBERS = Metric(
    key="s",
    title="会员",
    unit="人",
    measure=metrics["organising.standing_members"].measure,
)


def filled() -> Ledger:
    ledger = Ledger()
    for number in range(4):
        ledger.turn("2022-03-01", number + 1, path="1.2.")
        ledger.turn("2022-03-02", number + 1, path="1.3.7.")
    ledger.turn("2022-04-01", None, path="1.", quantity=30)
    for number, (path, fen) in enumerate([("1.2.", 1_250), ("1.", 99)]):
        said = {"programme": "epidemic_fund", "form": "goods", "receipt": f"R{number}"}
        ledger.add("paid", "2022-05-01", path=path, amount_fen=fen, **said)
    return ledger


@pytest.mark.parametrize("metric", [TURNS, PEOPLE, PAID, MEMBERS], ids=lambda metric: metric.key)
def test_it_says_what_a_statement_for_each_body_says(metric: Metric) -> None:
    filled()
    cuts = split(metric, by="organisation", under="1.", period=YEAR)
    assert [(each.body, each.value, each.facts) for each in by_body(metric, under="1.", period=YEAR)] == [
        (int(cut.figure.under.split(".")[-2]), cut.figure.json_value, cut.figure.facts) for cut in cuts
    ]


def test_turns_lie_where_they_were_and_people_in_each_place() -> None:
    filled()
    assert [(e.body, e.value, e.facts) for e in by_body(TURNS, under="1.", period=YEAR)] == [
        (1, 30, 1),
        (2, 4, 4),
        (3, 4, 4),
    ]
    assert [(e.body, e.value) for e in by_body(PEOPLE, under="1.", period=YEAR)] == [(2, 4), (3, 4)]


def test_one_statement_however_many_bodies_and_none_at_once_where_it_takes_many() -> None:
    filled()
    with CaptureQueriesContext(connection) as queries:
        by_body(TURNS, under="1.", period=YEAR)
    assert len([each for each in queries if "facts_fact" in each["sql"]]) == 1
    assert by_body(PAID, under="1.", period=YEAR, at_once=True) == []


@pytest.mark.parametrize("metric", [TURNS, PEOPLE, PAID, MEMBERS], ids=lambda metric: metric.key)
def test_months_say_what_a_statement_for_each_month_says(metric: Metric) -> None:
    filled()
    cuts = split(metric, by="month", under="1.", period=YEAR)
    assert [(each.value, each.facts) for each in by_month(metric, under="1.", period=YEAR)] == [
        (cut.figure.json_value, cut.figure.facts) for cut in cuts
    ]


def test_months_of_what_was_earned_the_year_before_add_up_to_the_year() -> None:
    ledger = Ledger()
    metric = metrics["certificate_subsidy.persons"]
    for number, (day, earned) in enumerate([("2022-03-01", "2021-12-01"), ("2022-09-01", "2021-03-01")]):
        said = {"form": "person", "receipt": f"R{number}", "person": number + 1, "earned_on": earned}
        ledger.add("paid", day, programme="certificate_subsidy", amount_fen=100, **said)
    assert [each.month for each in by_month(metric, under="1.", period=YEAR) if each.value] == [3, 9]


@pytest.mark.parametrize("metric", [TURNS, PEOPLE, TIMES], ids=lambda metric: metric.key)
@pytest.mark.parametrize("under", ["1.", "1.3.", ""])
def test_bodies_and_months_in_one_statement_are_those_of_two(metric: Metric, under: str) -> None:
    filled().turn("2022-05-01", 3, path="9.")
    with CaptureQueriesContext(connection) as queries:
        found = by_body_and_month(metric, under=under, period=YEAR)
    assert len([each for each in queries if "facts_fact" in each["sql"] and "org.moved" not in each["sql"]]) == 1
    apart = by_body(metric, under=under, period=YEAR), by_month(metric, under=under, period=YEAR)
    assert found == apart


def test_money_and_what_stands_are_asked_apart() -> None:
    assert [by_body_and_month(each, under="1.", period=YEAR) for each in (PAID, MEMBERS)] == [None, None]


def test_the_ends_of_all_months_are_one_statement_and_what_a_statement_for_each_says() -> None:
    ledger = Ledger()
    spells = [
        ("2021-05-01", 1, "1.2.", "member.admitted"),
        ("2022-03-31", 1, "1.2.", "member.left"),
        ("2022-06-01", 1, "1.2.", "member.admitted"),  # came back
        ("2022-02-01", 2, "1.2.", "member.admitted"),
        ("2022-04-01", 2, "1.3.", "member.transferred_in"),  # of two unions for a month
        ("2022-05-01", 2, "1.2.", "member.left"),
        ("2022-07-01", 3, "8.9.", "member.admitted"),  # elsewhere
        ("2022-08-01", 4, "1.3.", "member.admitted"),
        ("2022-08-01", 4, "1.3.", "member.left"),  # on the same day
        ("2022-09-01", 5, "1.2.", "member.admitted"),
        ("2022-10-01", 5, "1.3.2.", "member.admitted"),  # the same union, moved meanwhile
    ]
    for day, person, path, kind in spells:
        said = {"member.admitted": {"two_new": False}, "member.left": {"how": "resigned"}}.get(kind, {})
        ledger.add(kind, day, path=path, person=person, **said)
    for under in ("1.", "1.2.", "1.3.", "8.", ""):
        cuts = split(MEMBERS, by="month", under=under, period=YEAR)
        with CaptureQueriesContext(connection) as queries:
            ends = by_month(MEMBERS, under=under, period=YEAR)
        assert [(each.value, each.facts) for each in ends] == [(c.figure.json_value, c.figure.facts) for c in cuts]
        assert len([each for each in queries if "member.left" in each["sql"]]) == 1
    assert [each.value for each in by_month(MEMBERS, under="1.", period=YEAR)] == [1, 2, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3]
