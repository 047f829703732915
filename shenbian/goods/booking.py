"""What a move books in pieces, and what it takes back of the books and of the ledger of facts. Effects, set-wise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shenbian.facts.actions import strike
from shenbian.facts.models import Fact
from shenbian.flow.row import Effect, Row
from shenbian.goods.declared import ISSUED, STOCK, SUPPLIER, shelf
from shenbian.kit.refusal import Refused
from shenbian.ledger.actions import post
from shenbian.ledger.declared import Line, NewVoucher
from shenbian.ledger.models import Voucher
from shenbian.ledger.queries import vouchers_of
from shenbian.rights.actor import Actor

Placed = tuple[int, NewVoucher]  # for which row a voucher is


def post_placed(told: Sequence[Placed], *, by: Actor, batch: int | None) -> list[Voucher]:
    """Post these; what the books refuse is refused for the row. Raises Refused by those places."""
    try:
        return post([voucher for _, voucher in told], by=by, batch=batch)
    except Refused as no:
        raise Refused({told[index][0]: why for index, why in no.reasons.items()}) from no


@dataclass(frozen=True)
class Books(Effect):
    """What the thing itself says that it books (`vouchers`)."""

    title = "记入物资账"

    def act(self, rows: Sequence[Row]) -> None:
        told = [(place, each) for place, row in enumerate(rows) for each in row.thing.vouchers()]
        post_placed(told, by=rows[0].by, batch=rows[0].thing.batch)


@dataclass(frozen=True)
class HandsOut(Effect):
    """Out of the store: one voucher for all that leaves one store of one item on one day."""

    title = "从库存发出"
    sets = ("voucher",)

    def act(self, rows: Sequence[Row]) -> None:
        groups: dict[tuple[Any, int, date], list[int]] = {}
        for place, row in enumerate(rows):
            if row.thing.item_id is not None:
                groups.setdefault((row.thing.store_id, row.thing.item_id, row.thing.on), []).append(place)
        told = [(places[0], handed([rows[place].thing for place in places])) for places in groups.values()]
        vouchers = post_placed(told, by=rows[0].by, batch=rows[0].thing.batch)
        for places, voucher in zip(groups.values(), vouchers, strict=True):
            for place in places:
                rows[place].thing.voucher = voucher


def handed(things: Sequence[Any]) -> NewVoucher:
    """The voucher by which these leave their store, all of one item on one day."""
    first, count = things[0], sum(each.quantity for each in things)
    return _out(first, count, on=first.on, title=f"发放：{first.item}", source=f"{first.subject}:issued")


def _out(thing: Any, count: int, *, on: date, title: str, source: str) -> NewVoucher:
    """So many out of the store of an issue; below nought: back into it."""
    lines = (
        Line(shelf(thing.store, STOCK, thing.item_id), -count),
        Line(shelf(thing.store, ISSUED, thing.item_id), count),
    )
    return NewVoucher(on=on, title=title, source=source, lines=lines)


def handed_in(purchase: Any, count: int, *, on: date, source: str) -> NewVoucher:
    """So many more from the supplier than was written down at first; below nought: fewer."""
    lines = (
        Line(shelf(purchase.store, SUPPLIER, purchase.item_id), -count),
        Line(shelf(purchase.store, STOCK, purchase.item_id), count),
    )
    return NewVoucher(on=on, title=f"更正入库：{purchase.item}", source=source, lines=lines)


def handed_more(thing: Any, count: int, *, on: date, source: str) -> NewVoucher:
    """So many more than was written down at first; below nought: fewer."""
    return _out(thing, count, on=on, title=f"更正发放：{thing.item}", source=source)


@dataclass(frozen=True)
class TakesBack(Effect):
    """What was handed out lies in its store again."""

    title = "退回库存"

    def act(self, rows: Sequence[Row]) -> None:
        told = [
            (place, _out(row.thing, -row.thing.quantity, on=row.day, title=f"退回：{row.thing.item}",
                         source=f"{row.thing.subject}:struck"))
            for place, row in enumerate(rows)
            if row.thing.item_id is not None
        ]  # fmt: skip
        post_placed(told, by=rows[0].by, batch=None)


@dataclass(frozen=True)
class Reverses(Effect):
    """What the thing has booked is taken back; what has gone on from there since cannot be."""

    title = "冲销物资账"

    def act(self, rows: Sequence[Row]) -> None:
        subjects = {row.thing.subject: place for place, row in enumerate(rows)}
        told = [(_place(subjects, each), _reversal(each, rows)) for each in _standing(subjects)]
        post_placed(told, by=rows[0].by, batch=None)


def _standing(subjects: Iterable[str]) -> list[Voucher]:
    """What these things booked and nobody has taken back, the last first."""
    found = vouchers_of(subjects).filter(reversed_by=None, reverses=None)
    return list(found.order_by("-pk"))


def _place(subjects: dict[str, int], voucher: Voucher) -> int:
    return subjects[":".join(voucher.source.split(":")[:2])]


def _reversal(voucher: Voucher, rows: Sequence[Row]) -> NewVoucher:
    lines = tuple(Line(each.holding.key, -each.amount) for each in voucher.postings.all())
    return NewVoucher(
        on=rows[0].day, title=f"冲销{voucher}", source=f"reversal:{voucher.pk}", lines=lines, reverses=voucher.pk
    )


@dataclass(frozen=True)
class StrikeOut(Effect):
    """What it has counted so far no longer stands."""

    title = "原来的台账记录作废"

    def act(self, rows: Sequence[Row]) -> None:
        told = {row.thing.source: row.said["reason"] for row in rows}
        kinds = {row.thing.KIND if hasattr(row.thing, "KIND") else row.thing.kind for row in rows}
        standing = Fact.objects.filter(kind__in=kinds, source__in=told, voided_at=None)
        ids: dict[str, list[int]] = {}
        for pk, key in standing.values_list("pk", "source"):
            ids.setdefault(told[key], []).append(pk)
        for reason, facts in ids.items():
            strike(facts, by=rows[0].by.ref, reason=reason)
