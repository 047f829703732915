"""转会: a member who changed jobs asks the union of their new employer, which takes them in; the membership goes over.

Nobody is admitted by it: whoever moves was a member before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shenbian.editions.declared import EntryKind, Repeats, Room
from shenbian.editions.form import Form, Step
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.row import Effect, Guard, Row
from shenbian.kit.refusal import refuse_if
from shenbian.kit.sentence import Sentence
from shenbian.people.actions import Transfer, transfer_many
from shenbian.people.models import Ended, Membership
from shenbian.people.queries import memberships_on
from shenbian.programmes.organising.joining import place
from shenbian.rights.catalogue import Desk
from shenbian.standard.fields import NAME, PHONE, TOWN, UNION, UNIT, consent
from shenbian.standard.flows import accepted
from shenbian.standard.guards import is_member

LEFT, CAME = "member.left", "member.transferred_in"

FORM = Form(
    (
        Step("from", "从哪里转出", (NAME, PHONE, UNION)),
        Step(
            "to",
            "转到哪里",
            (
                replace(UNIT, title="现在的工作单位", known=""),
                TOWN,
                consent("moves", "我已换了工作单位，同意把会籍转到那里的工会，原工会的会籍同日结束"),
            ),
        ),
    )
)


_Held = dict[int, Membership]  # Person.key -> the membership that stands


def _held(rows: Sequence[Row]) -> _Held:
    """What each person is a member of today. One query."""
    found = memberships_on(rows[0].day).filter(person__key__in={row.thing.owner for row in rows})
    return {each.person.key: each for each in found.select_related("person", "organisation")}


@dataclass(frozen=True)
class MovesElsewhere(Guard):
    """Whoever moves is not a member of the receiving union already. The person is locked while this is asked."""

    title = "不是转入工会的会员"
    locks = "person"
    reads = ("person",)

    def needs(self, rows: Sequence[Row]) -> _Held:
        return _held(rows)

    def why(self, row: Row, known: _Held) -> str | None:
        held = known.get(row.thing.owner)
        if held is None or held.organisation_id != row.thing.organisation_id:
            return None
        return Sentence(
            "您现在就是“%(union)s”的会员，不用转会。换了单位的，请写新单位的全称。", union=held.organisation.name
        )


class Transfers(Effect):
    """Closes the membership and opens the next on one day, and remembers where it was."""

    title = "会籍转过来"
    sets = ("outcome",)

    def act(self, rows: Sequence[Row]) -> None:
        held = _held(rows)
        refuse_if(
            {n: "会籍已经结束，不能转会；请改办入会。" for n, row in enumerate(rows) if row.thing.owner not in held}
        )
        said = [
            Transfer(
                membership=held[row.thing.owner].pk,
                to=row.thing.organisation_id,
                on=row.day,
                unit=row.thing.unit_id,
            )
            for row in rows
        ]
        done = transfer_many(said, by=rows[0].by.ref)
        for row, each in zip(rows, done, strict=True):
            left = {"organisation": each.left, "path": held[row.thing.owner].organisation.path}
            row.thing.outcome = {"membership": each.opened, "closed": each.closed, "left": left}


def moved(row: Row) -> Iterator[NewFact]:
    """The same two facts, under the same keys, that the register of members writes."""
    entry = row.thing
    left = entry.outcome["left"]
    yield _told(row, LEFT, left["organisation"], left["path"], how=Ended.TRANSFERRED_OUT.value)
    yield replace(_told(row, CAME, entry.organisation_id, entry.organisation.path), unit=entry.unit_id)


def _told(row: Row, kind: str, organisation: int, path: str, **facets: str) -> NewFact:
    parts = {"person": row.thing.owner, "organisation": organisation, "happened_on": row.day}
    return NewFact(
        kind=kind,
        happened_on=row.day,
        organisation=organisation,
        org_path=path,
        person=row.thing.owner,
        facets=facets,
        source=source_of(kinds[kind], parts),
        evidence=f"{row.thing.subject} {row.thing.number}",
    )


TRANSFERRING = EntryKind(
    key="transferring",
    title="转会申请",
    verb="申请转会",
    letters="ZH",
    what="换了工作单位，会籍跟着走，会龄连着算。填好后由新单位的工会接收，没有工会的由镇街工会接收。",
    desk=Desk.ORGANISING,
    form=FORM,
    path=accepted(accept="接收会籍", done="已转入", waits="待转入工会接收"),
    who=(is_member,),
    guards={"submit": (MovesElsewhere(),), "accept": (is_member, MovesElsewhere())},
    effects={"accept": (Transfers(),)},
    facts={"accept": (moved,)},
    place=place,
    repeats=Repeats.AFTER,
    room=Room.APPLY,
    needs=("join_union",),
)
