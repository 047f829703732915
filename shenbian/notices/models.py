"""What is told to whom (通知), how it leaves the house (送达), and what a person wishes of it."""

from datetime import time

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

QUIET_FROM, QUIET_UNTIL = time(22, 0), time(7, 0)  # Beijing, unless a person says otherwise
LONGEST_DIGITS = 8  # a day as 20220905 may be said; a telephone or identity number may not


class Notice(models.Model):
    """One thing told to one person. It stands in the house from the moment it is written; what else carries it is a
    delivery. `planned_at` empty: nobody has yet looked by which channels it goes out."""

    to = models.BigIntegerField()  # Person.key
    kind = models.CharField("种类", max_length=60)
    subject = models.CharField(max_length=120, blank=True)  # "app.model:pk"; the surfaces know its address
    title = models.CharField("标题", max_length=120)
    body = models.CharField("内容", max_length=500, blank=True)
    count = models.IntegerField("件数", default=1)
    once = models.CharField(max_length=120, blank=True)  # told once ever to one person under this name
    told_by = models.CharField(max_length=80)
    told_at = models.DateTimeField("时间", db_default=Now())
    planned_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField("阅读时间", null=True)

    class Privacy:
        plain = frozenset("id to kind subject count once told_by told_at planned_at read_at".split())
        personal = frozenset({"title", "body"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["to", "kind", "once"], condition=~Q(once=""), name="told_once"),
            models.CheckConstraint(
                condition=~Q(title__regex=rf"[0-9]{{{LONGEST_DIGITS + 1},}}")
                & ~Q(body__regex=rf"[0-9]{{{LONGEST_DIGITS + 1},}}"),
                name="notice_holds_no_number_of_a_person",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="notice_tells_of_something"),
        ]
        indexes = [
            models.Index(fields=["to", "-id"], name="notice_of_person"),
            models.Index(fields=["to"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["id"], condition=Q(planned_at=None), name="notice_to_plan"),
        ]


class Delivery(models.Model):
    """One notice by one channel (送达). Sent at most once: what was being sent when the sender died is not repeated."""

    class State(models.TextChoices):
        DUE = "due", "待发送"
        SENDING = "sending", "正在发送"
        SENT = "sent", "已发送"
        FAILED = "failed", "没有发出"
        UNSURE = "unsure", "不知是否发出"

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries")
    to = models.BigIntegerField()  # the notice's, so that one message may hold all that goes to one person
    channel = models.CharField("渠道", max_length=20)
    urgent = models.BooleanField(default=False)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DUE)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField("发送时间", null=True)
    attempts = models.IntegerField("次数", default=0)
    error = models.CharField("原因", max_length=200, blank=True)
    external_id = models.CharField(max_length=80, blank=True)

    class Privacy:
        plain = frozenset(
            "id notice to channel urgent state due_at claimed_at sent_at attempts error external_id".split()
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivered_once_by_a_channel"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at=None),
                name="delivery_sent_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="due"), name="delivery_due"),
            models.Index(fields=["to", "channel"], condition=Q(state="due"), name="delivery_of_person"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="delivery_sending"),
            models.Index(fields=["-id"], condition=Q(state__in=["failed", "unsure"]), name="delivery_lost"),
        ]


class Preference(models.Model):
    """A person's wish about one kind by one channel; without a row the kind's own declaration counts."""

    person = models.BigIntegerField()  # Person.key
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=20)
    wanted = models.BooleanField()

    class Privacy:
        plain = frozenset("id person kind channel wanted".split())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind", "channel"], name="one_wish")]


class QuietHours(models.Model):
    """Between which Beijing hours nothing is sent to a person (免打扰时段); from = until: there are none."""

    person = models.BigIntegerField(unique=True)  # Person.key
    begins = models.TimeField("开始", default=QUIET_FROM)
    ends = models.TimeField("结束", default=QUIET_UNTIL)

    class Privacy:
        plain = frozenset("id person begins ends".split())


class Address(models.Model):
    """Where a person is reached by a channel that `people` knows nothing of: a mail address, a WeChat open id."""

    person = models.BigIntegerField()  # Person.key
    channel = models.CharField(max_length=20)
    sealed = models.BinaryField("地址")  # SM4-GCM

    class Privacy:
        plain = frozenset("id person channel".split())
        sealed = frozenset({"sealed"})

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "channel"], name="one_address")]
