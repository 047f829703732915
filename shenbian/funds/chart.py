"""Under which lines of the chart of accounts money is booked on a day: a dated rule of everywhere, never a constant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shenbian.kit.refusal import Refused
from shenbian.rulebook.models import RuleTable
from shenbian.rulebook.queries import EVERYWHERE, history, no_rule

HEADINGS = "fund_headings"
WITHHELD = "labour_headings"
CHART = "chart_of_accounts"


class Headings:
    """The codes of the bank, of money received from above and of what is spent of it, by day. One query; another where
    a tax is withheld."""

    def __init__(self) -> None:
        self._rows: dict[str, list[RuleTable]] = {}

    def on(self, day: date, key: str = HEADINGS) -> dict[str, str]:
        """Raises Refused where no rule holds on that day."""
        if key not in self._rows:
            self._rows[key] = [row for row in history(key, place=EVERYWHERE) if row.withdrawn_at is None]
        for row in self._rows[key]:
            if row.from_on <= day and (row.until_on is None or day < row.until_on):
                return dict(row.values)
        raise Refused({0: str(no_rule(key, at=EVERYWHERE, on=day))})


def accounts_on(day: date) -> dict[str, str]:
    """The chart of accounts of a day: code and title. One query; empty where there is none."""
    rows = [row for row in history(CHART, place=EVERYWHERE) if row.withdrawn_at is None]
    found: Iterable[dict[str, str]] = next(
        (row.values for row in rows if row.from_on <= day and (row.until_on is None or day < row.until_on)), ()
    )
    return {each["code"]: each["title"] for each in found}
