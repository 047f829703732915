"""Asking for a run, cancelling it, running what waits; doing what is timed; forgetting."""

from shenbian.jobs.actions.asking import again, cancel, defer
from shenbian.jobs.actions.forgetting import erase_runs, forget_old
from shenbian.jobs.actions.running import Beating, run_next
from shenbian.jobs.actions.ticking import Ticked, tick

__all__ = [
    "Beating",
    "Ticked",
    "again",
    "cancel",
    "defer",
    "erase_runs",
    "forget_old",
    "run_next",
    "tick",
]
