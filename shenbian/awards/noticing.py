"""What may become of a public notice and of an objection: it runs for working days, stands still while somebody
objects, and ends by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps

from shenbian.awards.guards import HasEnded, HasLines, MayObject, NothingOpen, Objected, Uninvolved
from shenbian.awards.noticed import all_noticed, by_table
from shenbian.flow.actions import perform
from shenbian.flow.row import Effect, Row, Sets
from shenbian.flow.table import Clock, Flow, Move, Phase, State
from shenbian.kit.refusal import Refused, refuse_if
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import FreshHand, clock_has_run, not_own

_MANAGE, _DECIDE = Right.EDITION_MANAGE, Right.ENTRY_DECIDE
WORKING_DAYS = Clock(days="public_notice_working_days", source="公示办法", working=True)
ANSWERED = Clock(days="objection_days", source="公示办法")


class Why(forms.Form):
    reason = forms.CharField(label="原因", max_length=200, help_text="会写进留痕，请不要写人名和号码")

    class Privacy:
        plain = frozenset({"reason"})


class Found(forms.Form):
    """What was found out; whoever objected reads it, so it stays out of traces."""

    found = forms.CharField(
        label="核实情况",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="提出异议的人会看到这段话",
    )

    class Privacy:
        plain: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LastDay(Effect):
    """Keeps the last day of the notice, as the clock of its state has just set it."""

    title = "记下最后一天"
    sets = ("last_on",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.last_on = row.thing.due_on


def _lines(rows: Sequence[Row], **which: Any) -> Any:
    """The open lines of these notices."""
    model: Any = apps.get_model("awards", "NoticeLine")
    found = model.objects.filter(notice__in=[row.thing.pk for row in rows], outcome="open", **which)
    return found.order_by("pk")


@dataclass(frozen=True)
class Announce(Effect):
    """What stands in it hears that it is public."""

    title = "所列事项进入公示"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        reasons = {}
        for place, row in enumerate(rows):
            subjects = _lines([row]).values_list("subject", flat=True)
            try:
                for table, keys in by_table(subjects).items():
                    all_noticed[table].announced(keys, by=row.by.operating())
            except Refused as why:
                reasons[place] = "；".join(why.reasons.values())
        refuse_if(reasons)


@dataclass(frozen=True)
class Settle(Effect):
    """What its open lines become, and what follows from that; asked once the notice itself is saved."""

    outcome: str
    verb: str
    says: str
    late = True

    @property
    def title(self) -> str:
        return self.says

    def act(self, rows: Sequence[Row]) -> None:
        lines = _lines(rows)
        subjects = list(lines.values_list("subject", flat=True))
        lines.update(outcome=self.outcome)
        for table, keys in by_table(subjects).items():
            getattr(all_noticed[table], self.verb)(keys, by=rows[0].by.operating())


@dataclass(frozen=True)
class Stop(Effect):
    """The clock of the notice stands still from the first objection on."""

    title = "公示暂停计时"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        notices = {row.thing.notice_id: row.thing.notice for row in rows if row.thing.notice.status == "running"}
        perform("pause", on=list(notices.values()), by=rows[0].by.operating())


@dataclass(frozen=True)
class Strike(Effect):
    """An objection is right: its line is struck, or all of the notice is called off; what it was about hears of it."""

    title = "划去公示中的这一行"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        model: Any = apps.get_model("awards", "NoticeLine")
        lines = model.objects.filter(pk__in={row.thing.line_id for row in rows} - {None}, outcome="open")
        subjects = list(lines.order_by("pk").values_list("subject", flat=True))
        lines.update(outcome="struck")
        for table, keys in by_table(subjects).items():
            all_noticed[table].struck(keys, by=rows[0].by.operating())
        whole = {row.thing.notice_id: row.thing.notice for row in rows if row.thing.line_id is None}
        if whole:
            said = {"reason": "对全部内容的异议成立"}
            perform("cancel", on=list(whole.values()), by=rows[0].by.operating(), said=said)


@dataclass(frozen=True)
class GoOn(Effect):
    """Once nothing is open any more, the clock of the notice goes on with what it had left."""

    title = "没有其他异议的，公示继续计时"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        model: Any = apps.get_model("awards", "PublicNotice")
        paused = model.objects.filter(pk__in={row.thing.notice_id for row in rows}, status="paused")
        quiet = paused.exclude(objections__status="open").order_by("pk")
        perform("resume", on=list(quiet), by=rows[0].by.operating())


NOTICE = Flow(
    "public_notice",
    title="公示",
    begins=_MANAGE,
    states=(
        State("drafted",   "起草中",           Phase.DRAFT),
        State("running",   "公示中",           Phase.WAITING, WORKING_DAYS),
        State("paused",    "有异议，暂停计时", Phase.WAITING, pauses=True),
        State("ended",     "公示期满",         Phase.DONE),
        State("cancelled", "已取消",           Phase.VOID),
    ),
    moves=(
        Move(name="start", title="开始公示", source=("drafted",), target="running", right=_MANAGE,
             guards=(HasLines(),), effects=(Sets("starts_on", lambda row: row.day), LastDay(), Announce())),
        Move(name="record", title="登记已期满的公示", source=("drafted",), target="ended",
             right=Right.REGISTER_IMPORT, guards=(HasEnded(),)),
        Move(name="end", title="公示期满", source=("running",), target="ended", right=_MANAGE,
             guards=(clock_has_run, NothingOpen()),
             effects=(Sets("ended_on", lambda row: row.day),
                      Settle("clean", "cleared", "无异议的各行通过"))),
        Move(name="pause", title="暂停计时", source=("running",), target="paused", right=_MANAGE,
             guards=(Objected(),), effects=(LastDay(),)),
        Move(name="resume", title="继续计时", source=("paused",), target="running", right=_MANAGE,
             guards=(NothingOpen(),), effects=(LastDay(),)),
        Move(name="cancel", title="取消公示", source=("drafted", "running", "paused"), target="cancelled",
             right=_MANAGE, asks=Why, effects=(Settle("called_off", "called_off", "所列事项退回待公示"),)),
    ),
)  # fmt: skip

OBJECTION = Flow(
    "objection",
    title="对公示的异议",
    states=(
        State("draft",     "填写中",     Phase.DRAFT),
        State("open",      "待核实",     Phase.WAITING, ANSWERED),
        State("upheld",    "异议成立",   Phase.DONE),
        State("dismissed", "异议不成立", Phase.DONE),
        State("withdrawn", "已撤回",     Phase.VOID),
    ),
    moves=(
        Move(name="raise", title="提出异议", source=("draft",), target="open", right=Right.ENTRY_OBJECT,
             guards=(MayObject(),), effects=(Stop(),), tells=("next",)),
        Move(name="take_down", title="登记异议", source=("draft",), target="open", right=Right.REGISTER_KEEP,
             guards=(MayObject(),), effects=(Stop(),), tells=("next",)),
        Move(name="uphold", title="异议成立", source=("open",), target="upheld", right=_DECIDE, asks=Found,
             guards=(not_own, FreshHand(), Uninvolved()),
             effects=(Sets("found", lambda row: row.said["found"]), Strike(), GoOn()), tells=("owner",),
             says="您的{what}已核实，异议成立，可在公示页查看核实情况。"),
        Move(name="dismiss", title="异议不成立", source=("open",), target="dismissed", right=_DECIDE, asks=Found,
             guards=(not_own, FreshHand(), Uninvolved()),
             effects=(Sets("found", lambda row: row.said["found"]), GoOn()), tells=("owner",),
             says="您的{what}已核实，可在公示页查看核实情况。"),
        Move(name="withdraw", title="撤回异议", source=("open",), target="withdrawn", right=Right.ENTRY_WITHDRAW,
             effects=(GoOn(),)),
    ),
)  # fmt: skip
