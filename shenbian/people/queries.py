"""Reads over people: who is a member on a day, who might be the same, who looked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from shenbian.kit.identity import BadIdentity, Document, number
from shenbian.kit.searching import MARK, folded, named, sounding
from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import bodies_under, path_on, standing
from shenbian.people.models import GroupSpell, Membership, Person, PersonReading
from shenbian.people.rules import BadPerson, Marks, phone_number

_WHOLE = 7  # digits from which on a text may be a document's number
_OURS = re.compile(r"[a-z]{1,6}-20\d\d-\d{3,8}")  # letters, the year, a running number: how the house numbers things


def memberships_on(day: date, *, under: Organisation | None = None) -> QuerySet[Membership]:
    """The memberships that stand on a day, retained ones too; `under` is a subtree as the tree was on that day."""
    rows = Membership.objects.filter(standing(day))
    if under is None:
        return rows
    top = path_on(under, day) or under.path
    return rows.filter(organisation__in=bodies_under(top, day))


def how_many_members(day: date, *, under: Organisation | None = None) -> int:
    """How many people are members on a day: a question at an instant."""
    return memberships_on(day, under=under).count()


def members_on(day: date, among: Iterable[int | None] | None = None, *, under: Organisation | None = None) -> set[int]:
    """The keys of the people who are members on a day, of those asked about (keys) or of all. One query (two `under`).

    Who is asked about by the key of a merged record is found by that key.
    """
    rows = memberships_on(day, under=under)
    if among is None:
        return set(rows.values_list("person__key", flat=True))
    keys = {key for key in among if key is not None}
    asked = Person.objects.filter(key__among=keys).annotate(stands=Coalesce(F("merged_into"), F("pk")))
    return set(asked.filter(stands__in=rows.values("person")).values_list("key", flat=True))


def standing_membership(person: Person, day: date) -> Membership | None:
    """The one membership of a person on a day."""
    return Membership.objects.filter(standing(day), person=person).select_related("organisation").first()


def candidates(name: str, phone: object) -> list[Person]:
    """People of this name and phone number: only proposed to an officer, never merged by themselves. One query."""
    try:
        number = phone_number(phone)
    except BadPerson:
        return []
    if not number:
        return []
    found = Person.objects.filter(name=name.strip(), phone_index=Marks().phone(number), merged_into=None)
    return list(found.order_by("pk"))


def group_on(group: str, day: date) -> QuerySet[GroupSpell]:
    """Who belongs to a group on a day; `who` is the id of the standing record."""
    spells = GroupSpell.objects.filter(standing(day), group=group)
    return spells.annotate(who=Coalesce(F("person__merged_into"), F("person")))


def spells_of(person: Person) -> QuerySet[GroupSpell]:
    """The groups a person belonged to, those of merged duplicates too."""
    return GroupSpell.objects.filter(Q(person=person) | Q(person__merged_into=person)).order_by("from_on", "pk")


def readings_of(person: Person) -> QuerySet[PersonReading]:
    """Who looked at this person's sealed fields, the latest first; for the owner to see."""
    return PersonReading.objects.filter(Q(person=person) | Q(person__merged_into=person)).order_by("-read_at", "-pk")


def found_by(typed: str, *, at: str = "") -> Q:
    """People by what was typed: a name or a part of it, its sound or first letters, a number or its last four digits.

    `at` leads from the rows to the person ("person__"). What stands for a whole number is its mark (`searchable`).
    """
    text = folded(typed)
    if text.startswith(MARK):
        return _marked(text.removeprefix(MARK), at)
    if len(text) == 4 and text[:3].isdigit():
        tail = Marks().tail(text) or b""
        return Q(**{f"{at}search__contains": [MARK + tail.hex()]})
    return named(text, at=at) | sounding(text, at=at) if text.isascii() else named(text, at=at)


def searchable(typed: str) -> str:
    """What was typed, as it may stand in an address or a log: of a whole number only its mark.

    The numbers of the house's own things (CC-2026-000012) are nobody's, and stay as they are.
    """
    text, marks = folded(typed), Marks()
    try:
        phone = phone_number(text)
    except BadPerson:
        phone = ""
    if phone:
        return MARK + marks.phone(phone).hex()
    if sum(each.isdigit() for each in text) < _WHOLE or _OURS.fullmatch(text):
        return typed.strip()
    for document in Document:
        try:
            return MARK + marks.document(document.value, number(text, document=document)).hex()
        except BadIdentity:
            continue
    return typed.strip()


def _marked(hexadecimal: str, at: str) -> Q:
    try:
        mark = bytes.fromhex(hexadecimal)
    except ValueError:
        return Q(pk__in=[])
    found = Person.objects.filter(Q(document_index=mark) | Q(phone_index=mark))
    stands = found.annotate(stands=Coalesce(F("merged_into"), F("pk"))).values_list("stands", flat=True)
    return Q(**{f"{at}pk__in": stands})
