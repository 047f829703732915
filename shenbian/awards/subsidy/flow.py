"""The way of an application for something that is given by decision: SUBSIDY."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms

from shenbian.awards.models import Benefit
from shenbian.awards.subsidy.claiming import asked_of_entry, claim_of, earned_on, subsidy_of
from shenbian.awards.subsidy.guards import (
    AllowedByAnother,
    ByItself,
    HasAccount,
    IsWorth,
    NotGivenBefore,
    Recognised,
    StandsInTheWay,
)
from shenbian.awards.twice import known_of
from shenbian.awards.worth import value
from shenbian.editions.declared import entry_kinds
from shenbian.flow.actions import enter, perform
from shenbian.flow.row import Effect, Row
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.kit.refusal import refuse_if
from shenbian.rights.catalogue import Right
from shenbian.standard.entering import Opinion, Reason, Remark, numbered
from shenbian.standard.flows import DECIDE_DAYS, ENDORSE_DAYS, HANDED_IN
from shenbian.standard.guards import FreshHand, not_own

_ENDORSE, _REVIEW, _DECIDE, _MANAGE = (
    Right.ENTRY_ENDORSE,
    Right.ENTRY_REVIEW,
    Right.ENTRY_DECIDE,
    Right.EDITION_MANAGE,
)


class Exempting(forms.Form):
    """Why it is given beside what was given before; an auditor reads it."""

    why = forms.CharField(label="准许例外的理由", max_length=200, help_text="会留痕备查，请不要写人名和号码")

    class Privacy:
        plain = frozenset({"why"})


@dataclass(frozen=True)
class Allows(Effect):
    """Remembers beside which benefit it is allowed, why and by whom."""

    title = "记下例外和理由"
    sets = ("outcome",)

    def act(self, rows: Sequence[Row]) -> None:
        asked = [asked_of_entry(row.thing) for row in rows]
        known = known_of(each for each in asked if each)
        for row, each in zip(rows, asked, strict=True):
            hit = known.of(each) if each else None
            told = {"besides": hit.pk, "why": row.said["why"], "by": row.by.ref} if hit else {}
            row.thing.outcome = {**row.thing.outcome, **told}


@dataclass(frozen=True)
class Holds(Effect):
    """What it is worth is worked out, line by line, and held for its person until it was public."""

    title = "按当日标准核算并评定"
    sets = ("outcome",)

    def act(self, rows: Sequence[Row]) -> None:
        worths = value([claim_of(row.thing, row.day) for row in rows])
        refuse_if({place: worth.why for place, worth in enumerate(worths) if worth.why})
        made = []
        for row, worth in zip(rows, worths, strict=True):
            entry, asked = row.thing, asked_of_entry(row.thing, worth)
            assert asked is not None
            outcome = {**entry.outcome, "fen": worth.fen, "lines": [line.kept() for line in worth.lines]}
            entry.outcome = {**outcome, "tier": worth.tier}
            made.append(
                Benefit(
                    programme=subsidy_of(entry).programme,
                    number=entry.number,
                    organisation=entry.edition.organisation,
                    desk=entry.edition.desk or entry.kind.desk.value,
                    person_id=asked.person,
                    basis=asked.basis,
                    sole=asked.sole,
                    year=asked.year,
                    paper=asked.paper,
                    shared=asked.shared,
                    whole_fen=worth.whole_fen,
                    tier=worth.tier,
                    level=claim_of(entry, row.day).level,
                    earned_on=earned_on(entry),
                    decided_on=row.day,
                    amount_fen=worth.fen,
                    lines=outcome["lines"],
                    besides_id=entry.outcome.get("besides"),
                    allowed_why=entry.outcome.get("why", ""),
                    allowed_by=entry.outcome.get("by", ""),
                    came_by=entry.subject,
                )
            )
        outcomes = enter("hold", made, by=rows[0].by.operating(), rows=[row.called for row in rows])
        refuse_if({place: each.why for place, each in enumerate(outcomes) if not each.moved})


@dataclass(frozen=True)
class Leads(Effect):
    """Its benefit goes the same way."""

    move: str
    source: str
    says: str
    late = True

    @property
    def title(self) -> str:
        return self.says

    def act(self, rows: Sequence[Row]) -> None:
        place_of = {row.thing.subject: place for place, row in enumerate(rows)}
        found = list(Benefit.objects.filter(came_by__in=place_of, status=self.source).order_by("pk"))
        outcomes = perform(self.move, on=found, by=rows[0].by.operating())
        refuse_if({place_of[b.came_by]: o.why for b, o in zip(found, outcomes, strict=True) if not o.moved})


_DROP = Leads("drop", "held", "评定的享受记录取消")
_RETURN, _REFUSE = (Remark("return", "请您补正"), _DROP), (Remark("refuse", "未通过的原因"), _DROP)

_CLAIMED = (*HANDED_IN, HasAccount(), Recognised(), NotGivenBefore(), IsWorth())

SUBSIDY = Flow(
    "subsidy",
    title="助推申请",
    states=(
        State("draft",     "填写中",       Phase.DRAFT),
        State("submitted", "待工会受理",   Phase.WAITING, ENDORSE_DAYS),
        State("endorsed",  "待复核",       Phase.WAITING, DECIDE_DAYS),
        State("reviewed",  "待公示",       Phase.WAITING),
        State("noticed",   "公示中",       Phase.WAITING),
        State("objected",  "异议成立待处理", Phase.WAITING),
        State("payable",   "待发放",       Phase.WAITING),
        State("paid",      "已发放",       Phase.DONE),
        State("returned",  "待补正",       Phase.WAITING, pauses=True),
        State("refused",   "未通过",       Phase.VOID),
        State("withdrawn", "已撤回",       Phase.VOID),
    ),
    moves=(
        Move(name="submit", title="提交申请", source=("draft",), target="submitted", right=Right.ENTRY_MAKE,
             guards=_CLAIMED, effects=(numbered,), tells=("next",)),
        Move(name="submit", title="补正后提交", source=("returned",), target="submitted", right=Right.ENTRY_MAKE,
             guards=_CLAIMED, effects=(numbered,), tells=("next",)),
        Move(name="endorse", title="受理", source=("submitted",), target="endorsed", right=_ENDORSE, asks=Opinion,
             guards=(not_own,), effects=(Remark("endorse", "工会意见"),), tells=("owner", "next")),
        Move(name="review", title="复核通过", source=("endorsed",), target="reviewed", right=_REVIEW,
             guards=(not_own, FreshHand(than=("endorse",)), AllowedByAnother(), NotGivenBefore(), IsWorth()),
             effects=(Holds(),), tells=("owner",), says="您的{what}已复核通过，接下来公示。"),
        Move(name="allow", title="准许例外", source=("endorsed",), target="endorsed", right=_DECIDE, asks=Exempting,
             guards=(not_own, FreshHand(than=("endorse",)), StandsInTheWay()), effects=(Allows(),)),
        Move(name="announce", title="开始公示", source=("reviewed",), target="noticed", right=_MANAGE,
             guards=(ByItself(), not_own, FreshHand(than=("endorse", "review"))), tells=("owner",),
             says="您的{what}开始公示。"),
        Move(name="clear", title="公示期满", source=("noticed",), target="payable", right=_MANAGE,
             guards=(ByItself(), not_own), effects=(Leads("grant", "held", "享受记录转为待发放"),),
             tells=("owner",),
             says="您的{what}公示期满，没有异议，接下来发放。"),
        Move(name="unannounce", title="公示取消", source=("noticed",), target="reviewed", right=_MANAGE,
             guards=(ByItself(), not_own)),
        Move(name="strike", title="异议成立", source=("noticed",), target="objected", right=_MANAGE,
             guards=(ByItself(), not_own), effects=(_DROP,), tells=("owner",),
             says="对您的{what}的异议经核实成立，正在处理。"),
        Move(name="pay", title="已发放", source=("payable",), target="paid", right=_MANAGE,
             guards=(ByItself(), not_own), tells=("owner",), says="您的{what}已发放，请查收。"),
        Move(name="bounce", title="银行退票", source=("paid",), target="payable", right=_MANAGE,
             guards=(ByItself(), not_own), tells=("owner",), says="您的{what}被银行退回，请核对账户。"),
        Move(name="return", title="退回补正", source=("submitted",), target="returned", right=_ENDORSE, asks=Reason,
             guards=(not_own,), effects=_RETURN, tells=("owner",)),
        Move(name="return", title="退回补正", source=("endorsed",), target="returned", right=_REVIEW, asks=Reason,
             guards=(not_own,), effects=_RETURN, tells=("owner",)),
        Move(name="return", title="退回补正", source=("reviewed", "objected"), target="returned", right=_DECIDE,
             asks=Reason, guards=(not_own,), effects=_RETURN, tells=("owner",)),
        Move(name="refuse", title="不予通过", source=("submitted",), target="refused", right=_ENDORSE, asks=Reason,
             guards=(not_own,), effects=_REFUSE, tells=("owner",)),
        Move(name="refuse", title="不予通过", source=("endorsed",), target="refused", right=_REVIEW, asks=Reason,
             guards=(not_own,), effects=_REFUSE, tells=("owner",)),
        Move(name="refuse", title="不予通过", source=("reviewed", "objected"), target="refused", right=_DECIDE,
             asks=Reason, guards=(not_own,), effects=_REFUSE, tells=("owner",)),
        Move(name="withdraw", title="撤回申请", source=("draft", "submitted", "endorsed", "reviewed", "returned"),
             target="withdrawn", right=Right.ENTRY_WITHDRAW, effects=(_DROP,)),
    ),
)  # fmt: skip


def is_subsidy(kind_key: str) -> bool:
    """Whether entries of this kind go this way."""
    return kind_key in entry_kinds and entry_kinds[kind_key].path is SUBSIDY
