"""The table of traps as `docs/testing.md` shows it. After a change of the traps:

.venv/bin/python manage.py shell -c "from tests.demo.table import redraw; redraw()"
"""

from pathlib import Path

from tests.demo.traps import TRAPS
from tests.demo.traps.trap import Trap

PAGE = Path(__file__).parents[2] / "docs" / "testing.md"
BEGIN, END = "<!-- traps -->\n", "<!-- end of traps -->\n"


def lines() -> str:
    head = "| in the sheets | rows | figure | is | without its rule | the rule |\n|---|--:|---|--:|--:|---|\n"
    return head + "".join(map(_line, TRAPS))


def _line(trap: Trap) -> str:
    figures = f"{_number(trap.right)} | {_number(trap.wrong)}"
    return f"| {trap.holds} | {trap.size:,} | {trap.ref} `{trap.metric}` | {figures} | {trap.rule.said} |\n"


def _number(value: float) -> str:
    return f"{value:,.4f}" if isinstance(value, float) else f"{value:,}"


def drawn(page: str) -> str:
    """The page with the table as it should be."""
    before, rest = page.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{lines()}\n{END}{after}"


def redraw() -> None:
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
