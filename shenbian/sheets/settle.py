"""Whether a fact from a sheet is new, changed, or there already. The same sheet may come in any number of times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from shenbian.facts.fact import NewFact
from shenbian.facts.kind import Kind
from shenbian.sheets import standing
from shenbian.sheets.rows import Rows, Verdict
from shenbian.sheets.standing import Content, Stands

_TITLES = {
    "happened_on": "日期",
    "occurred_at": "时间",
    "organisation": "工会",
    "edition": "活动(期)",
    "person": "人员",
    "unit": "单位",
    "quantity": "数量",
    "amount_fen": "金额",
}


class Counted(NamedTuple):
    """A row that counts: its place, its fact, and the standing fact that it corrects."""

    place: int
    fact: NewFact
    stands: int | None = None


@dataclass
class Settled:
    """What rows turned out to be, by place; `counted` are the new and changed ones, in the order of the sheet;
    `standing`, of a kind that a kernel keeps, those whose equal fact stands.
    """

    verdicts: dict[int, Verdict] = field(default_factory=dict)
    counted: list[Counted] = field(default_factory=list)
    standing: list[Counted] = field(default_factory=list)


def settle(
    kind: Kind,
    rows: Rows,
    places: Sequence[int],
    facts: Sequence[NewFact],
    by_title: Mapping[str, NewFact] = MappingProxyType({}),
    *,
    claims: bool = False,
) -> Settled:
    """What each of these rows is.

    A row is the same when an equal fact stands; when another row of the sheet took its natural key; when an equal fact
    stood once and was corrected or struck out since; or when another programme has counted the thing already. What
    stands with other content is corrected: the old fact is struck out, the new one written, in this batch.
    `claims`: rows are claims, and another one of the sheet with the same natural key and other content is a second
    claim, which the kernel judges as it judges the first.

    `by_title`: by source, the same fact under the title of its edition, from before that was kept. Where it stands, the
    row corrects it; what a kernel keeps goes on under the title, until its batch is taken back.
    """
    first: dict[str, int] = {}
    told: dict[str, NewFact] = {}
    for place, fact in zip(places, facts, strict=True):
        first.setdefault(fact.source, place)
        told.setdefault(fact.source, fact)
    stands = standing.standing(kind.key, [*first, *(fact.source for fact in by_title.values())])
    struck = standing.struck(kind.key)
    new = Verdict("new")
    settled = Settled()
    verdicts, counted = settled.verdicts, settled.counted
    for place, fact in zip(places, facts, strict=True):
        if first[fact.source] != place and claims and Content.of(told[fact.source]) != Content.of(fact):
            verdicts[place] = new
            counted.append(Counted(place, fact))
            continue
        if first[fact.source] != place:
            verdicts[place] = Verdict("same", f"与{rows.called(first[fact.source])}是同一条")
            continue
        other = by_title.get(fact.source)
        if other is not None and fact.source not in stands and other.source in stands:
            fact = other if kind.by_moves else fact
            stands.setdefault(fact.source, stands[other.source])
        if fact.source not in stands and fact.source not in struck:
            verdicts[place] = new
            counted.append(Counted(place, fact))
        else:
            old = stands.get(fact.source)
            verdicts[place] = verdict = _met(kind, fact, old, struck.get(fact.source, ()))
            if verdict.fate != "same":
                counted.append(Counted(place, fact, old and old.id))
            elif kind.by_moves and old is not None and old.content == Content.of(fact):
                settled.standing.append(Counted(place, fact, old.id))
    return settled


def _met(kind: Kind, fact: NewFact, old: Stands | None, struck: Sequence[Content]) -> Verdict:
    """A fact whose natural key the ledger knows."""
    content = Content.of(fact)
    if why := _same(content, old, struck):
        return Verdict("same", why)
    return Verdict("new") if old is None else Verdict("changed", differing(kind, old.content, content))


def _same(content: Content, old: Stands | None, struck: Sequence[Content]) -> str:
    """Why there is nothing to write; empty when there is."""
    if old is not None and old.content == content:
        return f"已有（fact {old.id}，{old.evidence}）"
    if content in struck:
        return "这一行后来已更正" if old is not None else "这一行后来已作废"
    if old is not None and old.content.facets.get("programme") != content.facets.get("programme"):
        return f"另一项目已登记同一件（fact {old.id}，{old.evidence}）"
    return ""


def differing(kind: Kind, old: Content, new: Content) -> str:
    """The titles of what differs."""
    titles = [title for name, title in _TITLES.items() if getattr(old, name) != getattr(new, name)]
    said = {facet.key: facet.title for facet in kind.facets}
    keys = [key for key in said if old.facets.get(key) != new.facets.get(key)]
    return "、".join([*titles, *(said[key] for key in keys)])
