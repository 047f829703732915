"""Who signed in and is left out when the session is registered as held is told with the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.gatherings.actions import There, check_out, sign_in, sign_out
from shenbian.gatherings.models import Session
from shenbian.gatherings.uncounted import THERE, uncounted
from shenbian.kit.period import now
from shenbian.rights.queries import actor_of
from tests.editions.conftest import officer, person_of
from tests.gatherings.conftest import OPERATOR, Cast, begun, opened, running

STILL_THERE = "还没有签退，时长算不出来。请先登记签退时间。"


def task(cast: Cast, title: str = "社区清扫") -> Session:
    return begun(opened(cast, kind="volunteer_task", title=title, insurance="1"), minutes=50)


def told(session: Session) -> list[tuple[str, str]]:
    kept = Session.objects.select_related(*Session.RELATED).get(pk=session.pk)
    return [(each.turn.person.name if each.turn.person else "", each.why) for each in uncounted(kept, by=OPERATOR)]


def test_who_has_not_left_waits_and_is_told_until_it_is_said(cast: Cast) -> None:
    session = task(cast)
    people = [person_of(cast.worker(of=cast.plant)) for _ in range(2)]
    turns = [sign_in(session, There(person=each, in_at=now()), by=OPERATOR) for each in people]
    sign_out(turns[0], at=now() + timedelta(minutes=20), by=OPERATOR)
    assert told(session) == []
    perform("hold", on=session, by=OPERATOR)
    assert told(session) == [(people[1].name, STILL_THERE)]
    sign_out(turns[1], at=now() + timedelta(minutes=30), by=OPERATOR)
    assert told(session) == []


def test_nobody_leaves_where_they_were_while_they_were_elsewhere(cast: Cast) -> None:
    one, other = task(cast), task(cast, "助老")
    person = person_of(cast.worker(of=cast.plant))
    first, second = (sign_in(each, There(person=person, in_at=now()), by=OPERATOR) for each in (one, other))
    sign_out(first, at=now() + timedelta(minutes=20), by=OPERATOR)
    for at in (now() + timedelta(minutes=5), now() + timedelta(minutes=25)):
        with pytest.raises(Refused, match=f"同一时间已在“{one}”签到"):
            sign_out(second, at=at, by=OPERATOR)
    with pytest.raises(Refused, match="不能同时在两处"):
        check_out(second, by=actor_of(person))


def test_who_had_the_service_already_in_this_running_is_told_so(cast: Cast) -> None:
    edition = running(cast, "health_checks")
    person = person_of(cast.worker(of=cast.plant))
    slots = [begun(opened(cast, kind="health_slot", edition=edition), minutes=n) for n in (20, 10)]
    for slot in slots:
        sign_in(slot, There(person=person), by=OPERATOR)
        perform("hold", on=Session.objects.get(pk=slot.pk), by=OPERATOR)
    assert [told(slot) for slot in slots] == [[], [(person.name, THERE)]]


@pytest.mark.parametrize("many", [1, 3])
def test_the_desk_says_it_on_the_session_and_costs_the_same_for_one_and_three(
    cast: Cast, client: Client, django_assert_num_queries: Callable[..., Any], many: int
) -> None:
    session = task(cast)
    names = [person_of(cast.worker(of=cast.plant)) for _ in range(many)]
    for each in names:
        sign_in(session, There(person=each, in_at=now()), by=OPERATOR)
    host = officer(40, "desk_head", cast.district, "culture")
    client.force_login(Account.objects.create(person=person_of(host), login="host"))
    address = f"/desk/sessions/{session.pk}/"
    assert STILL_THERE not in client.get(address).content.decode()
    perform("hold", on=Session.objects.get(pk=session.pk), by=OPERATOR)
    with django_assert_num_queries(17):
        page = client.get(address).content.decode()
    assert page.count(STILL_THERE) == many
    assert all(f">{each.name}</a>：" in page for each in names)
