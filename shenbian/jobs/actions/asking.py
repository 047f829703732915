"""Asking that a job be run; asking that it be not; asking once more."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from shenbian.jobs import sealing
from shenbian.jobs.job import jobs
from shenbian.jobs.models import Run
from shenbian.jobs.queries import runs_of
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor

State = Run.State
UNDONE = (State.FAILED, State.CANCELLED)
_NOT_BEGUN = "还没有开始就取消了，什么都没有改。"


@transaction.atomic
def defer(key: str, *, by: Actor, about: str = "", once: str = "", of: int = 0, **arguments: Any) -> Run:
    """Ask for a run of a declared job; it begins when the caller's transaction has committed.

    With `once` the same work is not asked for twice: where it waits, runs or is done, that run is given. `of`: how much
    there is to do, where that is known. Raises KeyError for a job that nobody declared.
    """
    job = jobs[key]
    run = Run(job=job.key, about=about[:200], once=once, person=by.person, asked_by=by.ref, of=of, sealed=b"")
    if once:
        Run.objects.bulk_create([run], ignore_conflicts=True)
        run = Run.objects.filter(job=key, once=once).exclude(state__in=UNDONE).get()
        if bytes(run.sealed) or not run.is_open:
            return run  # somebody's who was first
    else:
        run.save(force_insert=True)
    run.sealed = sealing.seal(run, by, arguments)
    run.save(update_fields=["sealed"])
    return run


def cancel(run: Run, *, by: Actor) -> bool:
    """Do not run it, or stop at the next step. False where it was over before."""
    mine = runs_of(by).filter(pk=run.pk)
    over = {"state": State.CANCELLED, "ended_at": Now(), "unwanted": True, "said": _NOT_BEGUN}
    return bool(
        mine.filter(state=State.WAITING).update(**over) or mine.filter(state=State.RUNNING).update(unwanted=True)
    )


@transaction.atomic
def again(run: Run, *, by: Actor) -> Run:
    """Put what failed or was cancelled back to wait, with the same arguments. Raises Refused where that cannot be."""
    found = runs_of(by).select_for_update().filter(pk=run.pk).defer(None).get()
    if found.state not in UNDONE:
        raise Refused({0: f"这个任务现在是“{found.get_state_display()}”，不用再试。"})
    if not bytes(found.sealed):
        raise Refused({0: "时间太久，当时的内容已经清除，不能直接再试。请回到原来的页面重新办理。"})
    found.state, found.attempts, found.done, found.step, found.said = State.WAITING, 0, 0, "", ""
    found.unwanted, found.started_at, found.beat_at, found.ended_at = False, None, None, None
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as taken:
        raise Refused({0: "同一件事已经另外提出过，请看那一个任务。"}) from taken
    return found
