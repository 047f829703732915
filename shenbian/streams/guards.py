"""Why a stream does not go on, and why a reading is not taken. Declarations; they ask through the rows."""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from shenbian.files.models import Attachment
from shenbian.flow.row import Guard, Row
from shenbian.kit.period import BEIJING, chinese_day, now
from shenbian.rulebook.queries import look_up_many

DELAY = "stream_delay_seconds"  # the rule: how long at least our own streams go out late
AHEAD = timedelta(minutes=10)  # by which somebody's clock may be fast


def clock(at: datetime) -> str:
    """2026年9月6日 14:30, in Beijing."""
    local = at.astimezone(BEIJING)
    return f"{chinese_day(local.date())} {local:%H:%M}"


@dataclass(frozen=True)
class Prepared(Guard):
    """Our own stream goes out late enough to be stopped, and somebody minds what viewers write."""

    title = "自办的直播已设延时、定了值守人"
    reads = ("organisation",)

    def needs(self, rows: Sequence[Row]) -> dict[int, Any]:
        places = {row.thing.organisation_id: row.thing.organisation for row in rows if row.thing.is_ours}
        return look_up_many(DELAY, at=places.values(), on=rows[0].day) if places else {}

    def why(self, row: Row, known: dict[int, Any]) -> str | None:
        thing = row.thing
        if not thing.is_ours:
            return None
        least = known.get(thing.organisation_id, 0)
        if row.said["delay_seconds"] is None or row.said["delay_seconds"] < least:
            return f"自办的直播应延时播出，至少{least}秒，出了问题才来得及切断。"
        return None if row.said["moderator"] else "请写明互动值守人：直播时谁来看评论、谁能切断。"


@dataclass(frozen=True)
class HasAddress(Guard):
    """There is something to watch."""

    title = "有播放地址或外部链接"

    def why(self, row: Row, known: None) -> str | None:
        if row.thing.playlist or row.thing.link:
            return None
        return "还没有播放地址或外部链接。请先在“修改设置”里填写。"


@dataclass(frozen=True)
class IsOver(Guard):
    """What is noted afterwards has been held: its time is over."""

    title = "已经举办"

    def needs(self, rows: Sequence[Row]) -> datetime:
        return now()

    def why(self, row: Row, known: datetime) -> str | None:
        return None if row.thing.ends_at <= known else f"预计{clock(row.thing.ends_at)}结束，结束以后才能补登。"


@dataclass(frozen=True)
class CountersRead(Guard):
    """Every live counter was read once more after the end; otherwise the year's figure would miss its last hour."""

    title = "各平台的直播读数在结束后采集过"

    def needs(self, rows: Sequence[Row]) -> dict[int, list[str]]:
        """The platforms that were not, by stream. One query."""
        counters = type(rows[0].thing).counters.rel.related_model._default_manager
        live = counters.filter(stream__in=[row.thing.pk for row in rows], phase="live", followed_by=None, own=False)
        last = live.filter(readings__status="taken").values_list("pk").annotate(Max("readings__taken_at"))
        read = dict(last)
        ended = {row.thing.pk: row.thing.ended_at for row in rows}
        missing: dict[int, list[str]] = {}
        for pk, stream, platform in live.values_list("pk", "stream", "platform").order_by("pk"):
            end = ended[stream]  # a reading is said to the minute
            if pk not in read or (end is not None and read[pk] < end.replace(second=0, microsecond=0)):
                missing.setdefault(stream, []).append(platform)
        return missing

    def why(self, row: Row, known: dict[int, list[str]]) -> str | None:
        platforms = known.get(row.thing.pk)
        if not platforms:
            return None
        return f"结束以后还没有采集读数：{'、'.join(platforms)}。请到平台后台读一次数、截图登记，再归档。"


@dataclass(frozen=True)
class HasRun(Guard):
    """No counter of a stream that was called off counts, and none is read before there is one."""

    title = "直播没有取消，读数时间已到"
    reads = ("counter", "counter__stream")

    def needs(self, rows: Sequence[Row]) -> datetime:
        return now() + AHEAD

    def why(self, row: Row, known: datetime) -> str | None:
        stream, at = row.thing.counter.stream, row.thing.taken_at
        if stream.status == "cancelled":
            return f"“{stream}”已取消，读数不计。"
        return "读数时间还没有到。请写实际读数的时间。" if at > known else None


def backwards(shown: Sequence[tuple[datetime, int]], at: datetime, value: int) -> str | None:
    """Why a counter that has shown this, in the order of time, cannot have shown that value then; or None."""
    place = bisect(shown, at, key=lambda each: each[0])
    before = shown[place - 1] if place else None
    after = shown[place] if place < len(shown) else None
    if before and before[0] == at:
        return f"这个计数器{clock(at)}已有读数{before[1]:,}。写错了的，请先作废那一条再登记。"
    if before and value < before[1]:
        return (
            f"读数不能变小：{clock(before[0])}已是{before[1]:,}，这次是{value:,}。"
            "请核对平台和时段；平台清零重计的，请另起一个计数器（在页面上勾选“清零重计”）。"
        )
    if after and value > after[1]:
        return f"读数不能大于后来的：{clock(after[0])}是{after[1]:,}，这次是{value:,}。请核对时间和读数。"
    return None


@dataclass(frozen=True)
class Onward(Guard):
    """A counter never runs backwards: at each instant it shows at least what it showed before. It is locked."""

    title = "计数器不倒退"
    locks = "counter"
    reads = ("counter",)

    def needs(self, rows: Sequence[Row]) -> dict[int, list[tuple[datetime, int]]]:
        """What each counter has shown, in the order of time. One query."""
        model = type(rows[0].thing)
        shown: dict[int, list[tuple[datetime, int]]] = {row.thing.counter_id: [] for row in rows}
        taken = model._default_manager.filter(counter__in=shown, status="taken").order_by("taken_at")
        for counter, at, value in taken.values_list("counter", "taken_at", "value"):
            shown[counter].append((at, value))
        return shown

    def why(self, row: Row, known: dict[int, list[tuple[datetime, int]]]) -> str | None:
        return backwards(known[row.thing.counter_id], row.thing.taken_at, row.thing.value)

    def takes(self, row: Row, known: dict[int, list[tuple[datetime, int]]]) -> None:
        insort(known[row.thing.counter_id], (row.thing.taken_at, row.thing.value))


@dataclass(frozen=True)
class HasProof(Guard):
    """A reading of another platform rests on a picture of its counter, or on the sheet it came with."""

    title = "有截图或来自登记表"
    reads = ("counter",)

    def needs(self, rows: Sequence[Row]) -> set[str]:
        asked = [row.thing.subject for row in rows if row.thing.batch is None and not row.thing.counter.own]
        if not asked:
            return set()
        return set(Attachment.objects.filter(subject__in=asked).values_list("subject", flat=True))

    def why(self, row: Row, known: set[str]) -> str | None:
        thing = row.thing
        if thing.batch is not None or thing.counter.own or thing.subject in known:
            return None
        return "请附上平台计数的截图：读数要有凭据。"
