"""Where at the desk one opens a thing: in the room that its kernel has for it, else on the page that each thing has."""

from __future__ import annotations

from django.urls import reverse

# By the label of the model: the page that shows more of it than the generic one.
_ROOMS = {
    "gatherings.session": "desk:session",
    "gatherings.team": "desk:team",
    "editions.edition": "desk:edition",
    "streams.stream": "desk:stream",
    "deployments.order": "desk:deployment",
    "brackets.tournament": "desk:tournament",
}


def address_of(label: str, pk: int) -> str:
    """The address of a thing of a flow by its label ("gatherings.session") and number."""
    room = _ROOMS.get(label)
    return reverse(room, args=[pk]) if room else reverse("desk:thing", args=[label, pk])
