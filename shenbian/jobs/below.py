"""Timed work of the floors below, and of this one."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from shenbian.files.actions import sweep
from shenbian.jobs.actions import forget_old
from shenbian.jobs.timed import Timed, clockwork
from shenbian.notices.actions import Done, deliver_due
from shenbian.rights.actor import Actor

_ROUNDS = 100  # of deliveries, before other timed work has its turn


def _deliver(by: Actor, at: datetime) -> str:
    done = Done()
    for _ in range(_ROUNDS):
        part = deliver_due(by=by.ref, at=at)
        done += part
        if part.nothing:
            break
    return "" if done.nothing else f"新通知{done.planned}条，发出{done.messages}条消息，没有发出{done.lost}条"


def _sweep(by: Actor, at: datetime) -> str:
    many = sweep(by=by.ref, at=at)
    return f"清理了{many}个没有用到的文件" if many else ""


def _forget(by: Actor, at: datetime) -> str:
    many = forget_old(at=at)
    return f"清除了{many}个旧任务的内容" if many else ""


clockwork.add(
    Timed(key="notices.deliver", title="发送通知", run=_deliver, every=timedelta(seconds=20)),
    Timed(key="files.sweep", title="清理没有用到的上传文件", run=_sweep, daily=time(3, 20)),
    Timed(key="jobs.forget", title="清除旧任务的内容", run=_forget, daily=time(3, 40)),
)
