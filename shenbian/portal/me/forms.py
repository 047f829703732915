"""What a person says of their own data."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shenbian.personal.models import About


class Correction(forms.Form):
    about = forms.ChoiceField(
        label=_("哪一项不对"), choices=[(each.value, _(each.label)) for each in About if each is not About.ALL]
    )
    wanted = forms.CharField(
        label=_("应当是什么"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写清楚现在是什么、应当是什么。证件号码和手机号请不要写在这里，请带证件到工会窗口更改。"),
    )


class Erasure(forms.Form):
    sure = forms.BooleanField(label=_("我已知道：清除以后不能恢复，账号也会停用。"))
