"""Any thing that has a flow, whatever its programme: where it stands, what may be done, what happened; its moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.forms import Form
from django.http import Http404
from ninja import Body, Router, Schema

from shenbian.accounts.access import OFFICER, SIGNED_IN, PageRequest
from shenbian.api.door import open_to
from shenbian.api.problems import NotSaid
from shenbian.desk.finding import thing_or_404
from shenbian.desk.names import key_of, people_by_key
from shenbian.desk.things.shown import Said, sections, shown
from shenbian.desk.things.story import Happened, keys_in, story
from shenbian.facts.queries import written_by
from shenbian.files.queries import attachments_of
from shenbian.flow.actions import perform
from shenbian.flow.models import Flowing
from shenbian.flow.offers import Offer, moves_for, offers
from shenbian.flow.queries import traces_of
from shenbian.flow.table import Move

router = Router(tags=["things"])


class FieldTold(Schema):
    """A question: `kind` is the Django field's name; `choices` are (code, word)."""

    key: str
    title: str
    kind: str
    required: bool
    help: str
    choices: list[tuple[str, str]]


class DoableTold(Schema):
    """A move that the caller has the right to."""

    name: str
    title: str


class OfferTold(DoableTold):
    """What comes of a move. `why_not`: the house's refusal now, empty where it would agree."""

    target: str
    follows: str
    safe: bool
    why_not: str
    asks: list[FieldTold]


class ClockTold(Schema):
    """The deadline of the present state; `days_left` while the clock stands still."""

    due_on: date | None
    days_left: int | None
    source: str


class SaidTold(Schema):
    """One line of what a thing says; what is sealed is named and not opened."""

    label: str
    value: str
    note: str
    sensitivity: str


class SectionTold(Schema):
    """Lines that belong together."""

    title: str
    said: list[SaidTold]


class HappenedTold(Schema):
    """One entry of the story."""

    at: datetime
    title: str
    who: str
    said: str


class Stand(Schema):
    """Where a thing stands."""

    label: str
    pk: int
    title: str
    flow: str
    flow_title: str
    state: str
    state_title: str
    phase: str
    clock: ClockTold
    offers: list[OfferTold]


class ThingTold(Stand):
    """All of it, as the desk shows it."""

    organisation: str
    owner: str
    said: list[SaidTold]
    sections: list[SectionTold]
    story: list[HappenedTold]


@open_to(
    router, "GET", "/things/{str:label}/{int:pk}", OFFICER, ThingTold, about="一件事项：状态、时限、下一步、内容和经过"
)
def thing(request: PageRequest, label: str, pk: int) -> ThingTold:
    """State, clock, offers, what it says and its story. `label` names the model, as the inbox does."""
    found = thing_or_404(request.actor, label, within(pk))
    traces = list(traces_of(found))
    facts = list(written_by(found.subject, batch=getattr(found, "batch", None)))
    attached = list(attachments_of([found.subject]))
    owner: int | None = getattr(found, "owner", None)
    people = people_by_key({*keys_in(traces, facts), *(key_of(each.attached_by) for each in attached), owner})
    placed: Any = found
    return ThingTold(
        **stand(found, offers(found, request.actor)),
        organisation=placed.organisation.name,
        owner=people[owner].name if owner is not None and owner in people else "",
        said=[_said(each) for each in shown(found)],
        sections=[SectionTold(title=e.title, said=[_said(each) for each in e.said]) for e in sections(found)],
        story=[_happened(each) for each in story(found, traces, facts, people, attached)],
    )


@open_to(
    router,
    "POST",
    "/things/{str:label}/{int:pk}/moves/{str:name}",
    SIGNED_IN,
    Stand,
    about="办理一件事项；请求体是该环节要填的内容",
)
def move(request: PageRequest, label: str, pk: int, name: str, said: Body[dict[str, Any] | None] = None) -> Stand:
    """Make a move; the body is what it asks, by field. 409 says why the house refuses, 422 what is not filled in."""
    found = thing_or_404(request.actor, label, within(pk))
    if name not in {each.name for each in found.flow.moves}:
        raise Http404
    row = next((each for each in moves_for(found, request.actor) if each.name == name), None)
    asked = as_typed(said or {})
    if row is not None and row.asks is not None and not (form := row.asks(asked)).is_valid():
        raise not_said(form)
    perform(name, on=found, by=request.actor, said=asked if row is not None and row.asks else None)
    found = thing_or_404(request.actor, label, pk)
    return Stand(**stand(found, offers(found, request.actor)))


def stand(found: Flowing, offered: list[Offer]) -> dict[str, Any]:
    """What `Stand` holds."""
    state = found.flow.state(found.status)
    source = state.clock.source if state.clock else ""
    return {
        "label": found._meta.label_lower,
        "pk": found.pk,
        "title": str(found),
        "flow": found.flow.name,
        "flow_title": found.flow.title,
        "state": state.key,
        "state_title": state.title,
        "phase": state.phase.value,
        "clock": ClockTold(due_on=found.due_on, days_left=found.days_left, source=source),
        "offers": [_offer(each) for each in offered],
    }


def within(pk: int) -> int:
    """A row's number. Raises Http404 for one that no row could have."""
    if pk > 2**63 - 1:
        raise Http404
    return pk


def as_typed(said: Mapping[str, Any]) -> dict[str, Any]:
    """JSON as a browser would have sent it: false and null are what was left out."""
    return {key: "on" if value is True else value for key, value in said.items() if value not in (None, False)}


def not_said(form: Form) -> NotSaid:
    labels = {name: str(field.label) for name, field in form.fields.items()}
    return NotSaid({name: [str(each) for each in errors] for name, errors in form.errors.items()}, labels)


def _offer(offer: Offer) -> OfferTold:
    return OfferTold(
        name=offer.move.name,
        title=offer.move.title,
        target=offer.target.key,
        follows=offer.follows,
        safe=offer.safe,
        why_not=offer.why,
        asks=_asks(offer.move),
    )


def _asks(move: Move) -> list[FieldTold]:
    fields: Mapping[str, Any] = move.asks.base_fields if move.asks else {}
    return [
        FieldTold(
            key=key,
            title=str(field.label or key),
            kind=type(field).__name__.removesuffix("Field").lower(),
            required=field.required,
            help=str(field.help_text),
            choices=[(str(code), str(word)) for code, word in getattr(field, "choices", None) or ()],
        )
        for key, field in fields.items()
    ]


def _said(said: Said) -> SaidTold:
    return SaidTold(label=said.label, value=said.value, note=said.note, sensitivity=said.sensitivity.value)


def _happened(each: Happened) -> HappenedTold:
    return HappenedTold(at=each.at, title=each.title, who=each.who, said=each.said)
