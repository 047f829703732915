"""What an applicant says of themselves where the union knows name and number, and which paper they photographed."""

from __future__ import annotations

from django import forms

from shenbian.aid.declared import PAPERS
from shenbian.aid.forms import Member


class MyIncome(forms.Form):
    """Oneself, as a member of the household."""

    income = Member.base_fields["income"]
    health = Member.base_fields["health"]
    work = Member.base_fields["work"]


class PaperForm(forms.Form):
    said = forms.ChoiceField(label="材料", choices=[(each, each) for each in PAPERS])
    file = forms.FileField(
        label="照片或文件",
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf", "capture": "environment"}),
    )
