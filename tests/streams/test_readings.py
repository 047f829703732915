"""Counters of other platforms: read with a picture, never backwards, never mixed; struck out and read anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shenbian.facts.models import Fact
from shenbian.files.queries import attachments_of
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import BEIJING, Period, now, today
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.rights.queries import actor_of
from shenbian.streams.models import Counter, Reading
from shenbian.streams.queries import Said, counters_of, views_said
from tests.streams.conftest import PLATFORM, House, watch


def why(house: House, *args: Any, **said: Any) -> str:
    with pytest.raises(Refused) as no:
        house.read(*args, **said)
    return no.value.why


def test_a_reading_is_a_fact_with_its_picture(house: House) -> None:
    stream = house.live()
    reading = house.read(stream, 4_000)
    fact = Fact.objects.get()
    assert (fact.kind, fact.quantity, fact.edition, fact.occurred_at) == (
        "reading",
        4_000,
        stream.title,
        reading.taken_at,
    )
    assert fact.facets == {
        "programme": "live_stream", "counter": f"合唱展演直播-{PLATFORM}", "platform": PLATFORM, "phase": "live",
    }  # fmt: skip
    assert (fact.source, fact.evidence) == (reading.source, reading.subject)
    assert [each.said for each in attachments_of([reading.subject])] == ["平台计数截图"]


def test_a_reading_without_a_picture_is_not_taken_and_nothing_of_it_stays(house: House) -> None:
    stream = house.live()
    assert why(house, stream, 4_000, shots=()) == "请附上平台计数的截图：读数要有凭据。"
    assert (Reading.objects.count(), Counter.objects.count(), Fact.objects.count()) == (0, 0, 0)


def test_a_counter_never_runs_backwards(house: House) -> None:
    stream = house.live()
    house.read(stream, 1_000, minutes=30)
    house.read(stream, 3_000, minutes=10)
    assert "读数不能变小" in why(house, stream, 2_999)
    assert "读数不能变小" in why(house, stream, 999, minutes=20)
    assert "读数不能大于后来的" in why(house, stream, 3_001, minutes=20)
    assert "读数时间还没有到" in why(house, stream, 4_000, minutes=-30)
    house.read(stream, 2_000, minutes=20)
    assert [each.value for each in counters_of(stream)[0].readings] == [3_000, 2_000, 1_000]


def test_the_database_holds_that_too(house: House) -> None:
    stream = house.live()
    reading = house.read(stream, 1_000, minutes=30)
    house.read(stream, 3_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(value=3_001)


def test_one_instant_is_read_once(house: House) -> None:
    stream = house.live()
    first = house.read(stream, 1_000, minutes=5)
    assert "已有读数1,000" in why(house, stream, 1_000, at=first.taken_at)


def test_a_reset_begins_a_counter_of_its_own(house: House) -> None:
    stream = house.live()
    house.read(stream, 5_000, minutes=30)
    house.read(stream, 40, minutes=10, reset=True)
    house.read(stream, 90)
    reads = counters_of(stream)
    names = [f"合唱展演直播-{PLATFORM}", f"合唱展演直播-{PLATFORM}#2"]
    assert [(each.counter.name, [r.value for r in each.readings]) for each in reads] == [
        (names[0], [5_000]),
        (names[1], [90, 40]),
    ]
    assert "已经清零" in why(house, stream, 6_000, counter=reads[0].counter)
    assert views_said(reads).others == 5_090


def test_the_kinds_of_views_are_never_mixed(house: House) -> None:
    stream = house.live()
    watch(stream, now() - timedelta(minutes=20), 60)
    stream = house.ended(stream)
    house.read(stream, 4_000)
    house.read(stream, 30_000, platform=PLATFORM, phase="replay")
    assert views_said(counters_of(stream)) == Said(own=1, others=4_000, replay=30_000)
    year = Period.year(today().year)
    under = house.place.federation.path
    assert measure([metrics["live_stream.views"]], under=under, period=year)["live_stream.views"].value == 4_001


def test_a_live_lesson_counts_for_its_own_programme(house: House) -> None:
    lesson = house.live(house.plan("太极拳直播课", kind="live_lesson"))
    house.read(lesson, 700)
    under, year = house.place.federation.path, Period.year(today().year)
    assert Fact.objects.get().facets["programme"] == "public_training"
    assert measure([metrics["live_stream.views"]], under=under, period=year)["live_stream.views"].value == 0


def test_what_was_misread_is_struck_out_and_read_anew(house: House) -> None:
    stream = house.live()
    wrong = house.read(stream, 40_000, minutes=5)
    perform("strike", on=wrong, by=house.desk, said={"reason": "多看了一位"})
    house.read(stream, 4_000, minutes=5)
    stand = Fact.objects.filter(kind="reading", voided_at=None)
    assert list(stand.values_list("quantity", flat=True)) == [4_000]
    assert [each.status for each in counters_of(stream)[0].readings] == ["taken", "struck"]


def test_our_own_counter_is_read_by_nobody(house: House) -> None:
    stream = house.ended()
    own = stream.counters.get(own=True)
    assert why(house, stream, 9, counter=own) == why(house, stream, 9, platform="身边")
    assert why(house, stream, 9, platform="") == "请选一个计数器，或者写明平台和时段。"


def test_nothing_is_counted_of_what_was_called_off(house: House) -> None:
    stream = perform("cancel", on=house.plan(), by=house.desk, said={"reason": "撞期"})
    assert why(house, stream, 9) == "“合唱展演直播”已取消，读数不计。"


def test_readings_are_taken_by_the_desk_and_place_alone(house: House) -> None:
    stream, place = house.live(), house.place
    others = [place.actor("town_officer", place.east), place.actor("auditor", place.federation)]
    for actor in [*others, actor_of(house.worker())]:
        with pytest.raises(NotYours):
            house.read(stream, 9, by=actor)


def test_two_streams_of_one_title_have_counters_of_their_own(house: House) -> None:
    for _ in range(2):
        house.read(house.live(house.plan("周末讲堂")), 9)
    names = list(Counter.objects.order_by("pk").values_list("name", flat=True))
    assert names[0] == f"周末讲堂-{PLATFORM}" and names[1].startswith("周末讲堂(")


def test_an_instant_is_told_in_beijing(house: House) -> None:
    stream = house.live()
    house.read(stream, 9, at=datetime(2022, 9, 24, 20, 30, tzinfo=BEIJING))
    assert "2022年9月24日 20:30" in why(house, stream, 8)
