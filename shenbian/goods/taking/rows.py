"""What the takers share: items and stores by the names that sheets have for them, and how a row is corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from shenbian.editions.models import Edition
from shenbian.editions.named import PREFIX, is_reference
from shenbian.facts.actions import strike
from shenbian.facts.fact import NewFact
from shenbian.flow.models import Flowing
from shenbian.flow.saving import save_columns
from shenbian.goods.booking import Placed, post_placed
from shenbian.goods.models import Item, Store
from shenbian.kit.refusal import Refused
from shenbian.ledger.declared import NewVoucher
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.standard.programme import catalogue
from shenbian.standard.taking import Amended, SheetRow, Taken

ITEMS, STORES = "goods.item", "goods.store"
MAIN = "中心库"  # where goods lie whose sheet names no store
WHY = "导入更正"
UNKNOWN = "台账里有这一条，却没有对应的登记，无法更正。请先作废台账里的那一条，再登记。"

ItemKey = tuple[str, str, str]  # programme, activity, title
StoreKey = tuple[int, str]  # Organisation.pk, name


def programme_of(fact: NewFact) -> str:
    return str(fact.facets["programme"])


def word(fact: NewFact, key: str) -> str:
    """What the row says there; empty where it says nothing."""
    return str(fact.facets.get(key, ""))


def item_key(fact: NewFact) -> ItemKey:
    return programme_of(fact), fact.edition, word(fact, "item")


def items_of(facts: Iterable[NewFact], editions: Mapping[str, Edition]) -> dict[ItemKey, Item]:
    """The items that these rows name and that are kept, be it under the title that a campaign had before it was. One
    query."""
    keys = {item_key(fact) for fact in facts}
    names = {activity for _, activity, _ in keys} | {each.title for each in editions.values()}
    found = Item.objects.filter(activity__in=names, title__in={title for _, _, title in keys})
    known = {(each.programme, each.activity, each.title): each for each in found.select_related("organisation")}
    titled = {key: (key[0], called(key[1], editions), key[2]) for key in keys}
    both = {key: known.get(key) or known.get(titled[key]) for key in keys}
    return {key: item for key, item in both.items() if item is not None}


def stores_of(organisations: Iterable[int]) -> dict[StoreKey, Store]:
    """The stores of these bodies. One query."""
    found = Store.objects.filter(organisation__in=set(organisations)).select_related("organisation").order_by("pk")
    return {(each.organisation_id, each.name): each for each in found}


def bodies_of(facts: Iterable[NewFact]) -> dict[int, Organisation]:
    """The union bodies of these rows, by id. One query."""
    return Organisation.objects.in_bulk({fact.organisation for fact in facts if fact.organisation})


def editions_of(facts: Iterable[NewFact]) -> dict[str, Edition]:
    """The editions that these rows refer to, by their reference. One query."""
    numbers = {int(fact.edition.removeprefix(PREFIX)) for fact in facts if is_reference(fact.edition)}
    return {each.reference: each for each in Edition.objects.filter(pk__in=numbers)}


def called(name: str, editions: Mapping[str, Edition]) -> str:
    """What people call the campaign that a fact names so."""
    return editions[name].title if name in editions else name


def desk_of(programme: str) -> str:
    return next((each.desk.value for each in catalogue if each.key == programme), "")


@dataclass(frozen=True)
class Correcting:
    """How the rows of one register correct: `columns` are what a row says of its thing, `why` tells what it cannot
    correct, `booked` what changes in the books (None: nothing)."""

    columns: Callable[[SheetRow], Mapping[str, Any]]
    why: Callable[[Any, SheetRow], str]
    booked: Callable[[Any, SheetRow, int], NewVoucher | None]

    def correct(self, rows: Sequence[SheetRow], known: Mapping[str, Any], *, by: Actor, batch: int) -> Taken:
        """Let fact, thing and books say what the row says; what cannot be is refused for its row."""
        refused = {place: UNKNOWN for place, row in enumerate(rows) if row.fact.source not in known}
        for place, row in enumerate(rows):
            if place not in refused and (why := self.why(known[row.fact.source], row)):
                refused[place] = why
        refused |= self._book(rows, known, refused, by=by, batch=batch)
        places = [place for place in range(len(rows)) if place not in refused]
        if not places:
            return Taken(refused)
        strike(
            [rows[place].stands or 0 for place in places],
            by=by.ref,
            reason=WHY,
            batch=batch,
            replaced_by=[rows[place].fact for place in places],
        )
        things = [known[rows[place].fact.source] for place in places]
        return Taken(refused, {}, change(things, [self.columns(rows[place]) for place in places]))

    def _book(
        self, rows: Sequence[SheetRow], known: Mapping[str, Any], barred: Mapping[int, str], *, by: Actor, batch: int
    ) -> dict[int, str]:
        """Post what changes; the places of what the books refuse, and why."""
        refused: dict[int, str] = {}
        while True:
            told: list[Placed] = []
            for place, row in enumerate(rows):
                if place not in barred and place not in refused:
                    voucher = self.booked(known[row.fact.source], row, batch)
                    told += [(place, voucher)] if voucher else []
            try:
                with transaction.atomic():
                    post_placed(told, by=by, batch=batch)
                return refused
            except Refused as no:
                refused |= no.reasons


def change(things: Sequence[Flowing], said: Sequence[Mapping[str, Any]]) -> list[Amended]:
    """Write these columns (attributes) of each thing, and tell what they held before. One statement."""
    told = []
    for thing, columns in zip(things, said, strict=True):
        before = {name: getattr(thing, name) for name in columns if getattr(thing, name) != columns[name]}
        for name in before:
            setattr(thing, name, columns[name])
        if before:
            after = {name: columns[name] for name in before}
            told.append(Amended(thing._meta.label_lower, thing.pk, before, after))
    names = dict.fromkeys(name.removesuffix("_id") for each in told for name in each.before)
    save_columns(list(things), names) if names else None
    return told
