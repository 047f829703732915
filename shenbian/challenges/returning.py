"""A day that gave way to another device's comes back when that one is struck out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shenbian.challenges.framing import rule_of
from shenbian.challenges.judging import Why
from shenbian.flow.row import Effect, Row
from shenbian.flow.table import Phase
from shenbian.rights.actor import Actor


@dataclass(frozen=True)
class ComesBack(Effect):
    """Of what other devices said of the same day and gave way, one counts now: the largest where the rule counts the
    largest, else the one that came first. Whoever has left by now, or was erased, gets none back.
    """

    title = "同一天让过位的另一台设备的数恢复计入"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        from shenbian.flow.actions import perform  # noqa: PLC0415  the door calls effects, this one calls the door

        waiting = _given_way(rows)
        rules = {pk: rule_of(days[0].edition) for pk, days in _by_edition(waiting).items()}
        chosen = [
            min(days, key=lambda day: (-day.quantity if rules[day.edition_id].larger else 0, day.pk))
            for days in waiting.values()
        ]
        if chosen:
            by = rows[0].by
            perform("come_back", on=chosen, by=Actor(by.ref, label=by.label, operates=True, under=by.under))


Days = dict[tuple[int, Any], list[Any]]  # by entry and date


def _given_way(rows: Sequence[Row]) -> Days:
    """What gave way on the days that the struck ones had counted. One query, none where none of them counted."""
    struck = {(row.thing.entry_id, row.thing.on) for row in rows if row.thing.entry_id}
    if not struck:
        return {}
    model = type(rows[0].thing)
    found = model._default_manager.filter(
        entry__among={entry for entry, _ in struck}, on__among={on for _, on in struck}
    ).exclude(entry__phase=Phase.VOID)
    kept = list(found.exclude(status="struck").select_related("edition__organisation").order_by("pk"))
    counted = {(each.entry_id, each.on) for each in kept if each.status == "counted"}
    told: Days = {}
    for each in kept:
        key = (each.entry_id, each.on)
        if key in struck - counted and each.why == Why.DEVICE and each.quantity is not None:
            told.setdefault(key, []).append(each)
    return told


def _by_edition(waiting: Days) -> dict[int, list[Any]]:
    told: dict[int, list[Any]] = {}
    for days in waiting.values():
        for each in days:
            told.setdefault(each.edition_id, []).append(each)
    return told
