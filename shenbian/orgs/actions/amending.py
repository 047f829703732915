"""What was said of a body or a unit turns out otherwise: names, divisions, terms, codes. Many at once, like one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from shenbian.kit.refusal import refuse_if
from shenbian.orgs.models import Cover, Organisation, Term, Unit

BODY = ("name", "division", "term_from", "term_until")
UNIT = ("name", "uscc", "kind", "closed_on")


@transaction.atomic
def amend_bodies(said: Sequence[tuple[int, Mapping[str, Any]]], *, by: str) -> list[Organisation]:
    """Amend fields of BODY; aligned with the call. A new term is kept beside the old ones. Four queries at most.

    Raises Refused by index where a term is half said, runs backwards or overlaps another.
    """
    known = {org.pk: org for org in Organisation.objects.select_for_update().filter(pk__in=[pk for pk, _ in said])}
    terms: dict[int, list[tuple[date, date]]] = {}
    for org, from_on, until_on in Term.objects.filter(organisation__in=known).values_list(
        "organisation_id", "from_on", "until_on"
    ):
        terms.setdefault(org, []).append((from_on, until_on))
    new, reasons = [], {}
    for index, (pk, fields) in enumerate(said):
        body = known[pk]
        _assign(body, fields, BODY)
        if "term_from" not in fields and "term_until" not in fields:
            continue
        if reason := _why_not_term(body.term_from, body.term_until, terms.get(pk, ())):
            reasons[index] = reason
        elif body.term_from and body.term_until and (body.term_from, body.term_until) not in terms.get(pk, ()):
            new.append(Term(organisation=body, from_on=body.term_from, until_on=body.term_until))
    refuse_if(reasons)
    Organisation.objects.bulk_update(known.values(), BODY, batch_size=5000)
    Term.objects.bulk_create(new)
    return [known[pk] for pk, _ in said]


@transaction.atomic
def amend_units(said: Sequence[tuple[int, Mapping[str, Any]]], *, by: str) -> list[Unit]:
    """Amend fields of UNIT; aligned with the call. Three queries at most.

    Raises Refused by index where a credit code belongs to another unit.
    """
    known = {unit.pk: unit for unit in Unit.objects.select_for_update().filter(pk__in=[pk for pk, _ in said])}
    codes = {fields["uscc"]: pk for pk, fields in said if fields.get("uscc")}
    taken = {unit.uscc: unit for unit in Unit.objects.filter(uscc__in=codes)} if codes else {}
    reasons = {}
    for index, (pk, fields) in enumerate(said):
        code = fields.get("uscc")
        if code and code in taken and taken[code].pk != pk:
            reasons[index] = f"统一社会信用代码 {code} 已属于“{taken[code].name}”。"
        elif code and codes[code] != pk:
            reasons[index] = f"统一社会信用代码 {code} 在表中写给了两个单位。"
        _assign(known[pk], fields, UNIT)
    refuse_if(reasons)
    Unit.objects.bulk_update(known.values(), UNIT, batch_size=5000)
    return [known[pk] for pk, _ in said]


def _assign(thing: Organisation | Unit, fields: Mapping[str, Any], allowed: Sequence[str]) -> None:
    for name, value in fields.items():
        if name not in allowed:
            raise ValueError(f"{name} is not amended")
        setattr(thing, name, value)


def _why_not_term(from_on: date | None, until_on: date | None, others: Sequence[tuple[date, date]]) -> str:
    if from_on is None or until_on is None:
        return "届期的起止日期应同时填写。"
    if until_on <= from_on:
        return "届期的止日应晚于起日。"
    if any(low < until_on and from_on < high for low, high in others if (low, high) != (from_on, until_on)):
        return "这段时间已有届期。"
    return ""


@transaction.atomic
def end_covers(said: Sequence[tuple[int, date]], *, by: str) -> None:
    """End standing covers, each (id) on a day, exclusive. Two queries. Raises Refused by index."""
    known = {row.pk: row for row in Cover.objects.select_for_update().filter(pk__in=[pk for pk, _ in said])}
    reasons = {}
    for index, (pk, on) in enumerate(said):
        if on < known[pk].from_on:
            reasons[index] = "结束日期早于建会日期。"
        known[pk].until_on = on
    refuse_if(reasons)
    Cover.objects.bulk_update(known.values(), ["until_on"], batch_size=5000)
