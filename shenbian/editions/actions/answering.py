"""The answers of an entry: saved step by step, sealed where they are declared so, opened with a trace, erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.db import transaction

from shenbian.editions import fields
from shenbian.editions.known import known_of
from shenbian.editions.models import Entry
from shenbian.editions.refusals import Invalid, Stale
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from shenbian.flow.saving import keep_waiting
from shenbian.flow.table import Phase
from shenbian.kit.keys import ring
from shenbian.kit.period import today
from shenbian.kit.privacy import Sensitivity
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person, PersonReading
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


@transaction.atomic
def save_step(entry: Entry, *, step: str, said: Mapping[str, Any], by: Actor, version: int | None = None) -> Entry:
    """Check and keep one step. `said` are raw values as a browser sends them; those of other steps are not looked at.

    `version` is that of the draft when the page was shown; None overwrites. Raises Invalid with what is wrong beside
    each field, Stale when the draft was saved elsewhere meanwhile, WrongMoment once it was handed in, NotYours.
    """
    kept = locked(entry)
    if not may(by, Right.ENTRY_MAKE, kept):
        raise NotYours
    if not kept.may_be_filled_in:
        raise WrongMoment(kept.title_of_state, "修改填写内容")
    if version is not None and version != kept.version:
        raise Stale
    page = kept.kind.form.step(step)
    form = fields.step_form(kept.kind.form, step, known=known_of(kept.person, today()))(said)
    if not form.is_valid():
        labels = {name: str(field.label) for name, field in form.fields.items()}
        raise Invalid({name: [str(each) for each in errors] for name, errors in form.errors.items()}, labels)
    answers = fields.kept(form.cleaned_data)
    sealed = {f.key for f in page.fields if f.sensitivity is Sensitivity.SEALED and f.key in answers}
    kept.answers |= {key: value for key, value in answers.items() if key not in sealed}
    if sealed:
        _seal(kept, {key: value for key, value in answers.items() if key in sealed})
    kept.saved = [each.key for each in kept.kind.form.steps if each.key in {*kept.saved, step}]
    kept.version += 1
    place(kept, kept.answers)
    kept.save(update_fields=["answers", "answers_sealed", "saved", "version", "organisation", "unit"])
    if kept.phase == Phase.WAITING:
        keep_waiting([kept], before=())
    return kept


def place(entry: Entry, answers: Mapping[str, Any]) -> None:
    """Where the answers say that it is handled; by whom the edition is run where they say nothing. Does not save."""
    found = entry.kind.place(entry, answers) if entry.kind.place else None
    entry.organisation = Organisation.objects.get(pk=found.organisation) if found else entry.edition.organisation
    entry.unit = Unit.objects.get(pk=found.unit) if found and found.unit else None


@transaction.atomic
def open_answers(entry: Entry, *, by: Actor, why: str = "") -> dict[str, Any]:
    """The sealed answers in clear. Who looked and why is written first, unless it is their own.

    Whether an officer may is asked above (right person.reveal). Raises Refused without a reason.
    """
    if not by.owns(entry.owner):
        if not why.strip():
            raise Refused("查阅密封内容应写明事由。")
        person = entry.person.merged_into or entry.person
        what = f"{entry.title}：{why.strip()}"[:200]
        PersonReading.objects.create(person=person, field="answers", read_by=by.ref, why=what)
    return _opened(entry)


@transaction.atomic
def open_many(entries: Sequence[Entry], *, by: Actor, why: str) -> list[dict[str, Any]]:
    """The sealed answers of several in clear, in their order, as `open_answers` gives them one by one: each person
    can read who looked and why. Whether an officer may is asked above. One query."""
    if not why.strip():
        raise Refused("查阅密封内容应写明事由。")
    PersonReading.objects.bulk_create(
        PersonReading(
            person=entry.person.merged_into or entry.person,
            field="answers",
            read_by=by.ref,
            why=f"{entry.title}：{why.strip()}"[:200],
        )
        for entry in entries
        if not by.owns(entry.owner)
    )
    return [_opened(entry) for entry in entries]


@transaction.atomic
def erase_answers(person: Person, *, by: str) -> int:
    """Empty answers and remarks of all entries of a person who is erased; states, numbers and traces stay. How many."""
    mine = Entry.objects.filter(person=person) | Entry.objects.filter(person__merged_into=person)
    return mine.update(answers={}, answers_sealed=None, remarks=[])


def locked(entry: Entry) -> Entry:
    """The entry as it stands, held until the transaction ends."""
    return Entry.objects.select_for_update(of=("self",)).select_related(*Entry.RELATED).get(pk=entry.pk)


def _aad(entry: Entry) -> bytes:
    """Where the sealed answers belong: nobody can copy them into another row."""
    return f"editions.entry:{entry.pk}".encode()


def _seal(entry: Entry, answers: Mapping[str, Any]) -> None:
    told = {**_opened(entry), **answers}
    entry.answers_sealed = ring().seal(orjson.dumps(told), _aad(entry))


def _opened(entry: Entry) -> dict[str, Any]:
    if entry.answers_sealed is None:
        return {}
    told: dict[str, Any] = orjson.loads(ring().open(bytes(entry.answers_sealed), _aad(entry)))
    return told
