"""What is open, who may and why not, and entering it whole: sent twice, it is there once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema

from shenbian.accounts.access import PUBLIC, SIGNED_IN, PageRequest
from shenbian.api.door import open_to
from shenbian.api.entries import EntryTold, told
from shenbian.api.pages import Paged, by_closing
from shenbian.api.things import as_typed, within
from shenbian.editions.actions import send_whole
from shenbian.editions.declared import Room
from shenbian.editions.form import Field
from shenbian.editions.known import known_of
from shenbian.editions.models import Edition
from shenbian.editions.queries import entry_of, hosts_of, open_editions, person_of, who_may_enter, why_not
from shenbian.flow.table import Phase
from shenbian.kit.period import today
from shenbian.portal.part.views import SHOWN

router = Router(tags=["editions"])


class EditionTold(Schema):
    """`kind`: what its entries are; empty for an umbrella and for what takes none."""

    pk: int
    title: str
    programme: str
    kind: str
    kind_title: str
    room: str
    year: int
    no: str
    organisation: str
    opens_at: datetime | None
    closes_at: datetime | None
    quota: int | None


class Editions(Paged):
    editions: list[EditionTold]


class QuestionTold(Schema):
    """A question of a form. `longest`: characters of a text; `least`, `most`: of a number, of money in fen.

    `known`: what Shenbian knows already and does not ask.
    """

    key: str
    title: str
    kind: str
    help: str
    required: bool
    sensitivity: str
    choices: list[tuple[str, str]]
    longest: int
    least: int | None
    most: int | None
    known: str


class StepTold(Schema):
    key: str
    title: str
    fields: list[QuestionTold]


class HostsTold(Schema):
    part: str
    names: list[str]


class EditionWhole(EditionTold):
    """`who`: who may, in words. `why_not`: why the caller may not now, in sentences. `entry`: theirs, if any."""

    what: str
    verb: str
    terms: str
    state: str
    state_title: str
    hosts: list[HostsTold]
    form: list[StepTold]
    who: list[str]
    why_not: list[str]
    entry: int | None
    below: list[EditionTold]


class Sending(Schema):
    """`client_key`: made by the sender, once for each entry. `answers` by the keys of the form; money in yuan."""

    client_key: UUID
    answers: dict[str, Any]


@open_to(router, "GET", "/editions", PUBLIC, Editions, about="现在接受申报、报名的届期")
def editions(request: PageRequest, room: str = "", need: str = "", after: str = "") -> Editions:
    """What takes entries now, what closes first coming first.

    `room`: join_in or apply; `need`: a word of the portal's tiles.
    """
    wanted = Room(room) if room in set(Room) else None
    rows, following = by_closing(open_editions(request.actor, room=wanted, need=need), after)
    return Editions(editions=[EditionTold(**_edition(each)) for each in rows], next=following)


@open_to(router, "GET", "/editions/{int:pk}", PUBLIC, EditionWhole, about="一个届期：表单、谁可以、我为什么不可以")
def edition(request: PageRequest, pk: int) -> EditionWhole:
    """What it is, its form, who may and why the caller may not."""
    found = Edition.objects.select_related("organisation").filter(pk=within(pk), status__in=SHOWN).first()
    if found is None:
        raise Http404
    kind = found.kind
    mine = entry_of(request.actor, found) if kind else None
    live = mine is not None and mine.phase in (Phase.DRAFT, Phase.WAITING)
    below = found.editions.filter(status="open").select_related("organisation").order_by("pk") if not kind else []
    return EditionWhole(
        **_edition(found),
        what=kind.what if kind else "",
        verb=kind.verb if kind else "",
        terms=found.terms,
        state=found.status,
        state_title=found.title_of_state,
        hosts=[HostsTold(part=part, names=names) for part, names in hosts_of(found)],
        form=_form(request, found),
        who=who_may_enter(kind) if kind else [],
        why_not=[] if live else why_not(request.actor, found),
        entry=mine.pk if mine else None,
        below=[EditionTold(**_edition(each)) for each in below],
    )


@open_to(
    router,
    "POST",
    "/editions/{int:pk}/entries",
    SIGNED_IN,
    EntryTold,
    about="一次填完并提交；同一个 client_key 重复发送只算一次",
)
def enter(request: PageRequest, pk: int, sending: Sending) -> EntryTold:
    """Begin, fill in and hand in at once. The same client key gives the same entry, however often it is sent."""
    shown = Edition.objects.select_related("organisation").filter(pk=within(pk), status__in=SHOWN).first()
    if shown is None:
        raise Http404
    sent = send_whole(shown, by=request.actor, client_key=sending.client_key, answers=as_typed(sending.answers))
    return told(request, sent)


def _edition(each: Edition) -> dict[str, Any]:
    kind = each.kind
    return {
        "pk": each.pk,
        "title": each.title,
        "programme": each.programme,
        "kind": each.kind_key,
        "kind_title": kind.title if kind else "",
        "room": kind.room.value if kind else "",
        "year": each.year,
        "no": each.no,
        "organisation": each.organisation.name,
        "opens_at": each.opens_at,
        "closes_at": each.closes_at,
        "quota": each.quota,
    }


def _form(request: PageRequest, found: Edition) -> list[StepTold]:
    if found.kind is None:
        return []
    person = person_of(request.actor)
    known = known_of(person, today()) if person else {}
    return [
        StepTold(key=step.key, title=step.title, fields=[_question(each, known) for each in step.fields])
        for step in found.kind.form.steps
    ]


def _question(field: Field, known: dict[str, str]) -> QuestionTold:
    choices: Sequence[tuple[str, str]] = field.choices() if callable(field.choices) else field.choices
    return QuestionTold(
        key=field.key,
        title=field.title,
        kind=field.kind.value,
        help=field.help,
        required=field.required,
        sensitivity=field.sensitivity.value,
        choices=list(choices),
        longest=field.longest,
        least=field.least,
        most=field.most,
        known=known.get(field.known, "") if field.known else "",
    )
