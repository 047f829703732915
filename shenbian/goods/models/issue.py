"""What was handed out, to whom, where (发放); a visit with care is one too, with goods or without (走访慰问)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.facts.fact import NewFact
from shenbian.facts.kind import kinds
from shenbian.flow.models import Flowing
from shenbian.goods.declared import CONDOLENCE, PARCEL
from shenbian.goods.flows.issue import ISSUE
from shenbian.goods.models.place import Item, Store
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk


class Recipient(models.TextChoices):
    """Who gets it. A family signs through one of its own; a team of a unit signs together on a slip."""

    PERSON = "person", "本人"
    FAMILY = "family", "家庭"
    UNIT = "unit", "单位"
    TEAM = "team", "集体签领"


class Issue(Flowing):
    """One hand-over. To a person it is one claim to what each gets once; on a slip it is for `quantity` heads.

    `organisation` is where it counts and where its rights are looked for. `kind` is the kind of fact. A visit without
    goods has neither item nor store. `station` is the place as it was said, `signed_by` who signed for a team or a
    family, `evidence` what it rests on. `voucher` is the one by which it left the store; many of one day may share one.
    """

    FLOW = ISSUE
    RELATED: ClassVar[tuple[str, ...]] = (
        "organisation",
        "item",
        "store",
        "edition",
        "person",
        "person__merged_into",
    )
    came: NewFact | None = None

    kind = models.CharField("种类", max_length=20, choices=[(PARCEL, "物品发放"), (CONDOLENCE, "走访慰问")])
    programme = models.CharField("项目", max_length=60)
    activity = models.CharField("活动(期)", max_length=120)
    edition = models.ForeignKey("editions.Edition", models.PROTECT, null=True, related_name="+", verbose_name="届期")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="issues", verbose_name="物品")
    store = models.ForeignKey(Store, models.PROTECT, null=True, related_name="+", verbose_name="库点")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    recipient = models.CharField("领取对象", max_length=10, choices=Recipient.choices)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", verbose_name="领取人")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    slip = models.CharField("单号", max_length=60, blank=True)
    quantity = models.PositiveIntegerField("数量", default=1)
    signed_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", verbose_name="签领人")
    on: models.DateField[date, date] = models.DateField("日期")
    station = models.CharField("发放点", max_length=100, blank=True)
    site = models.CharField("慰问点", max_length=100, blank=True)
    target = models.CharField("慰问对象", max_length=20, blank=True)
    occupation = models.CharField("职业", max_length=20, blank=True)
    voucher = models.ForeignKey("ledger.Voucher", models.PROTECT, null=True, related_name="+")
    recorded_by = models.CharField("登记人", max_length=80)
    recorded_at = models.DateTimeField("登记时间", db_default=Now())
    source = models.CharField(max_length=400, blank=True)
    evidence = models.CharField("凭证", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id kind programme activity edition item store organisation desk recipient person unit slip quantity "
            "signed_by on station site target occupation voucher recorded_by recorded_at source evidence batch".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "发放"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(
                fields=["item", "person"],
                condition=Q(status="issued", slip="", person__isnull=False, item__isnull=False),
                name="issued_once_each",
            ),
            models.UniqueConstraint(fields=["kind", "source"], condition=Q(status="issued"), name="issue_once"),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(slip=""), name="issue_to_somebody"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="issue_of_something"),
            models.CheckConstraint(
                condition=Q(item=None, store=None) | Q(item__isnull=False, store__isnull=False),
                name="issue_from_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(status="issued") | Q(item=None) | Q(voucher__isnull=False), name="issue_is_booked"
            ),
            models.CheckConstraint(condition=~Q(kind=PARCEL) | Q(item__isnull=False), name="parcel_of_an_item"),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["person", "-on"], condition=Q(person__isnull=False), name="issue_of_person"),
            models.Index(fields=["programme", "activity", "-on", "-id"], name="issue_of_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.item or kinds[self.kind].title}{self.quantity}份" if self.item else kinds[self.kind].title

    @property
    def owner(self) -> int | None:
        """Person.key of whoever got it; of a merged record that of the one that stands; None of a team."""
        return (self.person.merged_into or self.person).key if self.person else None

    @property
    def told_as(self) -> str:
        return f"{self.on.month}月{self.on.day}日的{self.item or kinds[self.kind].title}"

    @property
    def campaign(self) -> str:
        """What people call its campaign."""
        return self.edition.title if self.edition else self.activity

    @property
    def where(self) -> str:
        """The place as people know it."""
        return self.station or (self.store.name if self.store else self.site)

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What its page says."""
        plain = {
            "活动": self.campaign,
            "物品": self.item.title if self.item else "",
            "领取对象": self.get_recipient_display(),
            "单位": self.unit.name if self.unit else "",
            "单号": self.slip,
            "数量": self.quantity,
            "日期": self.on,
            "发放点": self.where,
            "慰问点": self.site,
            "登记时间": self.recorded_at,
            "凭证": "" if self.evidence.startswith("fieldwork.") else self.evidence,
        }
        lines: list[tuple[str, Any, Sensitivity]] = [("领取人", self.person, Sensitivity.PERSONAL)]
        lines += [(label, value, Sensitivity.PLAIN) for label, value in plain.items()]
        return [*lines, ("签领人", self.signed_by, Sensitivity.PERSONAL)]
