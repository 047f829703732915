"""What a claim is worth on its day (标准核算): from dated rule tables, line by line, so that it stays explainable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.apps import apps
from django.db.models import Sum

from shenbian.awards.declared import Claim, Subsidy, Worth, WorthLine, homes, subsidies
from shenbian.facts.kind import kinds
from shenbian.kit.money import written
from shenbian.rulebook.models import RuleTable
from shenbian.rulebook.queries import rules_on

CAPS, HOME_CAPS = "benefit_caps", "benefit_household_caps"
Had = dict[tuple[str, int, int], int]  # programme, person or unit, year -> fen
Rules = Mapping[tuple[str, int, Any], RuleTable]


def value(claims: Sequence[Claim]) -> list[Worth]:
    """The worth of each, in the order given; claims of one call see those before them. Five or six queries."""
    keys = {subsidies[each.programme].rule for each in claims} | {CAPS, HOME_CAPS}
    rules = rules_on((key, each.organisation, each.on) for each in claims for key in keys)
    together = _homes(each.who for each in claims if not subsidies[each.programme].to_units)
    had, found = _had(claims, together), []
    for claim in claims:
        worth = _one(claim, subsidies[claim.programme], rules, had)
        if not worth.why and not subsidies[claim.programme].to_units:
            worth = _capped_at_home(claim, worth, rules, had, together.get(claim.who, frozenset()))
        if not worth.why:
            had[_year(claim)] += worth.fen
        found.append(worth)
    return found


def level_title(code: str) -> str:
    """The word of a level (市级)."""
    return kinds["paid"].facet("level").codes.get(code, code)


def tiers(rows: Iterable[Mapping[str, Any]], level: str) -> list[Mapping[str, Any]]:
    """The grades of a table, of one level where it has levels."""
    return [row for row in rows if row.get("level", "") in ("", level)]


def _one(claim: Claim, subsidy: Subsidy, rules: Rules, had: Had) -> Worth:
    table = rules.get((subsidy.rule, claim.organisation.pk, claim.on))
    if table is None:
        return Worth(why=f"规则表里没有{claim.on.year}年“{subsidy.title}”的标准，请先补上标准和它的文件依据。")
    level = level_title(claim.level) if subsidy.by_level else ""
    row = next((each for each in tiers(table.values, level) if claim.tier in (each["code"], each["title"])), None)
    if row is None:
        return Worth(why=f"“{subsidy.title}”的标准里没有“{level}{claim.tier}”这一档。")
    whole = int(row["yuan"]) * 100
    lines = [WorthLine(f"{level}{row['title']}", whole, table.pk, table.from_on.isoformat())]
    if claim.team > 1:
        lines.append(WorthLine(f"{claim.team}人均分", whole // claim.team - whole))
    worth = Worth(lines, row["title"], whole)
    if subsidy.by_fee and claim.fee_fen is not None and claim.fee_fen < worth.fen:
        line = WorthLine(f"不超过实缴费用{written(claim.fee_fen)}", claim.fee_fen - worth.fen)
        worth = replace(worth, lines=[*worth.lines, line])
    return _capped(claim, worth, rules.get((CAPS, claim.organisation.pk, claim.on)), had)


def _capped(claim: Claim, worth: Worth, table: RuleTable | None, had: Had) -> Worth:
    """No more than the cap of a year leaves; nought is no cap."""
    cap = next((int(row["yuan"]) * 100 for row in (table.values if table else ()) if _is(row, claim)), 0)
    left = cap - had[_year(claim)]
    if table is None or not cap or worth.fen <= left:
        return worth
    if left <= 0:
        return Worth(why=f"{claim.on.year}年已达到每人每年{written(cap)}的上限。")
    line = WorthLine(f"每人每年上限{written(cap)}", left - worth.fen, table.pk, table.from_on.isoformat())
    return replace(worth, lines=[*worth.lines, line])


def _capped_at_home(claim: Claim, worth: Worth, rules: Rules, had: Had, home: Collection[int]) -> Worth:
    """No more than the cap of a year leaves to all who live together, where that is known."""
    table = rules.get((HOME_CAPS, claim.organisation.pk, claim.on))
    cap = next((int(row["yuan"]) * 100 for row in (table.values if table else ()) if _is(row, claim)), 0)
    if table is None or not cap or not home:
        return worth
    left = cap - sum(had[claim.programme, each, claim.on.year] for each in home)
    if worth.fen <= left:
        return worth
    if left <= 0:
        return Worth(why=f"{claim.on.year}年这一户已达到每户每年{written(cap)}的上限。")
    line = WorthLine(f"每户每年上限{written(cap)}", left - worth.fen, table.pk, table.from_on.isoformat())
    return replace(worth, lines=[*worth.lines, line])


def _homes(people: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """Of these people those whose household is known, with everybody in it."""
    asked = {each for each in people if each > 0}
    return {who: home for known in homes for who, home in known(asked).items()} if asked else {}


def _is(row: Mapping[str, Any], claim: Claim) -> bool:
    return bool(row["programme"] == claim.programme)


def _year(claim: Claim) -> tuple[str, int, int]:
    return claim.programme, claim.who, claim.on.year


def _had(claims: Sequence[Claim], together: Mapping[int, frozenset[int]]) -> Had:
    """What these, and who lives with them, got of these programmes in those years, in fen. One query of persons, one of
    units."""
    model: Any = apps.get_model("awards", "Benefit")
    found: Had = defaultdict(int)
    stands = model.objects.standing().filter(
        programme__in={each.programme for each in claims}, decided_on__year__in={each.on.year for each in claims}
    )
    for column in ("person", "unit"):
        units = column == "unit"
        who = {each.who for each in claims if subsidies[each.programme].to_units == units}
        if not units:
            who = who.union(*(together.get(each, ()) for each in who))
        if not who:
            continue
        rows = stands.filter(**{f"{column}__in": who}).order_by()
        summed = rows.values_list("programme", column, "decided_on__year").annotate(Sum("amount_fen"))
        for programme, one, year, fen in summed:
            found[programme, one, year] += fen
    return found
