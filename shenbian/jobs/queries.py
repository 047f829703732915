"""What somebody asked to run, and how it goes with all that runs by itself."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from shenbian.jobs.models import Run, Tick
from shenbian.jobs.rules import HELD, due_at
from shenbian.jobs.timed import Timed, clockwork
from shenbian.rights.actor import Actor


def runs_of(actor: Actor) -> QuerySet[Run]:
    """What the actor asked for under any key of theirs, the newest first, without the papers.

    Nobody else sees it.
    """
    mine = [] if actor.person is None else sorted({actor.person, *actor.also})
    return Run.objects.filter(person__in=mine).defer("paper").order_by("-pk")


def open_count(actor: Actor) -> int:
    """How many of them wait or run. One query."""
    return runs_of(actor).filter(state__in=[Run.State.WAITING, Run.State.RUNNING]).count()


def before(run: Run) -> int:
    """How many are taken before one that waits. One query."""
    return Run.objects.filter(Q(state=Run.State.RUNNING) | Q(state=Run.State.WAITING, pk__lt=run.pk)).count()


def at_work(at: datetime) -> bool:
    """Whether a worker has shown itself of late. One query."""
    return Tick.objects.filter(began_at__gte=at - HELD).exists()


def ticks() -> list[tuple[Timed, Tick, datetime | None]]:
    """All timed work with when it last ran and is due next (None: at once). One query."""
    rows = {tick.key: tick for tick in Tick.objects.all()}
    told = [(timed, rows.get(timed.key) or Tick(key=timed.key)) for timed in clockwork]
    return [(timed, tick, due_at(timed, tick.began_at)) for timed, tick in told]
