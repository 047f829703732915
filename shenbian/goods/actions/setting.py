"""Setting up what is handed out and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shenbian.editions.models import Edition
from shenbian.flow.refusals import NotYours
from shenbian.goods.models import Item, Store, StoreKind
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation, Unit
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may
from shenbian.standard.programme import catalogue


@transaction.atomic
def add_store(
    organisation: Organisation,
    name: str,
    *,
    kind: str = StoreKind.STATION,
    unit: Unit | None = None,
    address: str = "",
    hours: str = "",
    by: Actor,
) -> Store:
    """A place of a body where goods lie. Raises NotYours, Refused where it has one of that name."""
    name = " ".join(name.split())
    store = Store(organisation=organisation, name=name, kind=kind, unit=unit, address=address, hours=hours)
    if not may(by, Right.EDITION_MANAGE, store):
        raise NotYours
    if not name:
        raise Refused({0: "请写明库点的名称。"})
    if Store.objects.filter(organisation=organisation, name=name).exists():
        raise Refused({0: f"{organisation}已经有叫“{name}”的库点。"})
    store.save()
    return store


@dataclass(frozen=True, kw_only=True)
class NewItem:
    """One sort of goods of a campaign: `edition`, or its name (`activity`) where it is not kept."""

    programme: str
    title: str
    organisation: Organisation
    activity: str = ""
    edition: Edition | None = None
    price_fen: int | None = None
    expires_on: date | None = None
    once: bool = True


@transaction.atomic
def add_item(said: NewItem, *, by: Actor) -> Item:
    """Raises NotYours, Refused where the campaign has one of that title."""
    activity, title = said.edition.reference if said.edition else said.activity, " ".join(said.title.split())
    item = Item(
        organisation=said.organisation,
        programme=said.programme,
        activity=activity,
        edition=said.edition,
        desk=catalogue[said.programme].desk.value,
        title=title,
        price_fen=said.price_fen,
        expires_on=said.expires_on,
        once=said.once,
    )
    if not may(by, Right.EDITION_MANAGE, item):
        raise NotYours
    if not title or not activity:
        raise Refused({0: "请写明是哪次活动的什么物品。"})
    if Item.objects.filter(programme=said.programme, activity=activity, title=title).exists():
        raise Refused({0: f"“{item.campaign}”已经有“{title}”。"})
    item.save()
    return item
