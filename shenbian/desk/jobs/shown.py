"""A run as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from shenbian.jobs import sealing
from shenbian.jobs.job import Job, jobs
from shenbian.jobs.models import Run
from shenbian.jobs.queries import at_work, before
from shenbian.kit.period import now

State = Run.State
_PHASES = {State.DONE: "done", State.FAILED: "overdue", State.CANCELLED: "void"}


@dataclass
class Shown:
    """What a page says of a run. Asks the database only for one that waits."""

    run: Run

    @property
    def job(self) -> Job | None:
        return jobs.known(self.run.job)

    @property
    def title(self) -> str:
        return self.job.title if self.job else "后台任务"

    @property
    def phase(self) -> str:
        return _PHASES.get(State(self.run.state), "waiting")

    @property
    def word(self) -> str:
        return str(self.run.get_state_display())

    @property
    def far(self) -> str:
        """第2步，共4步; or 1,500件，共2,100件."""
        unit = self.job.unit if self.job else ""
        if self.run.state != State.RUNNING or not self.run.of:
            return ""
        return f"已办{self.run.done:,}{unit}，共{self.run.of:,}{unit}"

    @property
    def doing(self) -> str:
        return self.run.step or ("正在开始" if self.run.state == State.RUNNING else self.queue)

    @cached_property
    def queue(self) -> str:
        many = before(self.run)
        return f"前面还有{many:,}个任务" if many else "马上就轮到"

    @cached_property
    def stuck(self) -> bool:
        """It waits, and nobody is there who would run it."""
        return self.run.state == State.WAITING and not at_work(now())

    @property
    def took(self) -> str:
        """How long it ran, in words."""
        if self.run.started_at is None or self.run.ended_at is None:
            return ""
        seconds = round((self.run.ended_at - self.run.started_at).total_seconds())
        return f"{seconds // 60}分{seconds % 60}秒" if seconds >= 60 else f"{seconds}秒"

    @cached_property
    def leads(self) -> tuple[str, str] | None:
        """Where one goes on: an address and what the way is called."""
        if self.job is None or self.job.leads is None or not bytes(self.run.sealed):
            return None
        return self.job.leads(**sealing.arguments_of(self.run))
