"""What declarations say in Chinese, in the reader's language: translated where it is shown, by its own words."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _


def translated(form: forms.Form) -> forms.Form:
    """The form with labels, help and choices in the reader's language, and long answers in a box that fits a phone."""
    for field in form.fields.values():
        field.label = _(str(field.label)) if field.label else field.label
        field.help_text = _(str(field.help_text)) if field.help_text else ""
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 4
        choices = getattr(field, "choices", None)
        if isinstance(field, forms.ChoiceField) and choices:
            field.choices = [(key, _(str(title)) if title else title) for key, title in choices]
    return form
