"""The form of a change, drawn from the shape of the rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from shenbian.amendments.actions import Source
from shenbian.orgs.models import Organisation
from shenbian.rulebook.shapes import Part, RuleKind, Shape

EVERYWHERE = "everywhere"
_SPARE = 3  # empty rows below a list, to add to it


class PaperForm(forms.Form):
    """The paper by which something changes. Both kinds of change ask for it."""

    number = forms.CharField(label="发文字号", max_length=80, help_text="例如：顺工发〔2026〕8号")
    title = forms.CharField(label="文件名称", max_length=200)
    signer = forms.CharField(label="印发单位", max_length=100)
    reason = forms.CharField(label="修订理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def source(self) -> Source:
        said = self.cleaned_data
        return Source(number=said["number"], title=said["title"], signer=said["signer"], reason=said["reason"])


class RuleForm(PaperForm):
    """What the rule shall say, where, and from when."""

    place = forms.ChoiceField(label="适用范围")
    from_on = forms.DateField(label="从哪天起", widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(
        label="到哪天止（不含当天）",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(
        self, kind: RuleKind, standing: Any, places: Sequence[Organisation], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        own = [(str(body.pk), body.name) for body in places]
        wide = [(EVERYWHERE, "各地")] if any(body.parent_id is None for body in places) else []
        self.fields["place"] = forms.ChoiceField(label="适用范围", choices=[*wide, *own])
        self.lines: list[str] = []
        for name, part, value in self._values(standing):
            self.fields[name] = _field(part, value, must=not kind.rows)  # of a list a whole row may stay empty
        ends = ["place", "from_on", "until_on", "number", "title", "signer", "reason"]
        self.order_fields([*(name for name in self.fields if name not in ends), *ends])

    def _values(self, standing: Any) -> list[tuple[str, Part, Any]]:
        if not self.kind.parts:
            return [("value", Part(f"{self.kind.title}（{self.kind.unit}）"), standing)]
        if not self.kind.rows:
            return [(f"value-{key}", part, (standing or {}).get(key)) for key, part in self.kind.parts.items()]
        rows = [*(standing or []), *([{}] * _SPARE)]
        self.lines = [str(number) for number in range(len(rows))]
        return [
            (f"row-{n}-{key}", part, row.get(key))
            for n, row in enumerate(rows)
            for key, part in self.kind.parts.items()
        ]

    def table(self) -> list[list[forms.BoundField]]:
        """The rows of a list, as inputs; empty for other shapes."""
        return [[self[f"row-{line}-{key}"] for key in self.kind.parts] for line in self.lines]

    def plain(self) -> list[forms.BoundField]:
        """All other inputs."""
        return [self[name] for name in self.fields if not name.startswith("row-")]

    def content(self) -> Any:
        """The rule's content as typed; rows left empty are left out."""
        said = self.cleaned_data
        if not self.kind.parts:
            return said["value"]
        if not self.kind.rows:
            return {key: said[f"value-{key}"] for key in self.kind.parts}
        rows = [{key: said[f"row-{line}-{key}"] for key in self.kind.parts} for line in self.lines]
        return [row for row in rows if _filled(row)]


def _field(part: Part, value: Any, *, must: bool) -> forms.Field:
    if part.shape is Shape.YES:
        return forms.BooleanField(label=part.title, required=False, initial=bool(value))
    if part.shape is Shape.TEXT:
        return forms.CharField(label=part.title, required=False, initial=value, max_length=100)
    return forms.IntegerField(label=part.title, required=must, min_value=0, initial=value)


def _filled(row: Mapping[str, Any]) -> bool:
    return any(str(value).strip() for value in row.values() if not isinstance(value, bool) and value is not None)


class ListingForm(PaperForm):
    """Who joins a roster or leaves it, and on which day."""

    joins = forms.TypedChoiceField(
        label="怎么变", choices=[("1", "列入"), ("", "移出")], coerce=bool, required=False, widget=forms.RadioSelect
    )
    name = forms.CharField(label="工会编号或统一社会信用代码", max_length=40)
    on = forms.DateField(label="从哪天起", widget=forms.DateInput(attrs={"type": "date"}))

    field_order = ("joins", "name", "on", "number", "title", "signer", "reason")
