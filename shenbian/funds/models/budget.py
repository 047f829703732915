"""Budget items, and what is set aside of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from shenbian.facts.fact import NewFact
from shenbian.files.models import Attachment
from shenbian.flow.filing import Filing
from shenbian.flow.models import Flowing
from shenbian.funds.flows import BUDGET, COMMITMENT
from shenbian.kit.money import written
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk, Right
from shenbian.standard.kinds.money import FORM, ORIGIN

MONEY = "金额"  # in fen


def forms() -> list[tuple[str, str]]:
    """In which forms money goes out; those of the fact."""
    return list(FORM.codes.items())


def origins() -> list[tuple[str, str]]:
    """Where budgets come from; those of the fact."""
    return list(ORIGIN.codes.items())


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
    amount_fen = models.BigIntegerField(MONEY)
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

    def shows(self) -> Iterator[tuple[str, Any, Sensitivity]]:
        """What its page says, line by line."""
        told = {
            "预算编号": self.no,
            "年度": self.year,
            "金额": written(self.amount_fen),
            "资金来源": self.get_origin_display(),
            "科目": self.account,
            "专款用途": self.earmark,
            "资金所有者": self.first_hand,
            "批复日期": self.approved_on,
            "依据": self.evidence,
        }
        yield from ((label, value, Sensitivity.PLAIN) for label, value in told.items())

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
    FILING = Filing(
        sorts={
            "会议纪要": Attachment.Kind.PAPER,
            "询价单": Attachment.Kind.PAPER,
            "合同": Attachment.Kind.PAPER,
            "其他材料": Attachment.Kind.PAPER,
        },
        right=Right.EDITION_MANAGE,
        fixed=frozenset({"approved", "closed"}),
    )
    RELATED = ("organisation", "item__organisation", "item__first_hand")
    owner: ClassVar[None] = None
    came: NewFact | None = None

    item = models.ForeignKey(BudgetItem, models.PROTECT, related_name="commitments", verbose_name="预算项目")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    no = models.CharField("审批单号", max_length=100, blank=True, db_collation="C")
    title = models.CharField("事项", max_length=200)
    amount_fen = models.BigIntegerField(MONEY)
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

    def shows(self) -> Iterator[tuple[str, Any, Sensitivity]]:
        """What its page says, line by line."""
        told = {
            "审批单号": self.no,
            "预算项目": self.item,
            "金额": written(self.amount_fen),
            "支出形式": self.get_form_display(),
            "供应商或承办方": self.seller,
            "会议纪要文号": self.minute,
            "合同编号": self.contract,
            "批准日期": self.approved_on,
            "依据": self.evidence,
        }
        yield from ((label, value, Sensitivity.PLAIN) for label, value in told.items())

    @property
    def booked_as(self) -> tuple[str, ...]:
        return (f"{self.subject}:approved",)
