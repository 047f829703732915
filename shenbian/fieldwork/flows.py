"""What may become of a record from the field: written down once, put right or struck out with a reason. Where another
kernel keeps such days it is handed on, and what becomes of it is told there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from django import forms

from shenbian.editions.fields import form_class, kept
from shenbian.facts.actions import strike
from shenbian.facts.fact import NewFact
from shenbian.facts.models import Fact
from shenbian.fieldwork.guards import Counts, EditionRuns, FreshPhotos, HasHappened, Once, OnSlip, source
from shenbian.fieldwork.verbs import About, Verb
from shenbian.flow.row import Effect, Guard, Row
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.kit.refusal import Refused, refuse_if

_WHY = "reason"


class Reason(forms.Form):
    """Why a fact is struck out: it stands in the ledger, so it names nobody."""

    reason = forms.CharField(label="原因", max_length=200, help_text="会写进台账，请不要写人名和号码")

    class Privacy:
        plain = frozenset({"reason"})


@dataclass(frozen=True)
class StrikeOut(Effect):
    """What the record has counted so far no longer stands."""

    title = "原来的台账记录作废"

    def act(self, rows: Sequence[Row]) -> None:
        told = {row.thing.subject: row.said[_WHY] for row in rows}
        standing = Fact.objects.filter(evidence__in=told, batch=None, voided_at=None)
        ids: dict[str, list[int]] = {}
        for pk, subject in standing.values_list("pk", "evidence"):
            ids.setdefault(told[subject], []).append(pk)
        for reason, facts in ids.items():
            strike(facts, by=rows[0].by.ref, reason=reason)


@dataclass(frozen=True)
class Rewrite(Effect):
    """The answers are what the correction says."""

    title = "回答改成更正后的"
    sets = ("answers",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.answers = kept({key: value for key, value in row.said.items() if key != _WHY})


@dataclass(frozen=True)
class HandOn(Effect):
    """The kernel that keeps such days makes its own thing of it; what it refuses is refused here."""

    title = "转给负责的台账"
    sets = ("led_to",)

    def act(self, rows: Sequence[Row]) -> None:
        reasons: dict[int, str] = {}
        for place, row in enumerate(rows):
            try:
                row.thing.led_to = row.thing.kind.onward.take(row.thing, by=row.by)
            except Refused as why:
                reasons[place] = "；".join(why.reasons.values())
        refuse_if(reasons)


def counted(row: Row) -> Iterator[NewFact]:
    """The fact: the same that an import of the register would write, about the same day."""
    thing = row.thing
    verb: Verb = thing.kind
    yield NewFact(
        kind=verb.kind,
        happened_on=thing.happened_on,
        organisation=thing.organisation_id,
        org_path=thing.organisation.path,
        unit=thing.unit_id,
        person=thing.owner,
        edition=thing.edition.reference if thing.edition else "",
        quantity=thing.answers.get(verb.count) or 1,
        facets={"programme": verb.programme} | {key: word for key, word in verb.facets(thing.answers).items() if word},
        source=source(thing),
        evidence=thing.subject,
    )


@cache
def flow_of(verb: Verb) -> Flow:
    """The table of one verb."""
    return _handed_on(verb) if verb.onward else _kept(verb)


def _handed_on(verb: Verb) -> Flow:
    """What comes of it lives elsewhere."""
    guards = (Counts(), HasHappened(), *_more(verb), FreshPhotos())
    return Flow(
        verb.key,
        title=verb.title,
        begins=verb.right,
        states=(State("draft", "草稿", Phase.DRAFT), State("recorded", "已送达", Phase.DONE)),
        moves=(
            Move(
                name="record",
                title="登记",
                source=("draft",),
                target="recorded",
                right=verb.right,
                guards=guards,
                effects=(HandOn(),),
            ),
        ),
    )


def _more(verb: Verb) -> tuple[Guard, ...]:
    """What some verbs ask beside what all ask."""
    return (*((EditionRuns(),) if verb.edition else ()), *((OnSlip(),) if verb.slip else ()))


def _kept(verb: Verb) -> Flow:
    slip = (OnSlip(),) if verb.slip else ()
    return Flow(
        verb.key,
        title=verb.title,
        begins=verb.right,
        states=(
            State("draft", "草稿", Phase.DRAFT),
            State("recorded", "已登记", Phase.DONE),
            State("struck", "已作废", Phase.VOID),
        ),
        moves=(
            Move(
                name="record",
                title="登记",
                source=("draft",),
                target="recorded",
                right=verb.right,
                guards=(Counts(), HasHappened(), *_more(verb), Once(_locked(verb)), FreshPhotos()),
                facts=(counted,),
            ),
            Move(
                name="correct",
                title="更正",
                source=("recorded",),
                target="recorded",
                right=verb.right,
                asks=_correction(verb),
                guards=slip,
                effects=(StrikeOut(), Rewrite()),
                facts=(counted,),
            ),
            Move(
                name="strike",
                title="作废",
                source=("recorded",),
                target="struck",
                right=verb.right,
                asks=Reason,
                effects=(StrikeOut(),),
            ),
        ),
    )


def _locked(verb: Verb) -> str:
    """Whose rows are locked while it is asked what stands: those of whom the natural key is."""
    return "unit" if verb.about is About.UNIT else "person"


def _correction(verb: Verb) -> type[forms.Form]:
    """The verb's own questions again, and why."""
    asked = form_class(verb.questions)
    return type("Correction", (Reason, asked), {"Privacy": Reason.Privacy})
