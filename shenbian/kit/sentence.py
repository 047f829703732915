"""A sentence that holds data, so that it can be said in the language of whoever reads it.

Kernels say why not in Chinese, and few sentences stand for all readers: how many places are left, until when, of which
session. Put together at once they could only be shown as they are. A `Sentence` is that Chinese text, and remembers of
what it was made; the surfaces say it anew (`look.words.in_language`) where another language is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Self

from shenbian.kit.period import chinese_day, chinese_moment


class Sentence(str):
    """`Sentence("已于%(at)s截止预约。", at=closes)`: a `str` wherever a text is wanted.

    Values are texts, whole numbers, days, instants, or lists of texts; a text may be a word that has a translation.
    """

    template: str
    values: Mapping[str, Any]
    __slots__ = ("template", "values")

    def __new__(cls, template: str, **values: Any) -> Self:
        made = super().__new__(cls, template % {name: chinese(value) for name, value in values.items()})
        made.template, made.values = template, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], Mapping[str, Any]]:
        return (self.template,), self.values


class Sentences(str):
    """Several sentences as one text, each of them still to be said in another language."""

    parts: tuple[str, ...]
    __slots__ = ("parts",)

    def __new__(cls, parts: Iterable[str]) -> Self:
        told = tuple(parts)
        made = super().__new__(cls, "；".join(told))
        made.parts = told
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[tuple[str, ...]], Mapping[str, Any]]:
        return (self.parts,), {}


def chinese(value: Any) -> str:
    """A value as a Chinese sentence holds it."""
    if isinstance(value, datetime):
        return chinese_moment(value)
    if isinstance(value, date):
        return chinese_day(value)
    return "、".join(value) if isinstance(value, list | tuple) else str(value)
