"""Records of a year, the figures that were frozen in them, and what was corrected since."""

from typing import Any, ClassVar

from django.db import models

from shenbian.flow.models import Flowing
from shenbian.record.flow import RECORD
from shenbian.rights.catalogue import Desk


class Record(Flowing):
    """The record of one organisation and one year (工作纪实). `size` and `root` name what it was read from."""

    FLOW = RECORD
    desk: ClassVar[str] = Desk.STATISTICS.value
    owner: ClassVar[None] = None

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    root = models.BinaryField(default=b"")

    class Privacy:
        plain = frozenset("id organisation year title revision size root".split()) | Flowing.Privacy.plain

    class Meta(Flowing.Meta):
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["organisation", "year"], name="one_record_a_year"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.organisation}{self.year}年工作纪实"


class FrozenRecord(models.Model):
    """A record as it was told when it was frozen; rows are only ever added."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="frozen")
    revision = models.PositiveIntegerField()
    told: Any = models.JSONField()
    digest = models.BinaryField()

    class Privacy:
        plain = frozenset("id record revision told digest".split())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "revision"], name="frozen_once")]


class FrozenFigure(models.Model):
    """A figure as it was frozen; rows are only ever added, a correction adds the next revision."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="figures")
    revision = models.PositiveIntegerField()
    ref = models.CharField(max_length=10, blank=True)
    metric = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    content: Any = models.JSONField()
    facts = models.BigIntegerField()
    digest = models.BinaryField()

    class Privacy:
        plain = frozenset("id record revision ref metric version content facts digest".split())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "revision", "metric"], name="figure_frozen_once"),
        ]
        ordering = ["id"]


class KeptDraft(models.Model):
    """A draft as it was last drawn up, kept until the ledger, the definitions or the body say otherwise. Nothing but
    time is lost with it; see `record.kept`."""

    organisation = models.ForeignKey("orgs.Organisation", models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=500)  # what it was read from
    told: Any = models.JSONField()
    drawn_at = models.DateTimeField()

    class Privacy:
        plain = frozenset("id organisation year mark told drawn_at".split())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="draft_kept_once")]


class Correction(models.Model):
    """A notice (更正): a frozen figure is no longer what the ledger says, or was published anew with another value."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="corrections")
    revision = models.PositiveIntegerField()  # the revision whose figure it concerns
    metric = models.CharField(max_length=80)
    was: Any = models.JSONField()
    now: Any = models.JSONField()
    noticed_at = models.DateTimeField(auto_now_add=True)
    size = models.BigIntegerField()  # the size of the log that said otherwise
    reason = models.CharField(max_length=300, blank=True)  # filled when a correction was made

    class Privacy:
        plain = frozenset("id record revision metric was now noticed_at size reason".split())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "revision", "metric", "size", "reason"], name="noticed_once")
        ]
        ordering = ["id"]
