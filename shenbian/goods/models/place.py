"""What is handed out (物品) and where it lies (库点)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from shenbian.rights.catalogue import Desk


class StoreKind(models.TextChoices):
    CENTRE = "centre", "中心库"
    STATION = "station", "发放点"
    UNIT = "unit", "单位代管"


class Store(models.Model):
    """A place of one union body where goods lie (库点). Its name is that of sheets: “石园驿站”."""

    desk: ClassVar[str] = ""
    owner: ClassVar[None] = None

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="所属工会")
    name = models.CharField("库点", max_length=100)
    kind = models.CharField("类型", max_length=10, choices=StoreKind.choices, default=StoreKind.STATION)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="代管单位")
    address = models.CharField("地址", max_length=200, blank=True)
    hours = models.CharField("领取时间", max_length=100, blank=True)
    closed_on = models.DateField("停用日期", null=True)

    class Privacy:
        plain = frozenset("id organisation name kind unit address hours closed_on".split())

    class Meta:
        verbose_name = "库点"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["organisation", "name"], name="store_once"),
            models.CheckConstraint(condition=~Q(name=""), name="store_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One sort of goods of one campaign (物品). What another campaign calls the same is another item.

    `activity` is the campaign as facts name it: an edition that is kept (`edition`) by its reference, else by the name
    that sheets have for it. `organisation` runs it. `price_fen` is what one cost, in fen. `expires_on` is the last day
    on which it may be handed out. `once`: each person gets one, wherever they come for it.
    """

    owner: ClassVar[None] = None

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="组织工会")
    programme = models.CharField("项目", max_length=60)
    activity = models.CharField("活动(期)", max_length=120)
    edition = models.ForeignKey("editions.Edition", models.PROTECT, null=True, related_name="+", verbose_name="届期")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    title = models.CharField("物品", max_length=60)
    price_fen = models.PositiveBigIntegerField("单价", null=True)
    expires_on: models.DateField[date | None, date | None] = models.DateField("到期日", null=True)
    once = models.BooleanField("每人一份", default=True)

    class Privacy:
        plain = frozenset("id organisation programme activity edition desk title price_fen expires_on once".split())

    class Meta:
        verbose_name = "物品"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["programme", "activity", "title"], name="item_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(activity=""), name="item_named"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def campaign(self) -> str:
        """What people call its campaign."""
        return self.edition.title if self.edition else self.activity
