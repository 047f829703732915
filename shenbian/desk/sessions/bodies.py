"""Which union or unit is meant, and at which union its people count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from shenbian.gatherings.models import Session
from shenbian.orgs.models import Cover, Organisation, Unit
from shenbian.orgs.queries import standing
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered, may


@dataclass(frozen=True)
class Body:
    """A union, or a unit with the union that covers it; or why there is none (`why`, in Chinese)."""

    union: Organisation | None = None
    unit: Unit | None = None
    why: str = ""

    @property
    def number(self) -> str:
        """Its own number: the unit's where there is one."""
        named = self.unit or self.union
        return named.number if named else ""


def bodies_said(typed: Sequence[str], *, session: Session, actor: Actor) -> list[Body]:
    """What each text names, by whole name, number or credit code: below the session's host for whoever keeps it, else
    within one's own duty. Three queries.
    """
    texts = {text.strip() for text in typed}
    unions = list(Organisation.objects.filter(Q(name__in=texts) | Q(number__in=texts), _reach(session, actor, "path")))
    units = list(Unit.objects.filter(Q(name__in=texts) | Q(number__in=texts) | Q(uscc__in=texts)))
    rows = Cover.objects.filter(standing(session.on), _reach(session, actor, "organisation__path"), unit__in=units)
    covers: dict[int, list[Organisation]] = {}
    for cover in rows.select_related("organisation"):
        covers.setdefault(cover.unit_id, []).append(cover.organisation)
    return [_body(text.strip(), unions, units, covers) for text in typed]


def _reach(session: Session, actor: Actor, place: str) -> Q:
    if may(actor, Right.REGISTER_KEEP, session):
        return Q(**{f"{place}__startswith": session.organisation.path})
    return covered(actor, Right.REGISTER_KEEP, place=place, desk="", owner="")


def _body(
    text: str, unions: Sequence[Organisation], units: Sequence[Unit], covers: dict[int, list[Organisation]]
) -> Body:
    bodies = [each for each in unions if text in (each.name, each.number)]
    if len(bodies) == 1:
        return Body(bodies[0])
    found = [each for each in units if text in (each.name, each.number, each.uscc)]
    inside = [each for each in found if covers.get(each.pk)]
    if len(bodies) > 1 or len(inside) > 1:
        return Body(why=f"有不止一家“{text[:30]}”，请写编号。")
    if not found:
        return Body(why=f"没有找到“{text[:30]}”，请写单位或工会的全称或编号。")
    if not inside:
        return Body(why=f"“{text[:30]}”没有工会，或者它的工会不在您的职责里。")
    if len(covers[inside[0].pk]) > 1:
        return Body(why=f"“{text[:30]}”属于不止一家工会，请写工会名称。")
    return Body(covers[inside[0].pk][0], inside[0])
