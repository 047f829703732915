"""When a notice goes out and in what words: pure questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shenbian.kit.period import BEIJING
from shenbian.notices.models import LONGEST_DIGITS, QUIET_FROM, QUIET_UNTIL

GATHER = timedelta(minutes=1)  # how long a notice waits for others to the same person
MANY = 5  # more than so many go out as one message
TRIES = 6
LEASE = timedelta(minutes=10)  # a sender that has said nothing for so long is gone
_FIRST_WAIT = timedelta(seconds=30)
_NUMBERS = re.compile(rf"[0-9]{{{LONGEST_DIGITS + 1},}}")
_SHOWN = 3  # titles that a message of many names


@dataclass(frozen=True)
class Quiet:
    """From when until when (Beijing, until exclusive) nothing is sent; equal: never quiet. May pass midnight."""

    begins: time = QUIET_FROM
    ends: time = QUIET_UNTIL

    def holds(self, at: datetime) -> bool:
        """Whether this instant lies inside."""
        clock = at.astimezone(BEIJING).time()
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends

    def over(self, at: datetime) -> datetime:
        """The first instant from `at` on that lies outside."""
        if not self.holds(at):
            return at
        local = at.astimezone(BEIJING)
        end = datetime.combine(local.date(), self.ends, BEIJING)
        return end if end > local else end + timedelta(days=1)


def leaves_at(told_at: datetime, *, urgent: bool, quiet: Quiet) -> datetime:
    """When a notice goes out: an urgent one at once; any other after a minute's gathering, outside quiet hours."""
    return told_at if urgent else quiet.over(told_at + GATHER)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed: 30 s, 2 min, 8 min, 32 min, about 2 h."""
    times: int = 4 ** (attempts - 1)
    return _FIRST_WAIT * times


def without_numbers(text: str) -> str:
    """Every long run of digits hidden: what a notice says may be read over a shoulder."""
    return _NUMBERS.sub(lambda found: "*" * len(found[0]), text)


def message(told: Sequence[tuple[str, str]]) -> str:
    """What one message says of one or more notices (title, body), the oldest first."""
    if len(told) == 1:
        title, body = told[0]
        return f"【身边】{body or title}"
    titles = "；".join(title for title, _ in told[:_SHOWN])
    more = "等" if len(told) > _SHOWN else ""
    return f"【身边】您有{len(told)}条新通知：{titles}{more}。请打开“身边”查看。"
