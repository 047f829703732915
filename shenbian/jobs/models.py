"""What was asked to run behind a page and how far it is (后台任务); when what is timed last ran (定时任务)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class Run(models.Model):
    """One job that somebody asked for. `once` names the work: while a run of that name is open or done there is no
    other. `sealed` holds its arguments and who asked, forgotten when it is done; `paper` what it made."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待开始"
        RUNNING = "running", "正在进行"
        DONE = "done", "已完成"
        FAILED = "failed", "没有完成"
        CANCELLED = "cancelled", "已取消"

    job = models.CharField("任务", max_length=60)
    about = models.CharField("事项", max_length=200, blank=True)
    once = models.CharField(max_length=120, blank=True)
    person = models.BigIntegerField("谁要办的", null=True)  # Person.key; None: the operator
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField("提出时间", db_default=Now())
    sealed = models.BinaryField("内容")  # SM4-GCM
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.WAITING)
    done = models.BigIntegerField("已办", default=0)
    of = models.BigIntegerField("共", default=0)
    step = models.CharField("正在做", max_length=80, blank=True)
    attempts = models.IntegerField("次数", default=0)
    started_at = models.DateTimeField("开始时间", null=True)
    beat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    unwanted = models.BooleanField("要求取消", default=False)
    said = models.CharField("结果", max_length=500, blank=True)  # what came of it, or why nothing did
    paper = models.BinaryField("结果文件", null=True)  # SM4-GCM
    called = models.CharField("文件名", max_length=120, blank=True)

    class Privacy:
        plain = frozenset(
            "id job once person asked_by asked_at state done of step attempts started_at beat_at ended_at unwanted "
            "called".split()
        )
        personal = frozenset({"about", "said"})  # a file may be called by a name, a reason may name whom it is about
        sealed = frozenset({"sealed", "paper"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["job", "once"],
                condition=~Q(once="") & Q(state__in=["waiting", "running", "done"]),
                name="run_once",
            ),
            models.CheckConstraint(condition=Q(done__gte=0, of__gte=F("done")), name="run_never_beyond_its_end"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], ended_at=None)
                | Q(state__in=["done", "failed", "cancelled"], ended_at__isnull=False),
                name="run_ended_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(started_at__isnull=False, beat_at__isnull=False),
                name="run_running_began",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="run_waiting"),
            models.Index(fields=["beat_at"], condition=Q(state="running"), name="run_running"),
            models.Index(fields=["person", "-id"], name="run_of_person"),
            models.Index(fields=["ended_at"], name="run_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}号任务"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)


class Tick(models.Model):
    """When one kind of timed work last began and ended, and what it said; a row comes with its first time."""

    key = models.CharField("定时任务", max_length=60, unique=True)
    began_at = models.DateTimeField("上次开始", null=True)
    ended_at = models.DateTimeField("上次结束", null=True)
    well_at = models.DateTimeField("上次办成", null=True)
    said = models.CharField("办了什么", max_length=200, blank=True)
    error = models.CharField("出错", max_length=200, blank=True)

    class Privacy:
        plain = frozenset("id key began_at ended_at well_at said error".split())
