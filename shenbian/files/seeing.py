"""Who may see what is attached to a thing. A kernel says so for its things; else the owner may, and whoever may read
the register. The uploader sees what they uploaded, and nobody sees more by an address.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

Seer = Callable[[Actor, Any], bool]
seers: dict[type[Model], Seer] = {}
OPENS_SEALED = (Right.PERSON_REVEAL, Right.CASE_READ_SEALED)


def sees(actor: Actor, thing: Any) -> bool:
    """Whether the actor may see the attachments of this thing."""
    return _seer(type(thing))(actor, thing)


def opens(actor: Actor, thing: Any) -> bool:
    """Whether also what is sealed, giving a reason."""
    return owns(actor, thing) or any(may(actor, right, _placed(thing)) for right in OPENS_SEALED if _is_placed(thing))


def owns(actor: Actor, thing: Any) -> bool:
    return actor.owns(getattr(thing, "owner", None))


def _seer(model: type) -> Seer:
    return next((seers[each] for each in model.__mro__ if each in seers), _reads)


def _reads(actor: Actor, thing: Any) -> bool:
    return owns(actor, thing) or (_is_placed(thing) and may(actor, Right.REGISTER_READ, _placed(thing)))


def _is_placed(thing: Any) -> bool:
    return getattr(thing, "organisation", None) is not None


def _placed(thing: Any) -> Any:
    """A thing that belongs to no line of work, or to nobody, need not say so."""
    return thing if hasattr(thing, "desk") and hasattr(thing, "owner") else _Placed(thing)


class _Placed:
    def __init__(self, thing: Any) -> None:
        self.organisation = thing.organisation
        self.desk: str = getattr(thing, "desk", "")
        self.owner: int | None = getattr(thing, "owner", None)
