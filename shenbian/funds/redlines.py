"""What money of the union is never spent on, and how much at most (支出红线): dated rules, each with its article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shenbian.flow.row import Guard, Row
from shenbian.kit.money import written
from shenbian.rulebook.queries import look_up_many

WORDS, CAPS = "payment_red_words", "payment_caps"
_SAID = ("title", "seller", "basis", "payee")


@dataclass(frozen=True)
class NoRedWord(Guard):
    """Neither cash nor shopping cards, nor whatever else the rule names."""

    title = "不碰支出红线"

    def needs(self, rows: Sequence[Row]) -> dict[int, list[dict[str, Any]]]:
        bodies = {row.thing.organisation.pk: row.thing.organisation for row in rows}
        return look_up_many(WORDS, at=bodies.values(), on=rows[0].day)

    def why(self, row: Row, known: dict[int, list[dict[str, Any]]]) -> str | None:
        said = " ".join(str(getattr(row.thing, name, "")) for name in _SAID)
        for rule in known.get(row.thing.organisation_id, ()):
            if rule["word"] in said:
                return f"写到了“{rule['word']}”，这是支出红线（{rule['article']}）。"
        return None


@dataclass(frozen=True)
class WithinCap(Guard):
    """No payment to a person is larger than the rule of its programme allows."""

    title = "不超过个人发放上限"

    def needs(self, rows: Sequence[Row]) -> dict[int, list[dict[str, Any]]]:
        bodies = {row.thing.organisation.pk: row.thing.organisation for row in rows}
        return look_up_many(CAPS, at=bodies.values(), on=rows[0].day)

    def why(self, row: Row, known: dict[int, list[dict[str, Any]]]) -> str | None:
        this = row.thing
        if this.person_id is None:
            return None
        for rule in known.get(this.organisation_id, ()):
            if rule["programme"] == this.programme and this.amount_fen > rule["most_fen"]:
                return f"每人每次不超过{written(rule['most_fen'])}（{rule['article']}）。"
        return None
