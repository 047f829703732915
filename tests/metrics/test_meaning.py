"""What a figure means, one rule at a time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from shenbian.facts.actions import strike, write
from shenbian.facts.fact import NewFact
from shenbian.kit.period import BadPeriod, Period
from shenbian.metrics.figure import Figure
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import Count, Coverage, Metric, Ratio, Standing, Total, metrics, rows
from shenbian.metrics.parts import problems
from shenbian.metrics.rows import split
from tests.metrics.ledgers import YEAR

COLUMNS = ("person", "unit", "edition", "quantity", "amount_fen")
pytestmark = pytest.mark.django_db
TURNS = Metric(key="t", title="人次", unit="人次", measure=Total(rows=rows("turn"), of="quantity"))
PEOPLE = Metric(key="p", title="人", unit="人", measure=Count(rows=rows("turn"), of=("person",)))
PAID = Metric(key="m", title="支出", unit="元", measure=Total(rows=rows("paid"), of="amount_fen"))


class Ledger:
    """Writes facts of this test, each with a source of its own."""

    number = 0

    def add(self, kind: str, day: str, path: str = "1.2.", batch: int | None = None, **said: Any) -> int:
        self.number += 1
        facets = {key: value for key, value in said.items() if key not in COLUMNS}
        columns = {key: value for key, value in said.items() if key not in facets}
        fact = NewFact(
            kind=kind, happened_on=date.fromisoformat(day), organisation=int(path.split(".")[-2]) if path else None,
            org_path=path, facets=facets, source=str(self.number), evidence="test", **columns,
        )  # fmt: skip
        return write([fact], by="test", batch=batch)[0]

    def turn(self, day: str, person: int | None, path: str = "1.2.", **said: Any) -> int:
        return self.add("turn", day, path, person=person, programme="volunteers", session="a", **said)

    def paid(self, amount: int, path: str, **said: Any) -> int:
        return self.add(
            "paid", "2022-05-01", path, amount_fen=amount, programme="epidemic_fund", receipt="r", form="goods", **said
        )


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


def one(metric: Metric, under: str = "1.", period: Period = YEAR, **said: Any) -> Figure:
    return measure([metric], under=under, period=period, **said)[metric.key]


def test_persons_and_person_times_are_two_counts_of_the_same_rows(ledger: Ledger) -> None:
    ledger.turn("2022-01-01", 7)
    ledger.turn("2022-12-31", 7)
    ledger.turn("2022-06-01", None, quantity=30)
    ledger.turn("2023-01-01", 8)
    assert (one(TURNS).value, one(TURNS).facts, one(PEOPLE).value, one(PEOPLE).facts) == (32, 3, 1, 2)


def test_merged_persons_are_one_and_are_two_again_when_the_merger_is_struck_out(ledger: Ledger) -> None:
    for person in (7, 8, 9):
        ledger.turn("2022-01-01", person)
    ledger.add("person.same", "2023-05-01", "", person=7, survivor=8)
    merged = ledger.add("person.same", "2023-05-01", "", person=8, survivor=9)
    assert one(PEOPLE).value == 1
    strike([merged], by="test", reason="误并")
    assert one(PEOPLE).value == 2


def test_passed_on_money_counts_below_its_owner_and_first_hand_money_at_it(ledger: Ledger) -> None:
    ledger.paid(1000, "1.")
    ledger.paid(400, "1.2.5.", owner="1.")
    ledger.paid(50, "1.2.5.", owner="1.2.")
    ledger.paid(3, "1.2.5.")
    assert [one(PAID, under).value for under in ("", "1.", "1.2.", "1.2.5.")] == [1003, 1003, 403, 453]


def test_a_subtree_ends_at_its_dots(ledger: Ledger) -> None:
    ledger.turn("2022-01-01", 1, "1.2.")
    ledger.turn("2022-01-01", 2, "1.20.")
    assert (one(TURNS, "1.2.").value, one(TURNS, "1.20.").value, one(TURNS, "1.").value) == (1, 1, 2)


def test_the_tree_is_that_of_the_day_of_the_fact_and_todays_on_request(ledger: Ledger) -> None:
    ledger.turn("2022-01-01", 1, "1.2.5.")
    ledger.turn("2022-01-01", 2, "1.3.")
    ledger.add("org.moved", "2022-07-01", "1.3.5.", before="1.2.5.", after="1.3.5.")
    ledger.turn("2022-08-01", 3, "1.3.5.")
    then, now = one(TURNS, "1.3."), one(TURNS, "1.3.", tree="now")
    assert (then.value, then.moved_in, now.value, now.moved_in, now.moved_out) == (2, 0, 3, 1, 0)
    left = one(TURNS, "1.2.", tree="now")
    assert (one(TURNS, "1.2.").value, left.value, left.moved_in, left.moved_out) == (1, 0, 0, 1)


def test_a_body_that_moved_has_its_facts_of_before_and_its_old_parent_has_them_too(ledger: Ledger) -> None:
    ledger.turn("2022-01-01", 1, "1.2.5.")
    ledger.turn("2022-01-02", 2, "1.2.5.6.")
    ledger.add("org.moved", "2022-07-01", "1.3.5.", before="1.2.5.", after="1.3.5.")
    ledger.turn("2022-08-01", 3, "1.3.5.6.")
    ledger.turn("2022-08-01", 4, "1.3.55.")
    places = ("1.2.", "1.3.", "1.3.5.", "1.3.5.6.", "1.2.5.", "1.3.55.")
    assert [one(TURNS, under).value for under in places] == [2, 2, 3, 2, 3, 1]
    assert one(TURNS, "1.3.5.", tree="now").value == 3
    cuts = split(TURNS, by="organisation", under="1.3.5.", period=YEAR)
    assert [(cut.part, cut.figure.value) for cut in cuts] == [("1.3.5.", 1), ("1.3.5.6.", 2)]


MEMBERS = Standing(begun=rows("member.admitted"), ended=("member.left",), by=("person", "organisation"), of=("person",))


def test_a_member_stands_until_they_leave_and_where_their_membership_began(ledger: Ledger) -> None:
    standing = Metric(key="s", title="在册", unit="人", measure=MEMBERS)
    ledger.add("member.admitted", "2021-03-01", "1.2.", person=1, two_new=True)
    ledger.add("member.admitted", "2022-03-01", "1.2.", person=2, two_new=True)
    ledger.add("member.left", "2022-06-30", "1.2.", person=1, how="resigned")
    values = [one(standing, period=Period.month(2022, month)).value for month in (2, 3, 5, 6, 7)]
    assert values == [1, 2, 2, 1, 1]
    assert (one(standing, "1.3.").value, one(standing, "1.2.").facts) == (0, 1)


def test_a_spell_stood_during_the_period_even_if_it_ended_in_it(ledger: Ledger) -> None:
    ledger.add("member.admitted", "2021-03-01", person=1, two_new=True)
    ledger.add("member.left", "2022-06-30", person=1, how="resigned")
    ledger.add("member.admitted", "2022-03-01", person=2, two_new=True)
    ledger.add("member.left", "2022-03-01", person=2, how="resigned")
    ledger.add("member.admitted", "2021-03-01", person=3, two_new=True)
    ledger.add("member.left", "2021-12-31", person=3, how="resigned")
    during = Standing(begun=MEMBERS.begun, ended=MEMBERS.ended, by=MEMBERS.by, of=MEMBERS.of, when="during")
    found = one(Metric(key="s", title="在册", unit="人", measure=during))
    assert (found.value, found.facts) == (2, 2)


def test_a_coverage_counts_what_is_listed_here_and_was_hit_anywhere(ledger: Ledger) -> None:
    ledger.add("list.entry", "2021-01-01", "1.2.", list="towns")
    ledger.add("list.entry", "2021-01-01", "1.3.", list="towns")
    trained = metrics["mediator_training.coverage"]
    assert (one(trained).value, one(trained).missed) == (0, 2)
    ledger.add("certificate", "2022-05-01", "1.2.50.", person=1, programme="mediator_training", edition="2022")
    found = one(trained)
    assert (found.value, found.numerator, found.denominator, found.facts) == (Fraction(1, 2), 1, 2, 3)
    assert one(trained, "4.").value is None


def test_a_figure_says_by_which_doors_its_facts_came(ledger: Ledger) -> None:
    posts = Metric(key="j", title="岗位", unit="个", measure=Total(rows=rows("hired"), of="quantity"))
    ledger.add("hired", "2022-01-01", programme="employment", no="1")
    assert one(posts).rests_on == ("moves",)
    ledger.add("hired", "2022-01-02", batch=3, programme="employment", no="2")
    assert one(posts).rests_on == ("moves", "import")
    ledger.turn("2022-01-01", 1, batch=3)  # a kind written by moves alone: a sheet of it is a sheet of moves
    assert one(TURNS).rests_on == ("moves",)
    ledger.add(
        "attested", "2022-12-31", "1.", batch=3, measure="courier_outlets", place="全市", ours=False, holder="市总",
        quantity=110,
    )  # fmt: skip
    assert one(metrics["warm_stations.courier_outlets"]).rests_on == ("attestation",)
    assert one(PEOPLE, "4.").rests_on == ()


def test_money_is_fen_inside_and_yuan_in_json(ledger: Ledger) -> None:
    ledger.paid(150, "1.")
    ledger.paid(250, "1.")
    assert (one(PAID).value, one(PAID).json_value) == (400, 4)
    each = Metric(
        key="e", title="每笔", unit="元", measure=Ratio(numerator=PAID.measure, denominator=Count(rows=rows("paid")))
    )
    assert (one(each).value, one(each).json_value, one(each).denominator) == (Fraction(200), 2, 2)


def test_a_part_that_is_larger_than_its_whole_is_named(ledger: Ledger) -> None:
    whole = Metric(key="w", title="全部", unit="人次", measure=Total(rows=rows("turn", umbrella="arts"), of="quantity"))
    part = Metric(key="q", title="其中的", unit="人次", part_of="w", measure=TURNS.measure)
    ledger.turn("2022-01-01", 1)
    found = measure([whole, part], under="1.", period=YEAR)
    assert list(problems(found)) == ["“其中的”（1人次）大于“全部”（0人次）。"]
    assert list(problems({"q": found["q"]})) == []


def test_a_figure_is_cut_into_bodies_months_and_facets(ledger: Ledger) -> None:
    ledger.turn("2022-01-05", 1, "1.2.5.", occupation="rider")
    ledger.turn("2022-01-06", 1, "1.3.")
    ledger.turn("2022-03-06", 2, "1.", quantity=5)
    cut = {each.part: each.figure.value for each in split(TURNS, by="organisation", under="1.", period=YEAR)}
    assert cut == {"1.": 5, "1.2.": 1, "1.3.": 1}
    months = [each.figure.value for each in split(TURNS, by="month", under="1.", period=Period.quarter(2022, 1))]
    assert months == [2, 0, 5]
    facets = {each.part: each.figure.value for each in split(TURNS, by="occupation", under="1.", period=YEAR)}
    assert facets == {"rider": 1, None: 6}
    with pytest.raises(ValueError, match="turn has no facet form"):
        split(TURNS, by="form", under="1.", period=YEAR)


def test_an_empty_period_has_no_figures() -> None:
    with pytest.raises(BadPeriod):
        one(TURNS, period=Period(date(2022, 1, 1), date(2022, 1, 1)))


def test_no_metrics_are_no_figures() -> None:
    assert measure([], under="1.", period=YEAR) == {}


def test_all_figures_cost_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # the planner is told to join whole sets, the figures, and told back
        measure(metrics, under="1.", period=YEAR)


def test_a_share_of_a_list_needs_keys_of_one_width() -> None:
    crooked = Coverage(listed=MEMBERS, hit=Count(rows=rows("turn"), of=("person", "month")))
    with pytest.raises(ValueError, match="cannot be compared"):
        one(Metric(key="c", title="歪", unit="", measure=crooked))
