"""What is shown live in these days, beside the year that was: one stream that is on and was read off its platform, one
that was tested, one that waits for its test, one of somebody else's. No figure of the demo year changes.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from PIL import Image, ImageDraw

from shenbian.flow.actions import perform
from shenbian.kit.period import now, today
from shenbian.orgs.queries import federation
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk
from shenbian.rights.models import Post
from shenbian.streams.actions import Plan, ReadingSaid, Shot, schedule, take_reading
from shenbian.streams.models import Stream
from shenbian.streams.queries import COMING

_AT = "https://live.example.org/"  # a name that is kept for examples: it leads nowhere
_PLATFORM = "顺义工会公众号"


@dataclass(frozen=True)
class _Told:
    """A stream and how far it has come; it begins so many hours from now."""

    title: str
    hours: float
    about: str
    moves: tuple[str, ...] = ()
    host: str = ""


_STREAMS = (
    _Told("劳模工匠面对面", -0.5, "三位劳模讲自己的手艺和一天的工作。", ("test", "go_live")),
    _Told("职工歌手大赛决赛", 26, "十二位选手，现场评分。", ("test",)),
    _Told("冬季用电安全直播课", 74, "老电工讲宿舍和工棚里怎么用电。"),
    _Told("职业病防治公开课", 50, "", host="市总工会"),
)
_READ = ((25, 1_240), (5, 3_880))  # so many minutes ago the platform showed so many views


def load(say: Callable[[str], None]) -> None:
    """Only where nothing is on and nothing is coming yet, and somebody runs the culture desk."""
    home, minder = federation(), _minder()
    if home is None or minder is None or Stream.objects.filter(status__in=("live", *COMING)).exists():
        return
    by = Actor.operator("demo")
    with transaction.atomic():
        for told in _STREAMS:
            starts = now() + timedelta(hours=told.hours)
            link = f"{_AT}{'other' if told.host else 'union'}/"
            plan = Plan(
                kind="live_stream",
                title=told.title,
                organisation=home,
                starts_at=starts,
                ends_at=starts + timedelta(hours=2),
                host=told.host,
                link=link,
                about=told.about,
            )
            stream = schedule(plan, by=by)
            for move in told.moves:
                said = {"content_checked": True, "delay_seconds": 30, "moderator": minder.name}
                stream = perform(move, on=stream, by=by, said=said if move == "test" else None)
            if stream.status == "live":
                _read(stream, by)
    say(f"近日的直播已经装好：{len(_STREAMS)}场。")


def _minder() -> Person | None:
    """Whoever works at the culture desk and shares their name with no other officer."""
    posts = Post.objects.standing_on(today())
    for post in posts.filter(desks__contains=[Desk.CULTURE.value]).select_related("person").order_by("pk")[:20]:
        if posts.filter(person__name=post.person.name).values("person").distinct().count() == 1:
            return post.person
    return None


def _read(stream: Stream, by: Actor) -> None:
    for minutes, value in _READ:
        at = now() - timedelta(minutes=minutes)
        shot = Shot(_screen(value), f"{_PLATFORM}-{minutes}.png")
        said = ReadingSaid(value=value, taken_at=at, platform=_PLATFORM, phase="live", shots=[shot])
        take_reading(stream, said, by=by)


def _screen(value: int) -> bytes:
    """A picture of the counter."""
    picture = Image.new("RGB", (480, 240), "white")
    ImageDraw.Draw(picture).text((60, 80), f"{value:,}", fill="black", font_size=72)
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
