"""Forms by which sessions are planned, one or a series; the rest is asked by their moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q

from shenbian.editions.models import Edition
from shenbian.editions.queries import editions_covered
from shenbian.gatherings.actions import Planned
from shenbian.gatherings.actions.planning import MOST
from shenbian.gatherings.declared import Mode, SessionKind
from shenbian.gatherings.flows.asks import SetUp
from shenbian.gatherings.models import Risk
from shenbian.kit.period import beijing_date, today
from shenbian.orgs.models import Organisation, Unit
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

WEEKDAYS = [(str(number), f"周{name}") for number, name in enumerate("一二三四五六日")]
ONCE, WEEKLY, CHOSEN = "", "weekly", "chosen"
_DAY = forms.DateInput(attrs={"type": "date"})


_GROUPS = {
    "": (
        *("title", "held_with", "organisation", "edition", "starts_at", "ends_at"),
        *("place", "room", "teacher", "booking", "capacity"),
    ),
    "安排几次": ("repeat", "weekdays", "until", "days"),
    "预约的时限": ("opens_at", "closes_at", "release_at"),
    "方式、对象和议程": ("mode", "link", "audience", "agenda"),
    "风险、保险和须知": ("risk", "insurance", "terms"),
}


class Group:
    """Fields that stand together; `opens`: somebody has said something in them, or said it wrongly."""

    def __init__(self, form: forms.Form, title: str, names: tuple[str, ...]) -> None:
        self.title = title
        self.fields = [form[name] for name in names if name in form.fields]
        self.opens = any(each.errors or (form.is_bound and _said(each)) for each in self.fields)


def _said(field: forms.BoundField) -> bool:
    """Whether somebody said something in it that was not there before."""
    return (field.data or "") not in ("", [], field.initial)


class Plan(SetUp):
    """What a session, or each of a series, begins with."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="举办工会", empty_label=None)
    edition = forms.ModelChoiceField(
        Edition.objects.none(), label="所属届期", required=False, empty_label="不属于任何一期"
    )
    held_with = forms.CharField(label="对方单位", max_length=200, help_text="单位全称、编号或信用代码")
    agenda = forms.CharField(label="议程", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))
    repeat = forms.ChoiceField(
        label="安排几次",
        required=False,
        choices=[(ONCE, "只这一次"), (WEEKLY, "每周重复"), (CHOSEN, "另选日子")],
        widget=forms.RadioSelect,
        help_text="时间、地点和预约的时限都照这一次顺延",
    )
    weekdays = forms.MultipleChoiceField(
        label="每周哪几天", required=False, choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(label="重复到哪天", required=False, widget=_DAY)
    days = forms.CharField(
        label="另选的日子",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="一行一个，例如2026-09-06；第一次的日子不用再写",
    )

    def __init__(self, said: Any = None, *, kind: SessionKind, actor: Actor, edition: Edition | None = None) -> None:
        begins: dict[str, Any] = {"title": kind.title, "edition": edition, "audience": kind.audience}
        begins |= {"booking": kind.modes[0].value, "risk": Risk.LOW.value}
        if edition is not None:
            begins["organisation"] = edition.organisation
        super().__init__(said, initial=begins)
        self.kind = kind
        fields: Any = self.fields
        fields["organisation"].queryset = where(actor, kind)
        fields["edition"].queryset = editions_for(actor, kind)
        fields["booking"].choices = [(mode.value, Mode(mode).label) for mode in kind.modes]
        if kind.audience != "employers":
            del fields["held_with"]
        if kind.audience:
            del fields["audience"]

    def clean_held_with(self) -> Unit:
        typed = self.cleaned_data["held_with"].strip()
        found = list(Unit.objects.filter(Q(name=typed) | Q(number=typed) | Q(uscc=typed.upper()))[:2])
        if len(found) == 1:
            return found[0]
        raise forms.ValidationError(
            "有不止一家这个名称的单位，请写信用代码。" if found else "没有找到这家单位，请写全称。"
        )

    def clean_days(self) -> list[date]:
        try:
            return [date.fromisoformat(each) for each in self.cleaned_data["days"].split()]
        except ValueError as wrong:
            raise forms.ValidationError("日子请一行一个，写成2026-09-06这样。") from wrong

    def clean(self) -> None:
        super().clean()
        told = self.cleaned_data
        if told.get("repeat") == WEEKLY:
            if not told.get("weekdays"):
                self.add_error("weekdays", "请选每周哪几天。")
            if not told.get("until"):
                self.add_error("until", "请写重复到哪天为止。")
            elif told.get("starts_at") and told["until"] < beijing_date(told["starts_at"]):
                self.add_error("until", "这一天在第一次之前。")
        if told.get("repeat") == CHOSEN and not told.get("days") and "days" not in self.errors:
            self.add_error("days", "请至少写一个日子。")
        if self.errors:
            return
        if not self.all_days:
            self.add_error("until", "到这一天为止没有选中的星期几，请往后写。")
        elif len(self.all_days) > MOST:
            self.add_error("until", f"一次最多安排{MOST}场，请分几次。")

    @property
    def groups(self) -> list[Group]:
        """The fields as the page lays them out: what every session has, then what only some need, folded."""
        return [Group(self, title, names) for title, names in _GROUPS.items()]

    @property
    def all_days(self) -> list[date]:
        """The days that were asked for, the first one among them where it fits."""
        told = self.cleaned_data
        first = beijing_date(told["starts_at"])
        if told["repeat"] == WEEKLY:
            wanted = {int(each) for each in told["weekdays"]}
            ahead = (first + timedelta(days=n) for n in range(min((told["until"] - first).days, 3660) + 1))
            return [day for day in ahead if day.weekday() in wanted]
        return sorted({first, *told["days"]}) if told["repeat"] == CHOSEN else [first]

    @property
    def planned(self) -> Planned:
        """What was said, once the form is valid."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in _REPEATS}
        return Planned(kind=self.kind.key, **told)


_REPEATS = ("repeat", "weekdays", "until", "days")


def where(actor: Actor, kind: SessionKind) -> Any:
    """The bodies at which somebody may plan sessions of this kind: where they hold such a post."""
    posts = (post for post in actor.posts if Right.REGISTER_KEEP in post.role.rights)
    here = {post.organisation_id for post in posts if not post.desks or kind.desk.value in post.desks}
    return Organisation.objects.filter(pk__in=here).order_by("path")


def editions_for(actor: Actor, kind: SessionKind) -> Any:
    """The editions of its programme into which this person may put sessions: no umbrellas, nothing of years ago."""
    rows = editions_covered(actor).filter(programme=kind.programme, year__gte=today().year - 1)
    inside = [each.pk for each in rows if may(actor, Right.REGISTER_KEEP, each)]
    return Edition.objects.filter(pk__in=inside, editions=None).order_by("-year", "-id")


class Decision(forms.Form):
    """One line of what a meeting decided."""

    decision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label="议定什么", max_length=500, required=False, help_text="留空即删去这一项")
    who = forms.CharField(label="由谁办", max_length=100, required=False, help_text="写部门或职务，不写人名")
    until = forms.DateField(label="办结期限", required=False, widget=_DAY)

    class Privacy:
        plain = frozenset({"decision", "text", "who", "until"})

    def clean(self) -> None:
        told = self.cleaned_data
        if (told.get("who") or told.get("until")) and not told.get("text"):
            self.add_error("text", "请写议定什么。")


Decisions: type[forms.BaseFormSet[Decision]] = forms.formset_factory(Decision, extra=3, max_num=60)
