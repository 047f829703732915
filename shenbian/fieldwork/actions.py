"""Taking down what was done in the field, once, however often a phone sends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from shenbian.editions.models import Edition
from shenbian.fieldwork.models import FieldRecord
from shenbian.fieldwork.queries import body_of, own_body
from shenbian.fieldwork.verbs import About, Verb
from shenbian.files.actions import Paper, attach, upload
from shenbian.files.models import Attachment
from shenbian.flow.actions import begin, perform
from shenbian.flow.queries import refs
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import beijing_date
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person
from shenbian.rights.actor import Actor


@dataclass(frozen=True)
class Photo:
    """As the phone sends it; `taken_at` where the phone knows."""

    content: bytes
    name: str
    taken_at: datetime | None = None


@dataclass(frozen=True)
class Place:
    """Where the phone was: degrees (WGS 84), and by how many metres it may be wrong."""

    latitude: float
    longitude: float
    accuracy: float


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the officer says of it. `answers` are as the verb's form keeps them. Of what is about oneself neither unit
    nor person is said."""

    happened_at: datetime
    result: str
    answers: Mapping[str, Any]
    unit: Unit | None = None
    person: Person | None = None
    edition: Edition | None = None
    photos: Sequence[Photo] = ()
    place: Place | None = None


def take_down(verb: Verb, said: Said, *, by: Actor, client_key: UUID) -> FieldRecord:
    """Record it, with its photos and its fact; the same key of the same sender again gives what is there.

    Raises Refused with the reason (kit.refusal.Refused for a photo that is not taken): then nothing of it is there,
    and the same key may be used again. NotYours outside one's duty.
    """
    if known := _sent(by, client_key):
        return known
    try:
        return _take_down(verb, said, by=by, client_key=client_key)
    except IntegrityError:
        known = _sent(by, client_key)  # the same phone, twice at the same moment
        if known is None:
            raise
        return known
    except Refused as no:
        if verb.onward is not None:
            verb.onward.refused(said, why=no.why, by=by)
        raise


@transaction.atomic
def _take_down(verb: Verb, said: Said, *, by: Actor, client_key: UUID) -> FieldRecord:
    body = _body(verb, said, by)
    if body is None:
        raise NotYours
    place, person = said.place, said.person
    if verb.about is About.ONESELF and by.person is not None:
        person = Person.objects.get(key=by.person)
    drawn = FieldRecord(
        verb=verb.key,
        organisation=body,
        desk=str(verb.desk),
        unit=said.unit,
        person=person,
        edition=said.edition,
        happened_at=said.happened_at,
        result=said.result,
        answers=dict(said.answers),
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        accuracy=place.accuracy if place else None,
        recorded_by=by.ref,
        client_key=client_key,
    )
    record = begin([drawn], by=by)[0]
    papers = _attach(record, said, by=by)
    record = perform("record", on=record, by=by)
    if record.led_to:
        attach([replace(paper, subject=record.led_to) for paper in papers], by=by)
    return record


def _body(verb: Verb, said: Said, by: Actor) -> Organisation | None:
    """At which union body it counts: by its unit, else the actor's own."""
    if verb.about is About.UNIT and said.unit is not None:
        return body_of(said.unit, verb=verb, actor=by, on=beijing_date(said.happened_at))
    return own_body(verb, by)


def erase_records(keys: Sequence[int]) -> None:
    """What records tell of one person, by their keys: what was answered, and where it was. One statement."""
    mine = FieldRecord.objects.filter(person__key__in=keys)
    mine.update(answers={}, latitude=None, longitude=None, accuracy=None)


def _attach(record: FieldRecord, said: Said, *, by: Actor) -> list[Paper]:
    papers = []
    for number, photo in enumerate(said.photos):
        key = uuid5(record.client_key, str(number))
        kept = upload(photo.content, name=photo.name, by=by, client_key=key)
        papers.append(
            Paper(
                subject=record.subject,
                file=kept.pk,
                kind=Attachment.Kind.PHOTO.value,
                taken_at=photo.taken_at,
                latitude=said.place.latitude if said.place else None,
                longitude=said.place.longitude if said.place else None,
            )
        )
    attach(papers, by=by)
    return papers


def _sent(by: Actor, client_key: UUID) -> FieldRecord | None:
    mine = FieldRecord.objects.filter(recorded_by__in=refs(by), client_key=client_key)
    return mine.select_related(*FieldRecord.RELATED).first()
