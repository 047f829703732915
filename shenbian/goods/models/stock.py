"""How goods come into a store: bought (采购入库), or moved there from another (调拨)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from shenbian.facts.fact import NewFact
from shenbian.files.models import Attachment
from shenbian.flow.filing import Filing
from shenbian.flow.models import Flowing
from shenbian.funds.models import Commitment
from shenbian.goods.declared import ALLOTTED, BOUGHT, PASSED, STOCK, SUPPLIER, shelf
from shenbian.goods.flows.stock import ALLOTMENT, PURCHASE
from shenbian.goods.models.place import Item, Store
from shenbian.kit.money import written
from shenbian.kit.privacy import Sensitivity
from shenbian.ledger.declared import Line, NewVoucher
from shenbian.rights.catalogue import Desk, Right


class Purchase(Flowing):
    """So many of one item, bought and put into a store (采购入库).

    `amount_fen` is what all of it cost; `quotes`, `contract` and `commitment` say how it was bought: prices that were
    asked for, number of the contract, the approval beforehand. `came` is the fact of a sheet's row.
    """

    FLOW = PURCHASE
    FILING = Filing(
        sorts={
            "询价单": Attachment.Kind.PAPER,
            "合同": Attachment.Kind.PAPER,
            "发票": Attachment.Kind.VOUCHER,
            "验收和现场照片": Attachment.Kind.PHOTO,
            "其他材料": Attachment.Kind.PAPER,
        },
        right=Right.EDITION_MANAGE,
        fixed=frozenset({"returned", "struck"}),
        closed=frozenset({"struck"}),
    )
    RELATED: ClassVar[tuple[str, ...]] = ("organisation", "item", "item__edition", "store", "commitment")
    KIND: ClassVar[str] = BOUGHT
    owner: ClassVar[None] = None
    came: NewFact | None = None

    number = models.CharField("入库单号", max_length=60)
    item = models.ForeignKey(Item, models.PROTECT, related_name="purchases", verbose_name="物品")
    store = models.ForeignKey(Store, models.PROTECT, related_name="+", verbose_name="入库库点")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="采购工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    quantity = models.PositiveIntegerField("数量")
    amount_fen = models.PositiveBigIntegerField("金额", null=True)
    on: models.DateField[date, date] = models.DateField("入库日期")
    supplier = models.CharField("供应商", max_length=100, blank=True)
    quotes = models.CharField("询价比价", max_length=300, blank=True)
    contract = models.CharField("合同编号", max_length=60, blank=True)
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, related_name="purchases", verbose_name="审批单"
    )
    source = models.CharField(max_length=400, blank=True)
    evidence = models.CharField("凭证", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id number item store organisation desk quantity amount_fen on supplier quotes contract commitment source "
            "evidence batch".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "采购入库"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(
                fields=["number"], condition=Q(status__in=["ordered", "stocked"]), name="purchase_once"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="purchase_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.number}：{self.item}{self.quantity}份"

    def vouchers(self) -> list[NewVoucher]:
        """What is booked once it is in the store."""
        lines = (
            Line(shelf(self.store, SUPPLIER, self.item_id), -self.quantity),
            Line(shelf(self.store, STOCK, self.item_id), self.quantity),
        )
        return [NewVoucher(on=self.on, title=f"入库：{self.item}", source=f"{self.subject}:stocked", lines=lines)]

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What its page says."""
        told = {
            "活动": self.item.campaign,
            "物品": self.item.title,
            "数量": f"{self.quantity}份",
            "金额": written(self.amount_fen) if self.amount_fen is not None else "",
            "入库库点": self.store.name,
            "入库日期": self.on,
            "到期日": self.item.expires_on,
            "供应商": self.supplier,
            "询价比价": self.quotes,
            "合同编号": self.contract,
            "审批单": self.commitment,
            "凭证": self.evidence,
        }
        return [(label, value, Sensitivity.PLAIN) for label, value in told.items()]


class Allotment(Flowing):
    """So many of one item, moved from one store to another (调拨). `organisation` is that of the store which gives."""

    FLOW = ALLOTMENT
    RELATED: ClassVar[tuple[str, ...]] = (
        "organisation",
        "item",
        "item__edition",
        "out_of",
        "into",
        "into__organisation",
    )
    KIND: ClassVar[str] = ALLOTTED
    owner: ClassVar[None] = None
    came: NewFact | None = None

    number = models.CharField("调拨单号", max_length=60)
    item = models.ForeignKey(Item, models.PROTECT, related_name="allotments", verbose_name="物品")
    out_of = models.ForeignKey(Store, models.PROTECT, related_name="+", verbose_name="出库库点")
    into = models.ForeignKey(Store, models.PROTECT, related_name="+", verbose_name="库点")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="调出工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    quantity = models.PositiveIntegerField("数量")
    on: models.DateField[date, date] = models.DateField("调拨日期")
    source = models.CharField(max_length=400, blank=True)
    evidence = models.CharField("凭证", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id number item out_of into organisation desk quantity on source evidence batch".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "调拨"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["number", "item"], condition=Q(status="allotted"), name="allotment_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="allotment_of_something"),
            models.CheckConstraint(condition=~Q(out_of=F("into")), name="allotment_elsewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.number}：{self.item}{self.quantity}份到{self.into}"

    def vouchers(self) -> list[NewVoucher]:
        """What is booked: in the books of one body, or of the two between which it passes."""
        given, got = (shelf(store, STOCK, self.item_id) for store in (self.out_of, self.into))
        title, source = f"调拨：{self.item}到{self.into}", f"{self.subject}:allotted"
        if given.organisation == got.organisation:
            lines = (Line(given, -self.quantity), Line(got, self.quantity))
            return [NewVoucher(on=self.on, title=title, source=source, lines=lines)]
        left = (Line(given, -self.quantity), Line(shelf(self.out_of, PASSED, self.item_id), self.quantity))
        came = (Line(got, self.quantity), Line(shelf(self.into, PASSED, self.item_id), -self.quantity))
        return [
            NewVoucher(on=self.on, title=title, source=source, lines=left),
            NewVoucher(on=self.on, title=title, source=f"{source}:received", lines=came),
        ]

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What its page says."""
        told = {
            "活动": self.item.campaign,
            "物品": self.item.title,
            "数量": f"{self.quantity}份",
            "出库库点": self.out_of.name,
            "库点": self.into.name,
            "收货工会": self.into.organisation.name,
            "调拨日期": self.on,
            "凭证": self.evidence,
        }
        return [(label, value, Sensitivity.PLAIN) for label, value in told.items()]
