"""Places kept for the workers of a platform, beside those of unions: who works there takes from them, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction

from shenbian.flow.actions import perform
from shenbian.flow.models import Trace
from shenbian.flow.refusals import Refused
from shenbian.gatherings.actions import Asked, book, book_for, clone_whole, release, set_quotas
from shenbian.gatherings.models import Booking, Quota, Session
from shenbian.gatherings.queries import why_not
from shenbian.kit.period import today
from shenbian.orgs.actions import register_unit, state
from shenbian.orgs.models import Organisation, Unit
from shenbian.orgs.queries import units_above
from shenbian.people.models import GroupSpell, Membership
from shenbian.rights.actor import Actor
from tests.databases import own_database
from tests.editions.conftest import LONG_AGO, make_cast, person_of
from tests.gatherings.conftest import OPERATOR, Cast, opened, running

__all__ = ["own_database"]
SHOWN = Asked(said={"occupation": True})


def platform(name: str = "美团", number: str = "MT") -> Unit:
    return register_unit(name, number=number, kind="employer", by="test")


def contractor(of: Unit, number: str = "MT-1") -> Unit:
    unit = register_unit("顺达人力", number=number, kind="employer", by="test")
    state(unit, on=LONG_AGO, by="test", parent=of.pk)
    return unit


def rider(cast: Cast, of: Organisation, unit: Unit | None) -> Actor:
    actor = cast.worker(of=of)
    Membership.objects.filter(person__key=actor.person).update(unit=unit)
    GroupSpell.objects.create(person=person_of(actor), group="new_form", occupation="courier", from_on=today())
    return actor


def slot(cast: Cast, capacity: int = 9) -> Session:
    return opened(cast, kind="health_slot", capacity=capacity, edition=running(cast, "health_checks"))


def whose(booking: Booking) -> str | None:
    return booking.quota.whose if booking.quota else None


def test_who_works_for_a_platform_takes_of_its_places_whichever_union_they_are_in(cast: Cast) -> None:
    meituan, sf, session = platform(), platform("顺丰", "SF"), slot(cast)
    crew = contractor(meituan)
    set_quotas(session, {cast.town.pk: 2}, units={meituan.pk: 2, sf.pk: 1}, by=OPERATOR)
    of = {
        "rider": rider(cast, cast.plant, meituan),
        "rider of a contractor": rider(cast, cast.shop, crew),
        "courier": rider(cast, cast.plant, sf),
        "other": rider(cast, cast.plant, cast.works),
        "of no unit": rider(cast, cast.shop, None),
        "outside": rider(cast, cast.district, None),
    }
    assert {who: whose(book(session, by=actor, asked=SHOWN)) for who, actor in of.items()} == {
        "rider": "美团",
        "rider of a contractor": "美团",
        "courier": "顺丰",
        "other": "东镇总工会",
        "of no unit": "东镇总工会",
        "outside": None,
    }
    told = Session.objects.get(pk=session.pk)
    assert (told.taken, told.reserved, told.free) == (1, 5, 3)


def test_when_the_places_of_the_platform_are_gone_its_next_worker_hears_so_by_its_name(cast: Cast) -> None:
    meituan, session = platform(), slot(cast)
    set_quotas(session, {cast.town.pk: 2}, units={meituan.pk: 1}, by=OPERATOR)
    book(session, by=rider(cast, cast.plant, meituan), asked=SHOWN)
    late = rider(cast, cast.plant, meituan)
    answer = why_not(late, session)
    assert (answer.reasons, answer.full) == (("“美团”的名额已用完（1个）。",), True)
    with pytest.raises(Refused, match="“美团”的名额已用完"):
        book(session, by=late, asked=SHOWN)
    waits = book(session, by=late, asked=Asked(said={"occupation": True}, line=True))
    assert (waits.status, release(session, by=OPERATOR)) == ("listed", 2)
    assert Booking.objects.get(pk=waits.pk).status == "offered"


def test_an_officer_books_riders_from_their_platform_where_their_own_union_has_no_places(cast: Cast) -> None:
    meituan, session = platform(), slot(cast)
    set_quotas(session, {cast.shop.pk: 1}, units={meituan.pk: 1}, by=OPERATOR)
    people = [person_of(rider(cast, cast.plant, unit)) for unit in (meituan, meituan, None)]
    outcomes = book_for(session, people, by=cast.bo)
    assert [each.why for each in outcomes] == ["", "“美团”的名额已用完（1个）。", ""]
    booked = Booking.objects.filter(status="booked").select_related("quota__unit").order_by("pk")
    assert [whose(each) for each in booked] == ["美团", None]
    theirs = book_for(session, [person_of(rider(cast, cast.shop, meituan))], by=cast.gu)[0].thing
    assert theirs is not None and theirs.quota is not None and theirs.quota.whose == "百货工会"


def test_places_of_units_are_told_and_stay_where_only_unions_are_said(cast: Cast) -> None:
    meituan, session = platform(), slot(cast, capacity=3)
    set_quotas(session, {cast.plant.pk: 1}, units={meituan.pk: 2}, by=OPERATOR)
    with pytest.raises(Refused, match="一共分了4个，已预约0人，超过容量3人"):
        set_quotas(session, {cast.plant.pk: 2}, by=OPERATOR)
    set_quotas(session, {}, by=OPERATOR)
    assert [(each.whose, each.places) for each in Quota.objects.all()] == [("美团", 2)]
    told = Trace.objects.filter(subject=session.subject, move="quotas").order_by("pk")
    assert [each.said for each in told] == [
        {"places": 3, "unions": 1, "units": 1},
        {"places": 2, "unions": 0, "units": 1},
    ]
    book(session, by=rider(cast, cast.plant, meituan), asked=SHOWN)
    with pytest.raises(Refused, match="“美团”已用1个名额，不能改为0个"):
        set_quotas(session, {}, units={}, by=OPERATOR)


def test_a_session_that_nobody_books_by_quota_keeps_no_places_for_units(cast: Cast, lesson: Session) -> None:
    with pytest.raises(Refused, match="不按单位分"):
        set_quotas(lesson, {}, units={cast.works.pk: 1}, by=OPERATOR)


def test_a_quota_is_of_one_union_or_of_one_unit_and_of_each_once(cast: Cast) -> None:
    session = slot(cast)
    both, neither = {"organisation": cast.plant, "unit": cast.works}, {}
    for said in (both, neither):
        with pytest.raises(IntegrityError, match="quota_of_one"), transaction.atomic():
            Quota.objects.create(session=session, places=1, **said)
    Quota.objects.create(session=session, unit=cast.works, places=1)
    with pytest.raises(IntegrityError, match="one_quota_a_unit"), transaction.atomic():
        Quota.objects.create(session=session, unit=cast.works, places=1)


def test_next_years_edition_keeps_them_for_the_same_units(cast: Cast) -> None:
    session = slot(cast)
    set_quotas(session, {cast.town.pk: 2}, units={cast.works.pk: 3}, by=OPERATOR)
    assert session.edition is not None
    came = clone_whole(session.edition, year=today().year + 1, by=OPERATOR)
    kept = Quota.objects.filter(session__edition=came.edition).order_by("pk")
    assert [(each.whose, each.places) for each in kept] == [("东镇总工会", 2), ("东镇机床厂", 3)]


def test_units_above_are_those_stated_last_and_a_ring_is_left(
    cast: Cast, django_assert_num_queries: Callable[..., Any]
) -> None:
    one = platform()
    two, other = contractor(one), platform("顺丰", "SF")
    state(one, on=LONG_AGO, by="test", parent=two.pk)
    state(two, on=today(), by="test", parent=other.pk)
    with django_assert_num_queries(2):
        then, now = units_above([one.pk], on=LONG_AGO), units_above([one.pk, cast.works.pk], on=today())
    assert (then, now) == (
        {one.pk: [one.pk, two.pk]},
        {one.pk: [one.pk, two.pk, other.pk], cast.works.pk: [cast.works.pk]},
    )


@pytest.fixture
def live(own_database: str, data_folder: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast in a database of its own, whose rows several connections see."""
    with django_db_blocker.unblock():
        yield make_cast()


def test_many_hands_at_one_moment_take_no_place_of_a_platform_or_a_union_twice(live: Cast) -> None:
    meituan, session = platform(), slot(live, capacity=9)
    set_quotas(session, {live.town.pk: 3}, units={meituan.pk: 4}, by=OPERATOR)
    riders = [rider(live, live.plant, meituan if n % 2 else None) for n in range(24)]

    def one(actor: Actor) -> str | None:
        try:
            return whose(book(session, by=actor, asked=SHOWN))
        except Refused as no:
            return no.why
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        told = Counter(pool.map(one, riders))
    assert told == {"美团": 4, "东镇总工会": 3, "“美团”的名额已用完（4个）。": 8, "本工会的名额已用完（3个）。": 9}
    assert sorted((each.whose, each.taken) for each in Quota.objects.all()) == [("东镇总工会", 3), ("美团", 4)]


def test_a_booking_that_is_given_back_is_the_platforms_again(cast: Cast) -> None:
    meituan, session = platform(), slot(cast)
    set_quotas(session, {}, units={meituan.pk: 1}, by=OPERATOR)
    actor = rider(cast, cast.plant, meituan)
    perform("withdraw", on=book(session, by=actor, asked=SHOWN), by=actor)
    assert Quota.objects.get().left == 1
    assert whose(book(session, by=rider(cast, cast.shop, meituan), asked=SHOWN)) == "美团"
