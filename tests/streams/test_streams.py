"""What may become of a stream: tested before it is live, ended, shown again, put away; moved and called off aloud."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.models import Waiting
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from shenbian.kit.period import now
from shenbian.notices.models import Notice
from shenbian.rights.queries import actor_of
from shenbian.streams.actions import Plan, forget, remind, schedule
from shenbian.streams.kinds import StreamKind, StreamKinds, stream_kinds
from shenbian.streams.models import Reminder, Stream
from shenbian.streams.queries import on_and_next
from tests.streams.conftest import REPLAY, House, watch


def why(house: House, move: str, stream: Stream, **said: Any) -> str:
    with pytest.raises(Refused) as no:
        perform(move, on=stream, by=house.desk, said=said)
    return no.value.why


def test_a_stream_is_tested_shown_ended_shown_again_and_put_away(house: House) -> None:
    stream = house.ended()
    house.read(stream, 4_000)
    stream = perform("offer_replay", on=stream, by=house.desk, said={"replay": REPLAY})
    stream = perform("close", on=stream, by=house.desk)
    assert (stream.status, stream.delay_seconds, stream.moderator) == ("closed", 30, house.minder)
    assert stream.live_at is not None and stream.ended_at is not None and stream.live_at <= stream.ended_at
    assert Waiting.objects.count() == 0


def test_nothing_goes_live_untested(house: House) -> None:
    stream = house.plan()
    with pytest.raises(WrongMoment):
        perform("go_live", on=stream, by=house.desk)
    assert why(house, "test", stream, **house.test(content_checked=False)).endswith("请先审核。")
    assert why(house, "test", stream, **house.test(delay_seconds=9)).startswith("自办的直播应延时播出，至少10秒")
    assert why(house, "test", stream, **house.test(moderator="")).startswith("请写明互动值守人")
    assert "没有叫“无名氏”的任职人员" in why(house, "test", stream, **house.test(moderator="无名氏"))
    bare = house.plan("没有地址", playlist="")
    assert why(house, "test", bare, **house.test()) == "还没有播放地址或外部链接。请先在“修改设置”里填写。"


def test_whoever_writes_a_stream_is_never_shown_untested(house: House) -> None:
    stream = house.plan()
    for wrong in ({"status": "live"}, {"status": "replay"}, {"status": "tested"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Stream.objects.filter(pk=stream.pk).update(**wrong)


def test_what_is_changed_after_the_test_is_tested_again(house: House) -> None:
    stream = house.tested()
    other = {"playlist": "https://live.example.org/other.m3u8"}
    assert perform("amend", on=stream, by=house.desk, said=other).status == "scheduled"
    assert "这个地址不能在本平台播放" in why(house, "amend", stream, playlist="https://evil.example/x.m3u8")


def test_somebody_elses_stream_is_taken_in_with_its_link_alone(house: House) -> None:
    link = "https://video.example.com/1"
    stream = house.plan("市总直播", host="市总工会", playlist="", link=link)
    stream = perform("test", on=stream, by=house.desk, said={"content_checked": True})
    stream = house.ended(perform("go_live", on=stream, by=house.desk))
    assert (stream.is_ours, stream.counters.count(), Fact.objects.count()) == (False, 0, 0)
    with pytest.raises(Refused, match="只放链接"):
        house.plan("市总直播", host="市总工会")


def test_an_end_by_mistake_is_taken_back(house: House) -> None:
    stream = perform("resume", on=house.ended(), by=house.desk)
    assert (stream.status, stream.ended_at) == ("live", None)
    assert house.ended(stream).status == "ended"


def test_what_was_held_without_a_plan_is_noted_afterwards(house: House) -> None:
    ahead, past = house.plan(), {"starts_at": now() - timedelta(days=2), "ends_at": now() - timedelta(days=1)}
    told = {name: f"{getattr(ahead, name):%Y-%m-%dT%H:%M}" for name in ("starts_at", "ends_at")}
    assert why(house, "note", ahead, **told).endswith("结束以后才能补登。")
    held = house.plan("去年的直播", **past)
    assert perform("note", on=held, by=house.desk, said=past).status == "closed"


def test_it_is_put_away_when_every_live_counter_was_read_after_the_end(house: House) -> None:
    stream = house.live()
    house.read(stream, 900, minutes=3)
    stream = house.ended(stream)
    assert why(house, "close", stream) == ("结束以后还没有采集读数：合作平台。请到平台后台读一次数、截图登记，再归档。")
    house.read(stream, 950)
    assert perform("close", on=stream, by=house.desk).status == "closed"


def test_whoever_asked_is_told_of_every_change(house: House) -> None:
    stream, person = house.plan(), house.worker()
    remind(stream, by=actor_of(person))
    remind(stream, by=actor_of(person))
    later = {"starts_at": "2030-09-06T14:30", "ends_at": "2030-09-06T16:00", "reason": "场地检修"}
    stream = perform("reschedule", on=stream, by=house.desk, said=later)
    stream = perform("postpone", on=stream, by=house.desk, said={"reason": "天气"})
    stream = perform("reschedule", on=stream, by=house.desk, said=later)
    house.live(stream)
    called_off = house.plan("第二场")
    remind(called_off, by=actor_of(person))
    perform("cancel", on=called_off, by=house.desk, said={"reason": "撞期"})
    assert list(Notice.objects.filter(to=person.key).order_by("pk").values_list("kind", "title", "body")) == [
        ("stream.changed", "改期：合唱展演直播", "改到2030年9月6日 14:30开始。原因：场地检修"),
        ("stream.changed", "延期：合唱展演直播", "推迟举行，新的时间定了再告诉您。原因：天气"),
        ("stream.changed", "改期：合唱展演直播", "改到2030年9月6日 14:30开始。原因：场地检修"),
        ("stream.begins", "开始了：合唱展演直播", "现在可以观看。"),
        ("stream.changed", "取消：第二场", Notice.objects.latest("pk").body),
    ]
    assert Notice.objects.latest("pk").body.endswith("开始，已取消。原因：撞期")


def test_whoever_no_longer_wants_it_is_not_told(house: House) -> None:
    stream, person = house.plan(), house.worker()
    remind(stream, by=actor_of(person))
    forget(stream, by=actor_of(person))
    perform("cancel", on=stream, by=house.desk, said={"reason": "撞期"})
    assert (Reminder.objects.count(), Notice.objects.count()) == (0, 0)
    with pytest.raises(Refused, match="不用提醒"):
        remind(Stream.objects.get(), by=actor_of(person))


def test_a_stream_is_planned_and_moved_by_its_desk_and_place_alone(house: House) -> None:
    place = house.place
    others = [
        place.actor("town_officer", place.east),
        actor_of(place.officer("desk_officer", place.federation, "finance")),
        place.actor("auditor", place.federation),
        actor_of(house.worker()),
    ]
    stream = house.tested()
    said = {"kind": "live_stream", "title": "甲", "starts_at": now(), "ends_at": now() + timedelta(hours=1)}
    for actor in others:
        with pytest.raises(NotYours):
            perform("go_live", on=stream, by=actor)
        with pytest.raises(NotYours):
            schedule(Plan(organisation=place.federation, **said), by=actor)  # type: ignore[arg-type]
    assert schedule(Plan(organisation=place.east, **said), by=others[0]).status == "scheduled"  # type: ignore[arg-type]


def test_everybody_sees_what_is_on_and_what_comes_in_order(house: House) -> None:
    house.plan("第二场", starts_at=now() + timedelta(hours=1))
    house.plan("昨天的", starts_at=now() - timedelta(days=1), ends_at=now() - timedelta(hours=20))
    perform("cancel", on=house.plan("取消的"), by=house.desk, said={"reason": "撞期"})
    house.plan("第一场")
    house.live(house.plan("正在播"))
    told = on_and_next(now=now(), most=9)
    assert [[str(each) for each in part] for part in (told.on, told.coming, told.again)] == [
        ["正在播"],
        ["第一场", "第二场"],
        [],
    ]


def test_a_kind_of_stream_is_declared_once() -> None:
    assert {each.key: each.programme for each in stream_kinds} == {
        "live_stream": "live_stream",
        "live_lesson": "public_training",
    }
    again = StreamKinds()
    kind: StreamKind = stream_kinds["live_stream"]
    again.add(kind)
    with pytest.raises(ValueError, match="two kinds of stream are called live_stream"):
        again.add(kind)


def test_ending_costs_the_same_for_one_stream_and_three(house: House, django_assert_num_queries: Any) -> None:
    streams = [house.live(house.plan(f"第{number}场")) for number in range(4)]
    for stream in streams:
        watch(stream, now() - timedelta(minutes=5), 60)
    for these in (streams[:1], streams[1:]):
        with django_assert_num_queries(ENDING):
            assert all(each.moved for each in perform("end", on=these, by=house.desk))


ENDING = 32
