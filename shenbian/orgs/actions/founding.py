"""Founding union bodies, one or thousands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from shenbian.kit.refusal import refuse_if
from shenbian.orgs.actions.locks import lock_tree, next_ids
from shenbian.orgs.models import Organisation, OrganisationPlace, Term
from shenbian.orgs.rules import LONG_AGO, Founding, why_not_dated, why_not_there


def found(
    name: str,
    *,
    level: str,
    number: str,
    founded_on: date | None,
    by: str,
    parent: Organisation | None = None,
    division: str = "",
    term_from: date | None = None,
    term_until: date | None = None,
) -> Organisation:
    """Found one union body under `parent`. Raises Refused with the reason in Chinese."""
    said = Founding(
        number=number,
        name=name,
        level=level,
        parent="" if parent is None else parent.number,
        division=division,
        founded_on=founded_on,
        term_from=term_from,
        term_until=term_until,
    )
    return found_many([said], by=by)[0]


@transaction.atomic
def found_many(foundings: Sequence[Founding], *, by: str) -> list[Organisation]:
    """Found all, parents before children whatever their order in the call; aligned with the call.

    Six queries at most: lock, what stands, ids, bodies, places, terms (none when no row states a term).
    Raises Refused, with the index of each refused row; then nothing is written.
    """
    lock_tree()
    asked = {each.number for each in foundings} | {each.parent for each in foundings if each.parent}
    standing = {org.number: org for org in Organisation.objects.filter(number__in=asked)}
    refuse_if(_reasons(foundings, standing))
    made = _made(foundings, standing)
    Organisation.objects.bulk_create(made)
    OrganisationPlace.objects.bulk_create(_place(org) for org in made)
    Term.objects.bulk_create(
        Term(organisation=org, from_on=org.term_from, until_on=org.term_until)
        for org in made
        if org.term_from and org.term_until
    )
    return made


def _reasons(foundings: Sequence[Founding], standing: dict[str, Organisation]) -> dict[int, str]:
    first: dict[str, int] = {}
    for index, each in enumerate(foundings):
        first.setdefault(each.number, index)
    levels = {number: org.level for number, org in standing.items()} | {each.number: each.level for each in foundings}
    reasons = {}
    for index, each in enumerate(foundings):
        if reason := _why_not(index, each, first, standing, levels):
            reasons[index] = reason
    return reasons or _circles(foundings)


def _why_not(
    index: int, each: Founding, first: dict[str, int], standing: dict[str, Organisation], levels: dict[str, str]
) -> str:
    if not each.number or not each.name.strip():
        return "工会编号和名称不能为空。"
    if each.number in standing:
        return f"工会编号 {each.number} 已属于“{standing[each.number].name}”。"
    if first[each.number] != index:
        return f"工会编号 {each.number} 与第{first[each.number] + 1}行重复。"
    if each.parent and each.parent not in levels:
        return f"没有编号为 {each.parent} 的上级工会。"
    above = standing.get(each.parent)
    if above is not None and above.dissolved_on is not None:
        founded = each.founded_on or LONG_AGO
        if founded >= above.dissolved_on:
            return f"上级工会“{above.name}”已撤销。"
    return why_not_dated(each) or why_not_there(each.level, levels[each.parent] if each.parent else None)


def _circles(foundings: Sequence[Founding]) -> dict[int, str]:
    """Rows whose chain of parents comes back to themselves: whoever is left when all others have found a place."""
    left = {each.number: each.parent for each in foundings}
    while True:
        placed = [number for number, parent in left.items() if parent not in left]
        if not placed:
            break
        for number in placed:
            del left[number]
    return {index: "上级工会的关系成了一个圈。" for index, each in enumerate(foundings) if each.number in left}


def _made(foundings: Sequence[Founding], standing: dict[str, Organisation]) -> list[Organisation]:
    """The bodies with their ids and paths, a parent's path being known before its children's."""
    ids = next_ids(Organisation._meta.db_table, len(foundings))
    by_number = dict(standing)
    said = {}
    for new_id, each in zip(ids, foundings, strict=True):
        said[each.number] = each
        by_number[each.number] = _body(new_id, each)
    for each in foundings:
        _set_path(by_number, said, each)
    return [by_number[each.number] for each in foundings]


def _set_path(by_number: dict[str, Organisation], said: dict[str, Founding], each: Founding) -> None:
    """Climb to the first body whose path is known, then come down again."""
    chain = []
    at: Founding | None = each
    while at is not None and not by_number[at.number].path:
        chain.append(at)
        at = said.get(at.parent)
    for down in reversed(chain):
        org = by_number[down.number]
        org.parent = by_number[down.parent] if down.parent else None
        org.path = f"{org.parent.path if org.parent else ''}{org.pk}."


def _body(new_id: int, each: Founding) -> Organisation:
    return Organisation(
        id=new_id,
        number=each.number,
        name=each.name.strip(),
        level=each.level,
        division=each.division,
        founded_on=each.founded_on,
        dissolved_on=each.dissolved_on,
        term_from=each.term_from,
        term_until=each.term_until,
    )


def _place(org: Organisation) -> OrganisationPlace:
    return OrganisationPlace(
        organisation=org,
        parent=org.parent,
        path=org.path,
        from_on=org.founded_on or LONG_AGO,
        until_on=org.dissolved_on,
    )
