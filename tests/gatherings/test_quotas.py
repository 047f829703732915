"""Places kept for unions: never more than there are, used by their own people alone, given back at their time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from shenbian.flow.models import Trace
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import Asked, book, book_for, by_share, release_due, set_quotas
from shenbian.gatherings.models import Quota, Session
from shenbian.gatherings.queries import why_not
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.people.models import GroupSpell
from shenbian.rights.actor import Actor
from tests.editions.conftest import person_of
from tests.gatherings.conftest import OPERATOR, Cast, opened, running


def told(session: Session) -> tuple[int, int, int | None]:
    """Places taken from the pool, kept, free."""
    now = Session.objects.get(pk=session.pk)
    return now.taken, now.reserved, now.free


def test_what_is_kept_is_not_free(cast: Cast) -> None:
    session = opened(cast, capacity=3)
    set_quotas(session, {cast.plant.pk: 2}, by=OPERATOR)
    assert told(session) == (0, 2, 1)
    book(session, by=cast.worker(of=cast.shop))
    with pytest.raises(Refused, match="名额已满"):
        book(session, by=cast.worker(of=cast.shop))


def test_a_unions_officer_books_inside_its_quota_and_no_further(cast: Cast) -> None:
    session = opened(cast, capacity=3)
    set_quotas(session, {cast.plant.pk: 2}, by=OPERATOR)
    people = [person_of(cast.worker(of=cast.plant)) for _ in range(3)]
    outcomes = book_for(session, people, by=cast.bo)
    assert [each.why for each in outcomes] == ["", "", "本工会的名额已用完（2个）。"]
    assert told(session) == (0, 2, 1)
    assert Quota.objects.get().taken == 2


def test_no_more_is_kept_than_there_is_nor_less_than_is_used(cast: Cast) -> None:
    session = opened(cast, capacity=3)
    with pytest.raises(Refused, match="超过容量3人"):
        set_quotas(session, {cast.plant.pk: 2, cast.shop.pk: 2}, by=OPERATOR)
    set_quotas(session, {cast.plant.pk: 2}, by=OPERATOR)
    book_for(session, [person_of(cast.worker(of=cast.plant))], by=cast.bo)
    with pytest.raises(Refused, match="已用1个名额，不能改为0个"):
        set_quotas(session, {cast.shop.pk: 3}, by=OPERATOR)
    with pytest.raises(IntegrityError, match="quota_never_oversold"), transaction.atomic():
        Quota.objects.update(places=0)


def test_only_the_host_says_what_is_kept(cast: Cast) -> None:
    with pytest.raises(NotYours):
        set_quotas(opened(cast, capacity=3), {cast.plant.pk: 2}, by=cast.bo)


def test_what_was_not_used_comes_back_at_its_time_to_those_who_wait(cast: Cast) -> None:
    session = opened(cast, capacity=2, release_at=timezone.now() + timedelta(hours=1))
    set_quotas(session, {cast.plant.pk: 2}, by=OPERATOR)
    book_for(session, [person_of(cast.worker(of=cast.plant))], by=cast.bo)
    waits = book(session, by=cast.worker(of=cast.shop), asked=Asked(line=True))
    assert release_due(by=OPERATOR) == 0
    Session.objects.filter(pk=session.pk).update(release_at=timezone.now() - timedelta(minutes=1))
    assert [release_due(by=OPERATOR), release_due(by=OPERATOR)] == [1, 0]
    waits.refresh_from_db()
    assert (waits.status, told(session)) == ("offered", (1, 1, 0))
    quota = Quota.objects.get()
    assert (quota.places, quota.taken, quota.returned) == (1, 1, 1)
    assert Trace.objects.filter(subject=session.subject, move="release").get().said == {"places": 1}


@given(
    weights=st.dictionaries(st.integers(1, 50), st.integers(0, 5000), min_size=1, max_size=25),
    places=st.integers(0, 800),
)
def test_shares_lose_no_place_and_nobody_gets_more_than_one_beyond_their_part(
    weights: dict[int, int], places: int
) -> None:
    shared = by_share(weights, places)
    total = sum(weights.values())
    assert sum(shared.values()) == (places if total else 0)
    assert all(abs(shared[key] - places * weight / total) < 1 for key, weight in weights.items() if total)


def test_of_a_service_by_quota_everybody_takes_a_place_of_their_own_union_or_of_one_above_it(cast: Cast) -> None:
    slot = opened(cast, kind="health_slot", capacity=4, edition=running(cast, "health_checks"))
    set_quotas(slot, {cast.plant.pk: 1, cast.town.pk: 2}, by=OPERATOR)
    shown = Asked(said={"occupation": True})

    def rider(union: Organisation) -> Actor:
        actor = cast.worker(of=union)
        GroupSpell.objects.create(person=person_of(actor), group="new_form", occupation="courier", from_on=today())
        return actor

    first = book(slot, by=rider(cast.plant), asked=shown)
    late = rider(cast.plant)
    assert why_not(late, slot).reasons == ("本工会的名额已用完（1个）。",)
    with pytest.raises(Refused, match="名额已用完"):
        book(slot, by=late, asked=shown)
    other = book(slot, by=rider(cast.shop), asked=shown)
    outside = book(slot, by=rider(cast.district), asked=shown)
    quotas = [each.quota.organisation if each.quota else None for each in (first, other, outside)]
    assert quotas == [cast.plant, cast.town, None]
    assert told(slot) == (1, 3, 0)
