"""What is held, the vouchers that changed it, their lines, and the months of each body's books."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.ledger.declared import Key


class Month(models.Model):
    """One month of one body's books: how many vouchers were numbered in it, and when it was closed (月结)."""

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    first = models.DateField("月份")  # its first day
    numbered = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField("结账时间", null=True)
    closed_by = models.CharField(max_length=80, blank=True)

    class Privacy:
        plain = frozenset("id organisation first numbered closed_at closed_by".split())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["organisation", "first"], name="month_once"),
            models.CheckConstraint(condition=Q(first__day=1), name="month_begins"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by="") | Q(closed_at__isnull=False) & ~Q(closed_by=""),
                name="month_closed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first.year}年{self.first.month}月"


class Holding(models.Model):
    """What a body holds under one heading for one thing, counted in one measure (明细账).

    `balance` is the sum of its postings, kept by the database. A floored one never goes below nought.
    """

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="账套")
    heading = models.CharField("科目", max_length=40)
    of = models.CharField("用途", max_length=120, blank=True, db_collation="C")
    measure = models.CharField("计量", max_length=40, db_collation="C")
    floored = models.BooleanField(default=False)
    balance = models.BigIntegerField("余额", default=0)

    class Privacy:
        plain = frozenset("id organisation heading of measure floored balance".split())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["organisation", "heading", "of", "measure"], name="holding_once"),
            models.CheckConstraint(condition=Q(floored=False) | Q(balance__gte=0), name="holding_not_below_nought"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["of", "heading"], name="holding_of")]

    def __str__(self) -> str:
        return f"{self.heading} {self.of}".strip()

    @property
    def key(self) -> Key:
        return Key(self.organisation_id, self.heading, self.of, self.measure)


class Voucher(models.Model):
    """One thing booked (记账凭证): only ever added; a wrong one is taken back by another (红字冲销)."""

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="账套")
    on = models.DateField("日期")
    number = models.PositiveIntegerField("凭证号")  # within its month
    title = models.CharField("摘要", max_length=200)
    source = models.CharField("业务", max_length=120, unique=True, db_collation="C")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    by = models.CharField(max_length=80)
    at = models.DateTimeField("入账时间", db_default=Now())
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = frozenset("id organisation on number title source reverses by at batch".split())

    class Meta:
        constraints: ClassVar[list[Any]] = [models.CheckConstraint(condition=~Q(source=""), name="voucher_books")]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["organisation", "-on", "-id"], name="voucher_by_day")]

    def __str__(self) -> str:
        return f"记-{self.on:%Y%m}-{self.number:04d}"


class Posting(models.Model):
    """One line of a voucher (分录): into a holding above nought, out of it below; fen or pieces."""

    voucher = models.ForeignKey(Voucher, models.PROTECT, related_name="postings")
    holding = models.ForeignKey(Holding, models.PROTECT, related_name="postings")
    amount = models.BigIntegerField("金额或数量")

    class Privacy:
        plain = frozenset("id voucher holding amount".split())

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["voucher", "holding"], name="posting_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="posting_of_something"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(F("holding"), F("voucher").desc(), name="posting_of_holding")]

    def __str__(self) -> str:
        return f"{self.holding} {self.amount}"
