"""In whose name consequences happen."""

from __future__ import annotations

from shenbian.rights.actor import Actor


def caused_by(by: Actor) -> Actor:
    """Whoever made a move, for what follows from it by itself: it is done in their name, also where they have no post
    (a place that they give up goes to the next in line; a session that they call off drops everybody's bookings).
    """
    return by.operating()
