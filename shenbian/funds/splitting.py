"""Purchases that look as if they had been split to stay below the threshold (拆分采购的疑点). A finding, no refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from shenbian.funds.guards import COLLECTIVE
from shenbian.funds.models import Commitment
from shenbian.funds.queries import commitments_covered
from shenbian.rights.actor import Actor
from shenbian.rulebook.queries import look_up_many

DAYS = "split_days"
_BOUGHT = ("goods", "material", "service")


@dataclass(frozen=True)
class Suspect:
    """Commitments of one body with one seller (or for one matter), within the days of the rule, each below the
    threshold and together not; `fen` is their sum, `least` the threshold."""

    commitments: tuple[Commitment, ...]
    by: str  # the seller, or the matter
    fen: int
    least: int

    @property
    def organisation(self) -> str:
        return self.commitments[0].organisation.name


def suspects(actor: Actor, *, on: date) -> list[Suspect]:
    """What an officer should look at, the largest first. Five queries. Without the two rules there is nothing."""
    rows = commitments_covered(actor).filter(status__in=("approved", "closed"), form__in=_BOUGHT, minute="")
    found = list(rows.exclude(approved_on=None).order_by("organisation", "approved_on", "pk"))
    bodies = {each.organisation_id: each.organisation for each in found}.values()
    least, days = look_up_many(COLLECTIVE, at=bodies, on=on), look_up_many(DAYS, at=bodies, on=on)
    told: list[Suspect] = []
    for organisation, group in groupby(found, key=lambda each: each.organisation_id):
        if organisation in least and organisation in days:
            mine = list(group)
            for by in ("seller", "title"):
                named = _grouped((str(getattr(each, by)), each) for each in mine)
                told += _clusters(named, least[organisation], days[organisation])
    unique = {tuple(each.pk for each in suspect.commitments): suspect for suspect in reversed(told)}
    return sorted(unique.values(), key=lambda each: (-each.fen, each.commitments[0].pk))


def _grouped(named: Iterable[tuple[str, Commitment]]) -> dict[str, list[Commitment]]:
    groups: dict[str, list[Commitment]] = {}
    for name, each in named:
        if name:
            groups.setdefault(name, []).append(each)
    return groups


def _clusters(groups: dict[str, list[Commitment]], least: int, days: int) -> list[Suspect]:
    """The largest runs of each group: all that lie within so many days of the first of them."""
    told = []
    for name, group in groups.items():
        small = [each for each in group if each.amount_fen < least and each.approved_on]
        at = 0
        while at < len(small):
            last = _day(small[at]) + timedelta(days=days)
            run = [each for each in small[at:] if _day(each) <= last]
            total = sum(each.amount_fen for each in run)
            if len(run) > 1 and total >= least:
                told.append(Suspect(tuple(run), name, total, least))
                at += len(run)
            else:
                at += 1
    return told


def _day(commitment: Commitment) -> date:
    assert commitment.approved_on is not None
    return commitment.approved_on
