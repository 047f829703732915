"""An entry is begun, handed in and withdrawn by whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from shenbian.editions.actions.answering import place, save_step
from shenbian.editions.declared import SUBMIT, WITHDRAW, Repeats
from shenbian.editions.guards import why_closed
from shenbian.editions.models import Edition, Entry
from shenbian.flow.actions import begin, perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.flow.table import Phase
from shenbian.kit.sentence import Sentence
from shenbian.people.models import Person
from shenbian.rights.actor import Actor


@transaction.atomic
def begin_entry(edition: Edition, *, by: Actor, client_key: UUID | None = None) -> Entry:
    """The draft of whoever acts: the one that is there, else a new one. The same client key gives the same entry, in
    whatever state it is by now. Raises Refused when they have entered already, or the edition takes nothing now.
    """
    person = _locked_person(by)
    mine = Entry.objects.filter(person__key__in=[by.person, *by.also]).select_related(*Entry.RELATED)
    if client_key and (sent := mine.filter(client_key=client_key).first()):
        if sent.edition_id != edition.pk:
            raise Refused("同一次提交不能用于两项申报，请重新填写。")
        return sent
    if edition.kind is None:
        raise Refused("这一项由工会统一组织，不接受个人申报。")
    here = list(mine.filter(edition=edition).exclude(phase=Phase.VOID).order_by("-id"))
    if draft := next((each for each in here if each.phase == Phase.DRAFT), None):
        return _known_by(draft, client_key)
    _refuse_second(here, edition.kind.repeats)
    if closed := why_closed(edition, timezone.now()):
        raise Refused(closed)
    entry = Entry(
        edition=edition,
        kind_key=edition.kind.key,
        repeats=edition.kind.repeats.value,
        person=person,
        organisation=edition.organisation,
        desk=edition.desk,
        client_key=client_key,
    )
    place(entry, {})
    return begin([entry], by=by)[0]


@transaction.atomic
def send_whole(edition: Edition, *, by: Actor, client_key: UUID, answers: Mapping[str, Any]) -> Entry:
    """Begin, fill in and hand in at once: what a phone kept while it had no network. Sent twice, it is there once.

    Raises Invalid with all that is wrong in the first step that is, Refused as handing in does; then nothing is there.
    """
    entry = begin_entry(edition, by=by, client_key=client_key)
    if not entry.may_be_filled_in or entry.submitted_at is not None:
        return entry
    for step in entry.kind.form.steps:
        entry = save_step(entry, step=step.key, said=answers, by=by)
    return hand_in(entry, by=by)


def hand_in(entry: Entry, *, by: Actor) -> Entry:
    """Submit, for the first time or after it was sent back. Raises as `perform` does."""
    return perform(SUBMIT, on=entry, by=by)


def withdraw(entry: Entry, *, by: Actor) -> Entry:
    """Take one's own entry back. Raises as `perform` does."""
    return perform(WITHDRAW, on=entry, by=by)


def _locked_person(by: Actor) -> Person:
    """Whoever acts, locked: what one person begins from two devices comes one after another."""
    if by.person is None:
        raise NotYours
    return Person.objects.select_for_update(no_key=True).get(key=by.person)


def _known_by(draft: Entry, client_key: UUID | None) -> Entry:
    """The draft that is there goes on; a phone that knows it by a key finds it by that key from now on."""
    if client_key and draft.client_key is None:
        draft.client_key = client_key
        draft.save(update_fields=["client_key"])
    return draft


def _refuse_second(here: Sequence[Entry], repeats: Repeats) -> None:
    if repeats is Repeats.MANY:
        return
    stands = [each for each in here if repeats is Repeats.ONCE or each.phase == Phase.WAITING]
    if stands:
        said = {"number": stands[0].number, "state": stands[0].title_of_state}
        raise Refused(
            Sentence("您已经申报过（编号%(number)s，%(state)s），可在“我的”里查看进度；一人一期只能申报一件。", **said)
        )
