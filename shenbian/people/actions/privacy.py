"""Reading what is sealed leaves a trace; erasing a person leaves only the key that says nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.kit.refusal import Refused, refuse_if
from shenbian.people.models import GroupSpell, Membership, Person, PersonReading
from shenbian.people.rules import SEALED, BadPerson, Marks, open_seal, phone_number

ERASED = "（已清除）"


@transaction.atomic
def reveal(person: Person, *, field: str, by: str, why: str) -> str:
    """The sealed field ("document" or "phone") in clear. Who looked, at what and why is written first.

    Whether `by` may is asked above (right person.reveal). Raises Refused without a reason.
    """
    if field not in SEALED:
        raise Refused({0: f"没有可以查阅的内容“{field}”。"})
    if not why.strip():
        raise Refused({0: "查阅证件号码或手机号应写明事由。"})
    PersonReading.objects.create(person=person, field=field, read_by=by, why=why.strip())
    return open_seal(person, field)


@transaction.atomic
def amend_many(said: Sequence[tuple[int, Mapping[str, Any]]], *, by: str) -> list[Person]:
    """Correct names and phone numbers ({"name": …, "phone": …} by person id); aligned with the call. Two queries."""
    people = {each.pk: each for each in Person.objects.select_for_update().filter(pk__in=[pk for pk, _ in said])}
    marks, reasons = Marks(), {}
    for index, (pk, fields) in enumerate(said):
        try:
            _amend(people[pk], fields, marks)
        except BadPerson as wrong:
            reasons[index] = str(wrong)
    refuse_if(reasons)
    said_now = [(each.pk, each.name, each.phone_sealed, each.phone_index, each.phone_tail) for each in people.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person p SET name = a.name, phone_sealed = a.sealed, phone_index = a.mark, "
            "phone_tail = a.tail FROM unnest(%s::bigint[], %s::text[], %s::bytea[], %s::bytea[], %s::bytea[]) "
            "AS a(id, name, sealed, mark, tail) WHERE p.id = a.id",
            [list(column) for column in zip(*said_now, strict=True)] or [[], [], [], [], []],
        )
    return [people[pk] for pk, _ in said]


def _amend(person: Person, fields: Mapping[str, Any], marks: Marks) -> None:
    if "name" in fields:
        if not str(fields["name"]).strip():
            raise BadPerson("姓名是空的。")
        person.name = str(fields["name"]).strip()
    if "phone" in fields:
        phone = phone_number(fields["phone"])
        person.phone_sealed = marks.seal("phone", phone, key=person.key) if phone else None
        person.phone_index = marks.phone(phone) if phone else None
        person.phone_tail = marks.tail(phone)


@transaction.atomic
def erase(person: Person, *, by: str, why: str) -> Person:
    """Empty a person and the records merged into them: name, sex, birth, documents, phone, groups. Keys stay.

    Facts hold only keys and need no change. Refused while a membership stands; that somebody erased leaves a trace.
    """
    if not why.strip():
        raise Refused({0: "清除个人信息应写明事由。"})
    records = Person.objects.select_for_update().filter(Q(pk=person.pk) | Q(merged_into=person))
    ids = list(records.values_list("pk", flat=True))
    if Membership.objects.filter(person__in=ids, until_on=None).exists():
        raise Refused({0: "此人会籍还没有结束，不能清除个人信息。"})
    GroupSpell.objects.filter(person__in=ids).delete()
    PersonReading.objects.create(person=person, field="erased", read_by=by, why=why.strip())
    Person.objects.filter(pk__in=ids).update(
        name=ERASED,
        sex="",
        born_on=None,
        document_sealed=None,
        document_index=None,
        phone_sealed=None,
        phone_index=None,
        document_tail=None,
        phone_tail=None,
        erased_at=Now(),
    )
    person.refresh_from_db()
    return person
