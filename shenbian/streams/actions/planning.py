"""A stream is planned, by itself or under an edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shenbian.editions.models import Edition
from shenbian.flow.actions import begin
from shenbian.flow.refusals import Refused
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.streams.kinds import stream_kinds
from shenbian.streams.models import Stream


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a stream begins with. `kind` is a declared one. `host` names another body whose stream it is."""

    kind: str
    title: str
    organisation: Organisation
    starts_at: datetime
    ends_at: datetime
    edition: Edition | None = None
    host: str = ""
    playlist: str = ""
    link: str = ""
    about: str = ""


@transaction.atomic
def schedule(said: Plan, *, by: Actor) -> Stream:
    """A planned stream. Raises NotYours outside one's reach, Refused with the reason."""
    if reason := _why_not(said):
        raise Refused(reason)
    kind = stream_kinds[said.kind]
    stream = Stream(
        kind_key=kind.key,
        programme=kind.programme,
        desk=kind.desk.value,
        title=said.title.strip(),
        organisation=said.organisation,
        edition=said.edition,
        host=said.host.strip(),
        starts_at=said.starts_at,
        ends_at=said.ends_at,
        playlist=said.playlist,
        link=said.link,
        about=said.about.strip(),
    )
    return begin([stream], by=by)[0]


def _why_not(said: Plan) -> str:
    if said.kind not in stream_kinds:
        return "没有这一种直播。"
    if not said.title.strip():
        return "请填写名称。"
    if said.ends_at <= said.starts_at:
        return "预计结束应晚于开始时间。"
    if said.host.strip() and said.playlist:
        return "别人办的直播只放链接，不在本平台播放。请填外部链接，去掉播放地址。"
    if said.edition is not None and said.edition.programme != stream_kinds[said.kind].programme:
        return f"“{said.edition.title}”是另一个项目的届期。请选同一个项目的届期，或者单独安排。"
    return ""
