"""What the desk keeps for those who work at it: selections of registers by name, uploads between preview and import."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Now


class SavedView(models.Model):
    """A selection of a register that somebody keeps under a name (常用筛选)."""

    person = models.BigIntegerField("谁的")  # Person.key
    register = models.CharField("台账", max_length=80)
    title = models.CharField("名称", max_length=30)
    query = models.CharField("筛选", max_length=1000)  # of the address, as the register reads it; never a number
    saved_at = models.DateTimeField(db_default=Now())

    class Privacy:
        plain = frozenset("id person register title saved_at".split())
        personal = frozenset({"query"})  # a name may have been searched for

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "register", "title"], name="view_once")]

    def __str__(self) -> str:
        return self.title


class Upload(models.Model):
    """A workbook that somebody looks at before it is imported. Gone after a week, sealed until then."""

    person = models.BigIntegerField("上传人")  # Person.key
    name = models.CharField("文件", max_length=200)
    sealed = models.BinaryField("内容")  # SM4-GCM
    returned = models.BinaryField("退回件", null=True)  # the refused rows, sealed alike
    rows = models.IntegerField("行数", default=0)
    long = models.BooleanField("在后台办", default=False)  # more work than somebody should wait for
    report: Any = models.JSONField("结果", default=dict)  # counts, row numbers, reasons; empty until it was looked at
    uploaded_at = models.DateTimeField(db_default=Now())
    applied_at = models.DateTimeField("导入时间", null=True)

    class Privacy:
        plain = frozenset("id person name rows long uploaded_at applied_at".split())
        personal = frozenset({"report"})  # a reason may name whom it is about
        sealed = frozenset({"sealed", "returned"})

    class Meta:
        indexes = [models.Index(fields=["person", "uploaded_at"], name="upload_of_person")]

    def __str__(self) -> str:
        return self.name
