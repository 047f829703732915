"""The verbs of union bodies and units. Each returns what happened, so that a caller above can write the facts."""

from shenbian.orgs.actions.amending import amend_bodies, amend_units, end_covers
from shenbian.orgs.actions.founding import found, found_many
from shenbian.orgs.actions.seats import seat, unseat
from shenbian.orgs.actions.tree import Dissolved, Merged, Moved, dissolve, merge, move, renew_term
from shenbian.orgs.actions.units import (
    Covering,
    Registration,
    Statement,
    close_unit,
    cover,
    cover_many,
    note_outside_keys,
    register_many,
    register_unit,
    state,
    state_many,
    uncover,
)

__all__ = [
    "Covering",
    "Dissolved",
    "Merged",
    "Moved",
    "Registration",
    "Statement",
    "amend_bodies",
    "amend_units",
    "close_unit",
    "cover",
    "cover_many",
    "dissolve",
    "end_covers",
    "found",
    "found_many",
    "merge",
    "move",
    "note_outside_keys",
    "register_many",
    "register_unit",
    "renew_term",
    "seat",
    "state",
    "state_many",
    "uncover",
    "unseat",
]
