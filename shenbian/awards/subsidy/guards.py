"""Who may apply for what: a member when it was earned, for the year that the edition is about, nothing given before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from shenbian.awards.subsidy.claiming import asked_of_entry, claim_of, earned_on, listed, subsidy_of
from shenbian.awards.twice import Known, known_of, told, why_not
from shenbian.awards.worth import value
from shenbian.editions.actions import open_answers
from shenbian.flow.queries import touched_by
from shenbian.flow.row import Guard, Row
from shenbian.funds import accounts
from shenbian.kit.period import chinese_day
from shenbian.people.models import Membership
from shenbian.standard.guards import is_member


@dataclass(frozen=True)
class EarnedAsMember(Guard):
    """They were a member of a union on the day on which it was earned."""

    title = "取得成果时已是会员"

    def needs(self, rows: Sequence[Row]) -> dict[int, list[tuple[date, date | None]]]:
        """From when until when each was a member, by the key of the person. One query."""
        owners = {row.thing.owner for row in rows}
        found = Membership.objects.annotate(who=Coalesce(F("person__merged_into__key"), F("person__key")))
        spells: dict[int, list[tuple[date, date | None]]] = {}
        for key, first, until in (
            found.filter(who__in=owners).order_by("from_on").values_list("who", "from_on", "until_on")
        ):
            spells.setdefault(key, []).append((first, until))
        return spells

    def why(self, row: Row, known: dict[int, list[tuple[date, date | None]]]) -> str | None:
        day, spells = earned_on(row.thing), known.get(row.thing.owner, [])
        if day is None or any(first <= day and (until is None or day < until) for first, until in spells):
            return None
        joined = f"您{chinese_day(spells[0][0])}入会，" if spells else ""
        return f"{joined}成果是{chinese_day(day)}取得的，当时还不是会员。助推金只发给取得成果时已入会的职工。"


@dataclass(frozen=True)
class OfTheYear(Guard):
    """It was earned in the year that this edition is about."""

    title = "成果在受理年度内取得"
    reads = ("edition",)

    def why(self, row: Row, known: None) -> str | None:
        day, back = earned_on(row.thing), subsidy_of(row.thing).back
        if day is None or back is None or day.year == row.thing.edition.year - back:
            return None
        return f"本期受理{row.thing.edition.year - back}年取得的成果，您填的是{chinese_day(day)}，请在相应的一期申请。"


@dataclass(frozen=True)
class Recognised(Guard):
    """The contest is on the recognised list today."""

    title = "竞赛在认可目录内"

    def needs(self, rows: Sequence[Row]) -> dict[str, str]:
        return {row["code"]: row["title"] for row in listed()}

    def why(self, row: Row, known: dict[str, str]) -> str | None:
        code = row.thing.answers.get("contest")
        return "这项竞赛不在认可的竞赛目录内，不能申请助推。" if code and code not in known else None


@dataclass(frozen=True)
class NotGivenBefore(Guard):
    """Nobody got anything for the same thing, by whatever programme, in whatever year."""

    title = "同一成果没有享受过"

    def needs(self, rows: Sequence[Row]) -> Known:
        return known_of(asked for row in rows if (asked := asked_of_entry(row.thing)))

    def why(self, row: Row, known: Known) -> str | None:
        asked = asked_of_entry(row.thing)
        return why_not(asked, known) if asked else None


@dataclass(frozen=True)
class IsWorth(Guard):
    """The rule tables of today say what it is worth."""

    title = "有适用的标准"
    reads = ("edition__organisation",)

    def needs(self, rows: Sequence[Row]) -> dict[int, str]:
        said = [row for row in rows if row.thing.answers.get("tier")]
        worths = value([claim_of(row.thing, row.day) for row in said]) if said else []
        return {row.thing.pk: worth.why for row, worth in zip(said, worths, strict=True)}

    def why(self, row: Row, known: dict[int, str]) -> str | None:
        return known.get(row.thing.pk) or None


@dataclass(frozen=True)
class HasAccount(Guard):
    """The account that the owner wrote can be one; nobody else's look at it is needed to hear of a slip."""

    title = "银行账号写得对"

    def why(self, row: Row, known: None) -> str | None:
        if row.thing.answers_sealed is None or not row.by.owns(row.thing.owner):
            return None
        try:
            accounts.plain(str(open_answers(row.thing, by=row.by).get("account", "")))
        except ValueError as why:
            return f"“打到哪里”中：{why}"
        return None


@dataclass(frozen=True)
class StandsInTheWay(Guard):
    """There is something to be allowed beside."""

    title = "有重复享受的提示"

    def needs(self, rows: Sequence[Row]) -> Known:
        return known_of(asked for row in rows if (asked := asked_of_entry(row.thing)))

    def why(self, row: Row, known: Known) -> str | None:
        asked = asked_of_entry(row.thing)
        return None if asked and known.of(asked) else "没有重复享受的提示，不需要准许例外。"


@dataclass(frozen=True)
class AllowedByAnother(Guard):
    """Whoever allowed an exception does not review the claim."""

    title = "准许例外的人不复核"

    def needs(self, rows: Sequence[Row]) -> set[str]:
        return touched_by(rows[0].by, [row.thing for row in rows], moves=("allow",))

    def why(self, row: Row, known: set[str]) -> str | None:
        return "例外是您准许的，请由另一位同事复核。" if row.thing.subject in known else None


@dataclass(frozen=True)
class ByItself(Guard):
    """It follows its public notice and its payment."""

    title = "随公示和付款办理"

    def why(self, row: Row, known: None) -> str | None:
        return None if row.by.operates else "这一步随公示和付款自动办理，请在那里办理。"


WHO = (is_member, EarnedAsMember(), OfTheYear())  # who may apply, and for what


def hit_of(entry: Any) -> str:
    """What stands in the way of this application, in words; empty without. One query."""
    asked = asked_of_entry(entry)
    hit = known_of([asked]).of(asked) if asked else None
    return told(hit, asked) if hit is not None and asked is not None else ""
