"""What may become of one help: proposed, decided by another hand within the caps, given or paid; only to a file that
stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Q, Sum

from shenbian.aid.declared import Form
from shenbian.aid.entitling import dead
from shenbian.aid.forms import Why
from shenbian.flow.actions import perform
from shenbian.flow.row import Effect, Guard, Row, Sets
from shenbian.flow.table import Clock, Flow, Move, Phase, State
from shenbian.kit.money import written
from shenbian.people.models import Person
from shenbian.rights.catalogue import Right
from shenbian.rulebook.queries import look_up_many
from shenbian.standard.guards import FreshHand

CAPS = "hardship_aid_caps"
HOLDS = ("proposed", "decided", "given")  # states in which a help counts against the caps


def _model(name: str) -> Any:
    return apps.get_model("aid", name)


class Given(forms.Form):
    """When it was handed over."""

    on = forms.DateField(label="发放日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    class Privacy:
        plain = frozenset({"on"})


@dataclass(frozen=True)
class OnFile(Guard):
    """The household's file stands, and its worker lives. The file is locked while this is asked."""

    title = "档案在册"
    locks = "dossier"
    reads = ("dossier__person",)

    def needs(self, rows: Sequence[Row]) -> set[int]:
        return dead(row.thing.dossier.person_id for row in rows)

    def why(self, row: Row, known: set[int]) -> str | None:
        dossier = row.thing.dossier
        if not dossier.is_on_file:
            return f"困难档案{dossier.number}{dossier.title_of_state}，不能再给帮扶。"
        return "申请人的会籍登记为去世，请先办理档案退出。" if dossier.person_id in known else None


@dataclass(frozen=True)
class NotKin(Guard):
    """Nobody gives to their own household."""

    title = "不是自己家的档案"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        keys = [each for each in (rows[0].by.person, *rows[0].by.also) if each is not None]
        own = Person.objects.filter(key__in=keys, document_index__isnull=False).values("document_index")
        members = _model("HouseholdMember").objects.filter(dossier__in={row.thing.dossier_id for row in rows})
        return set(members.filter(mark__in=own).values_list("dossier_id", flat=True)) if keys else set()

    def why(self, row: Row, known: set[int]) -> str | None:
        mine = row.thing.dossier_id in known or row.by.owns(row.thing.owner)
        return "不能给自己和家人办理帮扶，请交由同事办理。" if mine else None


@dataclass(frozen=True)
class WithinCaps(Guard):
    """Money stays within the caps of the dated rule: by time, and by worker and year over all their files."""

    title = "不超过每次和全年的上限"

    def needs(self, rows: Sequence[Row]) -> dict[Any, Any]:
        """The caps by union, and what each worker holds of each year beside these rows (fen). Three queries."""
        bodies = {row.thing.organisation_id: row.thing.organisation for row in rows}
        caps = look_up_many(CAPS, at=bodies.values(), on=rows[0].day)
        people = {row.thing.dossier.person_id for row in rows}
        held = _model("Help").objects.filter(dossier__person__in=people, form=Form.MONEY.value, status__in=HOLDS)
        held = held.exclude(pk__in=[row.thing.pk for row in rows]).order_by()
        sums = held.values_list("dossier__person", "year").annotate(Sum("amount_fen"))
        return {("caps", body): each for body, each in caps.items()} | {(pk, year): fen for pk, year, fen in sums}

    def why(self, row: Row, known: dict[Any, Any]) -> str | None:
        thing = row.thing
        if thing.form != Form.MONEY.value:
            return None
        caps = known.get(("caps", thing.organisation_id))
        if caps is None:
            return "规则表里没有这里今天适用的“困难帮扶上限”，请先补上。"
        if thing.amount_fen > caps["time"] * 100:
            return f"每次最多{written(caps['time'] * 100)}，这次是{written(thing.amount_fen)}。"
        held = known.get((thing.dossier.person_id, thing.year), 0)
        if held + thing.amount_fen > caps["year"] * 100:
            return f"{thing.year}年已有{written(held)}，加上这次超过每人每年{written(caps['year'] * 100)}的上限。"
        return None

    def takes(self, row: Row, known: dict[Any, Any]) -> None:
        key = (row.thing.dossier.person_id, row.thing.year)
        if row.thing.form == Form.MONEY.value:
            known[key] = known.get(key, 0) + row.thing.amount_fen


@dataclass(frozen=True)
class Handed(Guard):
    """Goods and services are handed over; money goes by the bank."""

    title = "不是发钱"

    def why(self, row: Row, known: None) -> str | None:
        if row.thing.form == Form.MONEY.value:
            return "帮扶金由财务付款，付成以后自动登记。"
        return "日期还没有到，请核对。" if row.said["on"] > row.day else None


def _payments(rows: Sequence[Row], which: Q) -> set[str]:
    payments: Any = apps.get_model("funds", "Payment")
    found = payments.objects.filter(which, pays__in=[row.thing.subject for row in rows])
    return set(found.values_list("pays", flat=True))


@dataclass(frozen=True)
class Paid(Guard):
    """A payment of it was paid (or, with `yes` off, none was)."""

    yes: bool = True

    @property
    def title(self) -> str:
        return "帮扶金已付成" if self.yes else "帮扶金没有付成"

    def needs(self, rows: Sequence[Row]) -> set[str]:
        return _payments(rows, Q(status="paid"))

    def why(self, row: Row, known: set[str]) -> str | None:
        if (row.thing.subject in known) is self.yes:
            return None
        return "帮扶金还没有付成。" if self.yes else "帮扶金已经付成。"


@dataclass(frozen=True)
class NoPayment(Guard):
    """No payment of it is on its way."""

    title = "没有在付的款项"

    def needs(self, rows: Sequence[Row]) -> set[str]:
        return _payments(rows, ~Q(phase="void"))

    def why(self, row: Row, known: set[str]) -> str | None:
        return "财务已经在付这笔款，请先由财务撤回。" if row.thing.subject in known else None


@dataclass(frozen=True)
class PaidOn(Effect):
    """The day on which the bank paid."""

    title = "记下付款日期"
    sets = ("given_on",)

    def act(self, rows: Sequence[Row]) -> None:
        payments: Any = apps.get_model("funds", "Payment")
        found = payments.objects.filter(status="paid", pays__in=[row.thing.subject for row in rows])
        days = dict(found.values_list("pays", "paid_on"))
        for row in rows:
            row.thing.given_on = days[row.thing.subject]


@dataclass(frozen=True)
class Aided(Effect):
    """The household was helped; a file that waits for its re-check goes on waiting."""

    title = "档案记为已帮扶"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        files = {row.thing.dossier_id: row.thing.dossier for row in rows}
        fresh = _model("Dossier").objects.filter(pk__in=files, status__in=("filed", "rechecked")).order_by("pk")
        perform("help", on=list(fresh), by=rows[0].by.operating())


_KEEP, _DECIDE = Right.REGISTER_KEEP, Right.ENTRY_DECIDE
_OTHERS, _STANDS, _CAPS = NotKin(), OnFile(), WithinCaps()

HELP = Flow(
    "hardship_help",
    title="困难帮扶",
    states=(
        State("draft",     "填写中",       Phase.DRAFT),
        State("proposed",  "待审批",       Phase.WAITING, Clock(days="entry_decide_days", source="困难职工帮扶办法")),
        State("decided",   "已批准待发放", Phase.WAITING),
        State("given",     "已发放",       Phase.DONE),
        State("refused",   "未批准",       Phase.VOID),
        State("cancelled", "已取消",       Phase.VOID),
    ),
    moves=(
        Move(name="propose", title="提出帮扶", source=("draft",), target="proposed", right=_KEEP,
             guards=(_STANDS, _OTHERS, _CAPS), tells=("next",)),
        Move(name="decide", title="批准帮扶", source=("proposed",), target="decided", right=_DECIDE,
             guards=(_STANDS, _OTHERS, FreshHand(), _CAPS), tells=("owner",)),
        Move(name="refuse", title="不批准", source=("proposed",), target="refused", right=_DECIDE, asks=Why,
             guards=(_OTHERS,)),
        Move(name="give", title="登记发放", source=("decided",), target="given", right=_KEEP, asks=Given,
             guards=(_STANDS, _OTHERS, FreshHand(than=("decide",)), Handed()),
             effects=(Sets("given_on", lambda row: row.said["on"]), Aided()), tells=("owner",)),
        Move(name="pay", title="帮扶金付成", source=("decided",), target="given", right=_KEEP, guards=(Paid(),),
             effects=(PaidOn(), Aided()), tells=("owner",)),
        Move(name="bounce", title="帮扶金退票", source=("given",), target="decided", right=_KEEP,
             guards=(Paid(yes=False),)),
        Move(name="cancel", title="取消帮扶", source=("proposed", "decided"), target="cancelled", right=_DECIDE,
             asks=Why, guards=(NoPayment(),)),
    ),
)  # fmt: skip
