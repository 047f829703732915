"""How names are found: by two characters that stand side by side, and by the first letters of their sound.

The database itself makes the words of a name, by trigger, so that they are right by whichever way a name was written
(a form, a COPY of a hundred thousand rows, an undoing). It knows the sound of each character from a table that a
migration fills. There is no extension for this in the embedded server: a GIN index over the words is what it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from pypinyin import Style, pinyin

MARK = "#"  # before a word that stands for the last four digits of a number
_FIRST, _LAST = 0x4E00, 0x9FFF
_LETTERS = re.compile(r"[a-z]+")
_LONGEST_SYLLABLE = 6
_MOST = 40  # characters of a search that are looked at

# Surnames that sound otherwise than the character mostly does (《现代汉语词典》).
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "区": "ou", "查": "zha", "朴": "piao", "盖": "ge",
    "任": "ren", "华": "hua", "乐": "yue", "尉": "wei", "员": "yun", "召": "shao", "翟": "zhai", "缪": "miao",
    "覃": "qin", "繁": "po", "佴": "nai", "种": "chong", "冼": "xian", "郇": "xun", "洗": "xian", "燕": "yan",
}  # fmt: skip


def sounds() -> Iterator[tuple[str, str, str]]:
    """Character, letters of its usual sound, letters of its sound as a surname; the characters that have one."""
    for code in range(_FIRST, _LAST + 1):
        character = chr(code)
        letters = pinyin(character, style=Style.NORMAL, errors="ignore")
        if letters and (said := letters[0][0].replace("ü", "v")).isascii():
            yield character, said, SURNAMES.get(character, said)


class Words(ArrayField):  # type: ignore[type-arg]
    """The words by which a row is found. Written by the database alone."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(models.TextField(), default=list, editable=False)

    def deconstruct(self) -> tuple[str, str, list[object], dict[str, object]]:
        name, path, _, _ = super().deconstruct()
        return name, path, [], {}


def pairs(text: str) -> list[str]:
    """What stands side by side in a text: 王小明 has 王小 and 小明. One character alone is its own."""
    text = text[:_MOST]
    return sorted({text[at : at + 2] for at in range(len(text) - 1)}) or [text]


def folded(typed: str) -> str:
    """What was typed, as the database folds names: small letters, no blanks."""
    return "".join(typed.lower().split())


def named(typed: str, *, at: str = "") -> Q:
    """Rows whose name holds what was typed, or whose first letters do. `at` leads to the row ("person__")."""
    text = folded(typed)
    if len(text) < 2:
        return Q(**{f"{at}name__startswith": text.upper() if text.isascii() else text})
    found = Q(**{f"{at}search__contains": pairs(text)})
    if len(text) > 2 and not text.isascii():
        return found & Q(**{f"{at}name__icontains": typed.strip()[:_MOST]})
    return found


def sounding(typed: str, *, at: str = "") -> Q:
    """People whose name begins with this sound: wangx, wang xiao, wangxiaoming all find 王小明.

    A sound is kept as "wang xiaoming"; where the surname ends in what was typed is tried at every place.
    """
    text = folded(typed)
    if not _LETTERS.fullmatch(text):
        return Q(pk__in=[])
    ends = range(1, min(len(text), _LONGEST_SYLLABLE + 1))
    return Q(**{f"{at}sound__begins": [text, *(f"{text[:end]} {text[end:]}" for end in ends)]})


class Begins(models.Lookup):
    """`sound__begins=[…]`: begins with one of them. One condition, where a `startswith` each would be compiled each."""

    lookup_name = "begins"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        side, said = self.process_lhs(compiler, connection)
        one = f"{side} LIKE %s"
        likes = [connection.ops.prep_for_like_query(each) + "%" for each in self.rhs]
        return f"({' OR '.join([one] * len(likes))})", tuple(each for like in likes for each in (*said, like))


models.CharField.register_lookup(Begins)
