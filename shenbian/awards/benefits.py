"""What may become of a benefit: held while it is public, granted when that ended clean, paid when the bank says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps

from shenbian.awards.declared import FACT
from shenbian.awards.twice import NotTwice
from shenbian.facts.actions import strike
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.facts.queries import standing
from shenbian.flow.row import Effect, Guard, Row
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import FreshHand, not_own

_MANAGE, _IMPORT, _DECIDE = Right.EDITION_MANAGE, Right.REGISTER_IMPORT, Right.ENTRY_DECIDE


class Why(forms.Form):
    reason = forms.CharField(label="原因", max_length=200, help_text="会写进台账，请不要写人名和号码")

    class Privacy:
        plain = frozenset({"reason"})


@dataclass(frozen=True)
class ByItself(Guard):
    """It follows what it was decided by: its application, its public notice, its payment."""

    title = "随申报、公示和付款办理"

    def why(self, row: Row, known: None) -> str | None:
        return None if row.by.operates else "享受记录随申报、公示和付款自动办理，请在那里办理。"


@dataclass(frozen=True)
class WasPublic(Guard):
    """Its line in a public notice ended clean, and showed what it is now."""

    title = "公示期满无异议"
    reads = ("line__notice",)

    def why(self, row: Row, known: None) -> str | None:
        line = row.thing.line
        if line is None or line.outcome != "clean" or line.notice.status != "ended":
            return "还没有公示，或者公示没有期满、有异议成立，不能发放。"
        if line.amount_fen is not None and line.amount_fen != row.thing.amount_fen:
            return "金额与公示的不一致，不能发放。"
        return None


@dataclass(frozen=True)
class NotUnderWay(Guard):
    """No payment was prepared for it."""

    title = "没有正在办理的付款"

    def needs(self, rows: Sequence[Row]) -> set[str]:
        model: Any = apps.get_model("funds", "Payment")
        live = model.objects.filter(pays__in=[row.thing.subject for row in rows])
        return set(live.exclude(status__in=("cancelled", "dropped", "repaid")).values_list("pays", flat=True))

    def why(self, row: Row, known: set[str]) -> str | None:
        return "已经编制了付款，请先取消付款，再撤销决定。" if row.thing.subject in known else None


@dataclass(frozen=True)
class StrikesOut(Effect):
    """The decision no longer counts."""

    title = "台账记录作废"

    def act(self, rows: Sequence[Row]) -> None:
        for reason in dict.fromkeys(row.said["reason"] for row in rows):
            sources = [row.thing.source for row in rows if row.said["reason"] == reason]
            found = standing([(FACT, source) for source in sources])
            strike(found.values(), by=rows[0].by.ref, reason=reason)


@dataclass(frozen=True)
class KnowsTheFact(Effect):
    """It keeps the natural key of its fact."""

    title = "记下台账的唯一标识"
    sets = ("source",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            thing: Any = row.thing
            thing.source = thing.came.source if thing.came else source_of(kinds[FACT], {"no": thing.number})


def granted(row: Row) -> Iterator[NewFact]:
    """That it was decided; of a sheet's row the very fact of the row."""
    thing = row.thing
    if thing.came:
        yield thing.came
        return
    said = {
        "programme": thing.programme,
        "no": thing.number,
        "basis": thing.basis,
        "tier": thing.tier,
        "level": thing.level,
        "earned_on": thing.earned_on,
    }
    yield NewFact(
        kind=FACT,
        happened_on=row.day,
        organisation=thing.organisation_id,
        org_path=thing.organisation.path,
        person=thing.owner,
        unit=thing.unit_id,
        amount_fen=thing.amount_fen,
        facets={key: word for key, word in said.items() if word},
        source=thing.source,
        evidence=thing.subject,
    )


BENEFIT = Flow(
    "benefit",
    title="享受记录",
    states=(
        State("draft",   "评定中", Phase.DRAFT),
        State("held",    "待公示", Phase.DONE),
        State("granted", "待发放", Phase.DONE),
        State("paid",    "已发放", Phase.DONE),
        State("dropped", "已取消", Phase.VOID),
    ),
    moves=(
        Move(name="hold", title="评定", source=("draft",), target="held", right=_MANAGE,
             guards=(ByItself(), NotTwice())),
        Move(name="record", title="登记决定", source=("draft",), target="granted", right=_IMPORT,
             guards=(WasPublic(), NotTwice()), effects=(KnowsTheFact(),), facts=(granted,)),
        Move(name="grant", title="公示期满", source=("held",), target="granted", right=_MANAGE,
             guards=(ByItself(), WasPublic(), NotTwice()), effects=(KnowsTheFact(),), facts=(granted,)),
        Move(name="pay", title="发放", source=("granted",), target="paid", right=_MANAGE,
             guards=(ByItself(), WasPublic())),
        Move(name="bounce", title="退票", source=("paid",), target="granted", right=_MANAGE, guards=(ByItself(),)),
        Move(name="drop", title="取消", source=("held",), target="dropped", right=_MANAGE, guards=(ByItself(),)),
        Move(name="revoke", title="撤销", source=("granted",), target="dropped", right=_DECIDE, asks=Why,
             guards=(not_own, FreshHand(), NotUnderWay()), effects=(StrikesOut(),)),
    ),
)  # fmt: skip
