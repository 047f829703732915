"""What may become of a certificate: it stands until it is revoked, with a reason. That it expires its date says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django import forms
from django.db.models import Q

from shenbian.facts.actions import strike
from shenbian.facts.models import Fact
from shenbian.flow.row import Effect, Row, Sets
from shenbian.flow.table import Flow, Move, Phase, State
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import not_own


class Why(forms.Form):
    """Why it is revoked: it stands in the ledger too where a fact rests on it, so it names nobody."""

    reason = forms.CharField(label="撤销原因", max_length=200, help_text="持证人会看到；会写进台账，请不要写人名和号码")

    class Privacy:
        plain = frozenset({"reason"})


@dataclass(frozen=True)
class StrikeWhatRests(Effect):
    """The facts that count what certificates say fall with them."""

    title = "这份证书计入台账的记录作废"

    def act(self, rows: Sequence[Row]) -> None:
        reasons: dict[str, list[Q]] = {}
        for row in rows:
            kind, _, source = row.thing.counted.partition(":")
            if kind:
                reasons.setdefault(row.said["reason"], []).append(Q(kind=kind, source=source))
        for reason, counted in reasons.items():
            standing = Fact.objects.filter(reduce(or_, counted), voided_at=None)
            strike(standing.values_list("pk", flat=True), by=rows[0].by.ref, reason=reason)


CERTIFICATE = Flow(
    "certificate",
    title="证书",
    states=(
        State("issued", "有效", Phase.DONE),
        State("revoked", "已撤销", Phase.VOID),
    ),
    moves=(
        Move(
            name="revoke",
            title="撤销证书",
            source=("issued",),
            target="revoked",
            right=Right.EDITION_MANAGE,
            guards=(not_own,),
            asks=Why,
            effects=(Sets("revoked_why", lambda row: row.said["reason"]), StrikeWhatRests()),
            tells=("owner",),
            says="您的{what}已由{where}撤销，原因在“我的证书”里。有疑问请联系{where}。",
        ),
    ),
)
