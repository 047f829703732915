"""Telling whoever asked how it ended: of what failed always, of what is done if they waited long."""

from __future__ import annotations

from shenbian.jobs.job import jobs
from shenbian.jobs.models import Run
from shenbian.jobs.rules import LONG
from shenbian.kit.period import now
from shenbian.notices.actions import Telling, tell
from shenbian.notices.kinds import Kind, kinds

ENDED = Kind("job.ended", "后台任务有了结果", channels=())
kinds.add(ENDED)


def tell_of(run: Run, *, state: str) -> None:
    """Write the notice, in the caller's transaction. What came of it is said on its page alone: it may name people."""
    long = now() - run.asked_at >= LONG
    if run.person is None or not (state == Run.State.FAILED or (state == Run.State.DONE and long)):
        return
    job = jobs.known(run.job)
    title = job.title if job else "后台任务"
    word = "已办完" if state == Run.State.DONE else "没有办完"
    body = "打开可以看结果。" if state == Run.State.DONE else "打开可以看原因，改好后可以再试。"
    subject = f"jobs.run:{run.pk}"
    tell([Telling(to=run.person, kind=ENDED.key, title=f"{title}：{word}", body=body, subject=subject)], by="jobs")
