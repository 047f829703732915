"""What a meeting decided is written down, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shenbian.flow import traces
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.models import Decision, Session
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One line; `decision` is the number of the one that it puts right, None of a new one."""

    text: str
    who: str = ""
    until: date | None = None
    decision: int | None = None


@transaction.atomic
def write_decisions(session: Session, decided: Sequence[Decided], *, by: Actor) -> list[Decision]:
    """Say anew, in this order, what was decided; leaves a trace. Those that are named no more are gone.

    Raises NotYours, Refused.
    """
    kept = Session.objects.select_for_update(of=("self",), no_key=True).select_related(*Session.RELATED)
    locked = kept.get(pk=session.pk)
    if not may(by, Right.REGISTER_KEEP, locked):
        raise NotYours
    if locked.status not in ("open", "held"):
        raise Refused(f"这一场{locked.title_of_state}，不能写议定事项。")
    standing = {each.pk: each for each in locked.decisions.all()}
    told = [_written(locked, standing, place, each, by) for place, each in enumerate(decided, start=1)]
    locked.decisions.exclude(pk__in=[each.pk for each in told if each.pk]).delete()
    old, new = [each for each in told if each.pk], [each for each in told if not each.pk]
    Decision.objects.bulk_update(old, ["place", "text", "who", "until"])
    Decision.objects.bulk_create(new)
    at, numbers = traces.reserve(1)
    said = {"decisions": [str(each) for each in told]}
    step = traces.Step(locked.subject, locked.flow.name, "decisions", locked.status, locked.status, said)
    traces.tell([step], by=by, batch=None, at=at, numbers=numbers)
    return told


def _written(session: Session, standing: dict[int, Decision], place: int, said: Decided, by: Actor) -> Decision:
    if not said.text.strip():
        raise Refused(f"第{place}项没有写议定什么。")
    decision = standing.get(said.decision or 0) or Decision(session=session, written_by=by.ref)
    decision.place, decision.text, decision.who, decision.until = place, said.text.strip(), said.who.strip(), said.until
    return decision
