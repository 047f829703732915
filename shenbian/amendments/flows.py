"""A rule or a roster is changed by two hands: one writes the change down with its paper, another puts it in force."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from shenbian.amendments.effects import Enact
from shenbian.amendments.guards import OwnHand
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.row import Effect, FactsOf, Row
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import fresh_hand


class Reason(forms.Form):
    reason = forms.CharField(label="退回原因", max_length=300)

    class Privacy:
        plain = frozenset({"reason"})


def _four_eyes(name: str, title: str, *, effects: tuple[Effect, ...] = (), facts: tuple[FactsOf, ...] = ()) -> Flow:
    return Flow(
        name,
        title=title,
        begins=Right.RULE_EDIT,
        tells=("next",),
        states=(
            State("proposed", "待复核", Phase.WAITING),
            State("in_force", "已生效", Phase.DONE),
            State("returned", "已退回", Phase.VOID),
            State("withdrawn", "已撤回", Phase.VOID),
        ),
        moves=(
            Move(
                name="approve",
                title="复核并生效",
                source=("proposed",),
                target="in_force",
                right=Right.RULE_EDIT,
                guards=(fresh_hand,),
                tells=("author",),
                effects=effects,
                facts=facts,
            ),
            Move(
                name="return",
                title="退回",
                source=("proposed",),
                target="returned",
                right=Right.RULE_EDIT,
                guards=(fresh_hand,),
                tells=("author",),
                asks=Reason,
            ),
            Move(
                name="withdraw",
                title="撤回",
                source=("proposed",),
                target="withdrawn",
                right=Right.RULE_EDIT,
                guards=(OwnHand(),),
            ),
        ),
    )


def roster_fact(row: Row) -> Iterator[NewFact]:
    """A body or a unit joined a roster, or left it, on the day that the paper says."""
    thing: Any = row.thing
    kind = kinds["list.entry" if thing.joins else "list.removed"]
    body = thing.body or thing.organisation
    parts = {"list": thing.roster, "organisation": body.pk, "unit": thing.unit_id, "happened_on": thing.on}
    yield NewFact(
        kind=kind.key,
        happened_on=thing.on,
        organisation=body.pk,
        org_path=body.path,
        unit=thing.unit_id,
        facets={"list": thing.roster},
        source=source_of(kind, parts),
        evidence=thing.subject,
    )


AMENDMENT = _four_eyes("amendment", "规则修订", effects=(Enact(),))
LISTING = _four_eyes("listing", "名录变更", facts=(roster_fact,))
