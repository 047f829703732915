"""What may be run behind a page: every job is declared once, by the floor that does the work. Imports no models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol


class Cancelled(Exception):
    """Whoever asked for it wants it no more: raised by `Progress.tell`; all that was done is taken back."""


class Progress(Protocol):
    """What a job tells while it runs."""

    def tell(self, done: int, of: int, step: str = "") -> None:
        """So many of so many are done, and what comes now. Raises Cancelled where the job is no longer wanted."""


@dataclass(frozen=True)
class Outcome:
    """What came of it, in a sentence; and a file for whoever asked, kept for some days."""

    said: str
    paper: bytes | None = None
    called: str = ""


@dataclass(frozen=True, kw_only=True)
class Job:
    """One kind of long work (后台任务).

    `run(progress, by, **arguments)` does it as `by` and gives what came of it; arguments are JSON, kept sealed. All
    that it does is one transaction with the mark that it is done, so it may be begun again after it was interrupted at
    any point; outside the database it must do nothing. What stops it for a reason that people can mend is Refused or
    Unable. `unit` is what progress counts. `leads(**arguments)` is where one goes on afterwards: an address and what
    the way there is called.
    """

    key: str
    title: str
    run: Callable[..., Outcome]
    unit: str = "步"
    leads: Callable[..., tuple[str, str]] | None = None


class Jobs:
    """The registry of jobs, in the order they were declared."""

    def __init__(self) -> None:
        self._all: dict[str, Job] = {}

    def add(self, *jobs: Job) -> None:
        """Declare jobs. Raises ValueError when two different ones have one key."""
        for job in jobs:
            if self._all.setdefault(job.key, job) != job:
                raise ValueError(f"two jobs are called {job.key}")

    def __getitem__(self, key: str) -> Job:
        return self._all[key]

    def known(self, key: str) -> Job | None:
        """The job of this key; None where this version of the program declares none."""
        return self._all.get(key)

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __iter__(self) -> Iterator[Job]:
        return iter(self._all.values())


jobs = Jobs()
