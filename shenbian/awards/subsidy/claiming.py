"""What an application claims, read off its answers. Answers may be missing: then what needs them is not asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from shenbian.awards.declared import Claim, Subsidy, Worth, subsidies
from shenbian.awards.rules import EVER, basis_of, invoice_of
from shenbian.awards.twice import Asked
from shenbian.editions.declared import entry_kinds
from shenbian.kit.period import today
from shenbian.rulebook.queries import NoRule, look_up

CONTESTS = "recognised_contests"


def subsidy_of(entry: Any) -> Subsidy:
    """What the programme of an application gives."""
    return subsidies[entry_kinds.programme_of(entry.kind_key)]


def earned_on(entry: Any) -> date | None:
    """The day on which the thing was earned."""
    said = str(entry.answers.get("earned_on") or "")
    return date.fromisoformat(said) if said else None


def number_of(entry: Any) -> str:
    """The number of the thing; of a contest with its name, for two contests may count alike."""
    number = str(entry.answers.get("number") or "").strip()
    return f"{entry.answers.get('contest', '')}#{number}" if number and subsidy_of(entry).shared else number


def asked_of_entry(entry: Any, worth: Worth | None = None) -> Asked | None:
    """What it would take; None while its number is not said."""
    subsidy, number = subsidy_of(entry), number_of(entry)
    if not number:
        return None
    person, basis = entry.person, basis_of(subsidy, number)
    return Asked(
        person=person.merged_into_id or person.pk,
        basis=basis,
        year=today().year if subsidy.yearly else EVER,
        sole=not subsidy.shared,
        paper=invoice_of(str(entry.answers.get("invoice") or "")),
        shared=basis if subsidy.shared else "",
        amount_fen=worth.fen if worth else 0,
        whole_fen=worth.whole_fen if worth else 0,
        besides=entry.outcome.get("besides"),
    )


def claim_of(entry: Any, on: date) -> Claim:
    """What is to be valued."""
    answers, person = entry.answers, entry.person
    return Claim(
        programme=subsidy_of(entry).programme,
        organisation=entry.edition.organisation,
        on=on,
        who=person.merged_into_id or person.pk,
        tier=str(answers.get("tier") or ""),
        level=_level(answers),
        team=int(answers.get("team") or 1),
        fee_fen=answers.get("fee"),
    )


def _level(answers: Any) -> str:
    """The code of the level of the contest that was named."""
    return next((_code(row["level"]) for row in listed() if row["code"] == answers.get("contest")), "")


def _code(title: str) -> str:
    return {"国家级": "national", "市级": "city", "区级": "district"}.get(title, title)


def listed() -> list[dict[str, Any]]:
    """The contests that are recognised today. A query or two."""
    try:
        return list(look_up(CONTESTS, at="", on=today()))
    except NoRule:
        return []
