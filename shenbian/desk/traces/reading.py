"""Which traces somebody may read, and how a trace reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.timezone import make_aware

from shenbian.accounts.rules import ACCOUNT_FLOW, ACCOUNT_MOVES
from shenbian.desk.names import key_of, label_of, people_by_key
from shenbian.flow.bodies import BODY_FLOW, BODY_MOVES
from shenbian.flow.doing import BEGIN
from shenbian.flow.models import Trace
from shenbian.flow.queries import flowing_models
from shenbian.people.models import Person
from shenbian.people.queries import found_by
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.models import Post
from shenbian.rights.rules import NOTHING, Reach, covered, reaches

SIZE = 50  # rows of a page


@dataclass(frozen=True)
class Asked:
    """What the reader looks for; `before` is the number from which a page goes back in time."""

    who: str = ""
    subject: str = ""
    day: date | None = None
    before: int | None = None


@dataclass(frozen=True)
class Read:
    """One trace in words."""

    at: datetime
    who: str
    what: str
    thing: str
    subject: str
    said: str


def readable(actor: Actor) -> QuerySet[Trace]:
    """All of them for who reads the whole tree; else what those did who hold or held a post within reach."""
    within = reaches(actor, Right.TRACE_READ)
    if actor.operates or any(_is_top(reach) for reach in within):
        return Trace.objects.all()
    posts = Post.objects.filter(covered(actor, Right.TRACE_READ, desk="", owner=""))
    refs = posts.values(ref=Concat(Value("person:"), Cast(F("person__key"), CharField())))
    return Trace.objects.filter(actor__in=refs) if within else Trace.objects.filter(NOTHING)


def page_of(actor: Actor, asked: Asked) -> tuple[list[Read], str]:
    """So many traces, the latest first, and the number of the next page. Three queries, two without a name."""
    rows = readable(actor).filter(_asked(asked)).order_by("-id")
    found = list(rows[: SIZE + 1])
    shown = found[:SIZE]
    people = people_by_key({key_of(each.actor) for each in shown})
    words = _words()
    told = [_told(each, people, words) for each in shown]
    return told, str(shown[-1].pk) if len(found) > SIZE else ""


def _asked(asked: Asked) -> Q:
    wanted = Q()
    if asked.before is not None:
        wanted &= Q(pk__lt=asked.before)
    if asked.who:
        wanted &= Q(actor__in=_refs(asked.who))
    if asked.subject:
        wanted &= Q(subject=asked.subject)
    if asked.day is not None:
        start = make_aware(datetime.combine(asked.day, time.min))
        wanted &= Q(at__gte=start, at__lt=start + timedelta(days=1))
    return wanted


def _refs(typed: str) -> list[str]:
    """Under which names whoever is looked for may have acted."""
    keys = Person.objects.filter(found_by(typed)).values_list("key", flat=True)[:200]
    return [*(f"person:{key}" for key in keys), f"operator:{typed.removeprefix('服务器操作员').strip()}"]


def _is_top(reach: Reach) -> bool:
    return reach.path.count(".") == 1


Words = dict[tuple[str, str], str]
_FIELDS = {"why": "事由", "reason": "理由", "file": "文件", "under": "依据"}  # what traces say beside a move's form


def _words() -> Words:
    """What flows, their moves and the fields of their forms are called: (flow, ""), (flow, move), ("", field)."""
    said: Words = {("", key): title for key, title in _FIELDS.items()} | {(ACCOUNT_FLOW, ""): "账号"}
    said |= {(ACCOUNT_FLOW, move): title for move, title in ACCOUNT_MOVES.items()}
    said |= {(BODY_FLOW, ""): "工会", ("", "on"): "日期", ("", "to"): "到", ("", "batch"): "导入批次"}
    said |= {(BODY_FLOW, move): title for move, title in BODY_MOVES.items()}
    for flow in (flow for model in flowing_models() for flow in model.flows()):
        said[flow.name, ""] = flow.title
        said[flow.name, BEGIN] = "建立"
        said |= {(flow.name, move.name): move.title for move in flow.moves}
        for move in flow.moves:
            said |= {("", key): str(each.label) for key, each in getattr(move.asks, "base_fields", {}).items()}
    return said


def _told(trace: Trace, people: dict[int, Person], words: Words) -> Read:
    what = words.get((trace.flow, trace.move), trace.move)
    number = trace.subject.rpartition(":")[2]
    return Read(
        at=trace.at,
        who=label_of(trace.actor, people),
        what=f"{what}（整批{trace.count}件）" if trace.count > 1 else what,
        thing=f"{words.get((trace.flow, ''), trace.flow)} 编号{number}",
        subject=trace.subject,
        said="；".join(_values(trace.said, words)),
    )


def _values(said: dict[str, Any], words: Words) -> Iterable[str]:
    """What a reader understands of what was said: each field by its label."""
    named = ((words.get(("", key), ""), value) for key, value in said.items())
    return (f"{title}：{value}" for title, value in named if title and value not in (None, "", [], {}))
