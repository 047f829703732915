"""Every night facts are held against the books; who answers for them is told."""

from __future__ import annotations

from datetime import date, timedelta

from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact
from shenbian.funds.timed import compare
from shenbian.jobs.timed import clockwork
from shenbian.kit.period import now
from shenbian.notices.models import Notice
from shenbian.people.models import Person
from tests.funds.conftest import Coffers

CLOCK = clockwork["funds.compare"].actor


def test_nothing_is_said_where_facts_and_books_agree(coffers: Coffers) -> None:
    coffers.payment(coffers.commitment(coffers.item()), to="paid")
    assert (compare(CLOCK, now()), Notice.objects.filter(kind="money.differs").count()) == ("", 0)


def test_a_payment_that_is_in_no_book_is_told_to_finance_and_the_auditor_once_a_day(coffers: Coffers) -> None:
    keys = {coffers.qian.person, coffers.lu.person}
    assert (coffers.han.person, coffers.wei.person) != (None, None)
    home = coffers.place.federation
    facets = {"receipt": "HD-9", "form": "goods", "programme": "winter_warmth"}
    write(
        [
            NewFact(
                kind="paid",
                happened_on=date(2022, 3, 1),
                organisation=home.pk,
                org_path=home.path,
                amount_fen=123_450,
                facets=facets,
                source="HD-9",
                evidence="银行流水 第2行",
            )
        ],
        by="test",
    )
    assert compare(CLOCK, now()) == compare(CLOCK, now()) == "有1处台账与账上不符"
    told = Notice.objects.filter(kind="money.differs")
    assert {each.to for each in told} == keys == set(Person.objects.filter(key__in=keys).values_list("key", flat=True))
    assert {each.body for each in told} == {"送温暖 2022-03：台账1,234.50元，账上0.00元"}
    compare(CLOCK, now() + timedelta(days=1))
    assert told.all().count() == 4
