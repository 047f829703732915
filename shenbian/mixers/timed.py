"""What happens to mixers by itself: the hour is over and people look; later everything is wiped."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from shenbian.gatherings.models import Session
from shenbian.jobs.timed import Timed, clockwork
from shenbian.kit.period import beijing_date
from shenbian.mixers.actions import wipe
from shenbian.mixers.models import Choice, Tally
from shenbian.mixers.queries import pairs_of, rule_of
from shenbian.mixers.rules import closes_at, last_day
from shenbian.notices.actions import Telling, tell
from shenbian.notices.kinds import Kind, kinds
from shenbian.rights.actor import Actor

OVER = Kind("mixer.over", "联谊互选结束")
kinds.add(OVER)


def settle(by: Actor, at: datetime) -> str:
    """Where the hour is over, pairs are counted and all who chose are told to look: who has a pair is told alike."""
    waits = Session.objects.filter(status="held", profiles__isnull=False, mixed=None).distinct()
    over = [each for each in waits.select_related("organisation") if closes_at(each, rule_of(each)) <= at]
    for session in over:
        _settle(session, by)
    return f"{len(over)}场互选结束" if over else ""


@transaction.atomic
def _settle(session: Session, by: Actor) -> None:
    chose, pairs = pairs_of(session)
    least = rule_of(session).least
    Tally.objects.create(session=session, chose=chose, pairs=pairs if chose >= least else None)
    people = Choice.objects.filter(session=session).select_related("person__merged_into").order_by("person")
    tell([_telling(session, (each.person.merged_into or each.person).key) for each in people], by=by.ref)


def _telling(session: Session, key: int) -> Telling:
    return Telling(
        to=key,
        kind=OVER.key,
        title="联谊互选结束了",
        body="互选结束，有没有互相选中，只有您自己看得到。双方都同意才交换联系方式。",
        subject=f"mixers.mixer:{session.pk}",
        once=f"mixer:{session.pk}",
    )


def wipe_due(by: Actor, at: datetime) -> str:
    """Whatever became of the session: so many days after it nothing is left but the counts."""
    kept = Session.objects.filter(Q(profiles__isnull=False) | Q(choices__isnull=False)).distinct()
    today = beijing_date(at)
    due = [each.pk for each in kept.select_related("organisation") if last_day(each, rule_of(each)) < today]
    gone = wipe(due)
    return f"清除{len(due)}场联谊的资料和互选" if gone else ""


clockwork.add(
    Timed(key="mixers.settle", title="联谊互选结束", run=settle, every=timedelta(minutes=5)),
    Timed(key="mixers.wipe", title="清除联谊资料和互选", run=wipe_due, daily=time(3)),
)
