"""What is paid of a commitment, and what came back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.facts.fact import NewFact
from shenbian.files.models import Attachment
from shenbian.flow.filing import Filing
from shenbian.flow.models import Flowing
from shenbian.funds.accounts import masked
from shenbian.funds.flows import REFUND
from shenbian.funds.models.budget import MONEY, BudgetItem, Commitment, forms
from shenbian.funds.paying import PAYMENT
from shenbian.kit.money import written
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk, Right
from shenbian.standard.kinds.money import LEVEL


def levels() -> list[tuple[str, str]]:
    """Of what level a prize was; those of the fact."""
    return list(LEVEL.codes.items())


class Payment(Flowing):
    """Money that leaves for one payee (支付), in fen; known by the bank's receipt once it is paid.

    It is paid by `organisation`, out of the budget of the commitment; `counted_at` is the union where it counts, where
    that is another (the union of a worker whom the district pays). `pays` names the decision that it fulfils
    ("editions.entry:12"): paid once. `instead_of` is the one that bounced: repaid once. `times` counts how often it was
    booked anew, so that each voucher has a source of its own. Of a fee for work `grade` and `half_days` say how much
    it may be at most, and `tax_fen` is withheld of it: the bank pays the rest.
    """

    FLOW = PAYMENT
    FILING = Filing(
        sorts={
            "发票": Attachment.Kind.VOUCHER,
            "银行回单": Attachment.Kind.VOUCHER,
            "合同": Attachment.Kind.PAPER,
            "发放清单": Attachment.Kind.PAPER,
            "验收和现场照片": Attachment.Kind.PHOTO,
            "其他材料": Attachment.Kind.PAPER,
        },
        right=Right.PAYMENT_PREPARE,
        fixed=frozenset({"sent", "paid", "bounced", "repaid"}),
        inside=True,
    )
    RELATED = (
        "organisation",
        "counted_at",
        "commitment__item__organisation",
        "commitment__item__first_hand",
        "person__merged_into",
        "receiver",
        "instead_of",
    )
    came: NewFact | None = None

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="payments", verbose_name="审批单")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="付款工会")
    counted_at = models.ForeignKey(
        "orgs.Organisation", models.PROTECT, null=True, related_name="+", verbose_name="受益工会"
    )
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    programme = models.CharField("项目", max_length=60)
    form = models.CharField("支出形式", max_length=20, choices=forms)
    amount_fen = models.BigIntegerField(MONEY)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="payments", verbose_name="收款人"
    )
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    receiver = models.ForeignKey(
        "orgs.Organisation", models.PROTECT, null=True, related_name="+", verbose_name="收款工会"
    )
    payee = models.CharField("收款方", max_length=100, blank=True)
    bank = models.CharField("开户银行", max_length=100, blank=True)
    account_sealed = models.BinaryField("银行账号", null=True)  # SM4-GCM
    grade = models.CharField("劳务费档次", max_length=40, blank=True)
    half_days = models.PositiveSmallIntegerField("半天数", default=0)
    tax_fen = models.BigIntegerField("代扣税款", default=0)
    earned_on: models.DateField[date | None, date | None] = models.DateField("成果取得日期", null=True)
    basis = models.CharField("事由", max_length=200, blank=True)
    level = models.CharField("奖项级别", max_length=20, choices=levels, blank=True)
    pays = models.CharField(max_length=120, blank=True, db_collation="C")
    drawn_in = models.ForeignKey(
        "funds.PaymentBatch", models.PROTECT, null=True, related_name="payments", verbose_name="付款批次"
    )
    instead_of = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="paid_by", verbose_name="重付的原支付"
    )
    paid_on: models.DateField[date | None, date | None] = models.DateField("支付日期", null=True)
    receipt = models.CharField("银行回单号", max_length=100, blank=True, db_collation="C")
    why_not = models.CharField("没有付成的原因", max_length=200, blank=True)
    times = models.PositiveSmallIntegerField(default=1)
    prepared_at = models.DateTimeField("编制时间", db_default=Now())
    source = models.CharField(max_length=400, blank=True, db_collation="C")
    evidence = models.CharField("依据", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id commitment organisation counted_at desk programme form amount_fen person unit receiver grade half_days "
            "tax_fen earned_on basis level pays drawn_in instead_of paid_on receipt times prepared_at source evidence "
            "batch".split()
        )
        personal = frozenset({"payee", "bank", "why_not"})
        sealed = frozenset({"account_sealed"})

    class Meta(Flowing.Meta):
        verbose_name = "支付"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="payment_of_something"),
            models.CheckConstraint(
                condition=Q(tax_fen__gte=0) & Q(tax_fen__lt=F("amount_fen")), name="payment_taxed_in_part"
            ),
            models.CheckConstraint(
                condition=~Q(status="paid") | ~Q(receipt="") & ~Q(source="") & Q(paid_on__isnull=False),
                name="paid_by_a_receipt",
            ),
            models.CheckConstraint(condition=Q(receiver=None) | Q(person=None, unit=None), name="payment_to_one"),
            models.UniqueConstraint(fields=["source"], condition=Q(status="paid"), name="receipt_once"),
            models.UniqueConstraint(
                fields=["pays"],
                condition=~Q(pays="") & Q(instead_of=None) & ~Q(status__in=("cancelled", "dropped")),
                name="decision_paid_once",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["organisation", "-id"], name="payment_of_body"),
            models.Index(fields=["programme", "paid_on"], name="payment_of_programme"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}：{self.to}"

    @property
    def owner(self) -> int | None:
        return (self.person.merged_into or self.person).key if self.person else None

    @property
    def to(self) -> str:
        """Whom it goes to, in words."""
        named = self.person or self.unit or self.receiver
        return getattr(named, "name", "") or self.payee or self.commitment.seller

    @property
    def net_fen(self) -> int:
        """What the bank pays out: less the tax that is withheld."""
        return self.amount_fen - self.tax_fen

    @property
    def told_as(self) -> str:
        return "一笔补助" if self.person_id else "一笔付款"

    @property
    def reserved_as(self) -> str:
        """The source of the voucher by which it is on the way."""
        return _source(self, "reserved", self.times)

    @property
    def paid_as(self) -> str:
        """The source of the voucher by which it is paid."""
        return _source(self, "paid", self.times)

    @property
    def booked_as(self) -> list[str]:
        """The sources of all its vouchers; those that were taken back stand no longer."""
        return _sources(self, "reserved", "paid")

    def shows(self) -> Iterator[tuple[str, Any, Sensitivity]]:
        """What its page says, line by line; the account by its last digits."""
        told = {
            "审批单": self.commitment,
            "金额": written(self.amount_fen),
            "代扣税款": written(self.tax_fen) if self.tax_fen else "",
            "支出形式": self.get_form_display(),
            "收款方": self.to,
            "事由": self.basis,
            "支付日期": self.paid_on,
            "银行回单号": self.receipt,
            "没有付成的原因": self.why_not,
            "依据": self.evidence,
        }
        yield from ((label, value, Sensitivity.PLAIN) for label, value in told.items())
        yield "银行账号", masked(self.account_sealed), Sensitivity.SEALED

    def again(self) -> Payment:
        """One more in its place, not yet begun."""
        same = "commitment organisation counted_at desk programme form amount_fen person unit receiver payee".split()
        more = "grade half_days tax_fen earned_on basis level pays".split()
        return Payment(instead_of=self, **{name: getattr(self, name) for name in (*same, *more)})


class Refund(Flowing):
    """Money of a payment that came back (结余退回), in fen; known by the bank's receipt.

    `below`: of a transfer, the receiver's budget item, which has so much less.
    """

    FLOW = REFUND
    RELATED = (
        "organisation",
        "payment__organisation",
        "payment__counted_at",
        "payment__commitment__item__organisation",
        "below",
    )
    owner: ClassVar[None] = None
    came: NewFact | None = None

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds", verbose_name="原支付")
    below = models.ForeignKey(
        BudgetItem, models.PROTECT, null=True, related_name="sent_back", verbose_name="收款工会的预算"
    )
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    amount_fen = models.BigIntegerField(MONEY)
    on = models.DateField("退回日期")
    receipt = models.CharField("银行回单号", max_length=100, blank=True, db_collation="C")
    times = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=400, blank=True, db_collation="C")
    evidence = models.CharField("依据", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id payment below organisation desk amount_fen on receipt times source evidence batch".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "结余退回"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="refund_of_something"),
            models.UniqueConstraint(fields=["source"], condition=Q(status="returned"), name="refund_once"),
        ]

    def __str__(self) -> str:
        return f"退回：{self.payment}"

    def shows(self) -> Iterator[tuple[str, Any, Sensitivity]]:
        """What its page says, line by line."""
        told = {
            "原支付": self.payment.receipt,
            "退回金额": written(self.amount_fen),
            "退回日期": self.on,
            "银行回单号": self.receipt,
            "依据": self.evidence,
        }
        yield from ((label, value, Sensitivity.PLAIN) for label, value in told.items())

    @property
    def returned_as(self) -> str:
        """The source of the voucher of who paid."""
        return _source(self, "returned", self.times)

    @property
    def sent_back_as(self) -> str:
        """The source of the voucher of the union below, where a transfer came back."""
        return _source(self, "sent_back", self.times)

    @property
    def booked_as(self) -> list[str]:
        """The sources of all its vouchers; those that were taken back stand no longer."""
        return _sources(self, "returned", "sent_back")


def _source(thing: Payment | Refund, what: str, times: int) -> str:
    return f"{thing.subject}:{what}" + ("" if times == 1 else f":{times}")


def _sources(thing: Payment | Refund, *whats: str) -> list[str]:
    return [_source(thing, what, times) for what in whats for times in range(1, thing.times + 1)]
