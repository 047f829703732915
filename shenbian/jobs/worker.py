"""The worker: timed work in a thread, jobs in this one, until it is told to stop. It outlives its database's restarts.

Both look again every two seconds: few things wait for long here, and a question by index costs less than a connection
that listens.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, connection, connections

from shenbian.jobs.actions import Beating, run_next, tick

Say = Callable[[str], None]
_EVERY = 2.0  # seconds between two looks
_PATIENCE = 10.0  # seconds that timed work has to end when the worker is told to stop


def work(*, say: Say, wanted: Callable[[], bool] = lambda: True) -> None:
    """Work until `wanted` says no or the program is interrupted. What ran then is given back and begins again later."""
    over = threading.Event()
    clock = threading.Thread(target=_tick_on, args=(over, say), name="clockwork", daemon=True)
    clock.start()
    try:
        while wanted():
            if not _once(_run_one, say):
                over.wait(_EVERY)
    finally:
        over.set()
        clock.join(_PATIENCE)


def work_off(*, say: Say) -> None:
    """Do what is due and what waits now, then end."""
    _tick(say)
    while _run_one(say):
        pass


def _tick_on(over: threading.Event, say: Say) -> None:
    while not over.is_set():
        _once(_tick, say)
        over.wait(_EVERY)
    connection.close()


def _once(look: Callable[[Say], bool], say: Say) -> bool:
    """One look. A database that is away is waited for: the next look opens a new connection."""
    try:
        return look(say)
    except (DatabaseError, InterfaceError) as gone:
        say(f"数据库没有应答，稍后再试：{str(gone).strip()}")
        connections.close_all()
        return False


def _run_one(say: Say) -> bool:
    run = run_next(watch=Beating)
    if run is not None:
        say(f"任务 {run.pk} {run.get_state_display()}。")
    return run is not None


def _tick(say: Say) -> bool:
    for done in tick():
        if done.failed:
            say(f"{done.timed.title}出错，见日志。")
        elif done.said:
            say(f"{done.timed.title}：{done.said}。")
    return False
