"""Fees for work that people do for the union (劳务费): how much at most by the rule, and the tax that is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shenbian.flow.row import Guard, Row
from shenbian.kit.money import written
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation
from shenbian.rulebook.queries import NoRule, look_up, look_up_many

FEES, TAX = "labour_fees", "labour_tax"
Brackets = Sequence[dict[str, int]]


def tax_of(fen: int, brackets: Brackets) -> int:
    """The tax withheld of one fee, in fen, rounded down to the fen: of what is left after the deduction, at the rate of
    the highest bracket that the fee exceeds. Never below nought."""
    held = [each for each in brackets if fen > each["over_fen"]]
    if not held:
        return 0
    row = max(held, key=lambda each: each["over_fen"])
    taxed = fen - row["less_fen"] - fen * row["less_permille"] // 1000
    return max(taxed * row["rate_permille"] // 1000 - row["quick_fen"], 0)


def fees_at(body: Organisation) -> list[dict[str, Any]]:
    """The grades that hold at a body today; none where there is no rule. Two queries."""
    try:
        return list(look_up(FEES, at=body, on=today()))
    except NoRule:
        return []


def brackets_at(body: Organisation) -> Brackets:
    """By which tax is withheld at a body today. Two queries. Raises Refused where no rule holds."""
    try:
        return list(look_up(TAX, at=body, on=today()))
    except NoRule as why:
        raise Refused({0: str(why)}) from why


@dataclass(frozen=True)
class WithinFee(Guard):
    """No fee is larger than its grade allows for the half-days that were worked."""

    title = "劳务费不超过标准"

    def needs(self, rows: Sequence[Row]) -> dict[int, list[dict[str, Any]]]:
        bodies = {row.thing.organisation.pk: row.thing.organisation for row in rows if row.thing.grade}
        return look_up_many(FEES, at=bodies.values(), on=rows[0].day) if bodies else {}

    def why(self, row: Row, known: dict[int, list[dict[str, Any]]]) -> str | None:
        this = row.thing
        if not this.grade:
            return None
        rule = next((each for each in known.get(this.organisation_id, ()) if each["code"] == this.grade), None)
        if rule is None:
            return "规则表里没有这一档劳务费标准，请先补上。"
        most = rule["most_fen"] * this.half_days
        if this.amount_fen <= most:
            return None
        return f"{rule['title']}{this.half_days}个半天最多{written(most)}（{rule['article']}）。"
