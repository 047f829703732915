"""The facts that sessions and turns are: persons, person-times, sessions, units and hours are counted from these alone.

What a sheet brings has its fact already (`came`): the row as it was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.row import Row

SESSION = "session.held"


def session_held(row: Row) -> Iterator[NewFact]:
    """A session was held; nothing of one that is only the day of a service (a clinic's)."""
    session = row.thing
    if session.came is not None:
        yield session.came
        return
    if session.kind is not None and not session.kind.is_session:
        return
    yield NewFact(
        kind=SESSION,
        happened_on=session.on,
        occurred_at=session.starts_at,
        organisation=session.organisation_id,
        org_path=session.path_then,
        edition=session.told_edition,
        facets=facets_of(session),
        source=session_source(session.number),
        evidence=evidence_of(session),
    )


def facets_of(session: Any) -> dict[str, Any]:
    told = {
        "programme": session.programme,
        "session": session.number,
        "topic": session.title,
        "umbrella": session.umbrella,
        "mode": session.mode,
        "audience": session.audience,
        "minutes": session.minutes,
    }
    return {key: value for key, value in told.items() if value}


def session_source(number: str) -> str:
    """The natural key of a session: its number."""
    return source_of(kinds[SESSION], {"session": number})


def turn_counted(row: Row) -> Iterator[NewFact]:
    """Somebody was there, or so many were."""
    turn = row.thing
    if turn.came is not None:
        yield turn.came
        return
    kind = kinds[turn.session.counts]
    told = _told(turn)
    known = {facet.key for facet in kind.facets}
    yield NewFact(
        kind=kind.key,
        happened_on=turn.happened_on,
        occurred_at=turn.occurred_at if kind.occurred_at else None,
        organisation=turn.union_id,
        org_path=turn.path_then,
        edition=turn.told_edition,
        person=turn.owner,
        unit=turn.unit_id if kind.unit != "no" else None,
        quantity=turn.quantity,
        facets={key: value for key, value in told.items() if value and key in known},
        source=turn_source(turn),
        evidence=evidence_of(turn),
    )


def _told(turn: Any) -> dict[str, Any]:
    return {
        "programme": turn.programme,
        "session": turn.session.number,
        "slip": turn.slip,
        "umbrella": turn.umbrella,
        "occupation": turn.occupation,
        "minutes": turn.minutes,
        "place": turn.place,
    }


def turn_source(turn: Any) -> str:
    """The natural key of the fact that this turn is."""
    parts: Mapping[str, Any] = {**_told(turn), "edition": turn.told_edition, "person": turn.owner}
    return source_of(kinds[turn.session.counts], parts)


def evidence_of(thing: Any) -> str:
    """What the fact rests on: the row of the sheet, or the thing itself; and what it replaces, where it does."""
    corrected = getattr(thing, "replaces_fact", None)
    said: str = thing.evidence or thing.subject
    return f"{said}（更正 fact {corrected}）" if corrected else said
