"""What can happen to an edition: planned, opened, closed, finished; changed on the way, or called off."""

from django import forms

from shenbian.editions.guards import has_window, nothing_waits, quota_holds
from shenbian.flow.row import Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.rights.catalogue import Right


def _instant(label: str, help_text: str = "") -> forms.DateTimeField:
    """A day and a time of day, in Beijing."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=False, widget=widget, help_text=help_text)


class SetUp(forms.Form):
    """What may be changed while an edition stands; all of it may be read by everybody."""

    title = forms.CharField(label="名称", max_length=200)
    opens_at = _instant("开始时间")
    closes_at = _instant("截止时间", "不填：长期受理")
    quota = forms.IntegerField(label="名额", required=False, min_value=1, help_text="不填：不限名额")
    terms = forms.CharField(label="办法和条件", required=False, max_length=5000, widget=forms.Textarea)

    class Privacy:
        plain = frozenset({"title", "opens_at", "closes_at", "quota", "terms"})

    def clean_title(self) -> str:
        return str(self.cleaned_data["title"]).strip()

    def clean(self) -> None:
        opens, closes = self.cleaned_data.get("opens_at"), self.cleaned_data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "截止时间应晚于开始时间。")


class Why(forms.Form):
    reason = forms.CharField(label="原因", max_length=300)

    class Privacy:
        plain = frozenset({"reason"})


_SETS = tuple(Sets(name, lambda row, name=name: row.said[name]) for name in SetUp.base_fields)  # type: ignore[misc]
_MANAGE = Right.EDITION_MANAGE

EDITION = Flow(
    "edition",
    title="届/期",
    begins=_MANAGE,
    states=(
        State("planned",   "筹备中", Phase.DRAFT),
        State("open",      "开放中", Phase.DONE),
        State("closed",    "已截止", Phase.WAITING),
        State("finished",  "已结束", Phase.DONE),
        State("cancelled", "已取消", Phase.VOID),
    ),
    moves=(
        Move(name="open", title="开放", source=("planned",), target="open", right=_MANAGE, guards=(has_window,)),
        Move(name="close", title="截止", source=("open",), target="closed", right=_MANAGE),
        Move(name="finish", title="结束", source=("closed",), target="finished", right=_MANAGE,
             guards=(nothing_waits,)),
        Move(name="reopen", title="重新开放", source=("closed",), target="open", right=_MANAGE, guards=(has_window,)),
        Move(name="amend", title="修改设置", source=("planned",), target="planned", right=_MANAGE, asks=SetUp,
             effects=_SETS),
        Move(name="amend", title="修改设置", source=("open",), target="open", right=_MANAGE, asks=SetUp,
             guards=(quota_holds,), effects=_SETS),
        Move(name="amend", title="修改设置", source=("closed",), target="closed", right=_MANAGE, asks=SetUp,
             guards=(quota_holds,), effects=_SETS),
        Move(name="cancel", title="取消", source=("planned", "open", "closed"), target="cancelled", right=_MANAGE,
             asks=Why, guards=(nothing_waits,)),
    ),
)  # fmt: skip
