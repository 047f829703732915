"""A choice is sealed with the ring of keys, to its own row, and always of one length, so that it tells nothing."""

from __future__ import annotations

import orjson

from shenbian.kit.keys import ring
from shenbian.mixers.models import Choice
from shenbian.mixers.rules import Said

_LENGTH = 4096


def seal(choice: Choice, said: Said) -> None:
    """Put what was said into the choice. Does not save."""
    text = orjson.dumps({"chosen": said.chosen, "contacts": list(said.contacts.items())})
    choice.sealed = ring().seal(text.ljust(_LENGTH), _aad(choice))


def opened(choice: Choice) -> Said:
    """What was said."""
    told = orjson.loads(ring().open(bytes(choice.sealed), _aad(choice)))
    return Said(told["chosen"], dict(told["contacts"]))


def _aad(choice: Choice) -> bytes:
    """Where it belongs: nobody can copy it to somebody else."""
    return f"mixers.choice:{choice.session_id}:{choice.person_id}".encode()
