"""What may become of an order, of who is named in it, of a day out there and of a problem that was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps

from shenbian.deployments.declared import DUTY_DAY
from shenbian.deployments.guards import (
    AnothersHand,
    HasPeople,
    HasStanding,
    InsideOrder,
    KeepsItsDays,
    LastDay,
    NoDays,
    NotAhead,
    NotOver,
    OnceADay,
    source,
)
from shenbian.facts.actions import strike
from shenbian.facts.fact import NewFact
from shenbian.facts.models import Fact
from shenbian.flow.actions import begin
from shenbian.flow.row import Effect, Row, Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.kit.refusal import refuse_if
from shenbian.notices.actions import Telling, tell
from shenbian.notices.kinds import Kind, kinds
from shenbian.rights.catalogue import Right
from shenbian.rights.within import Named, people_said

ORDERED = Kind("deployment.ordered", "派我下沉、蹲点")
kinds.add(ORDERED)
_MANAGE, _KEEP = Right.EDITION_MANAGE, Right.REGISTER_KEEP
_NAMELESS = "会写进台账，请不要写人名和号码"


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class Plan(forms.Form):
    """What an order says; all of it may be read by whoever is sent."""

    title = forms.CharField(label="任务", max_length=100, help_text="例如：仁和镇核酸采样点支援")
    from_on = _day("第一天")
    until_on = _day("最后一天")
    place = forms.CharField(label="社区(村)或驻点", max_length=100, help_text="写全称，值守台账上就用这个名称")
    work = forms.CharField(label="工作内容", max_length=200, required=False)

    class Privacy:
        plain = frozenset({"title", "from_on", "until_on", "place", "work"})

    def clean_place(self) -> str:
        return " ".join(str(self.cleaned_data["place"]).split())

    def clean(self) -> None:
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "最后一天早于第一天。")


class Why(forms.Form):
    reason = forms.CharField(label="原因", max_length=200)

    class Privacy:
        plain = frozenset({"reason"})


class StruckWhy(forms.Form):
    """It stands in the ledger, so it names nobody."""

    reason = forms.CharField(label="原因", max_length=200, help_text=_NAMELESS)

    class Privacy:
        plain = frozenset({"reason"})


class Back(forms.Form):
    until_on = _day("在那里的最后一天")
    reason = forms.CharField(label="原因", max_length=200, required=False, help_text="不写病情等个人情况")

    class Privacy:
        plain = frozenset({"until_on", "reason"})


class Successor(Back):
    who = forms.CharField(label="接替的人", max_length=60, help_text="写证件号码，或者姓名（没有同名时）")
    field_order = ("who", "until_on", "reason")


class Correction(StruckWhy):
    """The day, the place and the work as they should be, and why."""

    day = _day("日期")
    place = forms.CharField(label="社区(村)或驻点", max_length=100)
    work = forms.CharField(label="工作内容", max_length=200, required=False, help_text=_NAMELESS)
    field_order = ("day", "place", "work", "reason")

    class Privacy:
        plain = frozenset({"day", "place", "work", "reason"})

    def clean_place(self) -> str:
        return " ".join(str(self.cleaned_data["place"]).split())


class Solved(forms.Form):
    solved_on = _day("解决日期")
    done = forms.CharField(label="怎样解决的", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    class Privacy:
        plain = frozenset({"solved_on", "done"})


def _sets(*names: str) -> tuple[Sets, ...]:
    return tuple(Sets(name, lambda row, name=name: row.said[name]) for name in names)  # type: ignore[misc]


@dataclass(frozen=True)
class TellNamed(Effect):
    """Whoever is named hears of it, with days and place; `says` is what became of the order."""

    says: str
    title = "告知派出的人"

    def act(self, rows: Sequence[Row]) -> None:
        orders = {row.thing.pk: row.thing for row in rows}
        model = apps.get_model("deployments", "Assignment")
        named = model._default_manager.filter(order__in=orders, status="named").select_related("person__merged_into")
        tell_named([(orders[each.order_id], each) for each in named.order_by("pk")], self.says, by=rows[0].by.ref)


def tell_named(named: Sequence[tuple[Any, Any]], says: str, *, by: str) -> None:
    """Tell these people of their orders: (order, assignment)."""
    tell(
        [
            Telling(
                to=each.owner,
                kind=ORDERED.key,
                title=f"{order.sending.title}{says}：{order.days}",
                body=f"{order.organisation.name}：{order.place}，{order.days}。{order.work}",
                subject=each.subject,
            )
            for order, each in named
        ],
        by=by,
    )


@dataclass(frozen=True)
class Succeed(Effect):
    """Another is named in their place, from now on; who cannot be found is refused."""

    title = "把接替的人列入任务单"

    def act(self, rows: Sequence[Row]) -> None:
        found = people_said([row.said["who"] for row in rows], actor=rows[0].by, right=_MANAGE)
        refuse_if({place: each.why for place, each in enumerate(found) if each.why})
        model = apps.get_model("deployments", "Assignment")
        refuse_if(self._twice(rows, found, model))
        new = [row.thing.succeeded_by(each.person) for row, each in zip(rows, found, strict=True)]
        begin(new, by=rows[0].by)
        issued = [(each.order, each) for each in new if each.order.status == "issued"]
        tell_named(issued, "任务", by=rows[0].by.ref)

    def _twice(self, rows: Sequence[Row], found: Sequence[Named], model: Any) -> dict[int, str]:
        named = model._default_manager.filter(order__in={row.thing.order_id for row in rows}, status="named")
        there = set(named.values_list("order", "person"))
        pairs = [
            (row.thing.order_id, each.person.pk if each.person else 0) for row, each in zip(rows, found, strict=True)
        ]
        return {
            place: "接替的人已经在这张任务单里。"
            for place, pair in enumerate(pairs)
            if pair in there or pair in pairs[:place]
        }


@dataclass(frozen=True)
class StrikeOut(Effect):
    """What the day has counted so far no longer stands."""

    title = "原来的台账记录作废"

    def act(self, rows: Sequence[Row]) -> None:
        told = {row.thing.source: row.said["reason"] for row in rows}
        standing = Fact.objects.filter(kind=DUTY_DAY, source__in=told, voided_at=None)
        ids: dict[str, list[int]] = {}
        for pk, key in standing.values_list("pk", "source"):
            ids.setdefault(told[key], []).append(pk)
        for reason, facts in ids.items():
            strike(facts, by=rows[0].by.ref, reason=reason)


@dataclass(frozen=True)
class KnowTheFact(Effect):
    """The day keeps the natural key of its fact: two records of one person may become one later."""

    title = "记下台账的唯一标识"
    sets = ("source",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.source = row.thing.came.source if row.thing.came else source(row.thing)


def counted(row: Row) -> Iterator[NewFact]:
    """The fact: the same that an import of the register would write; of a sheet's row the very one."""
    thing = row.thing
    if thing.came:
        yield thing.came
        return
    said = {"programme": thing.programme, "place": thing.place, "standing": thing.standing, "work": thing.work}
    yield NewFact(
        kind=DUTY_DAY,
        happened_on=thing.day,
        organisation=thing.organisation_id,
        org_path=thing.organisation.path,
        person=thing.owner,
        facets={key: word for key, word in said.items() if word},
        source=thing.source,
        evidence=thing.subject,
    )


_PLAN = _sets("title", "from_on", "until_on", "place", "work")

ORDER = Flow(
    "deployment_order",
    title="下沉任务单",
    begins=_MANAGE,
    states=(
        State("drafted",   "起草中", Phase.DRAFT),
        State("issued",    "已下达", Phase.DONE),
        State("ended",     "已结束", Phase.DONE),
        State("cancelled", "已取消", Phase.VOID),
    ),
    moves=(
        Move(name="issue", title="下达", source=("drafted",), target="issued", right=_MANAGE,
             guards=(HasPeople(), NotOver()), effects=(TellNamed("任务"),)),
        Move(name="amend", title="修改", source=("drafted",), target="drafted", right=_MANAGE, asks=Plan,
             effects=_PLAN),
        Move(name="amend", title="修改", source=("issued",), target="issued", right=_MANAGE, asks=Plan,
             guards=(KeepsItsDays(),), effects=(*_PLAN, TellNamed("任务有变"))),
        Move(name="end", title="结束", source=("issued",), target="ended", right=_MANAGE),
        Move(name="cancel", title="取消", source=("drafted",), target="cancelled", right=_MANAGE, asks=Why),
        Move(name="cancel", title="取消", source=("issued",), target="cancelled", right=_MANAGE, asks=Why,
             guards=(KeepsItsDays(),), effects=(TellNamed("任务取消"),)),
    ),
)  # fmt: skip

ASSIGNMENT = Flow(
    "deployment_assignment",
    title="派出人员",
    begins=_MANAGE,
    states=(
        State("named",    "在列",     Phase.DONE),
        State("returned", "提前返回", Phase.DONE),
        State("replaced", "已换人",   Phase.DONE),
        State("removed",  "已划去",   Phase.VOID),
    ),
    moves=(
        Move(name="return", title="提前返回", source=("named",), target="returned", right=_MANAGE, asks=Back,
             guards=(LastDay(),), effects=_sets("until_on"), tells=("owner",),
             says="您的{what}提前结束，谢谢您。"),
        Move(name="replace", title="换人", source=("named",), target="replaced", right=_MANAGE,
             asks=Successor, guards=(LastDay(),), effects=(*_sets("until_on"), Succeed()), tells=("owner",),
             says="您的{what}由同事接替，谢谢您。"),
        Move(name="remove", title="划去", source=("named",), target="removed", right=_MANAGE,
             guards=(NoDays(),), tells=("owner",), says="您不用参加{what}了。"),
    ),
)  # fmt: skip

DUTY = Flow(
    "duty_day",
    title="值守日",
    states=(
        State("draft",     "填写中", Phase.DRAFT),
        State("logged",    "已登记", Phase.DONE),
        State("confirmed", "已核实", Phase.DONE),
        State("struck",    "已作废", Phase.VOID),
    ),
    moves=(
        Move(name="log", title="登记自己的值守", source=("draft",), target="logged", right=Right.ENTRY_MAKE,
             guards=(NotAhead(), InsideOrder(), HasStanding(), OnceADay()), effects=(KnowTheFact(),),
             facts=(counted,)),
        Move(name="enter", title="登记值守", source=("draft",), target="logged", right=_KEEP,
             guards=(NotAhead(), InsideOrder(), HasStanding(), OnceADay()), effects=(KnowTheFact(),),
             facts=(counted,)),
        Move(name="confirm", title="核实", source=("logged",), target="confirmed", right=_KEEP,
             guards=(AnothersHand(),)),
        Move(name="correct", title="更正", source=("logged", "confirmed"), target="logged", right=_KEEP,
             asks=Correction, guards=(NotAhead(), InsideOrder(), OnceADay()),
             effects=(StrikeOut(), *_sets("day", "place", "work"), KnowTheFact()), facts=(counted,), tells=("owner",),
             says="您的{what}已由{where}更正，可在“我的”里查看。"),
        Move(name="withdraw", title="撤回自己的登记", source=("logged",), target="struck",
             right=Right.ENTRY_WITHDRAW, asks=StruckWhy, effects=(StrikeOut(),)),
        Move(name="strike", title="作废", source=("logged", "confirmed"), target="struck", right=_KEEP,
             asks=StruckWhy, effects=(StrikeOut(),), tells=("owner",), says="您的{what}已由{where}作废。"),
    ),
)  # fmt: skip

PROBLEM = Flow(
    "duty_problem",
    title="值守发现的问题",
    states=(
        State("open",    "待解决",   Phase.WAITING),
        State("solved",  "已解决",   Phase.DONE),
        State("dropped", "不作问题", Phase.VOID),
    ),
    moves=(
        Move(name="solve", title="已解决", source=("open",), target="solved", right=_KEEP, asks=Solved,
             effects=_sets("solved_on", "done")),
        Move(name="drop", title="不作问题", source=("open",), target="dropped", right=_KEEP, asks=Why),
    ),
)  # fmt: skip
