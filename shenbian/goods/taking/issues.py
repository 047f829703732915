"""物品发放, 走访慰问: each row is somebody who got something, or a team that signed together on a slip.

A person's row that says another store than the one that stands is no correction but a second claim: it is refused and
hears where and when the first was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from shenbian.editions.models import Edition
from shenbian.facts.fact import NewFact
from shenbian.flow.actions import enter
from shenbian.flow.entering import maker
from shenbian.goods.booking import handed_more
from shenbian.goods.declared import CONDOLENCE, PARCEL
from shenbian.goods.models import Issue, Item, Recipient, Store
from shenbian.goods.taking.rows import (
    Correcting,
    ItemKey,
    StoreKey,
    called,
    desk_of,
    editions_of,
    item_key,
    items_of,
    programme_of,
    stores_of,
    word,
)
from shenbian.kit.period import chinese_day, today
from shenbian.ledger.declared import NewVoucher
from shenbian.rights.actor import Actor
from shenbian.standard.taking import SheetRow, Taken, Taker, taken

ISSUES = "goods.issue"
Found = tuple[Item | None, Store | None, str]  # of which item, from which store; or why not
_READS = ("organisation",)
_SAID = ("site", "target", "occupation")


class Parcels(Taker):
    kind: ClassVar[str] = PARCEL
    tables: ClassVar[tuple[str, ...]] = (ISSUES,)
    claims: ClassVar[bool] = True

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        facts = [row.fact for row in rows]
        editions = editions_of(facts)
        items = items_of([fact for fact in facts if word(fact, "item")], editions)
        stores = stores_of(fact.organisation or 0 for fact in facts)
        found = [_from_where(fact, items, stores, editions) for fact in facts]
        refused = {place: why for place, (_, _, why) in enumerate(found) if why}
        places = [place for place in range(len(rows)) if place not in refused]
        make = maker(Issue)
        things = [
            _issue(make, rows[place], found[place], editions.get(facts[place].edition), by, batch) for place in places
        ]
        called = [rows[place].called for place in places]
        told = taken(enter("issue", things, by=by, rows=called, batch=batch, reads=_READS), ISSUES)
        return Taken(refused | {places[index]: why for index, why in told.refused.items()}, told.made)

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        found = Issue.objects.select_for_update(of=("self",)).filter(
            kind=self.kind, source__in={row.fact.source for row in rows}, status="issued"
        )
        known = {each.source: each for each in found.select_related(*Issue.RELATED).order_by("pk")}
        return Correcting(_told, _second_claim, _more).correct(rows, known, by=by, batch=batch)


class Condolences(Parcels):
    """A visit with care. Where its sheet names goods, they leave a store; most name none."""

    kind: ClassVar[str] = CONDOLENCE
    claims: ClassVar[bool] = False


def _from_where(
    fact: NewFact, items: Mapping[ItemKey, Item], stores: Mapping[StoreKey, Store], editions: Mapping[str, Edition]
) -> Found:
    """The item of a row and the store that it leaves; or why there is none."""
    title, station = word(fact, "item"), word(fact, "station")
    if not title:
        return None, None, ""
    item = items.get(item_key(fact))
    if item is None:
        return None, None, f"“{called(fact.edition, editions)}”没有采购过“{title}”。请先登记采购入库和调拨。"
    own = [store for (body, _), store in stores.items() if body == fact.organisation]
    if not station and len(own) != 1:
        return item, None, "请写明发放点：这个工会有几个库点，或者还没有。" if own else _NOWHERE
    store = stores.get((fact.organisation or 0, station)) if station else own[0]
    return item, store, "" if store else f"这个工会没有叫“{station}”的库点。请先把物品调拨到那里。"


_NOWHERE = "这个工会还没有库点。请先把物品调拨到那里。"


def _issue(
    make: Callable[..., Issue], row: SheetRow, found: Found, edition: Edition | None, by: Actor, batch: int
) -> Issue:
    fact, (item, store, _) = row.fact, found
    slip = word(fact, "slip")
    thing = make(
        **_told(row),
        kind=fact.kind,
        programme=programme_of(fact),
        activity=fact.edition,
        edition_id=edition.pk if edition else None,
        item_id=item.pk if item else None,
        store_id=store.pk if store else None,
        organisation_id=fact.organisation,
        desk=desk_of(programme_of(fact)),
        recipient=(Recipient.PERSON if row.person else Recipient.UNIT if fact.unit else Recipient.TEAM).value,
        person_id=row.person,
        unit_id=fact.unit,
        slip=slip,
        station=word(fact, "station"),
        recorded_by=by.ref,
        batch=batch,
    )
    thing.came = fact
    return thing


def _told(row: SheetRow) -> dict[str, Any]:
    """What a row may correct of what stands."""
    fact = row.fact
    told = {"quantity": fact.quantity, "on": fact.happened_on, "evidence": fact.evidence}
    return told | {name: word(fact, name) for name in _SAID}


def _second_claim(thing: Issue, row: SheetRow) -> str:
    fact = row.fact
    if (thing.organisation_id, thing.station) == (fact.organisation, word(fact, "station")):
        return ""
    if thing.kind == CONDOLENCE and thing.item is None:
        return ""
    told = f"{chinese_day(thing.on)}已在“{thing.where or thing.organisation.name}”"
    if thing.person_id is None:
        return f"单号“{thing.slip}”{told}登记过。改了发放点的，请先作废原来的，再登记。"
    return f"这个人{told}领过“{thing.item}”（由台账导入），每人只领一份，不能再领。"


def _more(thing: Issue, row: SheetRow, batch: int) -> NewVoucher | None:
    more = row.fact.quantity - thing.quantity
    if thing.item is None or not more:
        return None
    return handed_more(thing, more, on=today(), source=f"{thing.subject}:corrected:{batch}")
