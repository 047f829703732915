"""A sheet of readings: the same facts as from the page, of streams that are found or noted afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.kit.period import BEIJING, beijing_date, now
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.standard.taking import SheetRow, Taken, takers
from shenbian.streams.models import Counter, Reading, Stream
from tests.streams.conftest import PLATFORM, House

BY, BATCH = Actor.operator("test"), 7
AT = datetime(2022, 9, 24, 20, 30, tzinfo=BEIJING)
TITLE = "合唱展演直播"
TAKING = 31  # what a sheet costs, whatever it holds


def row(house: House, value: int, *, at: datetime | None = AT, number: int = 2, **said: Any) -> SheetRow:
    """As `sheets` hands it over."""
    told = {"title": TITLE, "platform": PLATFORM, "phase": "live", "programme": "live_stream", "counter": ""} | said
    body: Organisation = said.get("body", house.place.federation)
    counter = told["counter"] or f"{told['title']}-{told['platform']}"
    facets = {
        "programme": told["programme"], "counter": counter, "platform": told["platform"], "phase": told["phase"],
    }  # fmt: skip
    fact = NewFact(
        kind="reading",
        happened_on=beijing_date(at or AT),
        occurred_at=at,
        organisation=body.pk,
        org_path=body.path,
        edition=told["title"],
        quantity=value,
        facets=facets,
        source=source_of(kinds["reading"], {"counter": counter, "occurred_at": at}),
        evidence=f"直播观看数据.xlsx 第{number}行",
    )
    return SheetRow(fact=fact, person=None, called=f"第{number}行")


def take(*rows: SheetRow, by: Actor = BY) -> Taken:
    return takers["reading"].take(rows, by=by, batch=BATCH)


def content(fact: Fact) -> dict[str, Any]:
    """What a fact says, without its number, its time of writing and what it rests on."""
    names = "kind happened_on occurred_at organisation org_path edition quantity facets source".split()
    return {name: getattr(fact, name) for name in names}


def test_page_and_sheet_write_the_same_fact(house: House) -> None:
    stream, at = house.live(), now().replace(second=0, microsecond=0) - timedelta(minutes=5)
    house.read(stream, 4_000, at=at)
    by_page = content(Fact.objects.get())
    other = house.place.west
    told = take(row(house, 4_000, at=at, body=other, counter="另一个"))
    assert told.refused == {}
    by_sheet = content(Fact.objects.latest("pk"))
    same = {"organisation": other.pk, "org_path": other.path, "source": by_sheet["source"]}
    assert by_sheet == by_page | same | {"facets": by_page["facets"] | {"counter": "另一个"}}


def test_a_sheet_finds_the_stream_and_its_counter(house: House) -> None:
    stream = house.live()
    house.read(stream, 900, minutes=60)
    told = take(row(house, 4_000, at=now() - timedelta(minutes=2)))
    assert (told.refused, list(told.made["streams.counter"]), list(told.made["streams.stream"])) == ({}, [], [])
    assert [each.value for each in house.counter(stream).readings.order_by("taken_at")] == [900, 4_000]


def test_what_nobody_planned_is_noted_and_counted(house: House) -> None:
    told = take(
        row(house, 0, at=AT - timedelta(hours=2)),
        row(house, 11_900, number=3),
        row(house, 31_000, phase="replay", counter=f"{TITLE}-回放", at=AT + timedelta(days=90), number=4),
    )
    stream = Stream.objects.get()
    assert (told.refused, stream.status, stream.starts_at, stream.ends_at) == (
        {}, "closed", AT - timedelta(hours=2), AT,
    )  # fmt: skip
    assert list(Counter.objects.order_by("pk").values_list("phase", "name")) == [
        ("live", f"{TITLE}-{PLATFORM}"),
        ("replay", f"{TITLE}-回放"),
    ]
    assert [len(told.made[table]) for table in takers["reading"].tables] == [3, 2, 1]
    assert set(Reading.objects.values_list("batch", flat=True)) == {BATCH}


def test_what_cannot_be_is_refused_by_its_row_and_the_rest_is_taken(house: House) -> None:
    rows = [
        row(house, 900),
        row(house, 800, at=AT + timedelta(hours=1), number=3),
        row(house, 950, at=None, number=4),
        row(house, 950, platform="别的", counter=f"{TITLE}-{PLATFORM}", at=AT + timedelta(hours=2), number=5),
        row(house, 950, at=now() + timedelta(days=1), number=6),
        row(house, 950, programme="volunteers", counter="甲", number=7),
        row(house, 950, at=AT + timedelta(hours=3), number=8),
    ]
    why = {
        1: "读数不能变小：2022年9月24日 20:30已是900，这次是800。"
        "请核对平台和时段；平台清零重计的，请另起一个计数器（在页面上勾选“清零重计”）。",
        2: "读数要写明几点几分，如 2022-09-24 20:30。",
        3: f"同一张表里，计数器“{TITLE}-{PLATFORM}”前面写的是另一个平台、时段或活动。",
        4: "读数时间还没有到。请写实际读数的时间。",
        5: "这个项目没有直播。请核对“项目”一栏。",
    }
    assert take(*rows).refused == why
    assert list(Fact.objects.order_by("pk").values_list("quantity", flat=True)) == [900, 950]


def test_a_known_counter_is_not_told_otherwise(house: House) -> None:
    take(row(house, 900))
    later = AT + timedelta(hours=1)
    refused = take(
        row(house, 950, at=later, phase="replay"),
        row(house, 950, at=later, body=house.place.east),
    ).refused
    assert [refused[0].split("。")[0], refused[1].split("。")[0]] == [
        f"计数器“{TITLE}-{PLATFORM}”登记的是合作平台、直播中",
        f"计数器“{TITLE}-{PLATFORM}”属于顺义区总工会的“{TITLE}”",
    ]


def test_who_may_plan_nothing_notes_nothing(house: House) -> None:
    plant = house.place.plant
    by = house.place.actor("grassroots_officer", plant)
    told = take(row(house, 900, body=plant), by=by)
    assert told.refused[0].startswith(f"没有叫“{TITLE}”的直播，您也不能在这里补登。")
    assert (Stream.objects.count(), Counter.objects.count(), Reading.objects.count()) == (0, 0, 0)


def test_a_correction_strikes_the_fact_out_and_the_reading_says_the_new(house: House) -> None:
    take(row(house, 900), row(house, 2_000, at=AT + timedelta(hours=1), number=3))
    stands = Fact.objects.get(quantity=900).pk
    wrong = replace(row(house, 9_000), stands=stands)
    taker = takers["reading"]
    assert "读数不能大于后来的" in taker.correct([wrong], by=BY, batch=BATCH + 1).refused[0]
    told = taker.correct([replace(row(house, 1_900), stands=stands)], by=BY, batch=BATCH + 1)
    reading = Reading.objects.get(taken_at=AT)
    assert [(each.row, each.before, each.after) for each in told.amended] == [
        (reading.pk, {"value": 900}, {"value": 1_900})
    ]
    assert reading.value == 1_900
    standing = Fact.objects.filter(kind="reading", voided_at=None)
    assert sorted(standing.values_list("quantity", flat=True)) == [1_900, 2_000]


def test_a_sheet_costs_the_same_for_three_rows_and_twelve(house: House, django_assert_num_queries: Any) -> None:
    for count in (3, 12):
        rows = [
            row(house, 100 * n, at=AT + timedelta(minutes=n), title=f"{count}场之{n % 3}", number=n)
            for n in range(1, count + 1)
        ]
        with django_assert_num_queries(TAKING):
            assert take(*rows).refused == {}
