"""Duty sessions, delegations, hand-overs and assistance: who acts in whose place, why, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from shenbian.flow.models import Flowing
from shenbian.kit.period import midnight
from shenbian.offices.flows import ASSISTANCE, DELEGATION, DUTY, HANDOVER
from shenbian.rights.models import Grant, Post

_FLOWING = Flowing.Privacy.plain


class Duty(Flowing):
    """An administrator acts in a role that is not theirs (值守): why, where, until when. One at a time each."""

    FLOW = DUTY
    RELATED = ("organisation", "person")
    desk: ClassVar[str] = ""

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="duties")
    role_key = models.CharField("值守角色", max_length=40)
    desks = models.JSONField("工作条线", default=list)
    reason = models.CharField("事由", max_length=300)
    from_at = models.DateTimeField("起")
    until_at = models.DateTimeField("止")

    class Privacy:
        plain = _FLOWING | frozenset("id organisation person role_key desks reason from_at until_at".split())

    class Meta(Flowing.Meta):
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["person"], condition=Q(status="open"), name="one_duty_at_a_time"),
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="duty_forward"),
        ]

    @property
    def owner(self) -> int:
        return self.person.key

    def __str__(self) -> str:
        return f"值守：{self.person}"

    def grant(self) -> Grant:
        """What it lends, not yet saved."""
        return Grant(
            person=self.person,
            organisation=self.organisation,
            role_key=self.role_key,
            desks=self.desks,
            source=self.subject,
            from_at=self.from_at,
            until_at=self.until_at,
        )


class Delegation(Flowing):
    """A colleague exercises somebody's post while they are away (委托代行), both days included."""

    FLOW = DELEGATION
    RELATED = ("organisation", "post__person", "post__organisation", "to")
    desk: ClassVar[str] = ""

    post = models.ForeignKey(Post, models.PROTECT, related_name="delegations")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    to = models.ForeignKey("people.Person", models.PROTECT, related_name="delegations", verbose_name="受托人")
    reason = models.CharField("事由", max_length=300)
    from_on = models.DateField("起")
    until_on = models.DateField("止")

    class Privacy:
        plain = _FLOWING | frozenset("id post organisation to reason from_on until_on".split())

    class Meta(Flowing.Meta):
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="delegation_forward"),
        ]

    @property
    def owner(self) -> int:
        return self.post.person.key

    @property
    def other(self) -> int:
        return self.to.key

    @property
    def role_key(self) -> str:
        return self.post.role_key

    @property
    def from_at(self) -> datetime:
        return midnight(self.from_on)

    @property
    def until_at(self) -> datetime:
        """The midnight that ends the last day."""
        return midnight(self.until_on + timedelta(days=1))

    def __str__(self) -> str:
        return f"委托{self.to}代行{self.post.role.title}"

    def grant(self) -> Grant:
        """What it lends, not yet saved."""
        return Grant(
            person=self.to,
            organisation=self.post.organisation,
            role_key=self.post.role_key,
            desks=self.post.desks,
            post=self.post,
            source=self.subject,
            from_at=self.from_at,
            until_at=self.until_at,
        )


class Handover(Flowing):
    """A post passes from one person to another on a day (职务交接), with the list of what is open; both confirm."""

    FLOW = HANDOVER
    RELATED = ("organisation", "post__person", "post__organisation", "to")
    desk: ClassVar[str] = ""

    post = models.ForeignKey(Post, models.PROTECT, related_name="handovers")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    to = models.ForeignKey("people.Person", models.PROTECT, related_name="handovers", verbose_name="接任人")
    on = models.DateField("交接日期")
    paper = models.CharField("任免文件", max_length=80, blank=True)
    listed: Any = models.JSONField("交接清单", default=list)  # [{"title": what, "count": how many}], as it was drawn up

    class Privacy:
        plain = _FLOWING | frozenset("id post organisation to on paper listed".split())

    class Meta(Flowing.Meta):
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["post"], condition=Q(phase="waiting"), name="one_handover_at_a_time"),
        ]

    @property
    def owner(self) -> int:
        """Whose word is asked: first of the one who gives, then of the one who takes."""
        return self.post.person.key if self.status in ("", "prepared") else self.to.key

    @property
    def role_key(self) -> str:
        return self.post.role_key

    def __str__(self) -> str:
        return f"{self.post.organisation}{self.post.role.title}交接"


class How(models.TextChoices):
    """How a worker said that somebody may act for them."""

    SIGNED = "signed", "当面签字"
    FINGERPRINT = "fingerprint", "当面按手印"
    SPOKEN = "spoken", "当面口述，有见证人"
    VIDEO = "video", "视频确认"


class Assistance(Flowing):
    """An officer at the window does a worker's own business with their consent (代办), for some hours."""

    FLOW = ASSISTANCE
    RELATED = ("organisation", "person", "helper")
    desk: ClassVar[str] = ""

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="assisted", verbose_name="职工")
    helper = models.ForeignKey("people.Person", models.PROTECT, related_name="assisting", verbose_name="代办人")
    purpose = models.CharField("代办事项", max_length=200)
    how = models.CharField("同意方式", max_length=20, choices=How.choices)
    witness = models.CharField("见证人或凭证", max_length=100)
    from_at = models.DateTimeField("起")
    until_at = models.DateTimeField("止")

    class Privacy:
        plain = _FLOWING | frozenset("id organisation person helper purpose how from_at until_at".split())
        personal = frozenset({"witness"})

    class Meta(Flowing.Meta):
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["helper"], condition=Q(status="open"), name="one_assistance_at_a_time"),
            models.CheckConstraint(condition=Q(until_at__gt=F("from_at")), name="assistance_forward"),
            models.CheckConstraint(condition=~Q(person=F("helper")), name="nobody_assists_themselves"),
        ]

    @property
    def owner(self) -> int:
        return self.person.key

    def __str__(self) -> str:
        return f"代办：{self.purpose}"
