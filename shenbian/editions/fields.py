"""Django forms out of declared ones: for one step, or for the whole; and their answers into JSON and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from shenbian.editions.form import Field, FieldKind, Form, Step
from shenbian.kit.money import written, yuan
from shenbian.kit.period import chinese_day

_AROUND = str.maketrans("", "", ", 元")
_PHONE = re.compile(r"1[3-9]\d{9}")


class MoneyField(forms.DecimalField):
    """Asked in yuan as people write it (1,234.50元), kept in fen."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(unicodedata.normalize("NFKC", str(value or "")).translate(_AROUND))

    def clean(self, value: Any) -> int | None:
        amount = super().clean(value)
        return None if amount is None else int(amount * 100)

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:.2f}" if isinstance(value, int) else value


def asked(step: Step, known: Container[str]) -> list[Field]:
    """The fields of a step that are asked: all but what Shenbian knows already, and papers, which are attached."""
    typed = (field for field in step.fields if field.kind is not FieldKind.FILE)
    return [field for field in typed if not (field.known and field.known in known)]


def form_class(fields: Sequence[Field]) -> type[forms.Form]:
    """A Django form of these fields; its `Privacy` says what of it may stay in traces."""
    plain = frozenset(field.key for field in fields if field.sensitivity == "plain")
    body: dict[str, Any] = {field.key: form_field(field) for field in fields}
    return type("Asked", (forms.Form,), body | {"Privacy": type("Privacy", (), {"plain": plain})})


def step_form(form: Form, step: str, *, known: Container[str] = ()) -> type[forms.Form]:
    """The form of one step. Raises KeyError for a step that the form does not have."""
    return form_class(asked(form.step(step), known))


def whole_form(form: Form, *, known: Container[str] = ()) -> type[forms.Form]:
    """The form of all steps at once."""
    return form_class([field for step in form.steps for field in asked(step, known)])


def form_field(field: Field) -> forms.Field:
    """One Django field."""
    said: dict[str, Any] = {"label": field.title, "help_text": field.help, "required": field.required}
    match field.kind:
        case FieldKind.TEXT | FieldKind.UNIT | FieldKind.DOCUMENT:
            return forms.CharField(max_length=field.longest, **said)
        case FieldKind.LONG_TEXT:
            return forms.CharField(max_length=field.longest, widget=forms.Textarea(attrs={"rows": 4}), **said)
        case FieldKind.NUMBER:
            return forms.IntegerField(min_value=field.least, max_value=field.most, **said)
        case FieldKind.MONEY:
            least, most = (None if fen is None else yuan(fen) for fen in (field.least, field.most))
            return MoneyField(min_value=least, max_value=most, max_digits=12, decimal_places=2, **said)
        case FieldKind.DATE:
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **said)
        case FieldKind.CHOICE:
            return forms.ChoiceField(choices=_choices(field), **said)
        case FieldKind.PHONE:
            return forms.RegexField(_PHONE, error_messages={"invalid": "请填写11位手机号。"}, **said)
        case FieldKind.CONSENT:
            return forms.BooleanField(error_messages={"required": "须同意后才能继续。"}, **{**said, "required": True})
        case FieldKind.YES_NO:
            return forms.BooleanField(**{**said, "required": False})
        case FieldKind.FILE:
            return forms.CharField(widget=forms.HiddenInput, **{**said, "required": False})


def kept(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Cleaned values as JSON keeps them."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in cleaned.items()}


def shown(field: Field, value: Any) -> str:
    """A kept answer in words; empty where there is none."""
    if value is None or value == "":
        return ""
    match field.kind:
        case FieldKind.MONEY:
            return written(value)
        case FieldKind.DATE:
            return chinese_day(date.fromisoformat(value))
        case FieldKind.CHOICE:
            return dict(_choices(field)).get(str(value), str(value))
        case FieldKind.YES_NO:
            return "是" if value else "否"
        case FieldKind.CONSENT:
            return "同意" if value else "不同意"
        case _:
            return str(value)


def _choices(field: Field) -> Sequence[tuple[str, str]]:
    return field.choices() if callable(field.choices) else field.choices
