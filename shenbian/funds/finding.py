"""Of which commitment a payment is that a sheet tells: the one that it names, else the one that is open for it."""

from __future__ import annotations

from collections.abc import Sequence

from shenbian.facts.fact import NewFact
from shenbian.funds.models import Commitment
from shenbian.funds.queries import Asked, open_for
from shenbian.standard.kinds.money import FORM
from shenbian.standard.programme import catalogue

Found = Commitment | str  # or why there is none, in Chinese
_MOST = 5  # numbers that a sentence names


def commitments_for(facts: Sequence[NewFact]) -> list[Found]:
    """For each of these facts of `paid` its commitment, or why there is none. Two queries."""
    numbers = {str(fact.facets["commitment"]) for fact in facts if fact.facets.get("commitment")}
    named = {}
    if numbers:
        rows = Commitment.objects.filter(no__in=numbers, status__in=("approved", "closed"))
        named = {each.no: each for each in rows.select_related(*Commitment.RELATED)}
    asked = [None if fact.facets.get("commitment") else _asked(fact) for fact in facts]
    found = open_for(each for each in asked if each) if any(asked) else {}
    return [
        _only(found[each], each) if each else _named(fact, named.get(str(fact.facets["commitment"])))
        for fact, each in zip(facts, asked, strict=True)
    ]


def _asked(fact: NewFact) -> Asked:
    told = fact.facets
    return Asked(
        path=fact.org_path,
        programme=str(told["programme"]),
        form=str(told["form"]),
        year=fact.happened_on.year,
        first_hand=str(told.get("owner", "")),
    )


def _only(found: Sequence[Commitment], asked: Asked) -> Found:
    if len(found) == 1:
        return found[0]
    what = f"{asked.year}年“{catalogue[asked.programme].title}”{FORM.codes[asked.form]}"
    if not found:
        whose = "拨入资金" if asked.first_hand else ""
        return f"没有{what}{whose}的事前审批。请先登记审批单，或在“审批单号”里写明。"
    numbers = "、".join(each.no for each in found[:_MOST])
    return f"{what}有{len(found)}张没有结清的审批单（{numbers}），请在“审批单号”里写明是哪一张。"


def _named(fact: NewFact, commitment: Commitment | None) -> Found:
    number = fact.facets["commitment"]
    if commitment is None:
        return f"没有编号为“{number}”的审批单。"
    item = commitment.item
    if fact.facets["programme"] != item.programme:
        return f"审批单“{number}”是“{catalogue[item.programme].title}”的。"
    if not fact.org_path.startswith(commitment.organisation.path):
        return f"审批单“{number}”是{commitment.organisation.name}的，管不到这一笔。"
    owner = item.first_hand.path if item.first_hand else ""
    if str(fact.facets.get("owner", "")) != owner:
        return "上级拨入资金所有者与审批单不一致。"
    return commitment
