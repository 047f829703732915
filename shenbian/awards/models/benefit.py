"""What somebody got for what, once (享受记录)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from shenbian.awards.benefits import BENEFIT
from shenbian.awards.declared import subsidies
from shenbian.awards.models.publicity import NoticeLine
from shenbian.facts.fact import NewFact
from shenbian.flow.models import Flowing
from shenbian.kit.money import written
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk

STANDS = ("held", "granted", "paid")  # states in which it stands in the way of another
DECIDED = ("granted", "paid")


class Benefits(models.Manager["Benefit"]):
    def standing(self) -> models.QuerySet[Benefit]:
        """Those that stand in the way of another for the same thing."""
        return self.filter(status__in=STANDS)


class Benefit(Flowing):
    """One person (or unit) gets so much (fen) for one thing: person × basis × year stands once, across programmes,
    levels and years.

    `basis` is the key of the thing, `year` 0 where it is given once for ever. `sole`: the thing belongs to one person
    alone. `paper` is the key of an invoice, good once whoever hands it in. `shared` is the key of what a team got
    together: what its members get adds up to no more than `whole_fen`. `lines` explain the sum with the rows of the
    rulebook of that day. `besides` is the one beside which this was allowed, for the reason `allowed_why`, by the hand
    `allowed_by`. `came_by` is the thing by whose handling it is led ("editions.entry:12"); `came` the fact of a row.
    """

    FLOW = BENEFIT
    RELATED = ("organisation", "person__merged_into", "unit", "line__notice")
    came: NewFact | None = None
    objects: ClassVar[Benefits] = Benefits()

    programme = models.CharField("项目", max_length=60)
    number = models.CharField("决定编号", max_length=100, db_collation="C")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="决定工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="benefits", verbose_name="享受人"
    )
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    household = models.CharField("家庭", max_length=80, blank=True, db_collation="C")
    basis = models.CharField("依据", max_length=120, db_collation="C")
    sole = models.BooleanField(default=True)
    year = models.PositiveSmallIntegerField("享受年度", default=0)
    paper = models.CharField("票据", max_length=120, blank=True, db_collation="C")
    shared = models.CharField(max_length=120, blank=True, db_collation="C")
    whole_fen = models.BigIntegerField(default=0)
    tier = models.CharField("档次", max_length=100, blank=True)
    level = models.CharField("级别", max_length=20, blank=True)
    earned_on: models.DateField[date | None, date | None] = models.DateField("取得日期", null=True)
    decided_on = models.DateField("决定日期")
    amount_fen = models.BigIntegerField("金额(分)")
    lines: Any = models.JSONField("核算", default=list)
    line = models.ForeignKey(NoticeLine, models.PROTECT, null=True, related_name="benefits", verbose_name="公示")
    payment = models.ForeignKey(
        "funds.Payment", models.PROTECT, null=True, related_name="benefits", verbose_name="支付"
    )
    besides = models.ForeignKey("self", models.PROTECT, null=True, related_name="allowed", verbose_name="准许例外")
    allowed_why = models.CharField("例外理由", max_length=200, blank=True)
    allowed_by = models.CharField(max_length=80, blank=True)
    came_by = models.CharField(max_length=120, blank=True, db_collation="C")
    source = models.CharField(max_length=400, blank=True, db_collation="C")
    evidence = models.CharField("依据文件", max_length=400, blank=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id programme number organisation desk person unit household basis sole year paper shared whole_fen tier "
            "level earned_on decided_on amount_fen lines line payment besides allowed_why allowed_by came_by "
            "source evidence batch".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "享受记录"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="benefit_of_something"),
            models.CheckConstraint(condition=Q(person=None) ^ Q(unit=None), name="benefit_to_one"),
            models.UniqueConstraint(
                fields=["person", "basis", "year"],
                condition=Q(status__in=STANDS, besides=None, person__isnull=False),
                name="person_benefits_once",
            ),
            models.UniqueConstraint(
                fields=["basis", "year"], condition=Q(status__in=STANDS, besides=None, sole=True), name="basis_once"
            ),
            models.UniqueConstraint(
                fields=["household", "basis", "year"],
                condition=Q(status__in=STANDS, besides=None) & ~Q(household=""),
                name="household_benefits_once",
            ),
            models.UniqueConstraint(
                fields=["paper"], condition=Q(status__in=STANDS) & ~Q(paper=""), name="benefit_paper_once"
            ),
            models.UniqueConstraint(
                fields=["besides"], condition=Q(status__in=STANDS, besides__isnull=False), name="allowed_once"
            ),
            models.UniqueConstraint(fields=["number"], condition=Q(status__in=STANDS), name="decision_once"),
            models.CheckConstraint(
                condition=Q(besides=None) | ~Q(allowed_why="") & ~Q(allowed_by=""), name="exception_has_a_reason"
            ),
            models.CheckConstraint(condition=~Q(status="paid") | Q(payment__isnull=False), name="paid_by_a_payment"),
            models.UniqueConstraint(
                fields=["payment"], condition=Q(payment__isnull=False), name="payment_pays_one_benefit"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=DECIDED) | Q(line__isnull=False), name="decided_after_a_notice"
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["programme", "-decided_on", "-id"], name="benefit_by_day"),
            models.Index(fields=["person", "-id"], name="benefit_of_person"),
            models.Index(fields=["came_by"], condition=~Q(came_by=""), name="benefit_came_by"),
            models.Index(fields=["shared"], condition=~Q(shared=""), name="benefit_shared"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def owner(self) -> int | None:
        return (self.person.merged_into or self.person).key if self.person else None

    @property
    def told_as(self) -> str:
        return f"{self.programme_title}（{self.number}）"

    @property
    def programme_title(self) -> str:
        """How its programme calls it."""
        return subsidy_title(self.programme)

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What its page tells."""
        plain, personal = Sensitivity.PLAIN, Sensitivity.PERSONAL
        return [
            ("项目", self.programme_title, plain),
            ("享受人", self.person.name if self.person else str(self.unit), personal if self.person else plain),
            ("金额", written(self.amount_fen), plain),
            ("核算", [f"{each['label']} {written(each['fen'])}" for each in self.lines], plain),
            ("档次", self.tier, plain),
            ("取得日期", self.earned_on, plain),
            ("决定日期", self.decided_on, plain),
            ("支付", self.payment.receipt if self.payment else "", plain),
            ("公示", str(self.line.notice) if self.line else "", plain),
            ("准许例外", f"与{self.besides}并存：{self.allowed_why}" if self.besides else "", plain),
        ]


def subsidy_title(programme: str) -> str:
    return subsidies[programme].title if programme in subsidies else programme
