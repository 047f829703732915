"""Places are kept for unions (名额分配), by number or by share, and come back to everybody when the time is over."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import F

from shenbian.flow import traces
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.lining import promote
from shenbian.gatherings.models import Quota, Session
from shenbian.kit.period import now
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


@transaction.atomic
def set_quotas(session: Session, places: Mapping[int, int], *, by: Actor) -> list[Quota]:
    """Keep so many places for each of these unions (organisation id → places), and none for others.

    Raises NotYours, Refused when more is kept than there is, or less than is taken already.
    """
    kept = _locked(session, by)
    standing = {each.organisation_id: each for each in kept.quotas.select_related("organisation")}
    for organisation, quota in standing.items():
        wanted = places.get(organisation, 0)
        if wanted < quota.taken:
            raise Refused(f"“{quota.organisation}”已用{quota.taken}个名额，不能改为{wanted}个。")
    if kept.capacity is not None and sum(places.values()) + kept.taken > kept.capacity:
        raise Refused(
            f"分给各工会{sum(places.values())}个，已预约{kept.taken}人，超过容量{kept.capacity}人。请减少名额或增加容量。"
        )
    try:
        kept.quotas.exclude(organisation__in=[key for key, count in places.items() if count]).delete()
        _lower_first(standing, places)
        Quota.objects.bulk_create(
            Quota(session=kept, organisation_id=key, places=count)
            for key, count in places.items()
            if count and key not in standing
        )
    except IntegrityError as error:
        raise Refused("名额和容量对不上，可能有人刚刚预约。请刷新后再分。") from error
    _tell(kept, "quotas", {"places": sum(places.values()), "unions": len([c for c in places.values() if c])}, by)
    promote([kept.pk], by=by)
    return list(kept.quotas.select_related("organisation").order_by("organisation__number"))


def by_share(weights: Mapping[int, int], places: int) -> dict[int, int]:
    """So many places shared out by weight (a union's members, say), whole places, none lost: the largest remainders
    get what is left, the larger weight and then the lower id first.
    """
    total = sum(weights.values())
    if total <= 0:
        return dict.fromkeys(weights, 0)
    exact = {key: places * weight / total for key, weight in weights.items()}
    shared = {key: int(value) for key, value in exact.items()}
    rest = sorted(weights, key=lambda key: (shared[key] - exact[key], -weights[key], key))
    for key in rest[: places - sum(shared.values())]:
        shared[key] += 1
    return shared


def release_due(*, by: Actor) -> int:
    """What unions did not use comes back to everybody, of every session whose time for that is over. How many places.

    Harmless when it runs twice or late.
    """
    due = Session.objects.filter(status="open", release_at__lte=now(), reserved__gt=0)
    return sum(release(session, by=by) for session in due.order_by("pk"))


@transaction.atomic
def release(session: Session, *, by: Actor) -> int:
    """What unions did not use comes back to everybody now; the waiting list is served. How many places."""
    kept = _locked(session, by)
    unused = [each for each in kept.quotas.select_for_update(no_key=True).order_by("pk") if each.left]
    count = sum(each.left for each in unused)
    if not count:
        return 0
    kept.quotas.filter(pk__in=[each.pk for each in unused]).update(
        returned=F("returned") + F("places") - F("taken"), places=F("taken")
    )
    _tell(kept, "release", {"places": count}, by)
    promote([kept.pk], by=by)
    return count


def _lower_first(standing: Mapping[int, Quota], places: Mapping[int, int]) -> None:
    """Those that shrink before those that grow: the sum never exceeds the capacity on the way."""
    changed = [quota for key, quota in standing.items() if places.get(key) and places[key] != quota.places]
    for quota in sorted(changed, key=lambda each: places[each.organisation_id] - each.places):
        Quota.objects.filter(pk=quota.pk).update(places=places[quota.organisation_id])


def _locked(session: Session, by: Actor) -> Session:
    kept = Session.objects.select_for_update(of=("self",)).select_related(*Session.RELATED).get(pk=session.pk)
    if not may(by, Right.EDITION_MANAGE, kept):
        raise NotYours
    return kept


def _tell(session: Session, move: str, said: Mapping[str, int], by: Actor) -> None:
    at, numbers = traces.reserve(1)
    step = traces.Step(session.subject, session.flow.name, move, session.status, session.status, said)
    traces.tell([step], by=by, batch=None, at=at, numbers=numbers)
