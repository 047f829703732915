"""Setting up what is handed out and where, buying, moving it, handing it out; each call is whole or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.db import transaction

from shenbian.editions.models import Edition
from shenbian.files.actions import Paper, attach
from shenbian.files.models import Attachment, StoredFile
from shenbian.flow.actions import Outcome, begin, enter, perform
from shenbian.flow.models import Flowing
from shenbian.flow.refusals import NotYours
from shenbian.funds.models import Commitment
from shenbian.goods.declared import CONDOLENCE, PARCEL
from shenbian.goods.models import Allotment, Issue, Item, Purchase, Recipient, StockTake, Store, StoreKind, WriteOff
from shenbian.goods.queries import booked_on
from shenbian.kit.refusal import Refused, refuse_if
from shenbian.orgs.models import Organisation, Unit
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may
from shenbian.standard.programme import catalogue

_MANAGE = Right.EDITION_MANAGE


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
    if not may(by, _MANAGE, store):
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
    if not may(by, _MANAGE, item):
        raise NotYours
    if not title or not activity:
        raise Refused({0: "请写明是哪次活动的什么物品。"})
    if Item.objects.filter(programme=said.programme, activity=activity, title=title).exists():
        raise Refused({0: f"“{item.campaign}”已经有“{title}”。"})
    item.save()
    return item


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


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What is handed out, to whom. Without an item it is a visit with care (`programme`, `activity`, `edition`).

    `slip` and `quantity`: a team or unit signs together for so many; `signed_by` did. `organisation` is where it
    counts; left out, the store's. `evidence` names what it rests on ("fieldwork.fieldrecord:7").
    """

    on: date
    item: Item | None = None
    store: Store | None = None
    person: Person | None = None
    unit: Unit | None = None
    slip: str = ""
    quantity: int = 1
    recipient: str = ""
    signed_by: Person | None = None
    kind: str = PARCEL
    programme: str = ""
    activity: str = ""
    edition: Edition | None = None
    organisation: Organisation | None = None
    station: str = ""
    site: str = ""
    target: str = ""
    occupation: str = ""
    evidence: str = ""
    papers: Sequence[StoredFile] = ()  # the signed slip, photos


@transaction.atomic
def hand_out(said: Handed, *, by: Actor) -> Issue:
    """One hand-over. Raises NotYours, Refused with where and when whoever it is had theirs, or what is not there."""
    if said.quantity < 1:
        raise Refused({0: "数量要大于零。"})
    if said.person is None and not said.slip:
        raise Refused({0: "请写明领取人，或者集体单号和数量。"})
    drafted = begin([_issue(said, by)], by=by)[0]
    attach_papers(drafted, said.papers, by=by)
    return perform("issue", on=drafted, by=by)


def attach_papers(thing: Flowing, papers: Sequence[StoredFile], *, by: Actor) -> None:
    """Photos and signed slips belong to what they prove."""
    kinds = [Attachment.Kind.PHOTO if each.media.startswith("image/") else Attachment.Kind.VOUCHER for each in papers]
    attach(
        [Paper(subject=thing.subject, file=each.pk, kind=kind.value) for each, kind in zip(papers, kinds, strict=True)],
        by=by,
    )


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


def hand_out_many(item: Item, store: Store, people: Sequence[Person], *, on: date, by: Actor) -> list[Outcome[Issue]]:
    """One each to these people, at one store; an outcome for each. A fixed number of queries."""
    handed = [Handed(on=on, item=item, store=store, person=each) for each in people]
    return enter("issue", [_issue(each, by) for each in handed], by=by, rows=[each.name for each in people])


def _issue(said: Handed, by: Actor) -> Issue:
    item, store = said.item, said.store
    body = said.organisation or (store.organisation if store else None)
    if body is None:
        raise NotYours
    programme = item.programme if item else said.programme
    return Issue(
        kind=said.kind if item is None or said.kind == CONDOLENCE else PARCEL,
        programme=programme,
        activity=item.activity if item else said.edition.reference if said.edition else said.activity,
        edition=item.edition if item else said.edition,
        item=item,
        store=store,
        organisation=body,
        desk=item.desk if item else catalogue[programme].desk.value,
        recipient=said.recipient or _recipient(said),
        person=(said.person.merged_into or said.person) if said.person else None,
        unit=said.unit,
        slip=said.slip or _own_slip(said),
        quantity=said.quantity,
        signed_by=said.signed_by,
        on=said.on,
        station=said.station or (store.name if store else ""),
        site=said.site,
        target=said.target,
        occupation=said.occupation,
        recorded_by=by.ref,
        evidence=said.evidence,
    )


def _recipient(said: Handed) -> str:
    if said.person is not None:
        return Recipient.PERSON.value
    return (Recipient.UNIT if said.unit else Recipient.TEAM).value


def _own_slip(said: Handed) -> str:
    """What each gets as often as they come for it has a number of its own."""
    again = said.item is not None and not said.item.once and said.person is not None
    return f"LQ-{said.on:%Y%m%d}-{uuid4().hex[:10]}" if again else ""
