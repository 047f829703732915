"""What was paid to persons and units by decision was decided and public first, each decision once; the sums are
those of the decisions."""

from __future__ import annotations

from collections import Counter

from django.db.models import F, QuerySet, Sum

from shenbian.awards.models import Benefit, PublicNotice
from shenbian.funds.models import Payment
from tests.demo.conftest import Year

PROGRAMMES = (
    "certificate_subsidy", "training_subsidy", "contest_subsidy", "innovation_studios", "worker_innovations"
)  # fmt: skip


def test_the_figures_of_the_year_are_the_sums_of_single_decisions(year: Year) -> None:
    earned = Benefit.objects.filter(earned_on__year=year.period.start.year - 1).exclude(level="district")
    told = earned.order_by().values_list("programme").annotate(Sum("amount_fen"))
    counted = Counter(earned.values_list("programme", flat=True))
    assert {programme: (counted[programme], fen) for programme, fen in told} == {
        "certificate_subsidy": (18, 15_600_00),
        "training_subsidy": (289, 294_800_00),
        "contest_subsidy": (54, 58_500_00),
    }


def decided(year: Year) -> QuerySet[Benefit]:
    """The decisions of the year, not those of what is open today."""
    return Benefit.objects.filter(decided_on__year=year.period.start.year)


def test_every_decision_is_paid_once_and_every_payment_has_its_decision(year: Year) -> None:
    paid = Payment.objects.filter(programme__in=PROGRAMMES, status="paid")
    assert set(decided(year).values_list("status", flat=True)) == {"paid"}
    assert sorted(paid.values_list("pk", flat=True)) == sorted(decided(year).values_list("payment", flat=True))
    same = paid.filter(benefits__amount_fen=F("amount_fen"))
    persons = same.filter(benefits__person=F("person"), benefits__earned_on=F("earned_on"))
    assert (persons.count(), same.filter(benefits__unit=F("unit")).count(), paid.count()) == (373, 33, 406)


def test_no_decision_lies_before_the_end_of_its_notice_and_no_payment_before_its_decision(year: Year) -> None:
    notices = PublicNotice.objects.filter(starts_on__year=year.period.start.year)
    assert set(notices.values_list("status", flat=True)) == {"ended"}
    assert not decided(year).filter(decided_on__lte=F("line__notice__last_on")).exists()
    assert not decided(year).filter(payment__paid_on__lt=F("decided_on")).exists()


def test_no_amount_is_other_than_what_its_lines_say(year: Year) -> None:
    wrong = [
        each.number
        for each in Benefit.objects.all()
        if sum(line["fen"] for line in each.lines) != each.amount_fen or not each.lines[0]["rule"]
    ]
    assert wrong == []
