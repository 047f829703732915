"""Beats become views, viewers, the most at once and minutes; live and replay are never mixed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.kit.period import now, today
from shenbian.people.models import Person
from shenbian.rulebook.actions import set_rule
from shenbian.streams.actions import Beat, beat, erase_watching
from shenbian.streams.counting import LIVE, NOBODY, REPLAY, Audience
from shenbian.streams.models import Watching
from shenbian.streams.queries import watched
from shenbian.streams.rules import viewer_of_browser, viewer_of_person
from tests.streams.conftest import REPLAY as REPLAY_AT
from tests.streams.conftest import House, watch

START = now() - timedelta(hours=1)


def at(minute: float) -> Any:
    return START + timedelta(minutes=minute)


def test_beats_become_views_people_the_most_at_once_and_minutes(house: House) -> None:
    stream = house.live()
    first = watch(stream, at(0), 600)  # 0 to 10
    watch(stream, at(5), 600)  # 5 to 15
    watch(stream, at(12), 120)  # 12 to 14
    watch(stream, at(20), 300, viewer=first)  # again, after a while away: a second view of one person
    assert watched(stream).live == Audience(views=4, people=3, peak=2, minutes=10 + 10 + 2 + 5)
    assert watched(stream).replay == NOBODY


def test_a_glance_is_no_view_and_how_long_a_view_is_stands_in_the_rules(house: House) -> None:
    stream = house.live()
    watch(stream, at(0), 20)
    watch(stream, at(0), 40)
    assert watched(stream).live == Audience(views=1, people=1, peak=1, minutes=0)
    set_rule("stream_view_seconds", 20, at="", from_on=today(), by="test")
    assert watched(stream).live == Audience(views=2, people=2, peak=2, minutes=1)


def test_two_tabs_of_one_viewer_are_one_view(house: House) -> None:
    stream, viewer = house.live(), uuid4()
    for second in range(0, 121, 20):
        for tab in (0, 7):
            beat(Beat(stream.pk, LIVE, viewer), at=START + timedelta(seconds=second + tab))
    assert watched(stream).live == Audience(views=1, people=1, peak=1, minutes=2)
    assert Watching.objects.count() == 1


def test_a_lost_beat_or_two_is_no_second_view(house: House) -> None:
    stream, viewer = house.live(), uuid4()
    for second in (0, 20, 80, 100, 161, 201):  # away for 60 seconds, then for 61
        beat(Beat(stream.pk, LIVE, viewer), at=START + timedelta(seconds=second))
    assert watched(stream).live == Audience(views=2, people=1, peak=1, minutes=2)


def test_beats_that_come_too_fast_are_not_counted(house: House) -> None:
    stream, viewer = house.live(), uuid4()
    heard = [beat(Beat(stream.pk, LIVE, viewer), at=START + timedelta(seconds=second)) for second in (0, 3, 9, 10, 15)]
    assert [(each.on, each.counted) for each in heard] == [
        (True, True), (True, False), (True, False), (True, True), (True, False),
    ]  # fmt: skip


def test_nobody_watches_what_is_not_shown(house: House) -> None:
    stream = house.tested()
    assert not beat(Beat(stream.pk, LIVE, uuid4())).on
    stream = house.ended(perform("go_live", on=stream, by=house.desk))
    assert not beat(Beat(stream.pk, LIVE, uuid4())).on
    stream = perform("offer_replay", on=stream, by=house.desk, said={"replay": REPLAY_AT})
    assert (beat(Beat(stream.pk, LIVE, uuid4())).on, beat(Beat(stream.pk, REPLAY, uuid4())).on) == (False, True)


def test_replay_never_counts_as_live(house: House) -> None:
    stream = house.live()
    watch(stream, at(0), 60)
    stream = perform("offer_replay", on=house.ended(stream), by=house.desk, said={"replay": REPLAY_AT})
    for _ in range(3):
        watch(stream, at(50), 60, phase=REPLAY)
    perform("close", on=stream, by=house.desk)
    told = (
        Fact.objects.filter(kind="reading").order_by("pk").values_list("facets__phase", "facets__platform", "quantity")
    )
    assert list(told) == [("live", "身边", 1), ("replay", "身边", 3)]


def test_resumed_and_ended_again_our_own_counter_runs_on(house: House) -> None:
    stream = house.live()
    watch(stream, at(0), 60)
    stream = perform("resume", on=house.ended(stream), by=house.desk)
    watch(stream, at(30), 60)
    house.ended(stream)
    assert list(Fact.objects.order_by("pk").values_list("quantity", "facets__counter")) == [
        (1, f"{stream.subject}-身边"),
        (2, f"{stream.subject}-身边"),
    ]


def test_a_beat_is_one_statement(house: House, django_assert_num_queries: Any) -> None:
    stream, viewer = house.live(), uuid4()
    for second in (0, 20, 25):
        with django_assert_num_queries(1):
            beat(Beat(stream.pk, LIVE, viewer), at=START + timedelta(seconds=second))


def test_what_was_watched_is_asked_in_three_queries(house: House, django_assert_num_queries: Any) -> None:
    stream = house.live()
    for count in (1, 3):
        for _ in range(count):
            watch(stream, at(0), 60)
        with django_assert_num_queries(3):
            watched(stream)


def test_nothing_leads_from_a_viewer_to_a_person_or_from_one_stream_to_another(house: House) -> None:
    one, two, browser, person = house.plan(), house.plan("第二场"), uuid4(), house.worker()
    viewers = {viewer_of_browser(each, browser) for each in (one, two)}
    viewers |= {viewer_of_person(each, person.key) for each in (one, two)}
    assert len(viewers) == 4 and browser not in viewers


def test_of_whoever_is_erased_the_count_stays_and_nothing_else(house: House) -> None:
    stream, person = house.live(), house.worker()
    viewer = viewer_of_person(stream, person.key)
    for second in (0, 20, 40):
        beat(Beat(stream.pk, LIVE, viewer, person.pk), at=START + timedelta(seconds=second))
    assert Watching.objects.get().person == person
    erase_watching([person.key])
    left = Watching.objects.get()
    assert (left.person, left.viewer == viewer, watched(stream).live.views) == (None, False, 1)
    assert Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("seconds", [0, 10])
def test_who_only_came_by_counts_nowhere(house: House, seconds: int) -> None:
    stream = house.live()
    watch(stream, at(0), seconds, every=10)
    assert watched(stream).live == NOBODY
