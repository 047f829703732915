"""What a session demands of its moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shenbian.flow.row import Guard, Row
from shenbian.kit.period import chinese_day, chinese_moment, now


@dataclass(frozen=True)
class LiesAhead(Guard):
    """A session is opened before it begins, with an hour to come at."""

    title = "有开始时间，还没有开始"

    def needs(self, rows: Sequence[Row]) -> datetime:
        return now()

    def why(self, row: Row, known: datetime) -> str | None:
        starts = row.thing.starts_at
        if starts is None:
            return "还没有写开始时间，请先在“修改”中填写。"
        return f"{chinese_moment(starts)}已经开始，不能再发布；已经办完的请“登记已举办”。" if starts <= known else None


@dataclass(frozen=True)
class HasBegun(Guard):
    """Nothing is registered as held before it was."""

    title = "已经开始"

    def needs(self, rows: Sequence[Row]) -> datetime:
        return now()

    def why(self, row: Row, known: datetime) -> str | None:
        session = row.thing
        if session.starts_at is not None and session.starts_at > known:
            return f"{chinese_moment(session.starts_at)}才开始，开始以后再登记。"
        return f"{chinese_day(session.on)}才举办，到那天再登记。" if session.on > row.day else None


@dataclass(frozen=True)
class Insured(Guard):
    """Where it may be dangerous, or the programme says so, people are insured first (北京市志愿服务促进条例)."""

    title = "需要投保的已经投保"

    def why(self, row: Row, known: None) -> str | None:
        session = row.thing
        demanded = session.risk == "high" or (session.kind is not None and session.kind.insured)
        risk, insurance = row.said.get("risk", session.risk), row.said.get("insurance", session.insurance)
        if (demanded or risk == "high") and not insurance:
            return "这个场次必须先为参加的人投保，请在“修改”中填写保险单号。"
        return None


@dataclass(frozen=True)
class PlacesHold(Guard):
    """A capacity is not set below what is booked and kept already."""

    title = "容量不少于已占用和预留的"
    locks = ""

    def why(self, row: Row, known: None) -> str | None:
        capacity, session = row.said["capacity"], row.thing
        held = session.taken + session.reserved
        if capacity is None or capacity >= held:
            return None
        return f"已有{session.taken}人预约、预留{session.reserved}个名额，容量不能改为{capacity}人。"
