"""The verbs of sessions, bookings and turns. What changes a state goes through `flow.actions`."""

from shenbian.gatherings.actions.attending import (
    There,
    check_in,
    check_out,
    note_failed,
    sign_in,
    sign_out,
    take_heads,
    take_roll,
)
from shenbian.gatherings.actions.booking import Asked, Companion, book, book_for, draw, erase_bookings, invite, swap
from shenbian.gatherings.actions.planning import Planned, clone_sessions, plan, plan_series
from shenbian.gatherings.actions.quotas import by_share, release, release_due, set_quotas

__all__ = [
    "Asked",
    "Companion",
    "Planned",
    "There",
    "book",
    "book_for",
    "by_share",
    "check_in",
    "check_out",
    "clone_sessions",
    "draw",
    "erase_bookings",
    "invite",
    "note_failed",
    "plan",
    "plan_series",
    "release",
    "release_due",
    "set_quotas",
    "sign_in",
    "sign_out",
    "swap",
    "take_heads",
    "take_roll",
]
