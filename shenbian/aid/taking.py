"""How the sheet 困难职工建档 comes in: each row is a household's file that was opened, is in public notice, or refused.

A sheet knows the applicant and the class; the household and its sums stay where it was decided. Rows that do not count
name nobody (`standard.taking`), so their files have no person until a sheet says that they were opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from shenbian.aid.declared import FILED, helpings
from shenbian.aid.models import Dossier, HouseholdMember
from shenbian.facts.actions import strike
from shenbian.flow.actions import enter, perform
from shenbian.flow.saving import save_columns
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.standard.taking import Amended, SheetRow, Taken, Taker, takers

_TABLE, _MEMBERS = "aid.dossier", "aid.householdmember"
_WHY = "导入更正"
_STATE = ("status", "phase", "waits_for", "moved_at", "due_on", "recheck_on")
_SAID = ("person_id", "organisation_id", "klass", "evidence", "path", "filed_on", "told_by")
_LEFT_OUT = {"公示中": "publish_told", "不予建档": "refuse_told"}
UNKNOWN = "没有这个编号的困难档案。"


class Dossiers(Taker):
    kind: ClassVar[str] = FILED
    tables: ClassVar[tuple[str, ...]] = (_MEMBERS, _TABLE)

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """Files that were in public notice or refused are opened; the others come into being as opened."""
        known = _known(rows)
        new = [(place, row) for place, row in enumerate(rows) if _number(row) not in known]
        there = [(place, row) for place, row in enumerate(rows) if _number(row) in known]
        things = _new([row for _, row in new], batch)
        for thing in things:
            thing.told_by = batch
        outcomes = enter("file_told", things, by=by, rows=[row.called for _, row in new], batch=batch)
        refused = {place: each.why for (place, _), each in zip(new, outcomes, strict=True) if not each.moved}
        made = [each.thing.pk for each in outcomes if each.moved and each.thing is not None]
        amended = _opened(there, known, by, batch, refused)
        own = [*made, *(each.row for each in amended)]
        members = HouseholdMember.objects.filter(dossier__in=own, sealed=None).values_list("pk", flat=True)
        return Taken(refused, {_TABLE: made, _MEMBERS: list(members)}, amended)

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """What a sheet says otherwise of a file that stands: its union, day or class."""
        known = _known(rows)
        refused = {place: UNKNOWN for place, row in enumerate(rows) if _number(row) not in known}
        told = [row for place, row in enumerate(rows) if place not in refused]
        strike(
            [row.stands for row in told if row.stands is not None],
            by=by.ref,
            reason=_WHY,
            batch=batch,
            replaced_by=[row.fact for row in told],
        )
        things = [known[_number(row)] for row in told]
        amended = []
        for thing, row in zip(things, told, strict=True):
            after = {**_content(row), "filed_on": row.fact.happened_on}
            del after["person_id"]  # whose file it is was said once
            amended.append(Amended(_TABLE, thing.pk, _say(thing, after), after))
        save_columns(things, _fields([name for name in _SAID if name not in ("person_id", "told_by")]))
        return Taken(refused, {}, amended)

    def take_left_out(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """In public notice, or refused: kept as that, and not counted. What is known stays as it is."""
        known = _known(rows)
        fresh = [row for row in {_number(row): row for row in rows}.values() if _number(row) not in known]
        made: list[int] = []
        for status, move in _LEFT_OUT.items():
            told = [row for row in fresh if row.status == status]
            outcomes = enter(move, _new(told, batch), by=by, rows=[row.called for row in told], batch=batch)
            made += [each.thing.pk for each in outcomes if each.moved and each.thing is not None]
        return Taken({}, {_TABLE: made})


def _number(row: SheetRow) -> str:
    return str(row.fact.facets["no"])


def _known(rows: Sequence[SheetRow]) -> dict[str, Dossier]:
    """The files of these numbers. One query."""
    found = Dossier.objects.filter(number__in={_number(row) for row in rows}).select_related(*Dossier.RELATED)
    return {each.number: each for each in found}


def _new(rows: Sequence[SheetRow], batch: int) -> list[Dossier]:
    """A new file as each row tells of it. One query."""
    bodies = Organisation.objects.in_bulk({row.fact.organisation for row in rows}) if rows else {}
    things = []
    for row in rows:
        content, programme = dict(_content(row)), str(row.fact.facets["programme"])
        thing = Dossier(
            **content | {"organisation": bodies[content.pop("organisation_id") or 0]},
            number=_number(row),
            programme=programme,
            desk=helpings[programme].desk.value,
            batch=batch,
        )
        thing.came = row.fact
        things.append(thing)
    return things


def _content(row: SheetRow) -> dict[str, Any]:
    """What the fact of a file tells, as columns."""
    return {
        "person_id": row.person,
        "organisation_id": row.fact.organisation,
        "klass": str(row.fact.facets.get("class", "")),
        "path": row.fact.org_path,
        "evidence": row.fact.evidence,
    }


def _opened(
    there: Sequence[tuple[int, SheetRow]], known: Mapping[str, Dossier], by: Actor, batch: int, refused: dict[int, str]
) -> list[Amended]:
    """Files that did not stand are opened as the sheet says. A refused row leaves its file as it was."""
    if not there:
        return []
    things = [known[_number(row)] for _, row in there]
    before = [{name: getattr(thing, name) for name in (*_SAID, *_STATE)} for thing in things]
    for thing, (_, row) in zip(things, there, strict=True):
        _say(thing, {**_content(row), "filed_on": row.fact.happened_on, "told_by": batch})
    save_columns(things, _fields(_SAID))
    outcomes = perform("file_told", on=things, by=by, rows=[row.called for _, row in there], batch=batch)
    amended, stay = [], []
    for (place, _), thing, was, each in zip(there, things, before, outcomes, strict=True):
        if each.thing is None or not each.moved:
            refused[place] = each.why
            _say(thing, was)
            stay.append(thing)
        else:
            after = {name: getattr(each.thing, name) for name in was}
            amended.append(Amended(_TABLE, each.thing.pk, was, after))
    save_columns(stay, _fields(_SAID))
    return amended


def _say(thing: Dossier, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Let a file say this; returns what it said before. Does not save."""
    before = {name: getattr(thing, name) for name in columns}
    for name, value in columns.items():
        setattr(thing, name, value)
    return before


def _fields(names: Sequence[str]) -> list[str]:
    return [name.removesuffix("_id") for name in names]


takers.add(Dossiers())
