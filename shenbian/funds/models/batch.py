"""Payments that go to the bank as one list, and the invoices behind payments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.flow.models import Flowing
from shenbian.funds.batching import BATCH, INVOICE
from shenbian.funds.models.budget import MONEY
from shenbian.kit.money import written
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk


class PaymentBatch(Flowing):
    """A list of payments that is approved and sent as one (付款批次); the bank answers for each of them."""

    FLOW = BATCH
    owner: ClassVar[None] = None

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="付款工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    title = models.CharField("批次", max_length=200)
    prepared_at = models.DateTimeField("编制时间", db_default=Now())

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id organisation desk title prepared_at".split())

    class Meta(Flowing.Meta):
        verbose_name = "付款批次"

    def __str__(self) -> str:
        return self.title


class Invoice(Flowing):
    """An invoice behind a payment (发票), in fen: its number is known once among all unions."""

    FLOW = INVOICE
    RELATED = ("organisation", "payment__organisation")
    owner: ClassVar[None] = None

    payment = models.ForeignKey("funds.Payment", models.PROTECT, related_name="invoices", verbose_name="支付")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    number = models.CharField("发票号码", max_length=40, db_collation="C")
    seller = models.CharField("销售方", max_length=100)
    amount_fen = models.BigIntegerField(MONEY)
    dated_on = models.DateField("开票日期")

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id payment organisation desk number seller amount_fen dated_on".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "发票"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="invoice_of_something"),
            models.UniqueConstraint(fields=["number"], condition=Q(status="registered"), name="invoice_once"),
        ]

    def __str__(self) -> str:
        return f"发票{self.number}"

    def shows(self) -> Iterator[tuple[str, Any, Sensitivity]]:
        """What its page says, line by line."""
        told: dict[str, Any] = {"发票号码": self.number, "销售方": self.seller, "金额": written(self.amount_fen)}
        told["开票日期"] = self.dated_on
        yield from ((label, value, Sensitivity.PLAIN) for label, value in told.items())
