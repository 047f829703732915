"""Two records turn out to be one human being, or two after all. Nothing is lost either way."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now

from shenbian.kit import mask
from shenbian.kit.period import chinese_day
from shenbian.kit.refusal import Refused
from shenbian.people.models import Membership, Merge, Person


@dataclass(frozen=True)
class Same:
    """What the caller writes as a fact `person.same` (or strikes out after an undoing): two keys, one person."""

    merge: int
    duplicate: int
    survivor: int
    memberships: tuple[int, ...]


@transaction.atomic
def merge(duplicate: Person, *, into: Person, reason: str, by: str) -> Same:
    """Let `into` stand for both: memberships move to it, the duplicate's document still finds it.

    Refused where one is merged or erased already, or where memberships of the two overlap (they are named).
    Groups and posts stay with their record and are read through the lineage.
    """
    both = {each.pk: each for each in Person.objects.select_for_update().filter(pk__in=[duplicate.pk, into.pk])}
    gone, stays = both[duplicate.pk], both[into.pk]
    if why := _why_not(gone, stays, reason):
        raise Refused({0: why})
    moving = list(Membership.objects.select_for_update().filter(person=gone).values_list("pk", flat=True))
    behind = list(Person.objects.filter(merged_into=gone).values_list("pk", flat=True))
    Membership.objects.filter(pk__in=moving).update(person=stays)
    Person.objects.filter(pk__in=[gone.pk, *behind]).update(merged_into=stays)
    moved = {"memberships": moving, "people": behind}
    done = Merge.objects.create(duplicate=gone, survivor=stays, reason=reason.strip(), merged_by=by, moved=moved)
    return Same(done.pk, gone.key, stays.key, tuple(moving))


@transaction.atomic
def unmerge(merge: Merge, *, by: str) -> Same:
    """Two people after all: what was moved goes back, what came since stays with the survivor. The lineage stays."""
    done = Merge.objects.select_for_update().select_related("duplicate", "survivor").get(pk=merge.pk)
    if done.undone_at is not None:
        raise Refused({0: "这次合并已经撤销过。"})
    gone, stays = done.duplicate, done.survivor.merged_into or done.survivor
    list(Person.objects.select_for_update().filter(pk__in=[gone.pk, stays.pk]).order_by("pk").values_list("pk"))
    returning = list(
        Membership.objects.filter(pk__in=done.moved["memberships"], person=stays).values_list("pk", flat=True)
    )
    Membership.objects.filter(pk__in=returning).update(person=gone)
    Person.objects.filter(pk__in=done.moved["people"], merged_into=stays).update(merged_into=gone)
    Person.objects.filter(pk=gone.pk).update(merged_into=None)
    Merge.objects.filter(pk=done.pk).update(undone_at=Now(), undone_by=by)
    return Same(done.pk, gone.key, done.survivor.key, tuple(returning))


def _why_not(gone: Person, stays: Person, reason: str) -> str:
    if gone.pk == stays.pk:
        return "这是同一份档案。"
    if not reason.strip():
        return "请写明合并的理由。"
    for each in (gone, stays):
        if each.merged_into_id is not None:
            return f"“{mask.name(each.name)}”的这份档案已并入另一份。"
        if each.erased_at is not None:
            return "其中一份档案已清除。"
    return _overlap(gone, stays)


def _overlap(gone: Person, stays: Person) -> str:
    """The memberships of the two that overlap, by name."""
    kept = list(Membership.objects.filter(person=stays).select_related("organisation"))
    said = []
    for theirs in Membership.objects.filter(person=gone).select_related("organisation"):
        for mine in kept:
            if _meet(theirs, mine):
                said.append(
                    f"“{theirs.organisation.name}”（{chinese_day(theirs.from_on)}起）与"
                    f"“{mine.organisation.name}”（{chinese_day(mine.from_on)}起）"
                )
    return f"两份档案的会籍时间重叠：{'；'.join(said)}。请先更正其中一条。" if said else ""


def _meet(one: Membership, other: Membership) -> bool:
    if one.until_on == one.from_on or other.until_on == other.from_on:
        return False
    return (one.until_on is None or other.from_on < one.until_on) and (
        other.until_on is None or one.from_on < other.until_on
    )
