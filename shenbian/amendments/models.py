"""Changes of rules and rosters before they are in force, with the paper that says so."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from shenbian.amendments.flows import AMENDMENT, LISTING
from shenbian.flow.models import Flowing
from shenbian.rulebook.kinds import RULE_KINDS, rule_titles


class Paper(Flowing):
    """What both kinds of change carry: where, by which paper, why."""

    desk: ClassVar[str] = ""
    owner: ClassVar[None] = None

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="提出的工会")
    paper_number = models.CharField("发文字号", max_length=80)
    paper_title = models.CharField("文件名称", max_length=200)
    paper_signer = models.CharField("印发单位", max_length=100)
    reason = models.CharField("修订理由", max_length=300)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("organisation paper_number paper_title paper_signer reason".split())

    class Meta(Flowing.Meta):
        abstract = True


class Amendment(Paper):
    """A rule shall say this from a day (规则修订). It holds for the body, for a division, or everywhere."""

    FLOW = AMENDMENT
    RELATED = ("organisation", "rule")

    key = models.CharField("规则", max_length=60, choices=rule_titles)
    division = models.CharField("适用区划", max_length=12, blank=True)
    everywhere = models.BooleanField("各地都适用", default=False)
    from_on = models.DateField("起")
    until_on = models.DateField("止", null=True)
    values: Any = models.JSONField("内容")
    rule = models.ForeignKey("rulebook.RuleTable", models.PROTECT, null=True, related_name="amendments")

    class Privacy:
        plain = Paper.Privacy.plain | frozenset("id key division everywhere from_on until_on values rule".split())

    class Meta(Paper.Meta):
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="amendment_forward"),
            models.CheckConstraint(condition=Q(division="") | Q(everywhere=False), name="amendment_has_one_place"),
        ]

    def __str__(self) -> str:
        return f"规则修订：{RULE_KINDS[self.key].title}"


class Listing(Paper):
    """A body or a unit shall join a roster, or leave it, on a day (名录变更)."""

    FLOW = LISTING
    RELATED = ("organisation", "body", "unit")

    roster = models.CharField("名录", max_length=40)
    body = models.ForeignKey(
        "orgs.Organisation", models.PROTECT, null=True, related_name="+", verbose_name="列入的工会"
    )
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="列入的单位")
    joins = models.BooleanField("列入（否则移出）", default=True)
    on = models.DateField("日期")

    class Privacy:
        plain = Paper.Privacy.plain | frozenset("id roster body unit joins on".split())

    class Meta(Paper.Meta):
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(
                condition=Q(body=None, unit__isnull=False) | Q(body__isnull=False, unit=None),
                name="listing_names_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{'列入' if self.joins else '移出'}名录：{self.body or self.unit}"
