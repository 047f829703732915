"""What the mover must say: forms of the moves."""

from __future__ import annotations

from typing import Any

from django import forms

from shenbian.facts.kind import kinds
from shenbian.gatherings.declared import Mode


def _instant(label: str, *, required: bool = False, help_text: str = "") -> forms.DateTimeField:
    """A day and a time of day, in Beijing."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, help_text=help_text)


def _codes(facet: str) -> Any:
    return lambda: [("", "不填"), *kinds["session.held"].facet(facet).codes.items()]


_RISKS = (("low", "低"), ("middle", "中"), ("high", "高"))  # as `models.Risk`, which is built upon these forms


class Why(forms.Form):
    """Why; whom it concerns reads it, and it stays in the trace: it names nobody."""

    reason = forms.CharField(label="原因", max_length=200, help_text="会告知相关的人并留痕，请不要写人名和号码")

    class Privacy:
        plain = frozenset({"reason"})


class When(forms.Form):
    """From when until when."""

    starts_at = _instant("开始时间", required=True)
    ends_at = _instant("结束时间")

    class Privacy:
        plain = frozenset({"starts_at", "ends_at"})

    def clean(self) -> None:
        starts, ends = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "结束时间应晚于开始时间。")


class Postpone(When, Why):
    """To when, and why."""

    field_order = ("starts_at", "ends_at", "reason")

    class Privacy:
        plain = When.Privacy.plain | Why.Privacy.plain


class SetUp(When):
    """What may be changed while a session stands; all of it may be read by everybody."""

    title = forms.CharField(label="主题", max_length=200)
    mode = forms.ChoiceField(label="方式", required=False, choices=_codes("mode"))
    place = forms.CharField(label="地点", required=False, max_length=200)
    room = forms.CharField(label="教室或场地", required=False, max_length=100)
    link = forms.URLField(label="线上链接", required=False, max_length=500, assume_scheme="https")
    teacher = forms.CharField(label="讲师", required=False, max_length=100)
    audience = forms.ChoiceField(label="对象", required=False, choices=_codes("audience"))
    capacity = forms.IntegerField(label="容量", required=False, min_value=1, help_text="不填：不限人数")
    booking = forms.ChoiceField(label="预约方式", choices=Mode.choices)
    opens_at = _instant("开始预约", help_text="不填：发布后即可预约")
    closes_at = _instant("截止预约", help_text="不填：到开始时为止")
    release_at = _instant("名额退回时间", help_text="到时各工会没有用完的名额退回公共名额；不填：不退回")
    risk = forms.ChoiceField(label="风险等级", choices=_RISKS)
    insurance = forms.CharField(label="保险单号", required=False, max_length=100, help_text="高风险的场次必须先投保")
    terms = forms.CharField(label="须知", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))

    class Privacy:
        plain = When.Privacy.plain | frozenset(
            "title mode place room link teacher audience capacity booking opens_at closes_at release_at risk insurance "
            "terms".split()
        )

    def clean(self) -> None:
        super().clean()
        opens, closes = self.cleaned_data.get("opens_at"), self.cleaned_data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "截止预约应晚于开始预约。")


class Minutes(forms.Form):
    """What a meeting was about and what was said."""

    agenda = forms.CharField(label="议程", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 3}))
    minutes_text = forms.CharField(label="会议记录", max_length=10_000, widget=forms.Textarea(attrs={"rows": 8}))

    class Privacy:
        plain: frozenset[str] = frozenset()


class InTruth(Why):
    """How it was in truth."""

    title = forms.CharField(label="主题", max_length=200, required=False)
    on = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    mode = forms.ChoiceField(label="方式", required=False, choices=_codes("mode"))
    audience = forms.ChoiceField(label="对象", required=False, choices=_codes("audience"))
    minutes = forms.IntegerField(label="时长(分钟)", required=False, min_value=1, max_value=24 * 60)

    class Privacy:
        plain = Why.Privacy.plain | frozenset({"title", "on", "mode", "audience", "minutes"})


class Heads(Why):
    """How many, or how long, in truth."""

    quantity = forms.IntegerField(label="人次", min_value=1, max_value=100_000)
    minutes = forms.IntegerField(label="时长(分钟)", required=False, min_value=1, max_value=24 * 60)

    class Privacy:
        plain = Why.Privacy.plain | frozenset({"quantity", "minutes"})


class PaidDuty(Why):
    """That somebody was there on duty and paid for it: the reason is written already, and may be told more exactly."""

    reason = forms.CharField(
        label="原因",
        max_length=200,
        initial="带薪值班，不算志愿服务",
        help_text="会告知本人并留痕，请不要写人名和号码",
    )


class Left(forms.Form):
    """When somebody left, where they forgot to say so themselves."""

    out_at = _instant("签退时间", required=True)

    class Privacy:
        plain = frozenset({"out_at"})


class Feedback(forms.Form):
    """What somebody thinks of it."""

    feedback_stars = forms.TypedChoiceField(
        label="评分",
        coerce=int,
        choices=[(5, "很好"), (4, "好"), (3, "一般"), (2, "不好"), (1, "很不好")],
        widget=forms.RadioSelect,
    )
    feedback = forms.CharField(label="意见", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    class Privacy:
        plain = frozenset({"feedback_stars"})


class Drawn(forms.Form):
    """Which place the draw gave."""

    rank = forms.IntegerField(label="抽签次序", min_value=1)

    class Privacy:
        plain = frozenset({"rank"})
