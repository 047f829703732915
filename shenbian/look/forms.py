"""Every Django form of the house is drawn by `look/form.html` and `look/field.html`; settings name this renderer."""

from django.forms import BoundField, CheckboxInput, FileInput
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext


class Renderer(DjangoTemplates):
    """`{{ form }}` is a stack of fields, `{{ form.name.as_field_group }}` one of them."""

    form_template_name = "look/form.html"
    field_template_name = "look/field.html"


def missing(field: BoundField) -> str:
    """What to do about a field that was left empty: 请填写手机号, 请选择镇街, 请勾选后再提交."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return gettext("请勾选后再提交。")
    if isinstance(widget, FileInput):
        return gettext("请附上%(label)s。") % {"label": field.label}
    if isinstance(widget, ChoiceWidget):
        return gettext("请选择%(label)s。") % {"label": field.label}
    return gettext("请填写%(label)s。") % {"label": field.label}
