"""What becomes of a certificate of hours when a turn that it adds up no longer stands as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shenbian.certificates.models import Certificate
from shenbian.flow.actions import perform
from shenbian.flow.row import Effect, Row
from shenbian.kit.period import chinese_day
from shenbian.rights.actor import Actor


def house(by: Actor) -> Actor:
    """Whoever set it off, for what follows for a certificate by itself, also where the certificate is their own."""
    return replace(by, operates=True, person=None, also=frozenset())


class RevokeHours(Effect):
    """The certificates that add the turn up are revoked; their holder is told why and may ask for new ones."""

    title = "计入它的时长证明撤销"

    def act(self, rows: Sequence[Row]) -> None:
        certified: Any = rows[0].thing.certified.model
        by = {row.thing.pk: row for row in rows}
        found = certified.objects.filter(turn__in=by, certificate__status="issued").order_by("turn")
        first = {pk: by[turn] for pk, turn in reversed(found.values_list("certificate", "turn"))}
        if not first:
            return
        things = list(Certificate.objects.filter(pk__in=first).select_related(*Certificate.RELATED).order_by("pk"))
        perform("revoke", on=things, by=house(rows[0].by), said=[{"reason": _why(first[each.pk])} for each in things])


def _why(row: Row) -> str:
    return f"{chinese_day(row.thing.happened_on)}的服务记录已更正或作废：{row.said['reason']}"[:200]
