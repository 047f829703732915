"""Buying, and moving between stores; each call is whole or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shenbian.flow.actions import begin, perform
from shenbian.funds.models import Commitment
from shenbian.goods.models import Allotment, Item, Purchase, Store
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Bought:
    """What was bought and into which store it goes. `amount_fen` is what all of it cost, in fen."""

    number: str
    item: Item
    store: Store
    quantity: int
    on: date
    amount_fen: int | None = None
    supplier: str = ""
    quotes: str = ""
    contract: str = ""
    commitment: Commitment | None = None


def order(said: Bought, *, by: Actor) -> Purchase:
    """Bought and on its way. Raises NotYours, Refused."""
    if said.quantity < 1:
        raise Refused({0: "数量要大于零。"})
    if Purchase.objects.filter(number=said.number, status__in=("ordered", "stocked")).exists():
        raise Refused({0: f"入库单号“{said.number}”已经用过。"})
    purchase = Purchase(
        number=said.number,
        item=said.item,
        store=said.store,
        organisation=said.store.organisation,
        desk=said.item.desk,
        quantity=said.quantity,
        amount_fen=said.amount_fen,
        on=said.on,
        supplier=said.supplier,
        quotes=said.quotes,
        contract=said.contract,
        commitment=said.commitment,
    )
    return begin([purchase], by=by)[0]


@transaction.atomic
def buy(said: Bought, *, by: Actor) -> Purchase:
    """Bought and in the store."""
    return perform("stock", on=order(said, by=by), by=by)


@transaction.atomic
def allot(item: Item, *, out_of: Store, into: Store, quantity: int, on: date, number: str, by: Actor) -> Allotment:
    """Move so many from a store of one's own to another. Raises NotYours, Refused where there are not so many."""
    if quantity < 1:
        raise Refused({0: "数量要大于零。"})
    if out_of.pk == into.pk:
        raise Refused({0: "调出和调入是同一个库点。"})
    if Allotment.objects.filter(number=number, item=item, status="allotted").exists():
        raise Refused({0: f"调拨单“{number}”上已经有“{item}”。"})
    drafted = Allotment(
        number=number,
        item=item,
        out_of=out_of,
        into=into,
        organisation=out_of.organisation,
        desk=item.desk,
        quantity=quantity,
        on=on,
    )
    return perform("allot", on=begin([drafted], by=by)[0], by=by)
