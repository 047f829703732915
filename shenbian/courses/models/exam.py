"""A paper: which questions were drawn for whom by which seed, what was answered until when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from shenbian.courses.models.learning import Enrolment


class Paper(models.Model):
    """One try at the exam (试卷). `drawn` are the ids of its questions in their order, drawn by `seed` from the bank.

    `answers` maps ids to the places chosen; they are kept, `score` is derived from them when it is handed in and can
    be derived again. An annulled paper counts as a try and proves nothing.
    """

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="papers")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name="学员")
    number = models.PositiveSmallIntegerField("第几次")
    seed = models.CharField("抽题种子", max_length=40)
    drawn: Any = models.JSONField("试题")
    pass_mark = models.PositiveSmallIntegerField("合格分")
    begun_at = models.DateTimeField("开考时间")
    due_at = models.DateTimeField("截止时间")
    handed_at = models.DateTimeField("交卷时间", null=True)
    annulled_at = models.DateTimeField("作废时间", null=True)
    answers: Any = models.JSONField("答案", default=dict)
    score = models.PositiveSmallIntegerField("得分", null=True)

    class Privacy:
        plain = frozenset(
            "id enrolment person number seed drawn pass_mark begun_at due_at handed_at annulled_at".split()
        )
        personal = frozenset({"answers", "score"})

    class Meta:
        verbose_name = "试卷"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["enrolment", "number"], name="paper_once"),
            models.UniqueConstraint(fields=["enrolment"], condition=Q(handed_at=None), name="one_paper_at_a_time"),
            models.CheckConstraint(condition=Q(due_at__gt=F("begun_at")), name="paper_forward"),
        ]
        ordering: ClassVar[list[str]] = ["number"]

    @property
    def passed(self) -> bool:
        """Whether it was handed in, stands, and reached the mark."""
        return self.annulled_at is None and self.score is not None and self.score >= self.pass_mark
