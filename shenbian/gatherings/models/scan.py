"""A scan at the door (签到扫码): kept with its reason when it failed, so that nobody argues about it afterwards."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now


class Scan(models.Model):
    """Only ever added, which the database holds. `person` is the key of whom it was about, where that was known."""

    session = models.ForeignKey("gatherings.Session", models.PROTECT, related_name="scans", verbose_name="场次")
    at = models.DateTimeField("时间", db_default=Now())
    person = models.BigIntegerField(null=True)  # Person.key
    how = models.CharField("方式", max_length=10)
    why = models.CharField("没有成功的原因", max_length=300)
    by = models.CharField("操作人", max_length=80)

    class Privacy:
        plain = frozenset("id session at person how why by".split())

    class Meta:
        verbose_name = "未成功的签到"
        indexes: ClassVar[list[Any]] = [models.Index(fields=["session", "-id"], name="scan_of_session")]
