"""Applications made on the spot: an entry that was handed in through a session's code is linked to it."""

from __future__ import annotations

from shenbian.editions.models import Entry
from shenbian.gatherings.models import Session, SessionEntry
from shenbian.kit.period import today
from shenbian.rights.actor import Actor


def link_entry(session: Session, entry: Entry, *, by: Actor) -> SessionEntry | None:
    """Link what its owner has just handed in to the session whose code they scanned, on its day: later it is not on
    the spot. None where it is no such entry. The first link stands.
    """
    kind = session.kind
    if kind is None or kind.leads_to != entry.kind_key or not by.owns(entry.owner) or entry.submitted_at is None:
        return None
    if session.status not in ("open", "held") or session.on != today():
        return None
    return SessionEntry.objects.get_or_create(entry=entry, defaults={"session": session})[0]
