"""What a household says of itself, part by part, and what officers say when they move its file.

Amounts are typed in yuan and kept in fen. Texts about people are sealed, so none of them stands in a trace.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from shenbian.aid.declared import (
    Area,
    Cause,
    Health,
    Housing,
    Hukou,
    Identity,
    Marriage,
    Model,
    Politics,
    Reason,
    Relation,
)
from shenbian.kit import identity
from shenbian.kit.money import fen, yuan
from shenbian.people.models import Document

_BLANK = [("", "请选择")]


class YuanField(forms.DecimalField):
    """An amount of a year typed in yuan; its value is fen."""

    def __init__(self, **said: Any) -> None:
        super().__init__(min_value=0, max_digits=12, decimal_places=2, **said)

    def clean(self, value: Any) -> int | None:  # fen, not Decimal
        said: Decimal | None = super().clean(value)
        return None if said is None else fen(said)

    def prepare_value(self, value: Any) -> Any:
        return yuan(value) if isinstance(value, int) else value


def _choice(label: str, of: Any, *, required: bool = True, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*_BLANK, *of.choices], required=required, help_text=help_text)


def _yuan(label: str, help_text: str = "") -> YuanField:
    return YuanField(label=label, required=False, help_text=help_text)


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class _Sealed:
    """Nothing of such a form is told in traces."""

    plain: frozenset[str] = frozenset()


class Myself(forms.Form):
    """The applicant and the home."""

    identity = _choice("您现在的身份", Identity)
    unit_said = forms.CharField(label="工作单位", max_length=100, required=False)
    phone = forms.CharField(label="联系电话", max_length=20)
    address = forms.CharField(label="现住址", max_length=200)
    postcode = forms.CharField(label="邮政编码", max_length=6, required=False)
    housing = _choice("住房类型", Housing)
    area = _choice("住房面积", Area)
    hukou = _choice("户口类型", Hukou)
    marriage = _choice("婚姻状况", Marriage)
    politics = _choice("政治面貌", Politics, required=False)
    model = _choice("劳模类型", Model, required=False, help_text="是劳模的才选")
    single_parent = forms.BooleanField(label="单亲家庭", required=False)
    no_employed = forms.BooleanField(label="零就业家庭（家里没有人有工作）", required=False)
    insured = forms.BooleanField(label="参加了医疗保险", required=False)

    title = "本人和住房"
    Privacy = _Sealed


class Money(forms.Form):
    """A year's other income, and what must be spent. Wages and pensions are asked of each member of the household."""

    other_income = _yuan("家庭其他收入（全年，元）", "房租、补贴、赡养费等，不含各人的工资和养老金")
    medical = _yuan("自付医疗费（全年，元）", "医保报销以后自己付的部分")
    schooling = _yuan("子女上学（全年，元）", "学费、住宿费")
    care = _yuan("残疾照护（全年，元）")
    rent = _yuan("房租（全年，元）")
    other_cost = _yuan("其他必需支出（全年，元）")

    title = "收入和支出"
    Privacy = _Sealed
    COSTS = ("medical", "schooling", "care", "rent", "other_cost")


class Causes(forms.Form):
    """Why: one main cause and up to three others."""

    main = _choice("主要致困原因", Cause)
    others = forms.MultipleChoiceField(
        label="其他致困原因（最多三项）",
        choices=Cause.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    told = forms.CharField(label="困难情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))
    sudden = forms.BooleanField(label="因突发事件或重大疾病，经赔付、保险和救助后仍有困难", required=False)

    title = "致困原因"
    Privacy = _Sealed

    def clean_others(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["others"]
        if len(chosen) > 3:
            raise forms.ValidationError("其他原因最多选三项。")
        if self.cleaned_data.get("main") in chosen:
            raise forms.ValidationError("其他原因里不用再选主要原因。")
        return chosen


PARTS: dict[str, type[Any]] = {"self": Myself, "money": Money, "causes": Causes}
HOME = "home"  # the part that is told by rows of its own


class Member(forms.Form):
    """One member of the household."""

    relation = _choice("与您的关系", Relation)
    name = forms.CharField(label="姓名", max_length=60)
    document = forms.ChoiceField(label="证件类型", choices=Document.choices, initial="citizen")
    number = forms.CharField(label="证件号码", max_length=30)
    income = YuanField(label="全年收入（元）", help_text="工资、养老金、经营收入；没有写0")
    health = _choice("健康状况", Health)
    work = forms.CharField(label="工作单位或学校", max_length=100, required=False)
    schooling = forms.CharField(label="在读阶段", max_length=40, required=False, help_text="例如：高中二年级")

    Privacy = _Sealed

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("number") and said.get("document"):
            try:
                said["number"] = identity.number(said["number"], document=identity.Document(said["document"]))
            except identity.BadIdentity as wrong:
                self.add_error("number", str(wrong))
        return said


class Applied(forms.Form):
    """What an applicant agrees to with their signature; without it nothing can be checked."""

    agree = forms.BooleanField(label="我同意工会向民政等部门核对我家的经济状况，并保证所填属实")

    class Privacy:
        plain = frozenset({"agree"})


class Why(forms.Form):
    reason = forms.CharField(label="原因", max_length=200, help_text="会写进留痕，请不要写人名、病情和号码")

    class Privacy:
        plain = frozenset({"reason"})


class Visited(forms.Form):
    """What a visit found; both signed papers hang on the file by then."""

    on = _day("走访日期")
    by_whom = forms.CharField(label="走访人", max_length=60, help_text="至少两人")
    found = forms.CharField(label="走访情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    signed = forms.BooleanField(label="申请人和家里的成年人已签授权委托书")

    Privacy = _Sealed


class Checked(forms.Form):
    """What the civil affairs office answered about the household's means."""

    on = _day("核对日期")
    source = forms.CharField(label="核对单位", max_length=60, help_text="例如：区民政局核对中心")
    houses = forms.IntegerField(label="住房套数", min_value=0, max_value=99)
    vehicles = forms.IntegerField(label="机动车辆数", min_value=0, max_value=99)
    businesses = forms.IntegerField(label="企业或经营户数", min_value=0, max_value=99)
    found = forms.CharField(label="说明", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    Privacy = _Sealed
    LIMITS = {"houses": "住房", "vehicles": "机动车", "businesses": "企业或经营户"}


class Rechecked(forms.Form):
    """What a yearly re-check found; amounts are put right in the file before."""

    on = _day("复核日期")
    found = forms.CharField(label="复核情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    Privacy = _Sealed


class Left(forms.Form):
    """Why and when the file ends."""

    on = _day("退出日期")
    reason = _choice("退出原因", Reason)
    found = forms.CharField(label="说明", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    class Privacy:
        plain = frozenset({"on"})


class FollowedUp(forms.Form):
    on = _day("回访日期")
    found = forms.CharField(label="回访情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    Privacy = _Sealed


def kept(cleaned: dict[str, Any]) -> dict[str, Any]:
    """The same as JSON holds it: days as ISO text, nothing that is empty."""
    told = {key: value.isoformat() if isinstance(value, date) else value for key, value in cleaned.items()}
    return {key: value for key, value in told.items() if value not in (None, "", [])}
