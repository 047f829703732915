"""The verbs of people: found or written down, in and out of unions, merged and unmerged, read and erased."""

from shenbian.people.actions.enrol import Enrolled, enrol, find_or_create_many, look_up_many
from shenbian.people.actions.groups import Entering, enter_group, enter_group_many, leave_group
from shenbian.people.actions.membership import (
    Transferred,
    admit,
    admit_many,
    end,
    end_many,
    lapse,
    reasons_against,
    resign,
    resume,
    retain,
    retain_many,
    transfer,
    transfer_many,
)
from shenbian.people.actions.merging import Same, merge, unmerge
from shenbian.people.actions.privacy import amend_many, erase, reveal
from shenbian.people.rules import Enrolment
from shenbian.people.spells import Admission, Ending, Retention, Transfer

__all__ = [
    "Admission",
    "Ending",
    "Enrolled",
    "Enrolment",
    "Entering",
    "Retention",
    "Same",
    "Transfer",
    "Transferred",
    "admit",
    "admit_many",
    "amend_many",
    "end",
    "end_many",
    "enrol",
    "enter_group",
    "enter_group_many",
    "erase",
    "find_or_create_many",
    "lapse",
    "leave_group",
    "look_up_many",
    "merge",
    "reasons_against",
    "resign",
    "resume",
    "retain",
    "retain_many",
    "reveal",
    "transfer",
    "transfer_many",
    "unmerge",
]
