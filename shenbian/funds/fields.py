"""Form fields in which people say money and days."""

from __future__ import annotations

from typing import Any

from django import forms

from shenbian.kit.money import BadAmount, fen, yuan


class Yuan(forms.CharField):
    """An amount as people write it (1,234.50元, 16.3万); cleaned it is fen, above nought unless `signed`."""

    def __init__(self, *, signed: bool = False, **said: Any) -> None:
        self.signed = signed
        super().__init__(max_length=40, **said)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = fen(text)
        except BadAmount as why:
            raise forms.ValidationError(str(why)) from why
        if not amount or (amount < 0 and not self.signed):
            raise forms.ValidationError("金额应大于零。" if not self.signed else "金额不能是零。")
        return amount

    def prepare_value(self, value: Any) -> Any:
        return f"{yuan(value)}" if isinstance(value, int) else value


def day(label: str, **said: Any) -> forms.DateField:
    """A day, chosen or typed."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **said)
