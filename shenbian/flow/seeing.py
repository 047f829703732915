"""Who may see what is attached to a thing that flows: its owner, and whoever may read it or make one of its moves."""

from typing import Any

from shenbian.files.seeing import owns, seers
from shenbian.flow.filing import filing_of
from shenbian.flow.models import Flowing
from shenbian.flow.offers import may_see
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


def _sees(actor: Actor, thing: Any) -> bool:
    filing = filing_of(thing)
    if filing is not None and filing.inside:
        return may(actor, Right.REGISTER_READ, thing) or may(actor, filing.right, thing)
    return owns(actor, thing) or may_see(thing, actor)


seers[Flowing] = _sees
