"""Everything that the house holds about one person, for that person: read off the declarations of all tables.

A table is about somebody when it has a relation to Person, or one of the columns `owner` and `person` that hold a
person's random key. What proves or guards (marks, salts, passwords, indexes) is left out: it says nothing of a person
and opens something. Sealed fields are opened through `reveal`, which leaves a trace with the owner as reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from shenbian.kit.privacy import Sensitivity, declared
from shenbian.people.actions.privacy import reveal
from shenbian.people.models import Person
from shenbian.people.rules import SEALED
from shenbian.rights.actor import Actor

OWNERS = ("owner", "person", "person_key", "to")
LEFT_OUT = frozenset("password salt mac client_key token".split())


@dataclass(frozen=True)
class Table:
    """One table's rows about a person; headings in Chinese where the columns have one."""

    name: str
    headings: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def everything_about(person: Person, *, by: Actor) -> list[Table]:
    """All tables with rows about this person. One query a table, and two traces of the owner's own reading."""
    opened = {field: reveal(person, field=field, by=by.ref, why="本人导出自己的个人信息") for field in SEALED}
    keys = [by.person, *by.also]
    told = [_person(person, opened)]
    for model in _models():
        about = _about(model, person, keys)
        if about is not None and model is not Person:
            told.append(_table(model, about))
    return [table for table in told if table.rows]


def _models() -> Iterator[type[models.Model]]:
    own = (model for model in apps.get_models() if model.__module__.startswith("shenbian."))
    yield from sorted(own, key=lambda model: model._meta.label)


def _about(model: type[models.Model], person: Person, keys: list[int | None]) -> Q | None:
    """Which rows of a table concern this person; None when the table knows no people."""
    parts = []
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey | models.OneToOneField) and field.related_model is Person:
            parts.append(Q(**{field.name: person}) | Q(**{f"{field.name}__merged_into": person}))
        elif isinstance(field, models.BigIntegerField) and field.name in OWNERS:
            parts.append(Q(**{f"{field.name}__in": keys}))
    found: Q | None = None
    for part in parts:
        found = part if found is None else found | part
    return found


def _table(model: type[models.Model], about: Q) -> Table:
    said = declared(model)
    names = [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in LEFT_OUT
        and Sensitivity.SEALED not in said.get(field.name, [])
        and not isinstance(field, models.BinaryField)
    ]
    headings = tuple(_heading(model, name) for name in names)
    rows = [tuple(_simple(value) for value in row) for row in model._default_manager.filter(about).values_list(*names)]
    return Table(str(model._meta.label), headings, rows)


def _person(person: Person, opened: dict[str, str]) -> Table:
    said = {
        "姓名": person.name,
        "性别": {"1": "男", "2": "女"}.get(person.sex, ""),
        "出生日期": _simple(person.born_on),
        "证件类型": person.get_document_display(),
        "证件号码": opened["document"],
        "手机号": opened["phone"],
        "编号（随机）": person.key,
    }
    return Table(str(Person._meta.label), tuple(said), [tuple(said.values())])


def _heading(model: type[models.Model], name: str) -> str:
    title = str(getattr(model._meta.get_field(name), "verbose_name", name))
    return name if title.isascii() else title


def _simple(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str | dict | list):
        return value
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
