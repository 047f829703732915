"""A team of volunteers (志愿服务队) of a union or of one of its units, who is in it, and the tasks offered to it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.flow.models import Flowing
from shenbian.gatherings.flows.team import TEAM, TEAM_MEMBER
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk


class Team(Flowing):
    """`leader` books its members into the tasks that are offered to it. `unit`: of one unit alone."""

    FLOW = TEAM
    RELATED: ClassVar[tuple[str, ...]] = ("organisation",)
    owner: ClassVar[None] = None

    name = models.CharField("名称", max_length=60)
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="所属工会")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="所在单位")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    leader = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", verbose_name="队长")
    about = models.CharField("做什么", max_length=300, blank=True)
    founded_at = models.DateTimeField(db_default=Now())

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id name organisation unit desk leader about founded_at".split())

    class Meta(Flowing.Meta):
        verbose_name = "志愿服务队"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(
                fields=["organisation", "name"], condition=Q(status="standing"), name="team_called_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="team_is_called"),
        ]

    def __str__(self) -> str:
        return self.name

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What a page tells of it."""
        return [
            ("名称", self.name, Sensitivity.PLAIN),
            ("所属工会", self.organisation.name, Sensitivity.PLAIN),
            ("所在单位", self.unit.name if self.unit else "", Sensitivity.PLAIN),
            ("队长", self.leader.name if self.leader else "", Sensitivity.PERSONAL),
            ("做什么", self.about, Sensitivity.PLAIN),
        ]


class TeamMember(Flowing):
    """Somebody is in a team (队员), of their own will: they may leave at any time."""

    FLOW = TEAM_MEMBER
    RELATED: ClassVar[tuple[str, ...]] = ("organisation", "team", "team__organisation", "person", "person__merged_into")

    team = models.ForeignKey(Team, models.PROTECT, related_name="members", verbose_name="志愿服务队")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name="队员")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="所属工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    joined_on = models.DateField("加入日期")
    left_on = models.DateField("退出日期", null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id team person organisation desk joined_on left_on".split())

    class Meta(Flowing.Meta):
        verbose_name = "志愿服务队队员"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["team", "person"], condition=Q(status="in"), name="in_team_once"),
        ]

    def __str__(self) -> str:
        return f"{self.team}的队员"

    @property
    def owner(self) -> int:
        """Person.key; of a merged record that of the one that stands."""
        return (self.person.merged_into or self.person).key

    @property
    def told_as(self) -> str:
        return f"“{self.team}”的队员"


class TeamTask(models.Model):
    """A session is offered to a team: its members were told, and its leader may book them."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="tasks", verbose_name="志愿服务队")
    session = models.ForeignKey("gatherings.Session", models.PROTECT, related_name="offered_to", verbose_name="场次")
    offered_by = models.CharField("经办", max_length=80)
    offered_at = models.DateTimeField(db_default=Now())

    class Privacy:
        plain = frozenset("id team session offered_by offered_at".split())

    class Meta:
        verbose_name = "交给服务队的任务"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["team", "session"], name="offered_once"),
        ]
