"""There is one door: nothing in the house assigns what only a move may change."""

import re
from pathlib import Path

import shenbian

ASSIGNS = re.compile(
    r"\.(status|phase|waits_for|moved_at|days_left)\s*=[^=]|\.settle\(|Waiting\.objects\.(create|bulk)"
)
ALLOWED = {"flow/models.py", "flow/doing.py", "flow/actions.py"}


def test_a_state_is_assigned_only_by_the_door():
    house = Path(shenbian.__file__).parent
    found = {
        str(file.relative_to(house)) for file in house.rglob("*.py") if ASSIGNS.search(file.read_text(encoding="utf-8"))
    }
    assert found == ALLOWED
