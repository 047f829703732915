"""The table of the tests' tickets: a draft is handed in, looked at, made public for a while, then granted."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from shenbian.facts.fact import NewFact
from shenbian.facts.kind import Facet, Has, Kind, Status, Type
from shenbian.flow.row import Effect, Guard, Row, Sets
from shenbian.flow.table import Clock, Flow, Move, Phase, State
from shenbian.kit.refusal import Refused
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import (
    FreshHand,
    HasPlace,
    OnceEach,
    WithinWindow,
    clock_has_run,
    fresh_hand,
    is_member,
    not_own,
)

TICKET_KIND = Kind(
    key="sample.ticket",
    title="测试票",
    one="张",
    natural=("edition", "person"),
    person=Has.MUST,
    edition=Has.MUST,
    imported=False,
)


class Points(forms.Form):
    """What the one who looks at it must say; the remark may name people and stays out of traces."""

    points = forms.IntegerField(label="分值", min_value=0, max_value=100)
    remark = forms.CharField(label="备注", required=False)

    class Privacy:
        plain = frozenset({"points"})


class Lucky(Effect):
    """Refuses the unlucky number, as an effect may that learns something only while it acts."""

    title = "不办理13分"

    def act(self, rows: Sequence[Row]) -> None:
        unlucky = {place: "13分不予办理。" for place, row in enumerate(rows) if row.thing.points == 13}
        if unlucky:
            raise Refused(unlucky)


def ticket_fact(row: Row) -> Iterator[NewFact]:
    thing: Any = row.thing
    yield NewFact(
        kind=TICKET_KIND.key,
        happened_on=row.day,
        organisation=thing.organisation.pk,
        org_path=thing.organisation.path,
        person=thing.person.key,
        edition=f"event:{thing.event_id}",
        source=f"event:{thing.event_id}|{thing.person.key}",
        evidence=thing.subject,
    )


TICKET = Flow(
    "ticket",
    title="测试票",
    begins=Right.REGISTER_KEEP,
    states=(
        State("draft",     "草稿",   Phase.DRAFT),
        State("handed_in", "待核实", Phase.WAITING),
        State("stopped",   "待补正", Phase.WAITING, pauses=True),
        State("noticed",   "公示中", Phase.WAITING, Clock(days=5, working=True, source="测试办法第3条")),
        State("granted",   "已通过", Phase.DONE),
        State("declined",  "未通过", Phase.VOID),
        State("forgotten", "旧状态", Phase.VOID, retired=True),
    ),
    moves=(
        Move(name="give", title="当场发给", source=("draft",), target="granted", right=Right.ENTRY_ENDORSE,
             guards=(not_own, HasPlace("event")), effects=(Lucky(),), facts=(ticket_fact,), tells=("owner",)),
        Move(name="hand_in", title="提交", source=("draft",), target="handed_in", right=Right.REGISTER_KEEP,
             guards=(WithinWindow("event.opens_on", "event.closes_on"), is_member, OnceEach("event"),
                     HasPlace("event")),
             tells=("next",)),
        Move(name="notice", title="公示", source=("handed_in",), target="noticed", right=Right.ENTRY_ENDORSE,
             guards=(not_own,), asks=Points, effects=(Sets("points", lambda row: row.said["points"]), Lucky())),
        Move(name="stop", title="要求补正", source=("noticed",), target="stopped", right=Right.ENTRY_ENDORSE,
             guards=(not_own,)),
        Move(name="go_on", title="继续公示", source=("stopped",), target="noticed", right=Right.ENTRY_ENDORSE,
             guards=(not_own, FreshHand(than=("stop",)))),
        Move(name="grant", title="通过", source=("noticed",), target="granted", right=Right.ENTRY_DECIDE,
             guards=(not_own, fresh_hand, clock_has_run), facts=(ticket_fact,), tells=("owner",)),
        Move(name="decline", title="不予通过", source=("handed_in", "noticed"), target="declined",
             right=Right.ENTRY_DECIDE, guards=(not_own,), tells=("owner",)),
    ),
)  # fmt: skip


SHIFT_KIND = Kind(
    key="sample.shift",
    title="测试值班",
    one="人次",
    natural=("no",),
    person=Has.MUST,
    facets=(
        Facet(key="no", title="值班编号", required=True),
        Facet(key="hours", title="值班小时数", type=Type.WHOLE),
    ),
    status=Status(final=("已到岗", "迟到"), left_out={"计划": "尚未值班", "取消": "值班已取消", "未填": "没有填报"}),
    by_moves=True,
)


class NotTooLong(Guard):
    """Asked at the door, so a sheet hears of it row by row."""

    title = "不超过24小时"

    def why(self, row: Row, known: None) -> str | None:
        return "一班不能超过24小时。" if (row.thing.hours or 0) > 24 else None


def shift_fact(row: Row) -> Iterator[NewFact]:
    thing: Any = row.thing
    yield NewFact(
        kind=SHIFT_KIND.key,
        happened_on=thing.on,
        organisation=thing.organisation.pk,
        org_path=thing.organisation.path,
        person=thing.person.key,
        facets={"no": thing.number} | ({"hours": thing.hours} if thing.hours is not None else {}),
        source=thing.number,
        evidence=thing.evidence,
    )


SHIFT = Flow(
    "shift",
    title="测试值班",
    states=(
        State("planned", "计划", Phase.WAITING),
        State("done",    "已值班", Phase.DONE),
        State("off",     "已取消", Phase.VOID),
    ),
    moves=(
        Move(name="do", title="到岗", source=("planned",), target="done", right=Right.REGISTER_IMPORT,
             guards=(NotTooLong(),), facts=(shift_fact,)),
        Move(name="call_off", title="取消", source=("planned", "done"), target="off", right=Right.REGISTER_IMPORT),
    ),
)  # fmt: skip
