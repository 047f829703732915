"""Registers that nobody writes down: one for each kind of fact, one for each model that has a flow."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet

from shenbian.desk.registers.register import Column, Filter, Option, Register, Shows, choices, column
from shenbian.desk.scopes import READ, facts_read_by
from shenbian.editions.named import references
from shenbian.facts.kind import Facet, Has, Kind, Type, codes_of, kinds
from shenbian.facts.models import Fact
from shenbian.flow.models import Flowing
from shenbian.flow.queries import flowing_models
from shenbian.kit.searching import named
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person
from shenbian.people.queries import found_by
from shenbian.rights.actor import Actor
from shenbian.rights.rules import NOTHING, covered, reaches

FACTS, THINGS = "台账记录", "办理中的事项"
FACT = "fact."  # before the key of a kind
THING = "thing."  # before the label of a model
_FACET_SHOWS = {
    Type.TEXT: Shows.TEXT,
    Type.WHOLE: Shows.WHOLE,
    Type.YES: Shows.YES,
    Type.DAY: Shows.DAY,
    Type.ORGANISATION: Shows.PATH,
    Type.UNIT: Shows.UNIT,
}


def of_kind(kind: Kind) -> Register:
    """The standing facts of one kind, as its declaration says them."""
    return Register(
        key=FACT + kind.key,
        title=kind.title,
        one=kind.one,
        group=FACTS,
        sheet=kind.key if kind.imported else "",
        scope=lambda actor: Fact.objects.filter(facts_read_by(actor), kind=kind.key, voided_at=None),
        search=lambda typed: _facts(kind, typed),
        asks="、".join(["工会名称", *(["姓名、拼音、证件号后四位"] if kind.person is not Has.NO else []), "活动"]),
        place="org_path",
        order="-happened_on",
        columns=tuple(_columns(kind)),
        filters=(Filter(key="happened_on", title="日期", path="happened_on"), *_coded(kind)),
    )


def _columns(kind: Kind) -> Iterator[Column]:
    yield Column(key="happened_on", path="happened_on", title="日期", shows=Shows.DAY, sort="happened_on")
    if kind.organisation is not Has.NO:
        yield Column(
            key="organisation", path="organisation", title="工会", shows=Shows.BODY, link="desk:organisation",
            link_by="organisation",
        )  # fmt: skip
    if kind.edition is not Has.NO:
        yield Column(key="edition", path="edition", title="活动(期)", shows=Shows.EDITION)
    if kind.person is not Has.NO:
        yield Column(
            key="person", path="person", title="姓名", shows=Shows.PERSON, link="desk:person", link_by="person"
        )
    if kind.unit is not Has.NO:
        yield Column(key="unit", path="unit", title="单位", shows=Shows.UNIT, link="desk:unit", link_by="unit")
    if kind.quantity:
        yield Column(key="quantity", path="quantity", title=kind.quantity, shows=Shows.WHOLE)
    if kind.amount is not Has.NO:
        yield Column(key="amount", path="amount_fen", title="金额", shows=Shows.MONEY)
    yield from (_facet(each) for each in kind.facets)
    yield Column(key="evidence", path="evidence", title="依据")


def _facet(facet: Facet) -> Column:
    codes = dict(codes_of(facet))
    shows = Shows.CODE if codes else _FACET_SHOWS[facet.type]
    return Column(key=f"facet.{facet.key}", path="facets", part=facet.key, title=facet.title, shows=shows, codes=codes)


def _coded(kind: Kind) -> Iterator[Filter]:
    for facet in kind.facets:
        if codes := codes_of(facet):
            options = (
                Option(key=code, title=word, keeps=Q(facets__contains={facet.key: code}))
                for code, word in codes.items()
            )
            yield Filter(key=f"facet.{facet.key}", title=facet.title, options=tuple(options))


def _facts(kind: Kind, typed: str) -> Q:
    bodies = Organisation.objects.filter(named(typed)).values("pk")
    found = Q(organisation__in=bodies)
    if kind.edition is not Has.NO:
        found |= Q(edition__contains=typed) | references(typed)
    if kind.person is not Has.NO:
        found |= Q(person__in=Person.objects.filter(found_by(typed)).values("key"))
    if kind.unit is not Has.NO:
        found |= Q(unit__in=Unit.objects.filter(named(typed)).values("pk"))
    return found


def of_model(model: type[Flowing]) -> Register:
    """The things of one model that has a flow: where each stands, until when, and what it says of itself."""
    flows = tuple(model.flows())
    states = {state.key: state.title for flow in flows for state in flow.states}
    place = _place(model)
    return Register(
        key=THING + model._meta.label_lower,
        title=flows[0].title if len(flows) == 1 else str(model._meta.verbose_name),
        one="件",
        group=THINGS,
        scope=lambda actor: _things(model, actor),
        search=lambda typed: _thing(model, typed),
        asks="编号或名称",
        place=place,
        flows=model,
        columns=tuple(_of_thing(model, states, place)),
        filters=(
            Filter(
                key="status",
                title="状态",
                options=tuple(Option(key=key, title=title, keeps=Q(status=key)) for key, title in states.items()),
            ),
            Filter(key="due_on", title="期限", path="due_on"),
            *(choices(model, each.name) for each in _own(model) if each.flatchoices),
        ),
    )


def _of_thing(model: type[Flowing], states: dict[str, str], place: str) -> Iterator[Column]:
    link = f"thing:{model._meta.label_lower}"
    yield Column(key="pk", path="pk", title="编号", sort="pk", link=link, link_by="pk")
    yield Column(key="status", path="status", title="状态", shows=Shows.STATE, codes=states)
    if place:
        body = place.removesuffix("path") + "name"
        yield Column(key="organisation", path=body, title="工会")
    yield from (column(model, each.name) for each in _own(model))
    yield column(model, "due_on")
    yield column(model, "moved_at", title="最近办理")


_TOLD = 5  # columns of its own that a thing shows


def _own(model: type[Flowing]) -> list[Any]:
    """The plain columns of a thing that its form or sheet names in Chinese."""
    plain: frozenset[str] = getattr(model.Privacy, "plain", frozenset())
    common = {each.name for each in Flowing._meta.fields}
    own = (f for f in model._meta.concrete_fields if f.name in plain and f.name not in common and not f.is_relation)
    return [each for each in own if not str(each.verbose_name).isascii()][:_TOLD]


def _place(model: type[Flowing]) -> str:
    for name in ("organisation", *model.RELATED):
        try:
            if model._meta.get_field(name).related_model is Organisation:
                return f"{name}__path"
        except FieldDoesNotExist:
            continue
    return ""


def _things(model: type[Flowing], actor: Actor) -> QuerySet[Any]:
    """The things of one's subtrees and lines of work. A line of work that is the model's own is asked of the posts."""
    place, desk = _place(model), getattr(model, "desk", "")
    if not isinstance(desk, str):
        reached = covered(actor, READ, place=place, desk="desk", owner="")
    elif not desk or actor.operates:
        reached = covered(actor, READ, place=place, desk="", owner="")
    else:
        mine = (reach for reach in reaches(actor, READ) if reach.takes_in(reach.path, desk))
        reached = reduce(or_, (reach.rows(place, "") for reach in mine), NOTHING)
    return model._default_manager.filter(reached)


def _thing(model: type[Flowing], typed: str) -> Q:
    found = Q(pk__in=[])
    if typed.strip().isdigit():
        found |= Q(pk=int(typed))
    for each in _own(model):
        if each.get_internal_type() in ("CharField", "TextField"):
            found |= Q(**{f"{each.name}__icontains": typed.strip()})
    return found


def derived() -> Iterator[Register]:
    """Made afresh: kinds and code lists may have grown."""
    yield from (of_kind(kind) for kind in kinds if kind.key != "void")
    yield from (of_model(model) for model in flowing_models() if _place(model))
