"""Every register of the desk, by its key."""

from __future__ import annotations

from functools import cache

from shenbian.desk.registers.derived import derived
from shenbian.desk.registers.funded import funded
from shenbian.desk.registers.gathered import gathered
from shenbian.desk.registers.imported import imported
from shenbian.desk.registers.nouns import NOUNS
from shenbian.desk.registers.register import Register


@cache
def registers() -> dict[str, Register]:
    """All of them, in the order in which the desk lists them; one that is written down stands for the derived one."""
    written = {each.key: each for each in (*NOUNS, *gathered(), *funded())}
    batches = imported()
    return written | {each.key: each for each in derived() if each.key not in written} | {batches.key: batches}
