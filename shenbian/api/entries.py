"""What the caller entered: the list, one with its way and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404
from ninja import Router, Schema

from shenbian.accounts.access import SIGNED_IN, PageRequest
from shenbian.api.door import open_to
from shenbian.api.pages import Paged, by_id
from shenbian.api.things import DoableTold, within
from shenbian.editions.known import known_of
from shenbian.editions.models import Entry
from shenbian.editions.queries import Answered, answers_of, entries_of, moves_open_to, steps_of
from shenbian.kit.period import today

router = Router(tags=["entries"])


class EntryLine(Schema):
    pk: int
    title: str
    edition: int
    edition_title: str
    kind: str
    number: str | None
    state: str
    state_title: str
    phase: str
    organisation: str
    due_on: date | None
    submitted_at: datetime | None


class Entries(Paged):
    entries: list[EntryLine]


class StageTold(Schema):
    """A step of its way: `when` past, now or ahead."""

    state: str
    title: str
    phase: str
    when: str
    on: date | None
    due_on: date | None


class AnswerTold(Schema):
    """`text` as people read it; `value` as it is kept, null for what is sealed or was known."""

    key: str
    title: str
    text: str
    value: Any
    sensitivity: str


class RemarkTold(Schema):
    title: str
    text: str
    on: date


class EntryTold(EntryLine):
    """One entry of the caller's own. `label` and `pk` name it for moves."""

    label: str
    steps: list[StageTold]
    answers: list[AnswerTold]
    remarks: list[RemarkTold]
    moves: list[DoableTold]


@open_to(router, "GET", "/entries", SIGNED_IN, Entries, about="我的申报、报名")
def entries(request: PageRequest, after: str = "") -> Entries:
    """Everything the caller entered, the latest first."""
    rows, following = by_id(entries_of(request.actor), after)
    return Entries(entries=[EntryLine(**_line(each)) for each in rows], next=following)


@open_to(router, "GET", "/entries/{int:pk}", SIGNED_IN, EntryTold, about="我的一件申报：办到哪一步、填了什么")
def entry(request: PageRequest, pk: int) -> EntryTold:
    """How far it is, what was answered, what the caller may do."""
    found = entries_of(request.actor).filter(pk=within(pk)).first()
    if found is None:
        raise Http404
    return told(request, found)


def told(request: Any, found: Entry) -> EntryTold:
    """An entry as its owner sees it. Sealed answers stay closed. Two queries."""
    known = known_of(found.person, today())
    answers = [each for *_, step in answers_of(found, known) for each in step]
    return EntryTold(
        **_line(found),
        label=found._meta.label_lower,
        steps=[
            StageTold(state=e.state, title=e.title, phase=e.phase, when=e.when, on=e.on, due_on=e.due_on)
            for e in steps_of(found)
        ],
        answers=[_answer(found, each) for each in answers],
        remarks=[RemarkTold(title=each["title"], text=each["text"], on=each["on"]) for each in found.remarks],
        moves=[DoableTold(name=each.name, title=each.title) for each in moves_open_to(request.actor, found)],
    )


def _line(each: Entry) -> dict[str, Any]:
    return {
        "pk": each.pk,
        "title": each.title,
        "edition": each.edition_id,
        "edition_title": each.edition.title,
        "kind": each.kind_key,
        "number": each.number,
        "state": each.status,
        "state_title": each.title_of_state,
        "phase": each.phase,
        "organisation": each.organisation.name,
        "due_on": each.due_on,
        "submitted_at": each.submitted_at,
    }


def _answer(found: Entry, each: Answered) -> AnswerTold:
    value = None if each.sealed or each.known else found.answers.get(each.key)
    return AnswerTold(key=each.key, title=each.title, text=each.text, value=value, sensitivity=each.sensitivity.value)
