"""Every Django form of the house is drawn by `look/form.html` and `look/field.html`; settings name this renderer."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """`{{ form }}` is a stack of fields, `{{ form.name.as_field_group }}` one of them."""

    form_template_name = "look/form.html"
    field_template_name = "look/field.html"
