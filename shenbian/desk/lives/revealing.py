"""Opening what is sealed: asked for with a reason, shown once, and left as a trace that its owner reads."""

from __future__ import annotations

from django import forms

from shenbian.people.rules import SEALED

FIELDS = {"document": "证件号码", "phone": "手机号"}
assert FIELDS.keys() == SEALED.keys()


class Reveal(forms.Form):
    """What must be said before a sealed field is opened."""

    field = forms.ChoiceField(label="查阅内容", choices=list(FIELDS.items()), widget=forms.HiddenInput)
    why = forms.CharField(
        label="查阅事由",
        max_length=200,
        help_text="写明为哪一件事查阅。本人在手机上看得到谁、什么时候、为什么查阅。",
    )

    class Privacy:
        plain = frozenset({"field"})
