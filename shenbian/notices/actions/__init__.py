"""Telling, reading, wishing, sending."""

from shenbian.notices.actions.delivering import Done, deliver_due, resend
from shenbian.notices.actions.planning import plan
from shenbian.notices.actions.telling import Telling, tell
from shenbian.notices.actions.wishes import be_quiet, be_reached_at, erase_notices, prefer, read, read_all

__all__ = [
    "Done",
    "Telling",
    "be_quiet",
    "be_reached_at",
    "deliver_due",
    "erase_notices",
    "plan",
    "prefer",
    "read",
    "read_all",
    "resend",
    "tell",
]
