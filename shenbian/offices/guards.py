"""What must hold before somebody acts in another's place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps

from shenbian.flow.row import Guard, Row
from shenbian.kit.period import chinese_day
from shenbian.offices.roles import DUTY_ROLES
from shenbian.rights.catalogue import ROLES
from shenbian.rights.models import Post
from shenbian.rulebook.queries import look_up_many

_UNITS = {"小时": timedelta(hours=1), "天": timedelta(days=1)}


@dataclass(frozen=True)
class DutyRole(Guard):
    """Nobody decides, pays, signs or appoints on duty."""

    title = "值守角色不作决定"

    def why(self, row: Row, known: None) -> str | None:
        if row.thing.role_key in DUTY_ROLES:
            return None
        return f"值守不能担任{ROLES[row.thing.role_key].title}：审批、付款、签发和任免只能由任职的人办理。"


@dataclass(frozen=True)
class NotTooLong(Guard):
    """No longer than the rule table allows there, in hours or days."""

    key: str
    unit: str

    @property
    def title(self) -> str:
        return f"不超过规则表“{self.key}”的{self.unit}数"

    def needs(self, rows: Sequence[Row]) -> dict[int, int]:
        return look_up_many(self.key, at=[row.thing.organisation for row in rows], on=rows[0].day)

    def why(self, row: Row, known: dict[int, int]) -> str | None:
        limit = known.get(row.thing.organisation_id)
        if limit is None:
            return f"规则表里没有“{self.key}”，请先请部门负责人补上。"
        long = row.thing.until_at - row.thing.from_at
        return None if long <= limit * _UNITS[self.unit] else f"最长{limit}{self.unit}，请缩短时间。"


@dataclass(frozen=True)
class OneAtATime(Guard):
    """Whoever is on duty ends that first."""

    title = "没有未结束的值守"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        people = {row.thing.person_id for row in rows}
        open_now = apps.get_model("offices", "Duty")._default_manager.filter(person__in=people, status="open")
        return set(open_now.values_list("person_id", flat=True))

    def why(self, row: Row, known: set[int]) -> str | None:
        return "您有一次值守还没有结束，请先结束它。" if row.thing.person_id in known else None

    def takes(self, row: Row, known: set[int]) -> None:
        known.add(row.thing.person_id)


@dataclass(frozen=True)
class PostStands(Guard):
    """The post is still held."""

    title = "任职未免"

    def why(self, row: Row, known: None) -> str | None:
        post = row.thing.post
        if post.until_on is not None and post.until_on <= row.day:
            return f"该职务已于{chinese_day(post.until_on)}免去。"
        return None


@dataclass(frozen=True)
class MayReceive(Guard):
    """The other is not oneself, holds a post in the same federation, and none that must be kept apart."""

    title = "对方可以任此职"

    def needs(self, rows: Sequence[Row]) -> dict[int, list[Post]]:
        held: dict[int, list[Post]] = {row.thing.to_id: [] for row in rows}
        for post in Post.objects.standing_on(rows[0].day).filter(person__in=held).select_related("organisation"):
            held[post.person_id].append(post)
        return held

    def why(self, row: Row, known: dict[int, list[Post]]) -> str | None:
        thing: Any = row.thing
        role, posts = ROLES[thing.role_key], known[thing.to_id]
        if thing.to_id == thing.post.person_id:
            return "不能交给自己。"
        root = thing.organisation.path.split(".")[0]
        if not any(post.organisation.path.split(".")[0] == root for post in posts):
            return f"{thing.to}在本会没有任职，不能代行或接任。"
        clash = next((p for p in posts if p.role_key in role.apart_from or role.key in p.role.apart_from), None)
        return f"{role.title}与{clash.role.title}不能由同一人同时担任。" if clash else None


@dataclass(frozen=True)
class DayHasCome(Guard):
    """A post does not pass before its day."""

    title = "交接日期已到"

    def why(self, row: Row, known: None) -> str | None:
        return None if row.thing.on <= row.day else f"交接日期是{chinese_day(row.thing.on)}，当天起才能确认接任。"
