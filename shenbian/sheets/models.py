"""Batches: what came in with which file, and what each batch made and amended, so that it can be taken back."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from shenbian.flow.models import Flowing
from shenbian.orgs.models import Organisation
from shenbian.sheets.flow import BATCH

_NOWHERE = Organisation(path="")  # where the operator's batches lie: under nobody's subtree


class Batch(Flowing):
    """One sheet of one file, applied in one transaction (导入批次)."""

    FLOW = BATCH
    RELATED: ClassVar[tuple[str, ...]] = ("body",)
    desk: ClassVar[str] = ""
    owner: ClassVar[None] = None

    body = models.ForeignKey("orgs.Organisation", models.PROTECT, null=True, related_name="+")  # the importer's
    register = models.CharField("登记表", max_length=60)
    system = models.CharField("来源系统", max_length=40, blank=True)
    file = models.CharField("文件", max_length=200)
    sheet = models.CharField("工作表", max_length=100)
    digest = models.CharField(max_length=64)  # SM3 of the file
    counts: Any = models.JSONField(default=dict)
    reasons: Any = models.JSONField(default=dict)
    by = models.CharField(max_length=80)

    class Privacy:
        plain = frozenset("id body register system file sheet digest counts reasons by".split()) | Flowing.Privacy.plain

    class Meta(Flowing.Meta):
        indexes: ClassVar[list[Any]] = [models.Index(fields=["digest"], name="batch_digest")]

    def __str__(self) -> str:
        return f"批次 {self.pk}：{self.file}"

    @property
    def organisation(self) -> Organisation:
        return self.body or _NOWHERE

    @property
    def batch(self) -> int:
        """Traces of a batch are told under its number, where whatever came with it finds them too."""
        return self.pk


class Made(models.Model):
    """Rows of one table that a batch wrote."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="made")
    table = models.CharField(max_length=60)  # "orgs.cover"
    rows = ArrayField(models.BigIntegerField())

    class Privacy:
        plain = frozenset("id batch table rows".split())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "table"], name="made_once")]


class Amended(models.Model):
    """A standing row that a batch amended: the fields as they were before and after. Never a sealed or personal one."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="amended")
    table = models.CharField(max_length=60)
    row = models.BigIntegerField()
    before: Any = models.JSONField(encoder=DjangoJSONEncoder)
    after: Any = models.JSONField(encoder=DjangoJSONEncoder)

    class Privacy:
        plain = frozenset("id batch table row before after".split())

    class Meta:
        indexes = [models.Index(fields=["table", "row"], name="amended_row")]


class LeftOut(models.Model):
    """A thing whose row does not count (a cancelled session): what refers to it is left out too, not refused."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="left_out")
    kind = models.CharField(max_length=40)
    source = models.CharField(max_length=400, db_collation="C")
    why = models.CharField(max_length=200)

    class Privacy:
        plain = frozenset("id batch kind source why".split())

    class Meta:
        indexes = [models.Index(fields=["kind", "source"], name="left_out_thing")]
