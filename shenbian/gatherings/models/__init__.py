"""The nouns: a session, a place in it, somebody's presence, and what is kept around them."""

from shenbian.gatherings.flows.booking import LIVE
from shenbian.gatherings.models.booking import Booking
from shenbian.gatherings.models.certified import Certified
from shenbian.gatherings.models.decision import Decision
from shenbian.gatherings.models.entered import SessionEntry
from shenbian.gatherings.models.scan import Scan
from shenbian.gatherings.models.session import Quota, Risk, Session
from shenbian.gatherings.models.team import Team, TeamMember, TeamTask
from shenbian.gatherings.models.turn import Turn

__all__ = [
    "LIVE",
    "Booking",
    "Certified",
    "Decision",
    "Quota",
    "Risk",
    "Scan",
    "Session",
    "SessionEntry",
    "Team",
    "TeamMember",
    "TeamTask",
    "Turn",
]
