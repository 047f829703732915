"""Budget items, what is set aside of them, what is paid of that, and what came back."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.facts.fact import NewFact
from shenbian.flow.models import Flowing
from shenbian.funds.flows import BUDGET, COMMITMENT, REFUND
from shenbian.funds.paying import PAYMENT
from shenbian.rights.catalogue import Desk
from shenbian.standard.kinds.money import FORM, LEVEL, ORIGIN

_MONEY = "金额(分)"


def forms() -> list[tuple[str, str]]:
    """In which forms money goes out; those of the fact."""
    return list(FORM.codes.items())


def origins() -> list[tuple[str, str]]:
    """Where budgets come from; those of the fact."""
    return list(ORIGIN.codes.items())


def levels() -> list[tuple[str, str]]:
    return list(LEVEL.codes.items())


class BudgetItem(Flowing):
    """So much money of one body, of one year, for one programme (预算项目), in fen.

    `origin` is where it comes from, `account` the line of the chart of accounts under which it is spent, `earmark` what
    alone it may be spent for. `first_hand` is the body whose first-hand money it is, where a higher union sent it, kept
    however often it is passed on; `received` is the payment by which it came. `came` is the fact of a sheet's row.
    """

    FLOW = BUDGET
    RELATED = ("organisation", "first_hand")
    owner: ClassVar[None] = None
    came: NewFact | None = None

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    programme = models.CharField("项目", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    no = models.CharField("预算编号", max_length=100, blank=True, db_collation="C")
    title = models.CharField("预算项目", max_length=200)
    origin = models.CharField("资金来源", max_length=20, choices=origins)
    account = models.CharField("科目", max_length=20)
    amount_fen = models.BigIntegerField(_MONEY)
    earmark = models.CharField("专款用途", max_length=200, blank=True)
    first_hand = models.ForeignKey(
        "orgs.Organisation", models.PROTECT, null=True, related_name="+", verbose_name="资金所有者"
    )
    received = models.ForeignKey("funds.Payment", models.PROTECT, null=True, related_name="items", verbose_name="拨款")
    approved_on: models.DateField[date | None, date | None] = models.DateField("批复日期", null=True)
    source = models.CharField(max_length=400, blank=True, db_collation="C")
    evidence = models.CharField("依据", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id organisation desk programme year no title origin account amount_fen earmark first_hand received "
            "approved_on source evidence batch".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "预算项目"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_fen__gte=0), name="item_of_something"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(status__in=("approved", "closed")), name="item_number_once"
            ),
            models.UniqueConstraint(fields=["received"], condition=Q(status="approved"), name="item_received_once"),
            models.CheckConstraint(
                condition=~Q(status__in=("approved", "closed")) | ~Q(source="") & Q(approved_on__isnull=False),
                name="item_approved_on_a_day",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["programme", "year"], name="item_of_programme"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def booked_as(self) -> tuple[str, ...]:
        """The sources of its vouchers that are taken back with it."""
        return (f"{self.subject}:approved",)


class Commitment(Flowing):
    """What was approved before money was spent (事前审批): for what, in which form, at most how much (fen).

    `edition` is the running of the programme or the campaign, `seller` who sells or carries out, `minute` the number
    of the minute of a collective decision, `quotes` what others would have taken: [{"seller": …, "fen": …}].
    """

    FLOW = COMMITMENT
    RELATED = ("organisation", "item__organisation", "item__first_hand")
    owner: ClassVar[None] = None
    came: NewFact | None = None

    item = models.ForeignKey(BudgetItem, models.PROTECT, related_name="commitments", verbose_name="预算项目")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    no = models.CharField("审批单号", max_length=100, blank=True, db_collation="C")
    title = models.CharField("事项", max_length=200)
    amount_fen = models.BigIntegerField(_MONEY)
    form = models.CharField("支出形式", max_length=20, choices=forms)
    edition = models.CharField("活动", max_length=120, blank=True)
    seller = models.CharField("供应商或承办方", max_length=100, blank=True)
    minute = models.CharField("会议纪要文号", max_length=100, blank=True)
    contract = models.CharField("合同编号", max_length=100, blank=True)
    quotes: Any = models.JSONField("询价", default=list)
    approved_on: models.DateField[date | None, date | None] = models.DateField("批准日期", null=True)
    source = models.CharField(max_length=400, blank=True, db_collation="C")
    evidence = models.CharField("依据", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id item organisation desk no title amount_fen form edition seller minute contract quotes approved_on "
            "source evidence batch".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "事前审批"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="commitment_of_something"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(status__in=("approved", "closed")), name="commitment_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("approved", "closed")) | ~Q(source="") & Q(approved_on__isnull=False),
                name="commitment_approved_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def booked_as(self) -> tuple[str, ...]:
        return (f"{self.subject}:approved",)


class Payment(Flowing):
    """Money that leaves for one payee (支付), in fen; known by the bank's receipt once it is paid.

    It is paid by `organisation`, out of the budget of the commitment; `counted_at` is the union where it counts, where
    that is another (the union of a worker whom the district pays). `pays` names the decision that it fulfils
    ("editions.entry:12"): paid once. `instead_of` is the one that bounced: repaid once. `times` counts how often it was
    booked anew, so that each voucher has a source of its own.
    """

    FLOW = PAYMENT
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
    amount_fen = models.BigIntegerField(_MONEY)
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
    earned_on: models.DateField[date | None, date | None] = models.DateField("成果取得日期", null=True)
    basis = models.CharField("事由", max_length=200, blank=True)
    level = models.CharField("奖项级别", max_length=20, choices=levels, blank=True)
    pays = models.CharField(max_length=120, blank=True, db_collation="C")
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
            "id commitment organisation counted_at desk programme form amount_fen person unit receiver earned_on basis "
            "level pays instead_of paid_on receipt times prepared_at source evidence batch".split()
        )
        personal = frozenset({"payee", "bank", "why_not"})
        sealed = frozenset({"account_sealed"})

    class Meta(Flowing.Meta):
        verbose_name = "支付"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="payment_of_something"),
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
    def told_as(self) -> str:
        return "一笔补助" if self.person_id else "一笔付款"

    @property
    def booked_as(self) -> tuple[str, ...]:
        """The sources of its vouchers: what was reserved, what was paid."""
        again = "" if self.times == 1 else f":{self.times}"
        return (f"{self.subject}:reserved{again}", f"{self.subject}:paid{again}")

    def again(self) -> Payment:
        """One more in its place, not yet begun."""
        same = "commitment organisation counted_at desk programme form amount_fen person unit receiver payee".split()
        more = "earned_on basis level pays".split()
        return Payment(instead_of=self, **{name: getattr(self, name) for name in (*same, *more)})


class Refund(Flowing):
    """Money of a payment that came back (结余退回), in fen; known by the bank's receipt."""

    FLOW = REFUND
    RELATED = (
        "organisation",
        "payment__organisation",
        "payment__counted_at",
        "payment__commitment__item__organisation",
    )
    owner: ClassVar[None] = None
    came: NewFact | None = None

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds", verbose_name="原支付")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    amount_fen = models.BigIntegerField(_MONEY)
    on = models.DateField("退回日期")
    receipt = models.CharField("银行回单号", max_length=100, blank=True, db_collation="C")
    times = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=400, blank=True, db_collation="C")
    evidence = models.CharField("依据", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id payment organisation desk amount_fen on receipt times source evidence batch".split()
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

    @property
    def booked_as(self) -> tuple[str, ...]:
        again = "" if self.times == 1 else f":{self.times}"
        return (f"{self.subject}:returned{again}",)
