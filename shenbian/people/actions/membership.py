"""Into a union, from one to another, and out again (会籍): one membership at a time, and none without its dates.

Membership follows the job; a retired or unemployed member keeps it (工会会员会籍管理办法, domain §3.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from shenbian.kit.period import today
from shenbian.kit.refusal import Refused, refuse_if
from shenbian.orgs.actions.locks import next_ids
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Began, Ended, Membership, Person, Retained
from shenbian.people.spells import Admission, Ending, Retention, Spell, Transfer, why_not_admit, why_not_end


@dataclass(frozen=True)
class Transferred:
    """One membership closed and the next opened on the same day; ids."""

    closed: int
    opened: int
    person: int
    left: int  # organisation


def admit(person: Person, *, to: Organisation, on: date, by: str, unit: Unit | None = None) -> Membership:
    """Admit one person. Raises Refused with the reason."""
    said = Admission(person=person.pk, organisation=to.pk, from_on=on, unit=unit.pk if unit else None)
    return Membership.objects.get(pk=admit_many([said], by=by)[0])


@transaction.atomic
def admit_many(admissions: Sequence[Admission], *, by: str, batch: int | None = None) -> list[int]:
    """Admit all; the memberships' ids, aligned with the call. Five statements however many rows.

    Refused by index: a membership that stands or stood on one of these days (in the call too), a body that did not
    stand then or takes no members, a record that was merged away, dates that contradict each other.
    """
    refuse_if(reasons_against(admissions))
    return _write(admissions, batch)


def reasons_against(admissions: Sequence[Admission]) -> dict[int, str]:
    """Why rows could not be admitted, by index; writes nothing. Three queries."""
    people = {each.person for each in admissions}
    bodies = Organisation.objects.in_bulk({each.organisation for each in admissions})
    held = _spells(people)
    gone = set(_merged_away(people))
    reasons = {}
    for index, each in enumerate(admissions):
        mine = held.setdefault(each.person, [])
        if reason := why_not_admit(each, bodies.get(each.organisation), mine, each.person in gone, today()):
            reasons[index] = reason
        else:
            mine.append(Spell(each.from_on, each.until_on, bodies[each.organisation].name, row=index))
    return reasons


def transfer(membership: Membership, *, to: Organisation, on: date, by: str, unit: Unit | None = None) -> Transferred:
    """Transfer one member."""
    said = Transfer(membership=membership.pk, to=to.pk, on=on, unit=unit.pk if unit else None)
    return transfer_many([said], by=by)[0]


@transaction.atomic
def transfer_many(transfers: Sequence[Transfer], *, by: str, batch: int | None = None) -> list[Transferred]:
    """Close each membership and open the next on the same day; aligned with the call. Seven statements."""
    endings = [Ending(membership=each.membership, on=each.on, how=Ended.TRANSFERRED_OUT) for each in transfers]
    held, reasons = _ended(endings)
    for index, each in enumerate(transfers):
        if index not in reasons and held[each.membership].organisation_id == each.to:
            reasons[index] = "转入的工会就是现在的工会。"
    refuse_if(reasons)
    admissions = [
        Admission(
            person=held[each.membership].person_id,
            organisation=each.to,
            from_on=each.on,
            unit=each.unit,
            began=Began.TRANSFERRED_IN.value,
        )
        for each in transfers
    ]
    opened = admit_many(admissions, by=by, batch=batch)
    return [
        Transferred(each.membership, new, held[each.membership].person_id, held[each.membership].organisation_id)
        for each, new in zip(transfers, opened, strict=True)
    ]


def resign(membership: Membership, *, on: date, by: str) -> Membership:
    """The member leaves of their own will; the last day is the day before."""
    return end(membership, how=Ended.RESIGNED, on=on, by=by)


def lapse(membership: Membership, *, on: date, by: str) -> Membership:
    """The membership ends of itself (自然终止)."""
    return end(membership, how=Ended.LAPSED, on=on, by=by)


def end(membership: Membership, *, how: str, on: date, by: str) -> Membership:
    """End one membership in one of the ways of `Ended`."""
    end_many([Ending(membership=membership.pk, on=on, how=how)], by=by)
    membership.refresh_from_db()
    return membership


@transaction.atomic
def end_many(endings: Sequence[Ending], *, by: str) -> list[Membership]:
    """End memberships; aligned with the call, as they are afterwards. Two queries. Raises Refused by index."""
    held, reasons = _ended(endings)
    refuse_if(reasons)
    return [held[each.membership] for each in endings]


def retain(membership: Membership, *, why: str, on: date, by: str) -> Membership:
    """Keep the membership of somebody without a job: they stay a member, pay no dues and do not vote."""
    retain_many([Retention(membership=membership.pk, on=on, why=why)], by=by)
    membership.refresh_from_db()
    return membership


@transaction.atomic
def retain_many(retentions: Sequence[Retention], *, by: str) -> list[Membership]:
    """Retain memberships; aligned with the call. Two queries. A new retention takes the place of one that is over."""
    held = _locked([each.membership for each in retentions])
    reasons = {}
    for index, each in enumerate(retentions):
        mine = held.get(each.membership)
        if each.why not in Retained.values:
            reasons[index] = f"不认识保留会籍的原因“{each.why}”。"
        elif reason := why_not_end(mine, each.on, today(), "保留"):
            reasons[index] = reason
        elif mine is not None and mine.retained_from is not None and mine.retained_until is None:
            reasons[index] = "会籍已经在保留中。"
        elif mine is not None:
            mine.retained_from, mine.retained_until, mine.retained_why = each.on, None, each.why
    refuse_if(reasons)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_membership m SET retained_from = a.on_, retained_until = NULL, retained_why = a.why "
            "FROM unnest(%s::bigint[], %s::date[], %s::text[]) AS a(id, on_, why) WHERE m.id = a.id",
            [[e.membership for e in retentions], [e.on for e in retentions], [str(e.why) for e in retentions]],
        )
    return [held[each.membership] for each in retentions]


@transaction.atomic
def resume(membership: Membership, *, on: date, by: str) -> Membership:
    """A retained member has a job again (恢复)."""
    mine = Membership.objects.select_for_update().get(pk=membership.pk)
    if mine.retained_from is None or mine.retained_until is not None:
        raise Refused({0: "会籍不在保留中。"})
    if on < mine.retained_from:
        raise Refused({0: "恢复日期早于保留日期。"})
    mine.retained_until = on
    mine.save(update_fields=["retained_until"])
    return mine


def _spells(people: set[int]) -> dict[int, list[Spell]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.person_id, m.from_on, m.until_on, o.name FROM people_membership m "
            "JOIN orgs_organisation o ON o.id = m.organisation_id WHERE m.person_id = ANY(%s)",
            [list(people)],
        )
        held: dict[int, list[Spell]] = {}
        for person, from_on, until_on, name in cursor.fetchall():
            held.setdefault(person, []).append(Spell(from_on, until_on, name))
        return held


def _merged_away(people: set[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM people_person WHERE id = ANY(%s) AND (merged_into_id IS NOT NULL OR erased_at IS NOT NULL)",
            [list(people)],
        )
        return [row[0] for row in cursor.fetchall()]


def _locked(memberships: list[int]) -> dict[int, Membership]:
    found = Membership.objects.select_for_update(of=("self",)).select_related("organisation")
    return {each.pk: each for each in found.filter(pk__in=memberships).order_by("pk")}


def _ended(endings: Sequence[Ending]) -> tuple[dict[int, Membership], dict[int, str]]:
    """Lock and close; what may not be closed is told by index, and then nothing was closed."""
    held = _locked([each.membership for each in endings])
    reasons: dict[int, str] = {}
    for index, each in enumerate(endings):
        mine = held.get(each.membership)
        if each.how not in Ended.values:
            reasons[index] = f"不认识离会方式“{each.how}”。"
        elif reason := why_not_end(mine, each.on, today(), "离会"):
            reasons[index] = reason
        elif mine is not None:
            mine.until_on, mine.ended = each.on, str(each.how)
    if not reasons:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE people_membership m SET until_on = a.on_, ended = a.how "
                "FROM unnest(%s::bigint[], %s::date[], %s::text[]) AS a(id, on_, how) WHERE m.id = a.id",
                [[e.membership for e in endings], [e.on for e in endings], [str(e.how) for e in endings]],
            )
    return held, reasons


_COLUMNS = (
    "id, person_id, organisation_id, unit_id, from_on, until_on, began, ended, retained_from, retained_why, batch"
)
_TYPES = ("int8", "int8", "int8", "int8", "date", "date", "varchar", "varchar", "date", "varchar", "int8")


def _write(admissions: Sequence[Admission], batch: int | None) -> list[int]:
    if not admissions:
        return []
    ids = next_ids("people_membership", len(admissions))
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY people_membership ({_COLUMNS}) FROM STDIN (FORMAT BINARY)") as copy,
    ):
        copy.set_types(_TYPES)
        for new, each in zip(ids, admissions, strict=True):
            dates = (each.from_on, each.until_on, str(each.began), str(each.ended))
            kept = (each.retained_from, str(each.retained_why))
            copy.write_row((new, each.person, each.organisation, each.unit, *dates, *kept, batch))
    return ids
