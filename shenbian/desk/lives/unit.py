"""An employer or another body beside the unions: what it stated, which union covers it, who of it is a member."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from shenbian.desk.lives.facts import Choice, life
from shenbian.desk.scopes import facts_read_by, people_of
from shenbian.facts.models import Fact
from shenbian.kit.period import chinese_day
from shenbian.orgs.models import Cover, Unit, UnitStatement
from shenbian.orgs.queries import standing
from shenbian.people.models import Membership
from shenbian.rights.actor import Actor

SIZE = 20


def page_of(unit: Unit, *, actor: Actor, choice: Choice, on: date) -> dict[str, Any]:
    """What the page shows. A number of queries that does not depend on how much there is."""
    statements = list(unit.statements.select_related("parent").order_by("-stated_on")[:SIZE])
    covers = list(unit.covers.select_related("organisation").order_by("-from_on"))
    latest = next((each for each in statements if each.stated_on <= on), None)
    members = Membership.objects.filter(standing(on), unit=unit)
    return {
        "unit": unit,
        "statement": latest,
        "stated_note": f"{chinese_day(latest.stated_on)}所报" if latest else "",
        "statements": statements,
        "cover": next((each for each in covers if _stands(each, on)), None),
        "covers": covers,
        "seats": list(unit.seats.select_related("organisation").order_by("-from_on")),
        "below": list(_below(unit, on)),
        "members": members.count(),
        "people": list(people_of(actor).filter(memberships__in=members).order_by("pk")[:SIZE]),
        "life": life(Fact.objects.filter(facts_read_by(actor), Q(unit=unit.pk)), choice),
    }


def _stands(cover: Cover, on: date) -> bool:
    return cover.from_on <= on and (cover.until_on is None or cover.until_on > on)


def _below(unit: Unit, on: date) -> Any:
    """Units that state this one as the one above them."""
    stated = UnitStatement.objects.filter(parent=unit, stated_on__lte=on).select_related("unit")
    return stated.order_by("unit", "-stated_on").distinct("unit")[:SIZE]
