"""What these moves cause: a role is lent, taken back, or passes for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Now

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.row import Effect, Row
from shenbian.rights.actions import Appointment, appoint_many, relieve_many
from shenbian.rights.models import Grant


@dataclass(frozen=True)
class Lend(Effect):
    """The role is lent for the time that the thing says."""

    title = "授予限时的角色"

    def act(self, rows: Sequence[Row]) -> None:
        Grant.objects.bulk_create([row.thing.grant() for row in rows])


@dataclass(frozen=True)
class TakeBack(Effect):
    """What was lent ends now."""

    title = "收回限时的角色"

    def act(self, rows: Sequence[Row]) -> None:
        sources = [row.thing.subject for row in rows]
        Grant.objects.filter(source__in=sources, ended_at=None).update(ended_at=Now())


@dataclass(frozen=True)
class PassOn(Effect):
    """The one who gives is relieved on the day, the one who takes appointed; what was lent of the post ends with it."""

    title = "免去移交人、任命接任人"

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            relieve_many([row.thing.post], on=row.thing.on, by=row.by.ref)
        appoint_many([_appointment(row.thing) for row in rows], by=rows[0].by.ref)


def _appointment(thing: Any) -> Appointment:
    post = thing.post
    return Appointment(
        person=thing.to_id,
        organisation=post.organisation_id,
        role=post.role_key,
        from_on=thing.on,
        desks=tuple(post.desks),
        title=post.title,
        paper=thing.paper,
    )


def post_facts(row: Row) -> Iterator[NewFact]:
    """The post of one ended and that of the other began, both on the day of the hand-over."""
    thing: Any = row.thing
    yield _fact("post.ended", thing, thing.post.person.key, {})
    yield _fact("post.begun", thing, thing.to.key, {"level": thing.post.organisation.level})


def _fact(key: str, thing: Any, person: int, more: dict[str, str]) -> NewFact:
    organisation, role = thing.post.organisation, thing.post.role_key
    parts = {"person": person, "organisation": organisation.pk, "role": role, "happened_on": thing.on}
    return NewFact(
        kind=key,
        happened_on=thing.on,
        organisation=organisation.pk,
        org_path=organisation.path,
        person=person,
        facets={"role": role, **more},
        source=source_of(kinds[key], parts),
        evidence=thing.subject,
    )
