"""What a person says of their own data: what they agree to, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.flow.models import Flowing
from shenbian.flow.table import Flow
from shenbian.personal.flows import CORRECTION, ERASURE
from shenbian.personal.purposes import PURPOSES


class Consent(models.Model):
    """A person agreed to one use of their data (同意), from–until. Withdrawing ends the row, it never removes it."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="consents")
    purpose = models.CharField("用途", max_length=20)
    sentence = models.CharField("同意的内容", max_length=300)  # as it was read
    given_at = models.DateTimeField("同意时间", db_default=Now())
    given_through = models.CharField("经由", max_length=80)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_through = models.CharField("撤回经由", max_length=80, blank=True)

    class Privacy:
        plain = frozenset("id person purpose sentence given_at given_through withdrawn_at withdrawn_through".split())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "purpose"], condition=Q(withdrawn_at=None), name="consent_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")), name="consent_forward"
            ),
        ]

    @property
    def title(self) -> str:
        return PURPOSES[self.purpose].title if self.purpose in PURPOSES else self.purpose


class About(models.TextChoices):
    """What of one's data is wrong. Phone and document number are changed at the window, with the paper at hand."""

    NAME = "name", "姓名"
    BIRTH = "birth", "出生日期或性别"
    UNION = "union", "我的工会"
    UNIT = "unit", "我的单位"
    JOINED = "joined", "入会日期"
    GROUP = "group", "群体或职业"
    YEAR = "year", "我的一年里的记录"
    ALL = "all", "全部个人信息"


class DataRequest(Flowing):
    """A person asks that their data be put right or erased (个人信息请求); it waits at their union."""

    FLOW: ClassVar[Flow] = CORRECTION
    desk: ClassVar[str] = ""

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="data_requests")
    owner = models.BigIntegerField("本人")  # Person.key
    erases = models.BooleanField("要求清除", default=False)
    about = models.CharField("有误的内容", max_length=10, choices=About.choices)
    wanted = models.CharField("本人说明", max_length=300, blank=True)
    answer = models.CharField("答复", max_length=300, blank=True)
    asked_at = models.DateTimeField("提出时间", db_default=Now())

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id organisation person owner erases about asked_at".split())
        personal = frozenset({"wanted", "answer"})

    class Meta(Flowing.Meta):
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "about"], condition=Q(phase="waiting"), name="asked_once_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["owner"], name="data_request_owner")]

    @property
    def flow(self) -> Flow:
        return ERASURE if self.erases else CORRECTION

    @classmethod
    def flows(cls) -> Iterable[Flow]:
        return (CORRECTION, ERASURE)

    def __str__(self) -> str:
        return self.flow.title if self.erases else f"{self.flow.title}：{self.get_about_display()}"
