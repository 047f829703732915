"""What becomes of a union body leaves a trace like a move, though bodies have no flow: who did it, as of which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shenbian.flow import traces
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor

BODY_FLOW = "organisation"  # under which traces tell of bodies, and what they say was done
BODY_MOVES = {"move": "调整隶属", "dissolve": "撤销", "absorb": "并入", "restore": "恢复"}
_STANDING, _DISSOLVED = "standing", "dissolved"
_STATES = {  # what each made of the body
    "move": (_STANDING, _STANDING),
    "dissolve": (_STANDING, _DISSOLVED),
    "absorb": (_STANDING, _DISSOLVED),
    "restore": (_DISSOLVED, _STANDING),
}


def tell_of_bodies(
    move: str,
    bodies: Sequence[tuple[int, date]],
    *,
    by: Actor,
    to: Organisation | None = None,
    batch: int | None = None,
) -> None:
    """One of BODY_MOVES, done to each of these bodies (by id) as of a day; `batch`: of which import. Two queries, or
    none."""
    if not bodies:
        return
    at, numbers = traces.reserve(len(bodies))
    beside = ({"to": to.name} if to else {}) | ({"batch": batch} if batch else {})
    story = [
        traces.Step(body_subject(pk), BODY_FLOW, move, *_STATES[move], {"on": on.isoformat(), **beside})
        for pk, on in bodies
    ]
    traces.tell(story, by=by, batch=None, at=at, numbers=numbers)


def body_subject(pk: int) -> str:
    """How traces name a body."""
    return f"{Organisation._meta.label_lower}:{pk}"
