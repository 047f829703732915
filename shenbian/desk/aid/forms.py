"""What an officer says of a file: why they open it, which paper they hang on it, what shall be given, what is made
public."""

from __future__ import annotations

from typing import Any

from django import forms

from shenbian.aid.declared import PAPERS, Form
from shenbian.aid.forms import YuanField
from shenbian.aid.models import Dossier
from shenbian.kit.period import today


class Opening(forms.Form):
    why = forms.CharField(label="查阅事由", max_length=150, help_text="本人和家人能看到谁在什么时候、为什么查阅")


class SignedPaper(forms.Form):
    said = forms.ChoiceField(label="材料", choices=[(each, each) for each in PAPERS])
    file = forms.FileField(label="照片或扫描件")


class Proposal(forms.Form):
    form = forms.ChoiceField(label="帮扶方式", choices=Form.choices)
    title = forms.CharField(label="帮扶事项", max_length=100, help_text="例如：医疗帮扶、送温暖慰问金；不写病情")
    amount = YuanField(label="金额或价值（元）")


class ForNotice(forms.Form):
    """Which files, under which title."""

    title = forms.CharField(label="公示名称", max_length=200)
    contact = forms.CharField(label="联系方式", max_length=200, help_text="有异议的人向哪里反映")
    chosen = forms.ModelMultipleChoiceField(
        Dossier.objects.none(), label="列入公示的档案", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, said: Any = None, *, waiting: Any) -> None:
        super().__init__(said, initial={"title": f"{today().year}年拟建档困难职工公示"})
        chosen: Any = self.fields["chosen"]
        chosen.queryset = waiting
        chosen.label_from_instance = lambda each: f"{each.person.name}，{each.get_klass_display()}，{each.organisation}"
