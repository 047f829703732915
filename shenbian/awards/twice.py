"""Nothing is given twice for one thing: who got what for it, by which office, when; and why a claim is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q

from shenbian.awards.declared import subsidies
from shenbian.flow.row import Guard, Row
from shenbian.kit.money import written
from shenbian.kit.period import chinese_day


@dataclass(frozen=True, slots=True)
class Asked:
    """What a claim would take: by whom (Person.pk), for which thing, of which team."""

    person: int | None
    basis: str
    year: int
    sole: bool
    paper: str = ""
    household: str = ""
    shared: str = ""
    amount_fen: int = 0
    whole_fen: int = 0
    besides: int | None = None
    itself: int | None = None  # the benefit that is asked about again


@dataclass
class Known:
    """The benefits that stand, by the keys that they take; rows of one call add what they took (their name)."""

    hits: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    shared: dict[str, dict[int, int]] = field(default_factory=dict)  # fen by benefit

    def of(self, asked: Asked) -> Any:
        """What stands in the way, or None."""
        for key in keys_of(asked):
            hit = self.hits.get(key)
            if hit is not None and getattr(hit, "pk", 0) not in (asked.besides, asked.itself):
                return hit
        return None

    def left(self, asked: Asked) -> int:
        """What of the whole team's amount nobody got yet, in fen."""
        return asked.whole_fen - sum(f for pk, f in self.shared.get(asked.shared, {}).items() if pk != asked.itself)


def keys_of(asked: Asked) -> list[tuple[Any, ...]]:
    """The keys that it takes, each once."""
    found: list[tuple[Any, ...]] = []
    if asked.person is not None:
        found.append(("person", asked.person, asked.basis, asked.year))
    if asked.sole:
        found.append(("basis", asked.basis, asked.year))
    if asked.household:
        found.append(("household", asked.household, asked.basis, asked.year))
    if asked.paper:
        found.append(("paper", asked.paper))
    return found


def known_of(asked: Iterable[Asked]) -> Known:
    """What stands of all that is asked about. One query."""
    asked = list(asked)
    model: Any = apps.get_model("awards", "Benefit")
    about = Q(basis__in={each.basis for each in asked}) | Q(paper__in={each.paper for each in asked} - {""})
    known = Known()
    for each in model.objects.standing().filter(about).select_related("organisation", "person").order_by("-pk"):
        for key in keys_of(asked_of(each)):
            known.hits[key] = each  # in the end the earliest
        if each.shared:
            known.shared.setdefault(each.shared, {})[each.pk] = each.amount_fen
    return known


def asked_of(benefit: Any) -> Asked:
    """What a benefit takes."""
    person = benefit.person
    return Asked(
        person=(person.merged_into_id or person.pk) if person else None,
        basis=benefit.basis,
        year=benefit.year,
        sole=benefit.sole,
        paper=benefit.paper,
        household=benefit.household,
        shared=benefit.shared,
        amount_fen=benefit.amount_fen,
        whole_fen=benefit.whole_fen,
        besides=benefit.besides_id,
        itself=benefit.pk,
    )


def told(hit: Any, asked: Asked) -> str:
    """Which programme, when, by which office; of another person nothing more than that it was one."""
    if isinstance(hit, str):
        return f"与{hit}是同一项成果，同一成果不重复享受。"
    title = subsidies[hit.programme].title if hit.programme in subsidies else hit.programme
    where = f"{hit.organisation.name}{chinese_day(hit.decided_on)}办理的“{title}”（编号{hit.number}）"
    person = hit.person.merged_into_id or hit.person.pk if hit.person else None
    if asked.paper and hit.paper == asked.paper:
        return f"这张发票已用于{where}，一张发票只用一次。"
    if person != asked.person and not asked.household:
        return f"这项成果已由他人申领：{where}。请核对编号。"
    return f"这项成果已享受过：{where}。同一成果不重复享受。"


def why_not(asked: Asked, known: Known) -> str | None:
    """Why this may not be given, or None."""
    if (hit := known.of(asked)) is not None:
        return told(hit, asked)
    if asked.shared and asked.whole_fen and asked.amount_fen > (left := known.left(asked)):
        return f"团队奖项的助推金共{written(asked.whole_fen)}，由队员均分；已有队员申领，只剩{written(max(left, 0))}。"
    return None


def take(asked: Asked, known: Known, called: str) -> None:
    """Let the rows after it see what it took."""
    for key in keys_of(asked):
        known.hits.setdefault(key, called or "先前的一项")
    if asked.shared:
        known.shared.setdefault(asked.shared, {})[-len(known.hits)] = asked.amount_fen


@dataclass(frozen=True)
class NotTwice(Guard):
    """One person, one thing, one year: once, whoever gives it."""

    title = "同一成果没有享受过"

    def needs(self, rows: Sequence[Row]) -> Known:
        return known_of(asked_of(row.thing) for row in rows)

    def why(self, row: Row, known: Known) -> str | None:
        return why_not(asked_of(row.thing), known)

    def takes(self, row: Row, known: Known) -> None:
        take(asked_of(row.thing), known, row.called)
