"""Places are kept for unions and units (名额分配), by number or by share, and come back to everybody in time."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import F

from shenbian.flow import traces
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.lining import promote
from shenbian.gatherings.models import Quota, Session
from shenbian.gatherings.rules import by_quota
from shenbian.kit.period import now
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

Key = tuple[str, int]  # "organisation" or "unit", and its id


@transaction.atomic
def set_quotas(
    session: Session, places: Mapping[int, int], *, units: Mapping[int, int] | None = None, by: Actor
) -> list[Quota]:
    """Keep so many places for each of these unions (organisation id → places), and none for others; the same for
    `units` (unit id → places), which keep what they have where nothing is said of them.

    Raises NotYours, Refused when more is kept than there is, or less than is taken already, or for units where people
    do not book by quota.
    """
    kept = _locked(session, by)
    standing = {_key(each): each for each in kept.quotas.select_related("organisation", "unit")}
    wanted: dict[Key, int] = {("organisation", pk): count for pk, count in places.items()}
    if units is None:
        wanted |= {key: each.places for key, each in standing.items() if key[0] == "unit"}
    else:
        wanted |= {("unit", pk): count for pk, count in units.items()}
    if not by_quota(kept) and any(count for (side, _), count in wanted.items() if side == "unit"):
        raise Refused("这种场次的名额只分给工会，不按单位分。")
    for key, quota in standing.items():
        if wanted.get(key, 0) < quota.taken:
            raise Refused(f"“{quota.whose}”已用{quota.taken}个名额，不能改为{wanted.get(key, 0)}个。")
    total = sum(wanted.values())
    if kept.capacity is not None and total + kept.taken > kept.capacity:
        raise Refused(f"名额一共分了{total}个，已预约{kept.taken}人，超过容量{kept.capacity}人。请减少名额或增加容量。")
    try:
        _keep(kept, standing, wanted)
    except IntegrityError as error:
        raise Refused("名额和容量对不上，可能有人刚刚预约。请刷新后再分。") from error
    named = [key for key, count in wanted.items() if count]
    told = {"places": total, "unions": sum(side == "organisation" for side, _ in named)}
    _tell(kept, "quotas", told | {"units": sum(side == "unit" for side, _ in named)}, by)
    promote([kept.pk], by=by)
    return list(kept.quotas.select_related("organisation", "unit").order_by("organisation__number", "unit__number"))


def _key(quota: Quota) -> Key:
    return ("organisation", quota.organisation_id) if quota.organisation_id else ("unit", quota.unit_id or 0)


def _keep(session: Session, standing: Mapping[Key, Quota], wanted: Mapping[Key, int]) -> None:
    """Those that go first, then those that shrink before those that grow: the sum never exceeds the capacity."""
    session.quotas.filter(pk__in=[each.pk for key, each in standing.items() if not wanted.get(key)]).delete()
    changed = [(key, each) for key, each in standing.items() if wanted.get(key) and wanted[key] != each.places]
    for key, quota in sorted(changed, key=lambda each: wanted[each[0]] - each[1].places):
        Quota.objects.filter(pk=quota.pk).update(places=wanted[key])
    Quota.objects.bulk_create(
        Quota(session=session, places=count, **{f"{side}_id": pk})
        for (side, pk), count in wanted.items()
        if count and (side, pk) not in standing
    )


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
    """What was kept and not used comes back, of every session whose time for that is over. How many places.

    Harmless when it runs twice or late.
    """
    due = Session.objects.filter(status="open", release_at__lte=now(), reserved__gt=0)
    return sum(release(session, by=by) for session in due.order_by("pk"))


@transaction.atomic
def release(session: Session, *, by: Actor) -> int:
    """What was kept and not used comes back to everybody now; the waiting list is served. How many places."""
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


def _locked(session: Session, by: Actor) -> Session:
    kept = Session.objects.select_for_update(of=("self",)).select_related(*Session.RELATED).get(pk=session.pk)
    if not may(by, Right.EDITION_MANAGE, kept):
        raise NotYours
    return kept


def _tell(session: Session, move: str, said: Mapping[str, int], by: Actor) -> None:
    at, numbers = traces.reserve(1)
    step = traces.Step(session.subject, session.flow.name, move, session.status, session.status, said)
    traces.tell([step], by=by, batch=None, at=at, numbers=numbers)
