"""What a thing says of itself: its labelled fields, as sensitive as its model declares them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import JSONField
from django.urls import reverse

from shenbian.editions.known import known_of
from shenbian.editions.models import Entry
from shenbian.editions.queries import answers_of
from shenbian.files.models import Attachment
from shenbian.flow.models import COLUMNS, Flowing
from shenbian.kit.period import BEIJING, chinese_day, today
from shenbian.kit.privacy import Sensitivity, sensitivity

SEALED = "密封，查阅须写明事由并留痕"


class Said(NamedTuple):
    """One line, as the list of facts draws it: a label in Chinese, the value as it is read."""

    label: str
    value: str
    href: str = ""
    note: str = ""
    sensitivity: Sensitivity = Sensitivity.PLAIN


def shown(thing: Flowing) -> list[Said]:
    """What the thing says: its own `shows()` where it has one, else its labelled columns. What is empty is left out."""
    own = getattr(thing, "shows", None)
    said: Iterable[Any] = own() if own else _labelled(thing)
    return [
        Said(str(label), _written(value), sensitivity=kind)
        for label, value, kind in said
        if value not in (None, "", [], {})
    ]


@dataclass(frozen=True)
class Section:
    """What belongs together: a step of a form, what those who handled the thing wrote."""

    title: str
    said: list[Said]


def sections(thing: Flowing) -> list[Section]:
    """What an applicant filled in, and what was written to them; nothing for other things. Three queries."""
    if not isinstance(thing, Entry):
        return []
    answers = [each for _, _, step in answers_of(thing, known_of(thing.person, today())) for each in step]
    filled = [
        Said(each.title, SEALED if each.sealed and not each.known else each.text, sensitivity=each.sensitivity)
        for each in answers
        if each.text
    ]
    told = [Said(each["title"], each["text"], note=_day(each["on"])) for each in thing.remarks]
    return [each for each in (Section("填写内容", filled), Section("办理意见", told)) if each.said]


def _day(text: str) -> str:
    return chinese_day(date.fromisoformat(text))


def _labelled(thing: Flowing) -> Iterator[tuple[str, Any, Sensitivity]]:
    """Columns with a Chinese label; sealed ones are named and not opened."""
    for field in thing._meta.concrete_fields:
        label = str(field.verbose_name)
        if field.name in COLUMNS or label.isascii() or isinstance(field, JSONField):
            continue
        kind = sensitivity(type(thing), field.name)
        if kind is Sensitivity.SEALED:
            yield label, SEALED if getattr(thing, field.attname) else "", kind
        elif getattr(field, "choices", None):
            yield label, getattr(thing, f"get_{field.name}_display")(), kind
        else:
            yield label, getattr(thing, field.name), kind


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        at = value.astimezone(BEIJING)
        return f"{chinese_day(at.date())} {at:%H:%M}"
    if isinstance(value, date):
        return chinese_day(value)
    if isinstance(value, list | tuple):
        return "、".join(_written(each) for each in value)
    return str(value)


def paper(attached: Attachment) -> dict[str, str]:
    """A paper or photo as the page shows it; its own address asks again who may open it."""
    file = attached.file
    return {
        "title": attached.said or file.name,
        "href": reverse("portal:file", args=[file.pk]),
        "src": reverse("portal:file_thumb", args=[file.pk]) if file.has_thumbnail and not file.sealed else "",
        "note": f"{attached.get_kind_display()}{'，密封' if file.sealed else ''}",
    }
