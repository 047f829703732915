"""Who gives a command: whoever is at the machine, by the name they signed in with there."""

import getpass

from shenbian.rights.actor import Actor


def operator() -> Actor:
    """Traced like any other actor, with the operator's rights and no more."""
    return Actor.operator(getpass.getuser())
