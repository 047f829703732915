"""Hours served: certified once by the union that kept them, from what counts; paid duty is none of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shenbian.certificates.models import Certificate
from shenbian.certificates.queries import shown
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.gatherings.actions import There, certify_hours, take_roll
from shenbian.gatherings.models import Turn
from shenbian.gatherings.serving import hours_of
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from tests.editions.conftest import person_of
from tests.gatherings.conftest import OPERATOR, Cast, held, opened


def served(cast: Cast, of: Actor, *, hours_ago: int = 3, kind: str = "volunteer_task") -> Turn:
    """They served for an hour, some hours ago, and it counts."""
    session = held(opened(cast, kind=kind), minutes=60 * hours_ago)
    came = timezone.now() - timedelta(hours=hours_ago)
    there = There(person=person_of(of), in_at=came, out_at=came + timedelta(hours=1))
    outcome = take_roll(session, [there], by=OPERATOR)[0]
    assert outcome.thing is not None, outcome.why
    return outcome.thing


def certified(cast: Cast, by: Actor) -> Certificate:
    return certify_hours("volunteer_hours", year=hours_of(by)[0].year, body=cast.district.pk, by=by)


def test_hours_are_certified_by_who_kept_them_and_once(cast: Cast) -> None:
    wang = cast.worker(of=cast.plant)
    served(cast, wang, hours_ago=6), served(cast, wang, hours_ago=3)
    served(cast, wang, kind="model_talk")  # there too, but nobody certifies its hours
    first = certified(cast, wang)
    assert (first.organisation, first.minutes, first.owner) == (cast.district, 120, wang.person)
    assert first.title.endswith("职工志愿服务，2次")
    assert certified(cast, wang) == first
    told = shown(first.code, today())
    assert told is not None and (told.state, "*" in told.name) == ("holds", True)
    assert [(each.minutes, each.covers) for each in hours_of(wang)] == [(120, True)]


def test_more_hours_give_a_new_certificate_in_place_of_the_old(cast: Cast) -> None:
    wang = cast.worker(of=cast.plant)
    served(cast, wang, hours_ago=6)
    old = certified(cast, wang)
    served(cast, wang, hours_ago=3)
    assert not hours_of(wang)[0].covers
    new = certified(cast, wang)
    old.refresh_from_db()
    assert (new.minutes, old.status, "换发" in old.revoked_why) == (120, "revoked", True)


@pytest.mark.parametrize("move", ["strike", "paid_duty", "correct"])
def test_a_turn_that_no_longer_stands_takes_its_certificate_along(cast: Cast, move: str) -> None:
    wang = cast.worker(of=cast.plant)
    turn = served(cast, wang)
    certificate = certified(cast, wang)
    perform(move, on=turn, by=OPERATOR, said={"reason": "带薪值班，不算志愿服务", "quantity": 1, "minutes": 30})
    certificate.refresh_from_db()
    assert (certificate.status, "带薪值班" in certificate.revoked_why) == ("revoked", True)
    left = [fact.facets["minutes"] for fact in Fact.objects.filter(kind="turn", voided_at=None)]
    assert left == ([30] if move == "correct" else [])


def test_nothing_is_certified_before_it_counts(cast: Cast) -> None:
    wang = cast.worker(of=cast.plant)
    with pytest.raises(Refused, match="计入台账"):
        certify_hours("volunteer_hours", year=today().year, body=cast.district.pk, by=wang)


def test_paid_duty_is_said_of_volunteers_alone(cast: Cast) -> None:
    turn = served(cast, cast.worker(of=cast.plant), kind="model_talk")
    with pytest.raises(Refused, match="不是志愿服务"):
        perform("paid_duty", on=turn, by=OPERATOR, said={"reason": "带薪值班"})


def test_the_read_costs_the_same_for_one_and_three(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    wang = cast.worker(of=cast.plant)
    for hours in (3, 5, 7):
        served(cast, wang, hours_ago=hours)
        certified(cast, wang)
        with django_assert_num_queries(3):
            hours_of(wang)
