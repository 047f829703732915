"""An edition is held once more in another year, with what lies below it and with their sessions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from shenbian.editions.actions import clone
from shenbian.editions.models import Edition
from shenbian.editions.queries import twin_of
from shenbian.gatherings.actions.planning import clone_sessions
from shenbian.gatherings.models import Quota, Session
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


@dataclass(frozen=True)
class Cloned:
    """What came along: the new edition, its sessions, and the same of each edition below it; `left` are those below
    that lie outside the reach of whoever cloned it, `there` those that were planned for that year before.
    """

    edition: Edition
    sessions: list[Session]
    below: list[Cloned] = field(default_factory=list)
    left: list[Edition] = field(default_factory=list)
    there: list[Edition] = field(default_factory=list)

    def all(self) -> Iterator[Cloned]:
        """Itself and whatever lies below."""
        yield self
        for each in self.below:
            yield from each.all()

    def quotas(self) -> int:
        """How many unions' quotas came along. One query."""
        return Quota.objects.filter(session__in=[each.pk for one in self.all() for each in one.sessions]).count()


@transaction.atomic
def clone_whole(of: Edition, *, year: int, by: Actor, umbrella: Edition | None = None) -> Cloned:
    """The same again for another year: set-up and hosts, the editions below it, everybody's sessions and quotas.

    No entries, no bookings, nobody's presence; nothing that is there already. Raises as `clone`.
    """
    made = clone(of, year=year, by=by, umbrella=umbrella)
    below, left, there = [], [], []
    for each in of.editions.select_related("organisation").order_by("pk"):
        then = each.year + year - of.year
        if not may(by, Right.EDITION_MANAGE, each):
            left.append(each)
        elif twin := twin_of(each, year=then):
            there.append(twin)
        else:
            below.append(clone_whole(each, year=then, by=by, umbrella=made))
    return Cloned(made, clone_sessions(of, into=made, by=by), below, left, there)
