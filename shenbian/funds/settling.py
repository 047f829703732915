"""Services that are settled by their use (按核销结算): a clinic is paid for whom it saw, not for who booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, Sum

from shenbian.facts.models import Fact
from shenbian.flow.row import Guard, Row
from shenbian.kit.money import written
from shenbian.rulebook.queries import look_up_many

PRICES, USED = "service_prices", "service.used"


@dataclass
class _Known:
    """Prices by body; how many were used and how much was paid or is on its way, by programme and edition."""

    prices: dict[int, dict[str, int]]
    used: dict[tuple[str, str], int]
    paid: dict[tuple[str, str], int]


@dataclass(frozen=True)
class WithinRedeemed(Guard):
    """What is paid for a service is no more than the price of the rule for each that was redeemed."""

    title = "不超过核销人数乘单价"
    reads = ("commitment",)
    locks = "organisation"  # one service may be settled from several commitments of the body

    def needs(self, rows: Sequence[Row]) -> _Known:
        """One query for the rule; two more where the rule knows a programme of these."""
        bodies = {row.thing.organisation.pk: row.thing.organisation for row in rows if row.thing.form == "service"}
        found = look_up_many(PRICES, at=bodies.values(), on=rows[0].day) if bodies else {}
        prices = {pk: {each["programme"]: each["fen"] for each in told} for pk, told in found.items()}
        things = [row.thing for row in rows]
        asked = {each.programme for each in things if each.programme in prices.get(each.organisation_id, {})}
        if not asked:
            return _Known(prices, {}, {})
        facts = Fact.objects.filter(kind=USED, voided_at=None, facets__programme__in=asked).order_by()
        used = {
            (programme, edition): count
            for programme, edition, count in facts.values_list("facets__programme", "edition").annotate(Count("pk"))
        }
        model = apps.get_model("funds", "Payment")
        mine = [each.pk for each in things if each.pk]
        held = model._default_manager.filter(
            programme__in=asked, form="service", status__in=("prepared", "approved", "sent", "paid", "bounced")
        ).exclude(pk__in=mine)
        told = held.order_by().values_list("programme", "commitment__edition").annotate(Sum("amount_fen"))
        return _Known(prices, used, {(programme, edition): fen for programme, edition, fen in told})

    def why(self, row: Row, known: _Known) -> str | None:
        this = row.thing
        price = known.prices.get(this.organisation_id, {}).get(this.programme) if this.form == "service" else None
        if price is None:
            return None
        count, paid = self._sum(known.used, row), self._sum(known.paid, row)
        left = count * price - paid
        if this.amount_fen <= left:
            return None
        return f"已核销{count}人，每人{written(price)}，还能结算{written(max(left, 0))}；预约未到的不结算。"

    def takes(self, row: Row, known: _Known) -> None:
        key = (row.thing.programme, row.thing.commitment.edition)
        known.paid[key] = known.paid.get(key, 0) + row.thing.amount_fen

    def _sum(self, told: dict[tuple[str, str], Any], row: Row) -> int:
        """Of the commitment's edition; of all where it names none."""
        programme, edition = row.thing.programme, row.thing.commitment.edition
        return sum(each for (this, when), each in told.items() if this == programme and edition in ("", when))
