"""The verbs of a record: open, freeze, publish, correct, and notice that a frozen figure has moved."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from shenbian.facts.queries import last_head
from shenbian.facts.seal import seal_all
from shenbian.flow.actions import begin, perform
from shenbian.kit.period import Period
from shenbian.orgs.models import Organisation
from shenbian.record.draft import draw_up
from shenbian.record.kept import draft_now
from shenbian.record.models import Correction, FrozenFigure, Record
from shenbian.record.place import path_in
from shenbian.record.told import Told, tell
from shenbian.record.year import YEAR
from shenbian.rights.actor import Actor


def open_record(organisation: Organisation, *, year: int, by: Actor) -> Record:
    """The record of the year, begun if nobody has yet."""
    found = Record.objects.filter(organisation=organisation, year=year).select_related("organisation").first()
    return found or begin([Record(organisation=organisation, year=year)], by=by)[0]


def freeze(record: Record, *, by: Actor) -> Record:
    """Seal, then keep every figure as of the seal. Raises Refused, NotYours or WrongMoment."""
    seal_all(by=by.ref)
    return perform("freeze", on=record, by=by)


def publish(record: Record, *, by: Actor) -> Record:
    """Make the frozen record the one that everybody reads."""
    return perform("publish", on=record, by=by)


def correct(record: Record, *, reason: str, by: Actor) -> Record:
    """Freeze anew with the reason; what differs stands as corrections beside what was printed."""
    seal_all(by=by.ref)
    with transaction.atomic():
        before = {f.metric: f for f in record.figures.filter(revision=record.revision)}
        done = perform("correct", on=record, by=by, said={"reason": reason})
        after = FrozenFigure.objects.filter(record=done, revision=done.revision)
        Correction.objects.bulk_create(
            Correction(
                record=done,
                revision=done.revision - 1,
                metric=each.metric,
                was=before[each.metric].content["value"],
                now=each.content["value"],
                size=done.size,
                reason=reason,
            )
            for each in after
            if each.metric in before and before[each.metric].content["value"] != each.content["value"]
        )
    return done


@dataclass(frozen=True)
class Moved:
    """A frozen figure that the ledger no longer bears out."""

    metric: str
    title: str
    was: Any
    now: Any


def moved(record: Record) -> list[Moved]:
    """Which frozen figures differ from what the ledger says now; each new value is noticed once, never changed."""
    live = {figure["metric"]: figure["value"] for figure in draft_now(record.organisation, year=record.year)["figures"]}
    found = [
        Moved(each.metric, each.content["title"], each.content["value"], live[each.metric])
        for each in FrozenFigure.objects.filter(record=record, revision=record.revision)
        if each.metric in live and each.content["value"] != live[each.metric]
    ]
    told = {
        each.metric: each.now
        for each in Correction.objects.filter(record=record, revision=record.revision, reason="").order_by("id")
    }
    head = last_head("facts")
    Correction.objects.bulk_create(
        (
            Correction(
                record=record,
                revision=record.revision,
                metric=each.metric,
                was=each.was,
                now=each.now,
                size=head.size if head else 0,
            )
            for each in found
            if each.metric not in told or told[each.metric] != each.now
        ),
        ignore_conflicts=True,
    )
    return found


def draft(organisation: Organisation, *, year: int, as_of: int | None = None) -> Told:
    """The record as it would be told; all its figures are read in one moment of the ledger."""
    path = path_in(organisation, year)
    drawn = draw_up(YEAR, place=organisation.name, path=path, period=Period.year(year), as_of=as_of)
    return tell(drawn)
