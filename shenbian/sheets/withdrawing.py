"""What a sheet handed in for workers is not deleted with its batch: it is withdrawn, and they are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shenbian.editions.declared import WITHDRAW
from shenbian.editions.models import Entry
from shenbian.flow.actions import perform
from shenbian.flow.table import Phase
from shenbian.flow.telling import MOVED
from shenbian.kit.refusal import Refused
from shenbian.notices.actions import Telling, tell
from shenbian.offices.models import Assistance
from shenbian.offices.queries import assisting_all
from shenbian.rights.actor import Actor

ENTRIES, CONSENTS = Entry._meta.label_lower, Assistance._meta.label_lower
STAY = {ENTRIES, CONSENTS}  # tables whose rows stay when the batch that made them is taken back

Made = Mapping[str, Sequence[int]]  # ids by table, as the batch remembers them


def too_far(made: Made) -> Iterator[str]:
    """Entries of the batch that can no longer be withdrawn, as Chinese sentences. One query."""
    far: dict[str, int] = {}
    for entry in _standing(made):
        if entry.flow.find(WITHDRAW, entry.status) is None:
            far[entry.title_of_state] = far.get(entry.title_of_state, 0) + 1
    yield from (f"{count} 件本批的申报已经是“{state}”，不能再撤回" for state, count in far.items())


def withdraw(batch: Any, made: Made, *, by: Actor) -> None:
    """Withdraw what the batch handed in and still stands, by the consents that it keeps. Raises Refused."""
    entries = list(_standing(made))
    if not entries:
        return
    consents = list(Assistance.objects.filter(pk__in=made.get(CONSENTS, ())).select_related("person"))
    acting = assisting_all(consents, by=by, under=batch.subject)
    outcomes = perform(WITHDRAW, on=entries, by=acting)
    for outcome in outcomes:
        if outcome.refusal:
            raise Refused({0: outcome.why})
    tell([_telling(each) for each in entries], by=by.ref)


def _standing(made: Made) -> list[Entry]:
    found = Entry.objects.filter(pk__in=made.get(ENTRIES, ())).exclude(phase=Phase.VOID)
    return list(found.select_related(*Entry.RELATED).order_by("pk"))


def _telling(entry: Entry) -> Telling:
    return Telling(
        to=entry.owner,
        kind=MOVED.key,
        title=f"{entry.told_as}：已撤回",
        body="工会撤回了替您提交的这件申报。仍要申报的，可以自己在手机上提交，或请工会重新申报。",
        subject=entry.subject,
    )
