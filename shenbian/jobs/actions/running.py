"""Running what waits: it is claimed; then all that the job does and the mark that it is done are one transaction. So it
happened once and wholly, or not at all, whoever died when.

A worker that dies leaves a run that says nothing any more. After a minute it is given back and begun again, three times
at most.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from shenbian.jobs import sealing
from shenbian.jobs.actions.telling import tell_of
from shenbian.jobs.job import Cancelled, jobs
from shenbian.jobs.models import Run
from shenbian.jobs.rules import LEASE, TRIES
from shenbian.kit.env import Unable
from shenbian.kit.period import now
from shenbian.kit.refusal import Refused

State = Run.State
_log = logging.getLogger(__name__)
_EVERY = 2.0  # seconds between two beats
_GONE = "程序中断了几次，没有办完。请再试一次；还不行就分成几份办，或告诉系统管理员。"
_BROKEN = "程序出错，没有办完，原因已记入系统日志。请再试一次；还不行就把任务号告诉系统管理员。"
_CANCELLED = "按您的要求停下了，已办的全部还原，什么都没有改。"
_UNKNOWN = "现在的程序里没有这种任务了。请回到原来的页面重新办理。"


class _Lost(Exception):
    """Another worker has the run by now, or nobody wants it: what was done is taken back."""


class Told:
    """The progress of one run: kept here, written by `beat`. Without somebody who beats, at every step."""

    def __init__(self, run: Run) -> None:
        self._mine = _mine(run)
        self.said: dict[str, Any] = {}
        self.beaten, self.unwanted = False, False

    def tell(self, done: int, of: int, step: str = "") -> None:
        """So many of so many are done, and what comes now. Raises Cancelled where the run is no longer wanted."""
        self.said = {"done": done, "of": max(done, of), "step": step[:80]}
        if not self.beaten:
            self.beat()
        if self.unwanted:
            raise Cancelled

    def beat(self) -> None:
        """Write it down, and hear whether it is still wanted: not when another worker has it."""
        self._mine.update(beat_at=Now(), **self.said)
        wanted = self._mine.values_list("unwanted", flat=True).first()
        self.unwanted = wanted is not False


class Beating:
    """Beats from a thread of its own with a connection of its own: while a job's transaction is open, what its own
    connection writes nobody sees."""

    def __init__(self, told: Told) -> None:
        self._told, self._over = told, threading.Event()
        self._thread = threading.Thread(target=self._beat, name="beating", daemon=True)

    def __enter__(self) -> Self:
        self._told.beaten = True
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, what: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(_EVERY):
            try:
                self._told.beat()
            except DatabaseError:
                _log.warning("the database does not answer a beat", exc_info=True)
                connection.close()
        connection.close()


Watch = Callable[[Told], AbstractContextManager[object]]


def run_next(*, watch: Watch = nullcontext, at: datetime | None = None) -> Run | None:
    """Run the oldest that waits to its end and give it; None where nothing waits. Many workers may do so at once.

    What stops the program (KeyboardInterrupt) or the database leaves the run to be begun again; both are raised.
    """
    _give_back_lost(at or now())
    run = _claim()
    if run is None:
        return None
    try:
        _run(run, watch)
    except KeyboardInterrupt:
        _give_back(run)
        raise
    return Run.objects.defer("sealed", "paper").filter(pk=run.pk).first() or run


def _run(run: Run, watch: Watch) -> None:
    told = Told(run)
    try:
        with watch(told), transaction.atomic():
            _mark(run, told, **_done(run, told))
    except _Lost:
        _log.warning("run %s was taken from this worker", run.pk)
    except Cancelled:
        _end(run, told, state=State.CANCELLED, said=_CANCELLED)
    except (Refused, Unable) as why:
        _end(run, told, state=State.FAILED, said=str(why)[:500])
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        _log.exception("run %s of %s failed", run.pk, run.job)
        _end(run, told, state=State.FAILED, said=_BROKEN)


def _done(run: Run, told: Told) -> dict[str, Any]:
    """Do it; what the row must say of it."""
    job = jobs.known(run.job)
    if job is None:
        raise Unable(_UNKNOWN)
    outcome = job.run(told, sealing.actor_then(run), **sealing.arguments_of(run))
    paper = None if outcome.paper is None else sealing.keep_paper(run, outcome.paper)
    kept = run.sealed if job.leads else b""
    whole = max(run.of, *(told.said.get(name, 0) for name in ("done", "of")))
    ended = {"state": State.DONE, "said": outcome.said[:500], "done": whole, "of": whole}
    return ended | {"paper": paper, "called": outcome.called[:120], "sealed": kept}


def _mark(run: Run, told: Told, **ended: Any) -> None:
    """Say how it ended and tell whoever asked. Raises _Lost where it is ours no more."""
    if not _mine(run).update(**(told.said | ended | {"ended_at": Now(), "step": ""})):
        raise _Lost
    tell_of(run, state=ended["state"])


def _end(run: Run, told: Told, **ended: Any) -> None:
    """It came to nothing: say why."""
    with suppress(_Lost), transaction.atomic():
        _mark(run, told, **ended)


def _mine(run: Run) -> QuerySet[Run]:
    return Run.objects.filter(pk=run.pk, state=State.RUNNING, attempts=run.attempts)


@transaction.atomic
def _claim() -> Run | None:
    waiting = Run.objects.select_for_update(skip_locked=True).filter(state=State.WAITING).order_by("pk")
    run = waiting.first()
    if run is not None:
        run.state, run.attempts, run.done, run.step = State.RUNNING, run.attempts + 1, 0, ""
        Run.objects.filter(pk=run.pk).update(
            state=run.state, attempts=run.attempts, done=0, step="", started_at=Now(), beat_at=Now()
        )
    return run


def _give_back(run: Run) -> None:
    """The program is told to stop: the run waits for the next worker, as if it had not begun."""
    try:
        _mine(run).update(state=State.WAITING, attempts=run.attempts - 1, done=0, step="")
    except DatabaseError:
        _log.warning("run %s could not be given back; another worker will find it lost", run.pk, exc_info=True)


@transaction.atomic
def _give_back_lost(at: datetime) -> None:
    lost = Run.objects.select_for_update(skip_locked=True).filter(state=State.RUNNING, beat_at__lt=at - LEASE)
    for run in lost.defer("sealed", "paper"):
        same = Run.objects.filter(pk=run.pk)
        if run.unwanted:
            same.update(state=State.CANCELLED, ended_at=Now(), step="", said=_CANCELLED)
        elif run.attempts < TRIES:
            same.update(state=State.WAITING, done=0, step="")
        else:
            same.update(state=State.FAILED, ended_at=Now(), step="", said=_GONE)
            tell_of(run, state=State.FAILED)
