"""Days of an activity that ran elsewhere, as its register tells them: kept and counted, never judged or ranked here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from shenbian.challenges.declared import ChallengeKind, challenge_kinds
from shenbian.challenges.models import DayCount, Way
from shenbian.editions.models import Edition
from shenbian.facts.actions import strike
from shenbian.facts.fact import NewFact
from shenbian.flow.actions import enter
from shenbian.flow.entering import maker
from shenbian.flow.saving import save_columns
from shenbian.rights.actor import Actor
from shenbian.standard.taking import Amended, SheetRow, Taken, taken

KEPT = "edition:"  # how facts name an edition that is kept
_TABLE = "challenges.daycount"
_NAMES = UUID("6f0c2a3e-4b1d-4f0a-9b53-0b9d6a1e7c55")
_SAID = ("organisation_id", "quantity", "device", "came")  # what a sheet may correct; the rest is the day itself


def take(rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
    """Each row becomes a day that counts. A fixed number of queries."""
    ours = _ours(rows)
    refused = {place: why for place, row in enumerate(rows) if (why := _why_not(row, ours))}
    places = [place for place in range(len(rows)) if place not in refused]
    make = maker(DayCount)
    days = [
        make(
            **_told(rows[place].fact),
            challenge=kind.key,
            activity=rows[place].fact.edition,
            person_id=rows[place].person,
            desk=kind.desk.value,
            on=rows[place].fact.happened_on,
            way=Way.SHEET.value,
            sent_by=by.ref,
            client_key=uuid5(_NAMES, f"{batch}|{rows[place].fact.source}"),
            batch=batch,
        )
        for place in places
        if (kind := _kind(rows[place].fact)) is not None
    ]
    called = [rows[place].called for place in places]
    came = taken(enter("register", days, by=by, rows=called, batch=batch, reads=("organisation",)), _TABLE)
    return Taken(refused | {places[index]: why for index, why in came.refused.items()}, came.made)


def correct(rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
    """What a day said is struck out, what the row says is written in its place."""
    found = DayCount.objects.select_for_update().filter(
        activity__among={row.fact.edition for row in rows},
        person__among={row.person for row in rows},
        on__among={row.fact.happened_on for row in rows},
        status="counted",
    )
    there = {(each.activity, each.person_id, each.on): each for each in found.order_by("pk")}
    keys = [(row.fact.edition, row.person or 0, row.fact.happened_on) for row in rows]
    refused = {place: "台账中这一天的记录没有对应的每日数据，不能更正。请先作废，再重新导入。"
               for place, key in enumerate(keys) if key not in there}  # fmt: skip
    places = [place for place in range(len(rows)) if place not in refused]
    struck = [stands for place in places if (stands := rows[place].stands) is not None]
    strike(struck, by=by.ref, reason="导入更正", batch=batch, replaced_by=[rows[place].fact for place in places])
    days = [there[keys[place]] for place in places]
    amended = [_amend(day, rows[place].fact) for day, place in zip(days, places, strict=True)]
    save_columns(days, [name.removesuffix("_id") for name in _SAID])
    return Taken(refused, amended=amended)


def came_of(fact: NewFact) -> dict[str, Any]:
    """The fact as a day keeps it."""
    return {
        "edition": fact.edition,
        "person": fact.person,
        "organisation": fact.organisation,
        "org_path": fact.org_path,
        "facets": dict(fact.facets),
        "evidence": fact.evidence,
    }


def _told(fact: NewFact) -> dict[str, Any]:
    """What a fact says, by the columns of a day."""
    word, kind = str(fact.facets.get("device", "")), _kind(fact)
    device = (kind.source_called(word) if kind else None) or word
    said = (fact.organisation, fact.quantity, device, came_of(fact))
    return dict(zip(_SAID, said, strict=True))


def _kind(fact: NewFact) -> ChallengeKind | None:
    """The challenge of the programme that the row names."""
    programme = fact.facets.get("programme")
    return next((each for each in challenge_kinds if each.programme == programme and each.kind == fact.kind), None)


def _ours(rows: Sequence[SheetRow]) -> Mapping[tuple[str, str], Edition]:
    """The editions that are kept under a name that these rows use, by programme and title. One query."""
    found = Edition.objects.filter(title__in={row.fact.edition for row in rows})
    return {(each.programme, each.title): each for each in found}


def _why_not(row: SheetRow, ours: Mapping[tuple[str, str], Edition]) -> str:
    fact = row.fact
    programme = str(fact.facets.get("programme", ""))
    if _kind(fact) is None:
        return "这个项目没有每日挑战，不收每日数据。"
    kept = ours.get((programme, fact.edition))
    if kept is not None:
        return f"“{kept.title}”由本系统举办，活动请写编号 {kept.reference}，按报名和规则核算。"
    return "数据来源最多40个字。" if len(str(fact.facets.get("device", ""))) > 40 else ""


def _amend(day: DayCount, fact: NewFact) -> Amended:
    """Let a day say what its fact says; what it said before is kept."""
    before = {name: getattr(day, name) for name in _SAID}
    after = _told(fact)
    for name, value in after.items():
        setattr(day, name, value)
    return Amended(_TABLE, day.pk, before, after)
