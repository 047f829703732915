"""What is found on a shelf when it is counted (盘点), and what can no longer be handed out (报损)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from shenbian.flow.models import Flowing
from shenbian.goods.declared import LOST, STOCK, shelf
from shenbian.goods.flows.shelf import STOCKTAKE, WRITE_OFF
from shenbian.goods.models.place import Item, Store
from shenbian.kit.privacy import Sensitivity
from shenbian.ledger.declared import Line, NewVoucher
from shenbian.rights.catalogue import Desk


class Shelved(Flowing):
    """What stock-takes and write-offs share: so many of one item in one store."""

    RELATED: ClassVar[tuple[str, ...]] = ("organisation", "item", "item__edition", "store")
    owner: ClassVar[None] = None
    batch: ClassVar[None] = None

    store = models.ForeignKey(Store, models.PROTECT, related_name="+", verbose_name="库点")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name="物品")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    on: models.DateField[date, date] = models.DateField("日期")
    why = models.CharField("说明", max_length=200, blank=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id store item organisation desk on why".split())

    class Meta(Flowing.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.store}的{self.item}"

    def _out(self, count: int, title: str, move: str) -> list[NewVoucher]:
        """So many from the stock to what is lost; below nought: found again. Nothing where there is no difference."""
        lines = (
            Line(shelf(self.store, STOCK, self.item_id), -count),
            Line(shelf(self.store, LOST, self.item_id), count),
        )
        source = f"{self.subject}:{move}"
        return [NewVoucher(on=self.on, title=f"{title}：{self.item}", source=source, lines=lines)] if count else []


class StockTake(Shelved):
    """One item counted in one store. `booked` is what the books said at that moment; the difference is booked once
    another hand has confirmed it."""

    FLOW = STOCKTAKE

    booked = models.PositiveIntegerField("账面数")
    counted = models.PositiveIntegerField("实盘数")

    class Privacy:
        plain = Shelved.Privacy.plain | frozenset({"booked", "counted"})

    class Meta(Shelved.Meta):
        verbose_name = "盘点"
        constraints: ClassVar[list[Any]] = [
            *Shelved.Meta.constraints,
            models.UniqueConstraint(fields=["store", "item"], condition=Q(status="counted"), name="one_open_stocktake"),
            models.CheckConstraint(condition=Q(booked=models.F("counted")) | ~Q(why=""), name="difference_says_why"),
        ]

    @property
    def difference(self) -> int:
        """Above nought: more lies there than the books say (盘盈); below: less (盘亏)."""
        return self.counted - self.booked

    def vouchers(self) -> list[NewVoucher]:
        return self._out(-self.difference, "盘盈" if self.difference > 0 else "盘亏", "settled")

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What its page says."""
        told = {
            "活动": self.item.campaign,
            "物品": self.item.title,
            "库点": self.store.name,
            "盘点日期": self.on,
            "账面数": f"{self.booked}份",
            "实盘数": f"{self.counted}份",
            "差异": f"{self.difference:+d}份" if self.difference else "账实相符",
            "说明": self.why,
        }
        return [(label, value, Sensitivity.PLAIN) for label, value in told.items()]


class Reason(models.TextChoices):
    EXPIRED = "expired", "过期"
    DAMAGED = "damaged", "破损"
    MISSING = "missing", "遗失"


class WriteOff(Shelved):
    """So many that can no longer be handed out, reported with a reason and written off by another hand."""

    FLOW = WRITE_OFF

    quantity = models.PositiveIntegerField("数量")
    reason = models.CharField("原因", max_length=10, choices=Reason.choices)

    class Privacy:
        plain = Shelved.Privacy.plain | frozenset({"quantity", "reason"})

    class Meta(Shelved.Meta):
        verbose_name = "报损"
        constraints: ClassVar[list[Any]] = [
            *Shelved.Meta.constraints,
            models.CheckConstraint(condition=Q(quantity__gte=1), name="write_off_of_something"),
        ]

    def vouchers(self) -> list[NewVoucher]:
        return self._out(self.quantity, f"报损（{self.get_reason_display()}）", "written_off")

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What its page says."""
        told = {
            "活动": self.item.campaign,
            "物品": self.item.title,
            "库点": self.store.name,
            "日期": self.on,
            "数量": f"{self.quantity}份",
            "原因": self.get_reason_display(),
            "到期日": self.item.expires_on,
            "说明": self.why,
        }
        return [(label, value, Sensitivity.PLAIN) for label, value in told.items()]
