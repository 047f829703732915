"""Number words and when they are true: one table, used both ways.

`read("4万余名")` gives what the words claim (40,001 to 49,999), `holds(claimed, value)` says whether a value bears it,
`render(value, "余")` says a value in that manner and raises `Untrue` where the words would not be true of it, and
`say(figure, style, front=5)` does the same for a figure of a record. `phrases(text)` finds every number phrase.

Money is compared in yuan, shares as fractions of one, everything else in its own unit.
"""

from shenbian.record.wording.claimed import Claimed, holds
from shenbian.record.wording.phrases import Phrase, Unreadable, phrases, read
from shenbian.record.wording.rendering import Untrue, render
from shenbian.record.wording.saying import Sayable, say
from shenbian.record.wording.units import fits

__all__ = ["Claimed", "Phrase", "Sayable", "Unreadable", "Untrue", "fits", "holds", "phrases", "read", "render", "say"]
