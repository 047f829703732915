"""What money of the union is never spent on, and how much at most (支出红线): dated rules, each with its article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Sum

from shenbian.flow.row import Guard, Row
from shenbian.kit.money import written
from shenbian.kit.sentence import Sentence
from shenbian.rulebook.queries import look_up_many

WORDS, CAPS, RATIOS = "payment_red_words", "payment_caps", "budget_ratios"
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


@dataclass(frozen=True)
class WithinRatio(Guard):
    """What a body approves in a year for some programmes is no larger a part of its whole budget than the rule allows.

    What was sent from above for a purpose of its own is neither part nor whole: it was never the body's to divide.
    """

    title = "不超过占预算的比例"
    reads = ("item",)
    locks = "organisation"

    def needs(self, rows: Sequence[Row]) -> dict[Any, Any]:
        """The rules, the budgets (fen) by body and year, what is approved (fen) by body, year and programme."""
        bodies = {row.thing.organisation.pk: row.thing.organisation for row in rows}
        rules = look_up_many(RATIOS, at=bodies.values(), on=rows[0].day)
        items = apps.get_model("funds", "BudgetItem")._default_manager
        own = items.filter(organisation__in=bodies, received=None, status__in=("approved", "closed")).order_by()
        approved = apps.get_model("funds", "Commitment")._default_manager.filter(
            organisation__in=bodies, item__received=None, status__in=("approved", "closed")
        )
        others = approved.exclude(pk__in=[row.thing.pk for row in rows]).order_by()
        spent = others.values_list("organisation", "item__year", "item__programme").annotate(Sum("amount_fen"))
        budgets = own.values_list("organisation", "year").annotate(Sum("amount_fen"))
        return {
            **{("rules", body): each for body, each in rules.items()},
            **{(body, year): fen for body, year, fen in budgets},
            **{(body, year, programme): fen for body, year, programme, fen in spent},
        }

    def why(self, row: Row, known: dict[Any, Any]) -> str | None:
        item, body = row.thing.item, row.thing.organisation_id
        for rule in known.get(("rules", body), ()) if item.received_id is None else ():
            together = rule["programmes"].split("、")
            if item.programme not in together:
                continue
            most = known.get((body, item.year), 0) * rule["percent"] // 100
            before = sum(known.get((body, item.year, each), 0) for each in together)
            if before + row.thing.amount_fen > most:
                return Sentence(
                    "%(year)s年最多占预算的%(percent)s%%，即%(most)s；已批%(before)s，这次是%(asked)s（%(article)s）。",
                    year=item.year,
                    percent=rule["percent"],
                    most=written(most),
                    before=written(before),
                    asked=written(row.thing.amount_fen),
                    article=rule["article"],
                )
        return None

    def takes(self, row: Row, known: dict[Any, Any]) -> None:
        key = (row.thing.organisation_id, row.thing.item.year, row.thing.item.programme)
        known[key] = known.get(key, 0) + row.thing.amount_fen
