"""What happened to a thing, as one timeline: its traces, the facts it wrote, the papers that were added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shenbian.desk.counted import amount, kind_title
from shenbian.desk.names import key_of, label_of
from shenbian.facts.models import Fact
from shenbian.files.models import Attachment
from shenbian.flow.doing import BEGIN
from shenbian.flow.models import Flowing, Trace
from shenbian.flow.queries import flowing_models
from shenbian.flow.table import Flow, Move, State
from shenbian.people.models import Person

UNDER = {"under": "依据"}  # by which duty session, delegation or consent the mover acted
# What is done beside the table of moves and leaves a trace, and what such a trace says.
BESIDE = {
    "quotas": "分配名额",
    "release": "退回名额",
    "draw": "抽签",
    "decisions": "写议定事项",
    "hosts": "写明办会单位",
    "remove_paper": "移除材料",
}
SAID = {
    "places": "名额",
    "unions": "工会",
    "units": "单位",
    "seed": "随机种子",
    "order": "抽签次序（预约编号）",
    "decisions": "议定事项",
    "hosts": "办会单位",
    "papers": "材料",
}


@dataclass(frozen=True)
class Happened:
    """One entry. `order` settles what the clock leaves open: a move comes before the facts it wrote."""

    at: datetime
    icon: str
    title: str
    who: str
    said: str = ""
    href: str = ""
    order: tuple[int, int] = field(default=(0, 0), compare=False)


def keys_in(traces: Iterable[Trace], facts: Iterable[Fact]) -> set[int | None]:
    """Whom the entries will name."""
    return {key_of(each.actor) for each in traces} | {key_of(each.recorded_by) for each in facts}


def story(
    thing: Flowing,
    traces: Sequence[Trace],
    facts: Sequence[Fact],
    people: Mapping[int, Person],
    attached: Sequence[Attachment] = (),
) -> list[Happened]:
    """The entries, the latest first. No query."""
    found = [*_moved(thing, traces, people), *_counted(facts, people), *_added(attached, people)]
    return sorted(found, key=lambda each: (each.at, each.order), reverse=True)


def _moved(thing: Flowing, traces: Sequence[Trace], people: Mapping[int, Person]) -> Iterator[Happened]:
    flows = [getattr(model, "FLOW", None) for model in flowing_models()]
    others = {each.name: each for each in flows if isinstance(each, Flow)}
    for trace in traces:  # of the batch in which it came, too
        flow = thing.flow if trace.flow == thing.flow.name else others.get(trace.flow, thing.flow)
        move = next((each for each in flow.moves_from(trace.before) if each.name == trace.move), None)
        after = next((state for state in flow.states if state.key == trace.after), None)
        yield Happened(
            at=trace.at,
            icon="clock" if trace.move == BEGIN else "arrow",
            title=_title(trace, move),
            who=label_of(trace.actor, dict(people)),
            said="\n".join(_lines(trace, move, after)),
            order=(0, trace.id),
        )


def _added(attached: Sequence[Attachment], people: Mapping[int, Person]) -> Iterator[Happened]:
    for each in attached:
        yield Happened(
            at=each.attached_at,
            icon="photo" if each.file.is_image else "file",
            title=f"添加{each.get_kind_display()}",
            who=label_of(each.attached_by, dict(people)),
            said=each.said or each.file.name,
            order=(2, each.pk),
        )


def _title(trace: Trace, move: Move | None) -> str:
    title = "建立" if trace.move == BEGIN else move.title if move else BESIDE.get(trace.move, trace.move)
    return f"{title}（整批{trace.count}件）" if trace.count > 1 else title


def _lines(trace: Trace, move: Move | None, after: State | None) -> Iterator[str]:
    """What the mover said, by the labels of the move's form; then what the thing became."""
    fields: Mapping[str, Any] = getattr(move.asks, "base_fields", {}) if move else {}
    for key, value in trace.said.items():
        asked = fields.get(key)
        choices = dict(getattr(asked, "choices", None) or ())
        if value not in (None, ""):
            label = (asked.label if asked else {**SAID, **UNDER}.get(key)) or key
            yield f"{label}：{_word(choices.get(value, value) if choices else value)}"
    if after and trace.before and trace.before != trace.after:
        yield f"状态变为“{after.title}”"


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _counted(facts: Sequence[Fact], people: Mapping[int, Person]) -> Iterator[Happened]:
    for fact in facts:
        yield Happened(
            at=fact.recorded_at,
            icon="seal",
            title=f"记入台账：{kind_title(fact.kind)}",
            who=label_of(fact.recorded_by, dict(people)),
            said="后来作废" if fact.voided_at else amount(fact),
            order=(1, fact.id),
        )
