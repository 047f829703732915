"""What is held, now or at the end of a day, and what went through a heading in a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet, Sum

from shenbian.kit.period import Period
from shenbian.ledger.declared import FEN, Key
from shenbian.ledger.models import Holding, Month, Posting, Voucher


def held(headings: Collection[str], of: Iterable[str]) -> dict[tuple[str, str], int]:
    """What is held now, by (heading, of), in the measure of each; nought is left out. One query."""
    rows = Holding.objects.filter(heading__in=headings, of__in=list(of)).exclude(balance=0)
    return {(row.heading, row.of): row.balance for row in rows}


def held_on(headings: Collection[str], of: Iterable[str], on: date) -> dict[tuple[str, str], int]:
    """The same at the end of a day, from the postings up to it. One query."""
    rows = Posting.objects.filter(holding__heading__in=headings, holding__of__in=list(of), voucher__on__lte=on)
    told = rows.values_list("holding__heading", "holding__of").annotate(Sum("amount")).order_by()
    return {(heading, what): amount for heading, what, amount in told if amount}


def moved(heading: str, *, period: Period, measure: str = FEN) -> dict[tuple[str, date], int]:
    """What went through a heading, by what it was for and the first day of its month. One query."""
    rows = Posting.objects.filter(
        holding__heading=heading, holding__measure=measure, voucher__on__gte=period.start, voucher__on__lt=period.end
    )
    months = rows.values_list("holding__of", "voucher__on__year", "voucher__on__month")
    told = months.annotate(Sum("amount")).order_by()
    return {(of, date(year, month, 1)): amount for of, year, month, amount in told}


def vouchers_of(subjects: Iterable[str]) -> QuerySet[Voucher]:
    """What was booked of these things ("funds.payment:12"), the first first, with its lines."""
    wanted = Q()
    for each in subjects:
        wanted |= Q(source=each) | Q(source__startswith=f"{each}:")
    rows = Voucher.objects.filter(wanted) if wanted else Voucher.objects.none()
    return rows.prefetch_related("postings__holding").order_by("on", "pk")


def postings_of(key: Key) -> QuerySet[Posting]:
    """What changed a holding, the latest first."""
    rows = Posting.objects.filter(
        holding__organisation=key.organisation,
        holding__heading=key.heading,
        holding__of=key.of,
        holding__measure=key.measure,
    )
    return rows.select_related("voucher", "holding").order_by("-voucher_id")


def open_months(organisation: int) -> list[Month]:
    """The months with vouchers that are not closed, the first first. One query."""
    return list(Month.objects.filter(organisation=organisation, closed_at=None, numbered__gt=0).order_by("first"))
