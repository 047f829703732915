"""Taking a batch back: facts are struck out, rows go, what it amended is as before, what it corrected stands."""

from __future__ import annotations

from typing import Any

from django.db import connection

from shenbian.facts.actions import strike, write
from shenbian.facts.fact import NewFact
from shenbian.facts.models import Fact
from shenbian.flow.bodies import tell_of_bodies
from shenbian.flow.models import Flowing, Waiting
from shenbian.flow.saving import keep_waiting
from shenbian.flow.table import Phase
from shenbian.kit.period import today
from shenbian.ledger.actions import reverse_batch
from shenbian.rights.actor import Actor
from shenbian.sheets.resting import PARTS, PEOPLE, column_of, model_of, pointing_at
from shenbian.sheets.withdrawing import STAY, withdraw
from shenbian.standard.taking import takers

_ORDER = (  # after what kernels made of rows, which points at all of these
    "orgs.outsidekey people.groupspell people.membership rights.post orgs.cover orgs.unitstatement "
    "orgs.organisation orgs.unit people.person"
).split()


def undo(batch: Any, *, by: Actor, reason: str) -> None:
    """Undo everything that a batch did. The caller has made sure that nothing rests on it.

    Raises Refused when what it booked is no longer there to be taken back.
    """
    reverse_batch(batch.pk, on=today(), why=reason, by=by)
    withdraw(batch, {each.table: each.rows for each in batch.made.filter(table__in=STAY)}, by=by)
    corrected = list(Fact.objects.filter(pk__in=_voided_by(batch)).order_by("pk"))
    mine = list(_standing_of(batch).order_by("pk").values_list("pk", flat=True))
    if mine:
        strike(mine, by=by.ref, reason=reason, batch=batch.pk)
    for number in sorted({fact.batch for fact in corrected}, key=lambda each: each or 0):
        write([_anew(fact) for fact in corrected if fact.batch == number], by=by.ref, batch=number)
    _put_back(batch)
    _take_away(batch)
    _tell_of_restored(batch, by)


def _standing_of(batch: Any) -> Any:
    return Fact.objects.filter(batch=batch.pk, voided_at=None).exclude(kind="void")


def _voided_by(batch: Any) -> Any:
    """Facts of others that this batch struck out, to write something else in their place."""
    own = Fact.objects.filter(batch=batch.pk, kind="void").values_list("voids", flat=True)
    return list(own)


def _anew(fact: Fact) -> NewFact:
    """What was struck out wrongly is written anew: a void is never voided."""
    return NewFact(
        kind=fact.kind,
        happened_on=fact.happened_on,
        occurred_at=fact.occurred_at,
        organisation=fact.organisation,
        org_path=fact.org_path,
        edition=fact.edition,
        person=fact.person,
        unit=fact.unit,
        quantity=fact.quantity,
        amount_fen=fact.amount_fen,
        facets=fact.facets,
        source=fact.source,
        evidence=fact.evidence,
    )


def _put_back(batch: Any) -> None:
    """Amended rows hold again what they held, the last amendment undone first."""
    before: dict[str, dict[int, dict[str, Any]]] = {}
    for each in batch.amended.order_by("-id"):
        before.setdefault(each.table, {}).setdefault(each.row, {}).update(each.before)
    for table, rows in before.items():
        model = model_of(table)
        things: list[Any] = list(model._default_manager.select_for_update().filter(pk__in=rows))
        names: dict[str, None] = {}
        for thing in things:
            for name, value in rows[thing.pk].items():
                field = column_of(model, name)
                setattr(thing, name, field.to_python(value))
                names[field.name] = None
        if things:
            model._default_manager.bulk_update(things, list(names), batch_size=5000)
        if issubclass(model, Flowing):
            keep_waiting(things, before=[Phase.WAITING])


def _tell_of_restored(batch: Any, by: Actor) -> None:
    """Bodies that the batch had dissolved stand again: their own traces say so too."""
    ended = batch.amended.filter(table="orgs.organisation", before__has_key="dissolved_on").order_by("id")
    tell_of_bodies("restore", [(each.row, today()) for each in ended], by=by, batch=batch.pk)


def _take_away(batch: Any) -> None:
    made = {each.table: each.rows for each in batch.made.exclude(table__in=STAY)}
    for table in sorted(made, key=[*takers.tables(), *_ORDER].index):
        for part, column in PARTS.get(table, ()):
            _delete(part, column, made[table])
        _take_from_inboxes(table, made[table])
        _delete(table, "id", _unknown(made[table]) if table == PEOPLE else made[table])


def _take_from_inboxes(table: str, ids: list[int]) -> None:
    if issubclass(model_of(table), Flowing):
        Waiting.objects.filter(subject_type=table, subject_id__in=ids).delete()


def _delete(table: str, column: str, ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{model_of(table)._meta.db_table}" WHERE "{column}" = ANY(%s)', [ids])


def _unknown(people: list[int]) -> list[int]:
    """Of these people, those whom nothing names any more but facts that were struck out."""
    elsewhere = " ".join(
        f'AND NOT EXISTS (SELECT FROM "{model._meta.db_table}" o WHERE o."{column}" = p.id)'
        for model, column in pointing_at(PEOPLE)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id FROM people_person p WHERE p.id = ANY(%s) {elsewhere} "
            "AND NOT EXISTS (SELECT FROM facts_fact f WHERE f.person = p.key AND f.voided_at IS NULL)",
            [people],
        )
        return [row[0] for row in cursor.fetchall()]
