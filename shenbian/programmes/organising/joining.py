"""入会: a worker asks, the union of their employer endorses, the union above admits; the membership begins that day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q

from shenbian.editions.declared import EntryKind, Place, Repeats, Room
from shenbian.editions.form import Form, Step
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.row import Effect, Row
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation, Unit
from shenbian.orgs.queries import standing, stated_many
from shenbian.people.actions import Admission, admit_many
from shenbian.rights.catalogue import Desk, Right
from shenbian.standard.fields import DOCUMENT, NAME, OCCUPATION, PHONE, TOWN, UNIT, consent
from shenbian.standard.flows import application
from shenbian.standard.guards import no_member

KIND = "member.admitted"

FORM = Form(
    (
        Step("who", "您是谁", (NAME, DOCUMENT, PHONE)),
        Step("work", "在哪里工作", (UNIT, TOWN, OCCUPATION)),
        Step(
            "agree",
            "您的承诺",
            (
                consent("charter", "我自愿加入工会，遵守工会章程，执行工会决议，按月交纳会费"),
                consent("data", "我同意工会为办理入会使用以上信息", "谁查阅过，您在“我的”里都看得到"),
            ),
        ),
    )
)


class Admits(Effect):
    """Opens the membership, and remembers what the ledger must say of it as it is on this day."""

    title = "登记会籍"
    sets = ("outcome",)

    def act(self, rows: Sequence[Row]) -> None:
        day = rows[0].day
        said = [
            Admission(
                person=(row.thing.person.merged_into or row.thing.person).pk,
                organisation=row.thing.organisation_id,
                from_on=day,
                unit=row.thing.unit_id,
            )
            for row in rows
        ]
        opened = admit_many(said, by=rows[0].by.ref)
        told = stated_many([row.thing.unit_id for row in rows if row.thing.unit_id], on=day)
        for row, membership in zip(rows, opened, strict=True):
            unit = told.get(row.thing.unit_id)
            row.thing.outcome = {"membership": membership, "two_new": bool(unit and unit.two_new)}


def admitted(row: Row) -> Iterator[NewFact]:
    """The same fact, under the same key, that the register of members writes."""
    entry = row.thing
    parts = {"person": entry.owner, "organisation": entry.organisation_id, "happened_on": row.day}
    yield NewFact(
        kind=KIND,
        happened_on=row.day,
        organisation=entry.organisation_id,
        org_path=entry.organisation.path,
        person=entry.owner,
        unit=entry.unit_id,
        facets={"two_new": entry.outcome["two_new"]},
        source=source_of(kinds[KIND], parts),
        evidence=f"{entry.subject} {entry.number}",
    )


def place(entry: Any, answers: Mapping[str, Any]) -> Place | None:
    """With the union that covers the employer today, else with the chosen town's; the edition's where neither is said.

    Two queries at most.
    """
    unit = _unit(str(answers.get("unit") or "").strip())
    covered = unit.covers.filter(standing(today())).values_list("organisation", flat=True).first() if unit else None
    town = str(answers.get("town") or "")
    there = covered or (int(town) if town.isdigit() else None)
    if there is None or not Organisation.objects.filter(pk=there, path__startswith=entry.edition.organisation.path):
        return Place(entry.edition.organisation_id, unit.pk) if unit else None
    return Place(there, unit.pk if unit else None)


def _unit(text: str) -> Unit | None:
    """The one unit of this name, number or credit code; None where there is none or several."""
    if not text:
        return None
    found = list(Unit.objects.filter(Q(name=text) | Q(number=text) | Q(uscc=text.upper()), closed_on=None)[:2])
    return found[0] if len(found) == 1 else None


JOINING = EntryKind(
    key="joining",
    title="入会申请",
    verb="申请入会",
    letters="RH",
    what="在本区上班或跑单，都可以加入工会，不收手续费。填好后由您单位的工会受理，没有工会的由镇街工会受理。",
    desk=Desk.ORGANISING,
    form=FORM,
    path=application(grant="批准入会", granted="已入会", decides=Right.ENTRY_REVIEW, words="上级工会批准"),
    who=(no_member,),
    guards={"grant": (no_member,)},
    effects={"grant": (Admits(),)},
    facts={"grant": (admitted,)},
    place=place,
    repeats=Repeats.AFTER,
    room=Room.APPLY,
    needs=("join_union",),
)
