"""Whom somebody's duty includes, and who of them is meant by what was typed, scanned or listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from shenbian.kit.searching import MARK
from shenbian.people.cards import code_in, read
from shenbian.people.models import Membership, Person
from shenbian.people.queries import searchable
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.models import Post
from shenbian.rights.rules import NOTHING, covered

_BETWEEN = re.compile(r"[\s,，、;；]+")
_DIGITS = 7  # from which on a word is a number


@dataclass(frozen=True)
class Named:
    """One who was named: the standing record, or why there is none (`why`, in Chinese)."""

    typed: str
    person: Person | None = None
    why: str = ""


def people_within(actor: Actor, right: Right) -> QuerySet[Person]:
    """Those who are or were members in the subtrees where this person has the right, or hold or held posts there."""
    here = covered(actor, right, place="organisation__path", desk="", owner="")
    near = (Exists(model.objects.filter(here, person=OuterRef("pk"))) for model in (Membership, Post))
    return Person.objects.filter(reduce(or_, near, NOTHING), merged_into=None, erased_at=None)


def person_said(typed: str, *, actor: Actor, right: Right, at: datetime | None = None) -> Named:
    """Who is meant: whoever shows their card (`at`: when it was scanned), else by number or whole name within one's
    duty. A card's code shows that its owner stood there, so it reaches beyond."""
    if code := code_in(typed):
        person = read(code, at=at)
        gone = "会员卡上的码已经过期（只有五分钟）。请让对方刷新后再扫，或者写证件号码。"
        return Named("会员卡", person, "" if person else gone)
    return people_said([typed], actor=actor, right=right)[0]


def people_said(typed: Sequence[str], *, actor: Actor, right: Right) -> list[Named]:
    """Who is meant by each text: a number, a whole name, or both. Two queries, however many."""
    asked = [_Asked.of(text) for text in typed]
    marks, names = {each.mark for each in asked if each.mark}, {each.name for each in asked if not each.mark}
    found = Person.objects.filter(Q(document_index__in=marks) | Q(phone_index__in=marks) | Q(name__in=names))
    rows = list(found.select_related("merged_into").order_by("pk"))
    inside = people_within(actor, right).filter(pk__in={(each.merged_into or each).pk for each in rows})
    mine = set(inside.values_list("pk", flat=True))
    return [each.among([row for row in rows if (row.merged_into or row).pk in mine]) for each in asked]


@dataclass(frozen=True)
class _Asked:
    """What one text names: the mark of a number, a name, or both."""

    typed: str
    mark: bytes
    name: str

    @classmethod
    def of(cls, text: str) -> _Asked:
        words = [word for word in _BETWEEN.split(text.strip()) if word]
        number = next((word for word in words if sum(map(str.isdigit, word)) >= _DIGITS), "")
        said = searchable(number) if number else ""
        mark = bytes.fromhex(said.removeprefix(MARK)) if said.startswith(MARK) else b""
        return cls(" ".join(words), mark, next((word for word in words if word != number), ""))

    def among(self, rows: Sequence[Person]) -> Named:
        people: dict[int, Person] = {}
        for row in rows:
            if self._is(row):
                stands = row.merged_into or row
                people[stands.pk] = stands
        if len(people) == 1:
            person = next(iter(people.values()))
            wrong = self.mark and self.name and person.name != self.name
            return Named(self.typed, None, f"“{self.name}”与号码不符。请核对。") if wrong else Named(self.typed, person)
        if people:
            return Named(self.typed, None, f"有不止一位“{self.name or '这个号码'}”。请写证件号码。")
        return Named(self.typed, None, f"您的职责里没有找到{self._called}。请写证件号码，或者姓名的全称。")

    def _is(self, row: Person) -> bool:
        if not self.mark:
            return bool(self.name) and row.name == self.name
        held: Any = (row.document_index, row.phone_index)
        return any(each is not None and bytes(each) == self.mark for each in held)

    @property
    def _called(self) -> str:
        return f"“{self.name[:30]}”" if self.name else "这个号码"
