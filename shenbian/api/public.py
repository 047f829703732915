"""What everybody may read: the programmes, and the last signed head by which upper federations check us."""

from __future__ import annotations

from typing import Literal

from ninja import Router, Schema

from shenbian.accounts.access import PUBLIC, PageRequest
from shenbian.api.door import open_to
from shenbian.editions.queries import who_may_enter
from shenbian.facts.models import Head
from shenbian.facts.queries import last_head
from shenbian.facts.seal import as_signed
from shenbian.standard.programme import Programme, catalogue

router = Router(tags=["public"])


class MetricTold(Schema):
    key: str
    title: str
    unit: str


class EntryKindTold(Schema):
    """What people may enter; `who` in words."""

    key: str
    title: str
    verb: str
    what: str
    room: str
    who: list[str]


class ProgrammeTold(Schema):
    key: str
    title: str
    desk: str
    desk_title: str
    kinds: list[str]
    metrics: list[MetricTold]
    entries: list[EntryKindTold]


class Programmes(Schema):
    programmes: list[ProgrammeTold]


class HeadTold(Schema):
    """The state of a log at an instant, signed with Ed25519: verify with the key at /verify/key.pem."""

    log: str
    size: int
    root: str
    signed_at: str
    signed_by: str
    signature: str


class LastHead(Schema):
    """`head` is null while nothing is sealed."""

    head: HeadTold | None


@open_to(router, "GET", "/programmes", PUBLIC, Programmes, about="所有项目")
def programmes(request: PageRequest) -> Programmes:
    """Every kind of work that the union does here, with the facts it writes and the figures it feeds."""
    return Programmes(programmes=[_programme(each) for each in catalogue])


@open_to(router, "GET", "/heads/last", PUBLIC, LastHead, about="最近一次存证的树头和签名")
def last(request: PageRequest, log: Literal["facts", "traces"] = "facts") -> LastHead:
    """The last signed head: how many leaves, their root, our signature."""
    found = last_head(log)
    return LastHead(head=head_told(found) if found else None)


def head_told(head: Head) -> HeadTold:
    return HeadTold(**vars(as_signed(head)))


def _programme(each: Programme) -> ProgrammeTold:
    return ProgrammeTold(
        key=each.key,
        title=each.title,
        desk=each.desk.value,
        desk_title=each.desk.label,
        kinds=list(each.kinds),
        metrics=[MetricTold(key=one.key, title=one.title, unit=one.unit) for one in each.metrics],
        entries=[
            EntryKindTold(
                key=kind.key,
                title=kind.title,
                verb=kind.verb,
                what=kind.what,
                room=kind.room.value,
                who=who_may_enter(kind),
            )
            for kind in each.entries
        ],
    )
