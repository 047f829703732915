"""The only door by which facts are written, and the only way in which one is struck out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from django.db import IntegrityError, connection, transaction

from shenbian.facts import canonical, queries, rules
from shenbian.facts.fact import AlreadyThere, BadFact, NewFact
from shenbian.kit.keys import ring
from shenbian.kit.refusal import Refused

_COPY = (
    "COPY facts_fact (id, kind, happened_on, occurred_at, organisation, org_path, edition, person, unit, quantity, "
    "amount_fen, facets, source, evidence, recorded_by, batch, voids, salt, mac) FROM STDIN"
)
_SALT = 16  # bytes: a leaf cannot be guessed from what somebody knows about a fact
_BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Struck:
    """What `strike` wrote: ids of the void facts, in the order of what they name, and of the facts written anew."""

    voids: range
    written: range


def write(facts: Sequence[NewFact], *, by: str, batch: int | None = None) -> range:
    """Write facts in their order and return their ids; all of them or none.

    Raises BadFact when one is not what its kind declares, AlreadyThere when one stands already, by (kind, source), in
    the ledger or earlier in this call. Three queries and one COPY, however many facts. About 40 µs a fact.
    """
    bad = dict(rules.problems(facts))
    bad |= {i: "作废记录由作废这一步写入，不能直接写。" for i, fact in enumerate(facts) if fact.kind == rules.VOID}
    if bad:
        raise BadFact(bad)
    if not facts:
        return range(0)
    _refuse_twice(facts)
    try:
        with transaction.atomic():
            _refuse_standing(facts)
            return _record(facts, by=by, batch=batch)
    except IntegrityError:
        _refuse_standing(facts)  # another writer was faster
        raise


def strike(
    ids: Iterable[int], *, by: str, reason: str, batch: int | None = None, replaced_by: Sequence[NewFact] = ()
) -> Struck:
    """Strike facts out for a reason, and write what is true instead; all of it or nothing. The facts stay readable.

    Raises Refused for what is no fact, is a void itself, or is struck out already. Four queries and one COPY, however
    many facts; those of `write` more when something replaces them.
    """
    named = list(dict.fromkeys(ids))
    if not reason.strip():
        raise BadFact({0: "作废要写明原因。"})
    with transaction.atomic():
        voids = _record(_voids(named, reason.strip()), by=by, batch=batch) if named else range(0)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE facts_fact f SET voided_at = v.recorded_at FROM facts_fact v "
                "WHERE v.id BETWEEN %s AND %s AND f.id = v.voids",
                [voids.start, voids.stop - 1],
            )
        return Struck(voids, write(replaced_by, by=by, batch=batch))


def _voids(ids: Sequence[int], reason: str) -> list[NewFact]:
    """The facts that strike these out: they stand where the struck ones stood, and count on the day of striking."""
    found = queries.to_strike(ids)
    reasons = {index: why for index, each in enumerate(ids) if (why := _unstrikable(each, found.get(each)))}
    if reasons:
        raise Refused(reasons)
    today = datetime.now(_BEIJING).date()
    return [
        NewFact(
            kind=rules.VOID,
            happened_on=today,
            source=f"void|{each}",
            evidence=f"fact|{each}",
            organisation=found[each].organisation,
            org_path=found[each].org_path,
            facets={"reason": reason},
            voids=each,
        )
        for each in ids
    ]


def _unstrikable(fact: int, found: queries.Strikable | None) -> str | None:
    if found is None:
        return f"台账中没有 fact {fact}。"
    if found.kind == rules.VOID:
        return f"fact {fact} 是作废记录，不能再作废；误作废的请重新登记。"
    if found.is_struck:
        return f"fact {fact} 已经作废。"
    return None


def _refuse_twice(facts: Sequence[NewFact]) -> None:
    first: dict[tuple[str, str], int] = {}
    twice = {}
    for index, fact in enumerate(facts):
        earlier = first.setdefault((fact.kind, fact.source), index)
        if earlier != index:
            twice[index] = earlier
    if twice:
        raise AlreadyThere({}, twice)


def _refuse_standing(facts: Sequence[NewFact]) -> None:
    standing = queries.standing([(fact.kind, fact.source) for fact in facts])
    if standing:
        raise AlreadyThere(standing, {})


def _record(facts: Sequence[NewFact], *, by: str, batch: int | None) -> range:
    """Reserve a block of ids, mark every fact, copy them in, and sign the block off."""
    mac = ring().mac
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts_reserve(%s), transaction_timestamp()", [len(facts)])
        first, now = cursor.fetchone()
        block = range(first, first + len(facts))
        with connection.wrap_database_errors, cursor.copy(_COPY) as copy:
            for row in _rows(facts, first, canonical.instant(now), by, batch):
                copy.write_row(row)
        cursor.execute(
            "INSERT INTO facts_writing (first_fact, last_fact, mac) VALUES (%s, %s, %s)",
            [block[0], block[-1], mac(canonical.writing(block[0], block[-1], canonical.instant(now)))],
        )
    return block


def _rows(facts: Sequence[NewFact], first: int, now: str, by: str, batch: int | None) -> Iterable[tuple[Any, ...]]:
    """Rows for COPY, each with its mark. This is the hot loop of every import: nothing is looked up twice."""
    mac, bytes_of, dumps = ring().mac, canonical.fact, orjson.dumps
    salts = os.urandom(_SALT * len(facts))
    for index, f in enumerate(facts):
        salt = salts[index * _SALT : (index + 1) * _SALT]
        when = f.occurred_at and canonical.instant(f.occurred_at)
        place = (f.organisation, f.org_path, f.edition, f.person, f.unit, f.quantity, f.amount_fen)
        rest = (f.source, f.evidence, by, batch, f.voids)
        number = first + index
        marked = mac(bytes_of(("fact", number, f.kind, f.happened_on, when, now, *place, f.facets, *rest, salt.hex())))
        facets = dumps(f.facets).decode() if f.facets else "{}"
        yield (number, f.kind, f.happened_on, when, *place, facets, *rest, salt, marked)
