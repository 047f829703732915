"""One fact as an officer may read it: what it is, where it comes from, who wrote it, and where it is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shenbian.editions.named import referred
from shenbian.facts.kind import Type, codes_of, kinds
from shenbian.facts.models import Fact, Head, Leaf
from shenbian.kit import mask
from shenbian.metrics.metric import Metric
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered, may
from shenbian.sheets.models import Batch
from shenbian.standard.programme import catalogue


@dataclass(frozen=True, kw_only=True)
class Behind:
    """A fact in words. Of a person only the masked name; a leaf is there once it is sealed."""

    fact: Fact
    kind: str
    place: str
    who: str
    unit: str
    by: str
    batch: str
    edition: str
    position: int | None = None
    leaf: str = ""

    @property
    def on(self) -> Any:
        return self.fact.happened_on

    @property
    def at(self) -> datetime:
        return self.fact.recorded_at

    @property
    def facets(self) -> list[tuple[str, str]]:
        """What the kind declares, in its order, codes as their words."""
        if self.fact.kind not in kinds:
            return []
        said = self.fact.facets
        return [
            (each.title, _word(codes_of(each), said[each.key]))
            for each in kinds[self.fact.kind].facets
            if each.key in said and each.type not in (Type.UNIT, Type.ORGANISATION)
        ]


def tell(ids: Sequence[int]) -> list[Behind]:
    """These facts by id, in words; seven queries, one more for editions, however many."""
    facts = list(Fact.objects.filter(pk__in=ids).order_by("pk"))
    places = dict(Organisation.objects.filter(pk__in={f.organisation for f in facts}).values_list("pk", "name"))
    units = dict(Unit.objects.filter(pk__in={f.unit for f in facts}).values_list("pk", "name"))
    leaves = {leaf.entry: leaf for leaf in Leaf.objects.filter(log="facts", entry__in=[f.pk for f in facts])}
    batches = {batch.pk: batch for batch in Batch.objects.filter(pk__in={f.batch for f in facts})}
    editions = referred(fact.edition for fact in facts)
    hands = {int(f.recorded_by.removeprefix("person:")) for f in facts if f.recorded_by.startswith("person:")}
    people = dict(
        Person.objects.filter(key__in={f.person for f in facts if f.person} | hands).values_list("key", "name")
    )
    return [
        Behind(
            fact=fact,
            kind=kinds[fact.kind].title if fact.kind in kinds else fact.kind,
            place=places.get(fact.organisation or 0, ""),
            who=mask.name(people.get(fact.person, "")) if fact.person else "",
            unit=units.get(fact.unit or 0, ""),
            by=_hand(fact.recorded_by, people),
            batch=_batch(batches.get(fact.batch or 0)),
            edition=editions.title(fact.edition),
            position=leaves[fact.pk].position if fact.pk in leaves else None,
            leaf=bytes(leaves[fact.pk].hash).hex() if fact.pk in leaves else "",
        )
        for fact in facts
    ]


def first_head_over(position: int) -> Head | None:
    """The head under which a leaf was sealed: the smallest that holds it. One query."""
    return Head.objects.filter(log="facts", size__gt=position).order_by("size").first()


def fact_for(actor: Actor, number: int) -> Fact | None:
    """A fact that somebody may read: in a register of their place and their line of work. One query."""
    reach = covered(actor, Right.REGISTER_READ, place="org_path", desk="", owner="")
    fact = Fact.objects.filter(reach, pk=number).first()
    if fact is None:
        return None
    programme = fact.facets.get("programme", "")
    known = {each.key: each for each in catalogue}
    desk = known[programme].desk.value if programme in known else ""
    placed = _Placed(Organisation(path=fact.org_path), desk)
    return fact if may(actor, Right.REGISTER_READ, placed) else None


def may_open_rows(actor: Actor, metric: Metric, organisation: Organisation) -> bool:
    """Whether the rows behind a figure belong to somebody's duty: its programme's line of work, at that place."""
    return may(actor, Right.REGISTER_READ, _Placed(organisation, desk_of(metric)))


def desk_of(metric: Metric) -> str:
    """The line of work of the programme that the figure belongs to; empty where it belongs to none."""
    return next((each.desk.value for each in catalogue if metric in each.metrics), "")


@dataclass(frozen=True)
class _Placed:
    organisation: Any
    desk: str
    owner: None = None


def _word(codes: Any, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(codes.get(value, value)) if codes else str(value)


def _hand(by: str, people: dict[int, str]) -> str:
    """An officer at work is named; a command of the machine is said to be one."""
    who, _, name = by.partition(":")
    if who == "person":
        return people.get(int(name), "已删除的档案")
    return f"服务器操作员 {name}" if who == "operator" else by


def _batch(batch: Batch | None) -> str:
    return f"批次{batch.pk}：{batch.file}" if batch else ""
