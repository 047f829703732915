"""Verbs of streams: planning, counters and their readings, beats of viewers, reminders."""

from shenbian.streams.actions.planning import Plan, schedule
from shenbian.streams.actions.readings import ReadingSaid, Shot, take_reading
from shenbian.streams.actions.reminding import forget, remind
from shenbian.streams.actions.watching import Beat, beat, erase_watching

__all__ = [
    "Beat",
    "Plan",
    "ReadingSaid",
    "Shot",
    "beat",
    "erase_watching",
    "forget",
    "remind",
    "schedule",
    "take_reading",
]
