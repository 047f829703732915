"""The verbs of people: found or written down, in and out of unions, merged and unmerged, read and erased."""

from shenbian.people.actions.enrol import Enrolled, enrol, find_or_create_many, look_up_many
from shenbian.people.rules import Enrolment

__all__ = ["Enrolled", "Enrolment", "enrol", "find_or_create_many", "look_up_many"]
