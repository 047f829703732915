"""物品采购入库, 物品调拨: each row puts so many of an item into a store. New items and stores come into being."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from shenbian.editions.models import Edition
from shenbian.facts.fact import NewFact
from shenbian.flow.actions import enter
from shenbian.goods.booking import handed_in
from shenbian.goods.declared import ALLOTTED, BOUGHT
from shenbian.goods.models import Allotment, Item, Purchase, Store, StoreKind
from shenbian.goods.taking.rows import (
    ITEMS,
    MAIN,
    STORES,
    Correcting,
    ItemKey,
    StoreKey,
    bodies_of,
    called,
    desk_of,
    editions_of,
    item_key,
    items_of,
    programme_of,
    stores_of,
    word,
)
from shenbian.kit.period import today
from shenbian.ledger.declared import NewVoucher
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.standard.taking import SheetRow, Taken, Taker, taken

PURCHASES, ALLOTMENTS = "goods.purchase", "goods.allotment"
OTHER = "与已登记的不是同一种物品或同一个库点。改了这些的，请先作废原来的，再登记。"


class Purchases(Taker):
    kind: ClassVar[str] = BOUGHT
    tables: ClassVar[tuple[str, ...]] = (PURCHASES, STORES, ITEMS)

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        refused = _on_their_way(rows)
        places = [place for place in range(len(rows)) if place not in refused]
        things, made = self._things([rows[place] for place in places], batch=batch)
        called = [rows[place].called for place in places]
        told = taken(enter("stock", things, by=by, rows=called, batch=batch), PURCHASES)
        late = {places[index]: why for index, why in told.refused.items()}
        return Taken(refused | late, {**told.made, **made})

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        known = _known(Purchase, rows, "stocked")
        return Correcting(_told_of_purchase, _other_purchase, _more_bought).correct(rows, known, by=by, batch=batch)

    def _things(self, rows: Sequence[SheetRow], *, batch: int) -> tuple[list[Purchase], dict[str, list[int]]]:
        facts, bodies = [row.fact for row in rows], bodies_of(row.fact for row in rows)
        items, new_items = _items(facts, bodies)
        stores, new_stores = _stores([(fact.organisation or 0, _main(fact)) for fact in facts], StoreKind.CENTRE)
        things = [
            Purchase(
                number=word(fact, "no"),
                item=items[item_key(fact)],
                store=stores[fact.organisation or 0, _main(fact)],
                organisation=bodies[fact.organisation or 0],
                desk=desk_of(programme_of(fact)),
                batch=batch,
                **_told_of_purchase(row),
            )
            for row, fact in zip(rows, facts, strict=True)
        ]
        for thing, fact in zip(things, facts, strict=True):
            thing.came = fact
        return things, {STORES: new_stores, ITEMS: new_items}


def _on_their_way(rows: Sequence[SheetRow]) -> dict[int, str]:
    """Rows whose purchase was noted at the desk before it came: there it is put into the store. One query."""
    numbers = {word(row.fact, "no") for row in rows}
    ahead = set(Purchase.objects.filter(number__in=numbers, status="ordered").values_list("number", flat=True))
    why = "入库单“{}”已经登记为在途。请打开它，办理入库。"
    told = {place: word(row.fact, "no") for place, row in enumerate(rows)}
    return {place: why.format(number) for place, number in told.items() if number in ahead}


class Allotments(Taker):
    kind: ClassVar[str] = ALLOTTED
    tables: ClassVar[tuple[str, ...]] = (ALLOTMENTS, PURCHASES, STORES)  # purchases point at stores too

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        facts = [row.fact for row in rows]
        editions = editions_of(facts)
        items, bodies = items_of(facts, editions), bodies_of(facts)
        homes = {each.organisation_id for each in items.values()}
        given = stores_of(homes)
        refused = {
            place: why for place, fact in enumerate(facts) if (why := _cannot_give(fact, items, given, editions))
        }
        places = [place for place in range(len(rows)) if place not in refused]
        wanted = [(facts[place].organisation or 0, word(facts[place], "station")) for place in places]
        stores, made = _stores(wanted, StoreKind.STATION)
        things = [_allotment(rows[place], items, given, stores, bodies, batch) for place in places]
        outcomes = enter("allot", things, by=by, rows=[rows[place].called for place in places], batch=batch)
        told = taken(outcomes, ALLOTMENTS)
        late = {places[index]: why for index, why in told.refused.items()}
        return Taken(refused | late, {**told.made, STORES: made})

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        return Taken(dict.fromkeys(range(len(rows)), OTHER_ALLOTMENT))


OTHER_ALLOTMENT = "这张调拨单已经登记过，内容不同。请先作废原来的，再登记。"


def _cannot_give(
    fact: NewFact, items: Mapping[ItemKey, Item], given: Mapping[StoreKey, Store], editions: Mapping[str, Edition]
) -> str:
    item = items.get(item_key(fact))
    if item is None:
        return f"“{called(fact.edition, editions)}”没有采购过“{word(fact, 'item')}”。请先登记采购入库。"
    name = word(fact, "out_of") or MAIN
    return "" if (item.organisation_id, name) in given else f"{item.organisation}没有叫“{name}”的库点。"


def _allotment(
    row: SheetRow,
    items: Mapping[ItemKey, Item],
    given: Mapping[StoreKey, Store],
    stores: Mapping[StoreKey, Store],
    bodies: Mapping[int, Organisation],
    batch: int,
) -> Allotment:
    fact = row.fact
    item = items[item_key(fact)]
    out_of = given[item.organisation_id, word(fact, "out_of") or MAIN]
    into = stores[fact.organisation or 0, word(fact, "station")]
    into.organisation = bodies[fact.organisation or 0]
    thing = Allotment(
        number=word(fact, "no"),
        item=item,
        out_of=out_of,
        into=into,
        organisation=out_of.organisation,
        desk=item.desk,
        quantity=fact.quantity,
        on=fact.happened_on,
        evidence=fact.evidence,
        batch=batch,
    )
    thing.came = fact
    return thing


def _items(facts: Sequence[NewFact], bodies: Mapping[int, Organisation]) -> tuple[dict[ItemKey, Item], list[int]]:
    """The items of these rows, those that are new made; and the ids of these. Three queries at most."""
    editions = editions_of(facts)
    known = items_of(facts, editions)
    new: dict[ItemKey, Item] = {}
    for fact in facts:
        key = item_key(fact)
        if key in known or key in new:
            continue
        new[key] = Item(
            organisation=bodies[fact.organisation or 0],
            programme=key[0],
            activity=key[1],
            edition=editions.get(key[1]),
            desk=desk_of(key[0]),
            title=key[2],
            price_fen=round(fact.amount_fen / fact.quantity) if fact.amount_fen else None,
            expires_on=_date(word(fact, "expires_on")),
        )
    made = Item.objects.bulk_create(new.values())
    return known | new, [each.pk for each in made]


def _stores(wanted: Sequence[StoreKey], kind: StoreKind) -> tuple[dict[StoreKey, Store], list[int]]:
    """These stores, those that are new made; and the ids of these. Two queries."""
    known = stores_of(org for org, _ in wanted)
    new = {key: Store(organisation_id=key[0], name=key[1], kind=kind) for key in wanted if key not in known}
    made = Store.objects.bulk_create(new.values())
    return known | new, [each.pk for each in made]


def _known(model: Any, rows: Sequence[SheetRow], status: str) -> dict[str, Any]:
    """The things of these rows that stand, locked. One query."""
    found = model.objects.select_for_update(of=("self",)).filter(
        source__in={row.fact.source for row in rows}, status=status
    )
    return {each.source: each for each in found.select_related(*model.RELATED).order_by("pk")}


def _main(fact: NewFact) -> str:
    return word(fact, "store") or MAIN


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _told_of_purchase(row: SheetRow) -> dict[str, Any]:
    fact = row.fact
    return {
        "quantity": fact.quantity,
        "amount_fen": fact.amount_fen,
        "on": fact.happened_on,
        "evidence": fact.evidence,
    }


def _other_purchase(thing: Purchase, row: SheetRow) -> str:
    fact = row.fact
    same = (thing.item.programme, thing.item.activity, thing.item.title) == item_key(fact)
    return "" if same and (thing.organisation_id, thing.store.name) == (fact.organisation, _main(fact)) else OTHER


def _more_bought(thing: Purchase, row: SheetRow, batch: int) -> NewVoucher | None:
    more = row.fact.quantity - thing.quantity
    return handed_in(thing, more, on=today(), source=f"{thing.subject}:corrected:{batch}") if more else None
