"""What is found on the shelves, and what is lost; another hand agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shenbian.files.models import StoredFile
from shenbian.flow.actions import begin
from shenbian.flow.refusals import NotYours
from shenbian.goods.actions.papers import attach_papers
from shenbian.goods.models import Item, StockTake, Store, WriteOff
from shenbian.goods.queries import booked_on
from shenbian.kit.refusal import Refused, refuse_if
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


@dataclass(frozen=True, kw_only=True)
class Counted:
    """So many of an item were found in a store; where that is not what the books say, `why`."""

    item: Item
    store: Store
    counted: int
    why: str = ""


@transaction.atomic
def take_stock(said: Sequence[Counted], *, on: date, by: Actor) -> list[StockTake]:
    """Note what was found; differences are booked once another hand confirms. Raises NotYours, Refused by place: a
    difference without a reason, a shelf that waits to be confirmed already."""
    if not all(may(by, Right.REGISTER_KEEP, each.store) for each in said):
        raise NotYours
    list(Store.objects.select_for_update(no_key=True).filter(pk__in={each.store.pk for each in said}).order_by("pk"))
    booked = booked_on([(each.store, each.item) for each in said])
    open_ = set(
        StockTake.objects.filter(status="counted", store__in={each.store.pk for each in said}).values_list(
            "store", "item"
        )
    )
    reasons: dict[int, str] = {}
    for place, each in enumerate(said):
        was = booked[each.store.pk, each.item.pk]
        if each.counted < 0:
            reasons[place] = f"“{each.item}”的实盘数不能小于零。"
        elif (each.store.pk, each.item.pk) in open_:
            reasons[place] = f"“{each.store}”的“{each.item}”已有一次盘点待确认。"
        elif each.counted != was and not each.why.strip():
            reasons[place] = f"“{each.item}”账面{was}份，实盘{each.counted}份，请写明原因。"
    refuse_if(reasons)
    taken = [
        StockTake(
            store=each.store,
            item=each.item,
            organisation=each.store.organisation,
            desk=each.item.desk,
            on=on,
            booked=booked[each.store.pk, each.item.pk],
            counted=each.counted,
            why=each.why.strip(),
        )
        for each in said
    ]
    return begin(taken, by=by)


@dataclass(frozen=True, kw_only=True)
class Lost:
    """So many of an item in a store that can no longer be handed out."""

    item: Item
    store: Store
    quantity: int
    reason: str
    on: date
    why: str = ""
    papers: Sequence[StoredFile] = ()


@transaction.atomic
def report_loss(said: Lost, *, by: Actor) -> WriteOff:
    """Report it; it leaves the books once another hand agrees. Raises NotYours, Refused where there are not so many."""
    if not may(by, Right.REGISTER_KEEP, said.store):
        raise NotYours
    left = booked_on([(said.store, said.item)])[said.store.pk, said.item.pk]
    if said.quantity < 1 or said.quantity > left:
        raise Refused({0: f"“{said.store}”的“{said.item}”账面{left}份，不能报损{said.quantity}份。"})
    drafted = WriteOff(
        store=said.store,
        item=said.item,
        organisation=said.store.organisation,
        desk=said.item.desk,
        on=said.on,
        quantity=said.quantity,
        reason=said.reason,
        why=said.why.strip(),
    )
    begun = begin([drafted], by=by)[0]
    attach_papers(begun, said.papers, by=by)
    return begun
