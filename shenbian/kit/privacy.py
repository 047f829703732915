"""How sensitive a field is: declared once on its model, in `class Privacy`, and read by everything that must know.

`plain` may be shown to whoever may see the row; `personal` says something about a human being and is masked outside
one's duty; `sealed` is encrypted or a mark of what is, and never leaves the database in clear without a trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from django.db import models


class Sensitivity(StrEnum):
    PLAIN = "plain"
    PERSONAL = "personal"
    SEALED = "sealed"

    @property
    def label(self) -> str:
        return {"plain": "一般", "personal": "个人信息", "sealed": "密封"}[self.value]


def declared(model: type[models.Model]) -> dict[str, list[Sensitivity]]:
    """For every name in the model's `Privacy`, what it is declared as; twice is a slip that `problems` tells."""
    said = getattr(model, "Privacy", None)
    found: dict[str, list[Sensitivity]] = {}
    for each in Sensitivity:
        for name in sorted(getattr(said, each.value, ())):
            found.setdefault(name, []).append(each)
    return found


def fields(model: type[models.Model]) -> list[str]:
    """The names of the model's own columns and lists, in their order."""
    meta = model._meta
    composite = getattr(models, "CompositePrimaryKey", ())
    return [field.name for field in (*meta.fields, *meta.many_to_many) if not isinstance(field, composite)]


def sensitivity(model: type[models.Model], field: str) -> Sensitivity:
    """The declared sensitivity of one field. Raises KeyError where none is declared."""
    return declared(model)[field][0]


def problems(of: Iterable[type[models.Model]]) -> Iterator[str]:
    """What is undeclared, declared twice, or declared without being a field."""
    for model in of:
        said, own = declared(model), fields(model)
        yield from (f"{model._meta.label}.{name} has no declared sensitivity" for name in own if name not in said)
        yield from (f"{model._meta.label}.{name} is declared twice" for name in own if len(said.get(name, ())) > 1)
        yield from (f"{model._meta.label} declares {name}, which is no field" for name in said if name not in own)
