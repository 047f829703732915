"""By what an edition's days are judged: which challenge it is, its dates, and the rule of its place."""

from __future__ import annotations

from typing import Any

from shenbian.challenges.declared import RULES, ChallengeKind, challenge_kinds
from shenbian.challenges.judging import Frame, Rule
from shenbian.flow.refusals import Refused
from shenbian.kit.period import beijing_date, today
from shenbian.rulebook.queries import look_up


def challenge_of(edition: Any) -> ChallengeKind | None:
    """Which challenge an edition is; None where it is none. No query."""
    return challenge_kinds.joined_by(edition.kind_key) if edition.kind_key else None


def frame_of(edition: Any) -> Frame:
    """The Beijing days on which it runs."""
    opens, closes = edition.opens_at, edition.closes_at
    return Frame(opens and beijing_date(opens), closes and beijing_date(closes))


def rule_of(edition: Any) -> Rule:
    """What counts: the rule of the place on the first day, the same for the whole edition. Two queries.

    Raises Refused where the rulebook says nothing of this challenge, NoRule where it says nothing at all.
    """
    kind = challenge_of(edition)
    rows = look_up(RULES, at=edition.organisation, on=frame_of(edition).first or today())
    found = next((row for row in rows if kind and row["code"] == kind.key), None)
    if found is None:
        raise Refused(f"规则表“每日挑战”里没有“{kind.title if kind else edition.title}”这一行，请先补上再送数据。")
    return Rule.of(found)
