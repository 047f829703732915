"""Handing out, to one, to many, on a slip; each call is whole or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import transaction

from shenbian.editions.models import Edition
from shenbian.files.models import StoredFile
from shenbian.flow.actions import Outcome, begin, enter, perform
from shenbian.flow.refusals import NotYours
from shenbian.goods.actions.papers import attach_papers
from shenbian.goods.declared import CONDOLENCE, PARCEL
from shenbian.goods.models import Issue, Item, Recipient, Store
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.standard.programme import catalogue


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What is handed out, to whom. Without an item it is a visit with care (`programme`, `activity`, `edition`).

    `slip` and `quantity`: a team or unit signs together for so many; `signed_by` did. `organisation` is where it
    counts; left out, the store's. `evidence` names what it rests on ("fieldwork.fieldrecord:7").
    """

    on: date
    item: Item | None = None
    store: Store | None = None
    person: Person | None = None
    unit: Unit | None = None
    slip: str = ""
    quantity: int = 1
    recipient: str = ""
    signed_by: Person | None = None
    kind: str = PARCEL
    programme: str = ""
    activity: str = ""
    edition: Edition | None = None
    organisation: Organisation | None = None
    station: str = ""
    site: str = ""
    target: str = ""
    occupation: str = ""
    evidence: str = ""
    papers: Sequence[StoredFile] = ()  # the signed slip, photos


@transaction.atomic
def hand_out(said: Handed, *, by: Actor) -> Issue:
    """One hand-over. Raises NotYours, Refused with where and when whoever it is had theirs, or what is not there."""
    if said.quantity < 1:
        raise Refused({0: "数量要大于零。"})
    if said.person is None and not said.slip:
        raise Refused({0: "请写明领取人，或者集体单号和数量。"})
    drafted = begin([_issue(said, by)], by=by)[0]
    attach_papers(drafted, said.papers, by=by)
    return perform("issue", on=drafted, by=by)


def hand_out_many(item: Item, store: Store, people: Sequence[Person], *, on: date, by: Actor) -> list[Outcome[Issue]]:
    """One each to these people, at one store; an outcome for each. A fixed number of queries."""
    handed = [Handed(on=on, item=item, store=store, person=each) for each in people]
    return enter("issue", [_issue(each, by) for each in handed], by=by, rows=[each.name for each in people])


def _issue(said: Handed, by: Actor) -> Issue:
    item, store = said.item, said.store
    body = said.organisation or (store.organisation if store else None)
    if body is None:
        raise NotYours
    programme = item.programme if item else said.programme
    return Issue(
        kind=said.kind if item is None or said.kind == CONDOLENCE else PARCEL,
        programme=programme,
        activity=item.activity if item else said.edition.reference if said.edition else said.activity,
        edition=item.edition if item else said.edition,
        item=item,
        store=store,
        organisation=body,
        desk=item.desk if item else catalogue[programme].desk.value,
        recipient=said.recipient or _recipient(said),
        person=(said.person.merged_into or said.person) if said.person else None,
        unit=said.unit,
        slip=said.slip or _own_slip(said),
        quantity=said.quantity,
        signed_by=said.signed_by,
        on=said.on,
        station=said.station or (store.name if store else ""),
        site=said.site,
        target=said.target,
        occupation=said.occupation,
        recorded_by=by.ref,
        evidence=said.evidence,
    )


def _recipient(said: Handed) -> str:
    if said.person is not None:
        return Recipient.PERSON.value
    return (Recipient.UNIT if said.unit else Recipient.TEAM).value


def _own_slip(said: Handed) -> str:
    """What each gets as often as they come for it has a number of its own."""
    again = said.item is not None and not said.item.once and said.person is not None
    return f"LQ-{said.on:%Y%m%d}-{uuid4().hex[:10]}" if again else ""
