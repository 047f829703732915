"""Who is out there today, beside the year that was: an order that is under way, a few days of it from phones, a problem
that was found. Nothing of it happens in the demo year, so no figure of it changes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from shenbian.deployments.actions import Planned, assign, plan
from shenbian.deployments.declared import sendings
from shenbian.deployments.models import Order
from shenbian.fieldwork.actions import Place, Said, take_down
from shenbian.fieldwork.duty import DutyDays
from shenbian.fieldwork.verbs import verbs
from shenbian.flow.actions import perform
from shenbian.kit.period import now, today
from shenbian.orgs.levels import UnitKind
from shenbian.orgs.models import Unit
from shenbian.orgs.queries import federation
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of

_PEOPLE = 4
_FOUND = ("楼道里堆了杂物，消防门打不开", "", "老年人不会用健康码，要人帮", "")
_SPOT = Place(40.1386, 116.6432, 15.0)


def load(say: Callable[[str], None]) -> None:
    """An order of the federation for each sending, with people, some of whom were there; only where there is none."""
    home = federation()
    place = Unit.objects.filter(kind=UnitKind.COMMUNITY, closed_on=None).order_by("pk").first()
    posts = Post.objects.standing_on(today()).select_related("person").order_by("pk")
    officers = list(posts.filter(organisation=home, role_key="desk_officer"))
    if home is None or place is None or Order.objects.exists():
        return
    for sending in sendings:
        mine = [each for each in officers if sending.desk.value in each.desks]
        staff = [each for each in officers if each not in mine][:_PEOPLE]
        if mine and len(staff) == _PEOPLE:
            with transaction.atomic():
                _send(sending.programme, place.name, mine[0], staff)
    say(f"今天的下沉和蹲点已经装好：任务单{Order.objects.count()}张。")


def _send(programme: str, place: str, orders: Post, staff: list[Post]) -> None:
    by = actor_of(orders.person)
    sending = sendings[programme]
    planned = Planned(
        programme=programme,
        title=f"{place}{sending.title}",
        organisation=orders.organisation,
        from_on=today() - timedelta(days=2),
        until_on=today() + timedelta(days=5),
        place=place,
        work="入户走访，听取意见" if sending.problems else "秩序维护，上门送物资",
    )
    order = plan(planned, by=by)
    assign(order, [each.person for each in staff], by=by)
    perform("issue", on=order, by=by)
    verb = next(each for each in verbs if isinstance(each.onward, DutyDays) and each.programme == programme)
    for number, post in enumerate(staff[: _PEOPLE - 1]):
        at = now() - timedelta(days=number % 2 + (1 if sending.problems else 0))
        answers = {"place": place, "work": "", "problem": _FOUND[number] if sending.problems else ""}
        said = Said(happened_at=at, result=verb.results[0], answers=answers, place=_SPOT)
        key = uuid5(NAMESPACE_URL, f"demo:{programme}:{post.person.key}")
        take_down(verb, said, by=actor_of(post.person), client_key=key)
