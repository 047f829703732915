"""Things that flow, what of them waits for whom, and the traces of what happened."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.flow.table import Flow, Move, Phase

COLUMNS = ("status", "phase", "waits_for", "moved_at", "due_on", "days_left")


class Flowing(models.Model):
    """Gives a model a status. The six columns are written only by `settle`, and that is called only by the door.

    A thing has an `organisation` and a `desk` (where the rights to its moves are looked for) and an `owner`: the key of
    the person whom it concerns, or None. `RELATED` names the relations that the door reads along with the rows, so that
    rights, guards and facts cause no query of their own.
    """

    FLOW: ClassVar[Flow]
    RELATED: ClassVar[tuple[str, ...]] = ("organisation",)

    status = models.CharField("状态", max_length=30)
    phase = models.CharField(max_length=10)
    waits_for = models.CharField(max_length=60, blank=True)
    moved_at = models.DateTimeField(null=True)
    due_on = models.DateField("期限", null=True)  # the last day of the clock of the state
    days_left = models.IntegerField(null=True)  # while the clock stands still: what it still has

    class Privacy:
        plain = frozenset(COLUMNS)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(phase__in=[each.value for each in Phase]), name="%(class)s_phase"),
            models.CheckConstraint(
                condition=Q(phase="waiting") & ~Q(waits_for="") | ~Q(phase="waiting") & Q(waits_for=""),
                name="%(class)s_waits_for_someone",
            ),
        ]

    @property
    def flow(self) -> Flow:
        """The table of this thing; things of one model may have different ones."""
        return self.FLOW

    @classmethod
    def flows(cls) -> Iterable[Flow]:
        """Every table that things of this model may have."""
        return (cls.FLOW,)

    @property
    def subject(self) -> str:
        """How traces and facts name this thing, for ever."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def told_as(self) -> str:
        """How notices speak of this thing: without a name or number of anybody; they may be read over a shoulder."""
        return self.flow.title

    @property
    def other(self) -> int | None:
        """Whom it names beside its owner, as Person.key (a delegate): they see it, and hear of it."""
        return None

    @property
    def title_of_state(self) -> str:
        return self.flow.state(self.status).title

    def open_moves(self) -> tuple[Move, ...]:
        return self.flow.moves_from(self.status)

    def settle(self, key: str, *, at: datetime, due_on: date | None, days_left: int | None = None) -> None:
        """Take on a state and what follows from it. Does not save."""
        state = self.flow.state(key)
        self.status = state.key
        self.phase = state.phase.value
        self.waits_for = self.flow.waits_for(key) or ""
        self.moved_at = at
        self.due_on = due_on
        self.days_left = days_left


class Waiting(models.Model):
    """What waits, of every flow in one table (待办). Kept by the door; derivable from the things themselves."""

    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    flow = models.CharField(max_length=60)
    state = models.CharField(max_length=30)
    right = models.CharField(max_length=60)
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    desk = models.CharField(max_length=40)
    owner = models.BigIntegerField(null=True)  # Person.key
    due_on = models.DateField(null=True)
    since = models.DateTimeField()

    SAYS: ClassVar = ("flow", "state", "right", "organisation", "desk", "owner", "due_on", "since")

    class Privacy:
        plain = frozenset("id subject_type subject_id flow state right organisation desk owner due_on since".split())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_type", "subject_id"], name="waits_once")]
        indexes = [
            models.Index(fields=["organisation", "right"], name="waiting_place"),
            models.Index(fields=["due_on"], condition=Q(due_on__isnull=False), name="waiting_due"),
            models.Index(fields=["owner"], condition=Q(owner__isnull=False), name="waiting_owner"),
        ]
        ordering = [F("due_on").asc(nulls_last=True), "since", "id"]

    @classmethod
    def of(cls, thing: Any) -> "Waiting":
        """What this table says of a waiting thing."""
        return cls(
            subject_type=thing._meta.label_lower,
            subject_id=thing.pk,
            flow=thing.flow.name,
            state=thing.status,
            right=thing.waits_for,
            organisation=thing.organisation,
            desk=thing.desk or "",
            owner=thing.owner,
            due_on=thing.due_on,
            since=thing.moved_at,
        )

    @property
    def subject(self) -> str:
        return f"{self.subject_type}:{self.subject_id}"


class Trace(models.Model):
    """One thing that happened (留痕). Only ever added, which the database holds; points at nothing by key.

    A bulk call may leave one trace for its whole batch: subject "batch:12", with the number of things in `count`.
    """

    id = models.BigIntegerField(primary_key=True)  # reserved by the door, so that the mark covers it
    at = models.DateTimeField(db_default=Now())  # the database's, set by a trigger
    actor = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, db_collation="C")
    flow = models.CharField(max_length=60)
    move = models.CharField(max_length=40)
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30)
    said: Any = models.JSONField(default=dict)  # only what the form declares as plain
    count = models.IntegerField(default=1)
    salt = models.BinaryField()
    mac = models.BinaryField()

    class Privacy:
        plain = frozenset("id at actor subject flow move before after said count salt mac".split())

    class Meta:
        indexes = [
            models.Index(fields=["subject", "actor"], name="trace_subject"),
            models.Index(fields=["actor", "-id"], name="trace_actor"),
            BrinIndex(fields=["at"], name="trace_at"),  # traces come in the order of their instants
        ]
