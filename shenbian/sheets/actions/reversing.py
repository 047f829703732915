"""Taking a batch back as a whole."""

from __future__ import annotations

from shenbian.flow.actions import perform
from shenbian.rights.actor import Actor
from shenbian.sheets.models import Batch


def reverse(batch: Batch, *, by: Actor, reason: str) -> Batch:
    """Strike out the facts of a batch, take away the rows that it wrote, put back those that it amended.

    Raises Refused, listing what came later and rests on it; then nothing has changed.
    """
    outcome = perform("reverse", on=[batch], by=by, said={"reason": reason}, batch=batch.pk)[0]
    if outcome.refusal or outcome.thing is None:
        raise outcome.refusal or ValueError("a batch that is moved is there")
    return outcome.thing
