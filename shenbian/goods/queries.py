"""What there is of a campaign's goods and where, what one may hand out, what somebody has had and may fetch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from shenbian.editions.models import Edition
from shenbian.goods.declared import HEADINGS, ISSUED, LOST, STOCK, SUPPLIER, shelf
from shenbian.goods.models import Allotment, Issue, Item, Store, StoreKind
from shenbian.ledger.models import Holding
from shenbian.orgs.models import Organisation
from shenbian.orgs.rules import prefixes
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered, may

_READ = Right.REGISTER_READ
_OFFERED, _NEAR = 20, 10  # items of a worker's page, and stores of each


@dataclass(frozen=True)
class Shelf:
    """One item in one store, in pieces: bought into it, come from other stores less gone there (`passed`), handed out,
    lost, and what is left."""

    store: Store
    item: Item
    bought: int
    passed: int
    issued: int
    lost: int
    left: int


def shelves_of(items: Iterable[Item]) -> list[Shelf]:
    """What each store has, and had, of these items. Two queries."""
    by_measure = {f"item:{each.pk}": each for each in items}
    told: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    rows = Holding.objects.filter(measure__in=by_measure, heading__in=HEADINGS).exclude(balance=0)
    for measure, of, heading, balance in rows.values_list("measure", "of", "heading", "balance"):
        told[measure, int(of.rpartition(":")[2])][heading] = balance
    stores = Store.objects.select_related("organisation").in_bulk({store for _, store in told})
    shelves = [_shelf(stores[store], by_measure[measure], held) for (measure, store), held in told.items()]
    return sorted(shelves, key=lambda each: (each.item.pk, each.store.organisation.path, each.store.name))


def _shelf(store: Store, item: Item, held: dict[str, int]) -> Shelf:
    bought, issued, lost, left = (
        -held.get(SUPPLIER, 0),
        held.get(ISSUED, 0),
        held.get(LOST, 0),
        held.get(STOCK, 0),
    )
    return Shelf(store, item, bought, left + issued + lost - bought, issued, lost, left)


def booked_on(shelves: Iterable[tuple[Store, Item]]) -> dict[tuple[int, int], int]:
    """What the books say is left, by Store.pk and Item.pk. One query."""
    keys = {shelf(store, STOCK, item.pk): (store.pk, item.pk) for store, item in shelves}
    found = Holding.objects.filter(
        heading=STOCK, of__in={key.of for key in keys}, measure__in={key.measure for key in keys}
    )
    return dict.fromkeys(keys.values(), 0) | {keys[each.key]: each.balance for each in found if each.key in keys}


def items_seen(actor: Actor, typed: str = "") -> QuerySet[Item]:
    """The items of campaigns within an officer's reach, and those that were allotted to a store of it, the latest
    first; with `typed` those whose name, or whose campaign's, holds it."""
    came = Allotment.objects.filter(
        covered(actor, _READ, place="into__organisation__path", owner=""), item=OuterRef("pk"), status="allotted"
    )
    rows = Item.objects.filter(covered(actor, _READ, owner="") | Exists(came))
    if typed:
        rows = rows.filter(
            Q(title__icontains=typed) | Q(activity__icontains=typed) | Q(edition__title__icontains=typed)
        )
    return rows.select_related("organisation", "edition").order_by("-pk")


def seen_by(actor: Actor, item: Item) -> bool:
    """Whether somebody sees all of a campaign, and not only what came to stores of their own. No query."""
    return may(actor, _READ, item)


def shelves_in(store: Store, items: QuerySet[Item]) -> list[Shelf]:
    """What of these items a store has or had. Three queries."""
    had = Holding.objects.filter(heading=STOCK, of=f"goods.store:{store.pk}").values_list("measure", flat=True)
    numbers = {int(measure.rpartition(":")[2]) for measure in had}
    return [each for each in shelves_of(items.filter(pk__in=numbers)) if each.store.pk == store.pk]


def reached(items: Collection[Item], *, under: Sequence[str] | None) -> dict[int, tuple[int, int]]:
    """By Item.pk: how many people have their own (人), and for how many heads teams signed (人次). One query.

    `under`: only what was handed out in these subtrees.
    """
    rows = Issue.objects.filter(item__in=items, status="issued")
    if under is not None:
        rows = rows.filter(reduce(or_, (Q(organisation__path__startswith=path) for path in under), Q(pk=None)))
    who = Count(Coalesce(F("person__merged_into"), F("person")), distinct=True)
    heads = Sum("quantity", filter=Q(person=None))
    told = rows.order_by().values("item").annotate(who=who, heads=heads).values_list("item", "who", "heads")
    return {item: (people, count or 0) for item, people, count in told}


def issues_covered(actor: Actor) -> QuerySet[Issue]:
    """What was handed out within an officer's reach and stands, the latest first."""
    rows = Issue.objects.filter(covered(actor, _READ, owner=""), status="issued")
    return rows.select_related("organisation", "item", "store", "person", "unit").order_by("-on", "-pk")


def store_for(item: Item, station: str, body: Organisation) -> Store | None:
    """The store of this name from which a body hands out an item: its own, else the one below it that had the item.

    Without a name the only one that had it, its own first. None where there is none, or no telling which. Two queries.
    """
    held = Holding.objects.filter(heading=STOCK, measure=f"item:{item.pk}").values_list("of", flat=True)
    had = {int(of.rpartition(":")[2]) for of in held}
    stores = Store.objects.filter(organisation__path__startswith=body.path, closed_on=None)
    found = list(stores.filter(name=station) if station else stores.filter(pk__in=had))
    own = [each for each in found if each.organisation_id == body.pk]
    below = [each for each in found if each.pk in had]
    return next((among[0] for among in (own, below) if len(among) == 1), None)


def item_of(edition: Edition, title: str) -> Item | None:
    """The item of this name of a campaign, be it under the title that it had before it was kept. One query."""
    names = (edition.reference, edition.title)
    found = Item.objects.filter(programme=edition.programme, activity__in=names, title=title)
    return found.select_related("organisation", "edition").order_by("-pk").first()


def titles_of(programme: str, *, most: int) -> list[str]:
    """What a programme hands out, by name, that of its latest campaign first. One query."""
    found = Item.objects.filter(programme=programme).order_by("-pk").values_list("title", flat=True)
    return list(dict.fromkeys(found[: 4 * most]))[:most]


def mine(actor: Actor) -> QuerySet[Issue]:
    """What this person got, the latest first."""
    keys = [actor.person, *actor.also] if actor.person is not None else []
    rows = Issue.objects.filter(person__key__in=keys, status="issued")
    return rows.select_related("organisation", "item", "store", "edition").order_by("-on", "-pk")


def fetchable(body: Organisation | None, *, on: date) -> list[tuple[Item, list[Shelf]]]:
    """What is handed out now by this union or those above it (without one: by those at the top), and the stores that
    still have some, those of one's own unions first. Three queries."""
    path = body.path if body else ""
    near = Q(organisation__path__in=prefixes(path)) if path else Q(organisation__parent=None)
    rows = Item.objects.filter(near, edition__status="open").exclude(expires_on__lt=on)
    items = list(rows.select_related("organisation", "edition").order_by("-pk")[:_OFFERED])
    shelves = sorted(
        (each for each in shelves_of(items) if each.left > 0 and _open(each.store)),
        key=lambda each: not path.startswith(each.store.organisation.path),
    )
    told = ((item, [each for each in shelves if each.item.pk == item.pk][:_NEAR]) for item in items)
    return [(item, stores) for item, stores in told if stores]


def _open(store: Store) -> bool:
    """Whether people come there: not to a central store, nor to one that is closed."""
    return store.closed_on is None and store.kind != StoreKind.CENTRE
