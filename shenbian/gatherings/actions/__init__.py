"""The verbs of sessions, bookings and turns. What changes a state goes through `flow.actions`."""

from shenbian.gatherings.actions.attending import (
    Heads,
    There,
    check_in,
    check_out,
    note_failed,
    sign_in,
    sign_out,
    slips_of,
    take_heads,
    take_roll,
    take_slips,
)
from shenbian.gatherings.actions.booking import Asked, Companion, book, book_for, draw, erase_bookings, invite, swap
from shenbian.gatherings.actions.certifying import certify_hours
from shenbian.gatherings.actions.cloning import Cloned, clone_whole
from shenbian.gatherings.actions.deciding import Decided, write_decisions
from shenbian.gatherings.actions.drawing import draw_lots, order_by
from shenbian.gatherings.actions.entering import link_entry
from shenbian.gatherings.actions.planning import Planned, clone_sessions, plan, plan_series
from shenbian.gatherings.actions.quotas import by_share, release, release_due, set_quotas
from shenbian.gatherings.actions.redeeming import redeem
from shenbian.gatherings.actions.teaming import book_team, found_team, join_team, offer_to_team, take_in

__all__ = [
    "Asked",
    "Cloned",
    "Companion",
    "Decided",
    "Heads",
    "Planned",
    "There",
    "book",
    "book_for",
    "book_team",
    "by_share",
    "certify_hours",
    "check_in",
    "check_out",
    "clone_sessions",
    "clone_whole",
    "draw",
    "draw_lots",
    "erase_bookings",
    "found_team",
    "invite",
    "join_team",
    "link_entry",
    "note_failed",
    "offer_to_team",
    "order_by",
    "plan",
    "plan_series",
    "redeem",
    "release",
    "release_due",
    "set_quotas",
    "sign_in",
    "sign_out",
    "slips_of",
    "swap",
    "take_heads",
    "take_in",
    "take_roll",
    "take_slips",
    "write_decisions",
]
