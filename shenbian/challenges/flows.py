"""What may become of a day: counted, or kept with the reason; what is doubtful waits for an officer.

The house judges a day by its rules when it comes (`actions.send`); an officer decides what the rules leave open and
puts right what was judged wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms

from shenbian.challenges.declared import ChallengeKind
from shenbian.challenges.judging import FINAL, Why, words
from shenbian.challenges.returning import ComesBack
from shenbian.facts.actions import strike
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.models import Fact
from shenbian.facts.queries import standing
from shenbian.flow.row import Effect, Guard, Row, Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.kit.period import chinese_day
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import not_own
from shenbian.standard.programme import catalogue

_KEEP, _HOUSE = Right.REGISTER_KEEP, Right.SYSTEM_RUN  # no officer holds the second: the rules judge, nobody by hand


class Reason(forms.Form):
    """Why an officer decides so. Traces and the ledger keep it and whoever walked reads it: it names nobody."""

    reason = forms.CharField(label="原因", max_length=200, help_text="本人会看到，也会写进台账，请不要写人名和号码")

    class Privacy:
        plain = frozenset({"reason"})


class Judged(forms.Form):
    """Which of the house's reasons it is."""

    why = forms.ChoiceField(label="原因", choices=[(each.value, words(each, "")) for each in Why])

    class Privacy:
        plain = frozenset({"why"})


def house(by: Actor) -> Actor:
    """The rules judge what somebody sent, and traces name whoever sent it; no right of theirs is asked for that."""
    return Actor(by.ref, label=by.label, operates=True, under=by.under)


def evidence(thing: Any) -> str:
    """On what the fact of a day rests: its row, or that of the sheet; a correction names the fact that it replaces."""
    if thing.came:
        return str(thing.came["evidence"])
    return f"{thing.subject}（更正 fact {thing.corrects}）" if thing.corrects else thing.subject


def counted(row: Row) -> Iterator[NewFact]:
    """The fact: the same by whatever door the day came."""
    yield fact_of(row.thing)


def fact_of(thing: Any) -> NewFact:
    """What a day is in the ledger."""
    kind = thing.kind.fact
    told: Mapping[str, Any] = thing.came or {
        "edition": thing.edition.reference,
        "person": thing.owner,
        "organisation": thing.organisation_id,
        "org_path": thing.organisation.path,
        "facets": facets(thing),
    }
    parts = {"edition": told["edition"], "person": told["person"], "happened_on": thing.on}
    return NewFact(
        kind=kind.key,
        happened_on=thing.on,
        organisation=told["organisation"],
        org_path=told["org_path"],
        edition=told["edition"],
        person=told["person"],
        quantity=thing.quantity,
        facets=told["facets"],
        source=source_of(kind, parts),
        evidence=evidence(thing),
    )


def facets(thing: Any) -> dict[str, str]:
    """What a fact says beside who, when and how much."""
    kind: ChallengeKind = thing.kind
    above = thing.edition.umbrella.programme if thing.edition.umbrella else ""
    umbrella = next((each.umbrella for each in catalogue if each.key == above), "")
    told = {
        "programme": kind.programme,
        "umbrella": umbrella,
        "device": kind.sources[thing.device],
    }
    return {key: word for key, word in told.items() if word and any(facet.key == key for facet in kind.fact.facets)}


def facts_of(days: Sequence[Any]) -> dict[int, int]:
    """The standing fact that each of these days is, by its place; what counts nothing is left out. Two queries."""
    facts = [fact_of(each) for each in days if each.quantity is not None]
    places = [place for place, each in enumerate(days) if each.quantity is not None]
    found = standing([(fact.kind, fact.source) for fact in facts]) if facts else {}
    rests = dict(Fact.objects.filter(pk__in=found.values()).values_list("pk", "evidence")) if found else {}
    return {places[index]: pk for index, pk in found.items() if rests[pk] == facts[index].evidence}


@dataclass(frozen=True)
class StrikeOut(Effect):
    """What the day has counted so far no longer stands."""

    title = "原来的台账记录作废"

    def act(self, rows: Sequence[Row]) -> None:
        for reason in dict.fromkeys(map(_reason, rows)):
            found = facts_of([row.thing for row in rows if _reason(row) == reason])
            if found:
                strike(found.values(), by=rows[0].by.ref, reason=reason)


def _reason(row: Row) -> str:
    return str(row.said["reason"]) if "reason" in row.said else words(row.said["why"], row.thing.kind.unit)


@dataclass(frozen=True)
class TakesTheDay(Effect):
    """One device counts a day: what another counted of the same person and day gives way, and its fact is named."""

    title = "同一天另一台设备的数不再计"
    sets = ("corrects",)

    def act(self, rows: Sequence[Row]) -> None:
        from shenbian.flow.actions import perform  # noqa: PLC0415  the door calls effects, this one calls the door

        days = {(row.thing.owner, row.thing.edition_id, row.thing.on): row.thing for row in rows}
        others = [each for each in _counted_beside(rows) if (each.owner, each.edition_id, each.on) in days]
        if not others:
            return
        stood = facts_of(others)
        outcomes = perform("displace", on=others, by=house(rows[0].by), said={"why": Why.DEVICE.value})
        for place, (each, outcome) in enumerate(zip(others, outcomes, strict=True)):
            if outcome.moved:
                days[each.owner, each.edition_id, each.on].corrects = stood.get(place)


def _counted_beside(rows: Sequence[Row]) -> list[Any]:
    """The days that count on the same days of the same editions. One query."""
    model = type(rows[0].thing)
    found = model._default_manager.filter(
        edition__among={row.thing.edition_id for row in rows},
        person__among={row.thing.person_id for row in rows},
        on__among={row.thing.on for row in rows},
        status="counted",
    )
    return list(found.exclude(pk__among=[row.thing.pk for row in rows]).select_related(*model.RELATED).order_by("pk"))


@dataclass(frozen=True)
class MayCount(Guard):
    """A day that no rule can make count is not accepted: outside the dates, in the future, typed by hand."""

    title = "可以核实计入的一天"

    def why(self, row: Row, known: None) -> str | None:
        thing = row.thing
        if thing.quantity is None:
            return "本人的数据已经删除，这一天不能再计。"
        if thing.why and Why(thing.why) in FINAL:
            return f"{chinese_day(thing.on)}{words(thing.why, thing.kind.unit)}，不能核实计入。"
        return None


@dataclass(frozen=True)
class NotAhead(Guard):
    """A register tells of days that have been."""

    title = "日期已到"

    def why(self, row: Row, known: None) -> str | None:
        return f"{chinese_day(row.thing.on)}还没有到，过了这一天再登记。" if row.thing.on > row.day else None


_WHY = Sets("why", lambda row: row.said["why"])
_OFFICER = Sets("why", lambda row: Why.OFFICER.value)
_NOTHING = Sets("why", lambda row: "")
_NOTE = Sets("note", lambda row: row.said["reason"])


@cache
def flow_of(kind: ChallengeKind) -> Flow:
    """The table of one challenge."""
    return Flow(
        f"{kind.key}_day",
        title=f"{kind.title}每日{kind.unit}数",
        states=(
            State("received", "已收到", Phase.DRAFT),
            State("doubtful", "待核实", Phase.WAITING),
            State("counted", "有效", Phase.DONE),
            State("uncounted", "不计", Phase.VOID),
            State("struck", "已作废", Phase.VOID),
        ),
        moves=(
            Move(name="count", title="计入", source=("received",), target="counted", right=_HOUSE,
                 effects=(TakesTheDay(),), facts=(counted,)),
            Move(name="register", title="按登记表计入", source=("received",), target="counted", right=_KEEP,
                 guards=(NotAhead(),), facts=(counted,)),
            Move(name="doubt", title="转待核实", source=("received",), target="doubtful", right=_HOUSE, asks=Judged,
                 effects=(_WHY,), tells=("next",)),
            Move(name="set_aside", title="不计入", source=("received",), target="uncounted", right=_HOUSE, asks=Judged,
                 effects=(_WHY,)),
            Move(name="accept", title="核实计入", source=("doubtful", "uncounted"), target="counted", right=_KEEP,
                 asks=Reason, guards=(not_own, MayCount()), effects=(TakesTheDay(), _NOTHING, _NOTE), facts=(counted,),
                 tells=("owner",)),
            Move(name="refuse", title="核实不计", source=("doubtful",), target="uncounted", right=_KEEP, asks=Reason,
                 guards=(not_own,), effects=(_OFFICER, _NOTE), tells=("owner",)),
            Move(name="displace", title="让位", source=("counted",), target="uncounted", right=_HOUSE, asks=Judged,
                 effects=(StrikeOut(), _WHY)),
            Move(name="replace", title="换成新的数", source=("counted", "doubtful", "uncounted"), target="struck",
                 right=_HOUSE, asks=Judged, effects=(StrikeOut(), _WHY)),
            Move(name="strike", title="作废", source=("counted", "doubtful", "uncounted"), target="struck", right=_KEEP,
                 asks=Reason, guards=(not_own,), effects=(StrikeOut(), _OFFICER, _NOTE, ComesBack()), tells=("owner",)),
            Move(name="come_back", title="恢复计入", source=("uncounted",), target="counted", right=_HOUSE,
                 effects=(_NOTHING,), facts=(counted,), tells=("owner",)),
        ),
    )  # fmt: skip
