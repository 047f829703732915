"""A decision of a meeting (议定事项): what shall be done, by whom and until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.kit.period import chinese_day


class Decision(models.Model):
    """It keeps its number when its words are put right, so that a task may be made of it. `who` is an office or a desk,
    not a name.
    """

    session = models.ForeignKey("gatherings.Session", models.PROTECT, related_name="decisions", verbose_name="会议")
    place = models.PositiveSmallIntegerField("序号")
    text = models.CharField("议定事项", max_length=500)
    who = models.CharField("由谁办", max_length=100, blank=True)
    until = models.DateField("办结期限", null=True)
    written_by = models.CharField("记录人", max_length=80)
    written_at = models.DateTimeField("记录时间", db_default=Now())

    class Privacy:
        plain = frozenset("id session place text who until written_by written_at".split())

    class Meta:
        verbose_name = "议定事项"
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(text=""), name="decision_of_something"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["session", "place"], name="decision_of_session")]

    def __str__(self) -> str:
        told = [self.text, self.who, f"{chinese_day(self.until)}前" if self.until else ""]
        return "，".join(each for each in told if each)
