"""What moves do to the books: effects that write vouchers, and those that take them back. No models of this floor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from shenbian.facts.actions import strike
from shenbian.facts.models import Fact
from shenbian.flow.row import Effect, Row
from shenbian.funds.chart import WITHHELD, Headings
from shenbian.funds.declared import FREE, ON_WAY, SET_ASIDE, SOURCE, SPENT, entitlements
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.ledger.actions import post, reverse
from shenbian.ledger.declared import Key, Line, NewVoucher
from shenbian.ledger.models import Voucher
from shenbian.ledger.queries import held
from shenbian.rights.actor import Actor

_STANDING = """
WITH RECURSIVE chain(source, last, depth) AS (
    SELECT v.source, v.id, 0 FROM ledger_voucher v WHERE v.source = ANY(%s)
    UNION ALL
    SELECT c.source, r.id, c.depth + 1 FROM chain c JOIN ledger_voucher r ON r.reverses_id = c.last
)
SELECT DISTINCT ON (source) source, last FROM (
    SELECT source, last, depth, max(depth) OVER (PARTITION BY source) AS deepest FROM chain
) each WHERE depth = deepest AND deepest %% 2 = 0
"""
Placed = tuple[int, NewVoucher]  # the place of the row in its call, and what it books


def item_key(heading: str, item: Any) -> Key:
    return Key(item.organisation_id, heading, item.subject)


def commitment_key(heading: str, commitment: Any) -> Key:
    """Held in the books of the body whose budget it is."""
    return Key(commitment.item.organisation_id, heading, commitment.subject)


def book(placed: Sequence[Placed], *, by: Actor, batch: int | None = None) -> None:
    """Write these; what the books refuse is refused by the places of the rows."""
    try:
        post([each for _, each in placed], by=by, batch=batch)
    except Refused as why:
        raise Refused({placed[index][0]: reason for index, reason in why.reasons.items()}) from why


def unbook(
    named: Sequence[Sequence[str]], *, on: Sequence[date], why: Sequence[str], by: Actor, batch: int | None = None
) -> None:
    """Take back what stands of these sources, the last booked first; places are those of `named`. Few queries.

    What was taken back, and that again, stands: then it is the last of that chain that is taken back.
    """
    place_of = {source: place for place, sources in enumerate(named) for source in sources}
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [list(place_of)])
        last = {pk: place_of[source] for source, pk in cursor.fetchall()}
    found = {each.pk: each for each in Voucher.objects.filter(pk__in=last)}
    by_day: dict[tuple[date, str], list[Voucher]] = {}
    for pk in sorted(found, reverse=True):
        by_day.setdefault((on[last[pk]], why[last[pk]]), []).append(found[pk])
    for (day, reason), vouchers in by_day.items():
        try:
            reverse(vouchers, on=day, why=reason, by=by, batch=batch)
        except Refused as no:
            raise Refused({last[vouchers[index].pk]: told for index, told in no.reasons.items()}) from no


def in_batch(thing: Any) -> int | None:
    """The batch of a sheet that brings this thing just now; later moves of it belong to none."""
    return thing.batch if thing._state.adding else None


@dataclass(frozen=True)
class Books(Effect):
    """Each row is one voucher, as `lines` says: its day, title, source and lines."""

    says: str
    voucher: Callable[[Row, Headings], Iterable[NewVoucher]]

    @property
    def title(self) -> str:
        return self.says

    def act(self, rows: Sequence[Row]) -> None:
        headings = Headings()
        placed = [(place, each) for place, row in enumerate(rows) for each in self._of(place, row, headings)]
        book(placed, by=rows[0].by, batch=in_batch(rows[0].thing))

    def _of(self, place: int, row: Row, headings: Headings) -> list[NewVoucher]:
        try:
            return list(self.voucher(row, headings))
        except Refused as why:
            raise Refused({place: why.reasons[0]}) from why


@dataclass(frozen=True)
class Unbooks(Effect):
    """What was booked of the thing is taken back, today (红字冲销)."""

    title = "冲销已经入账的凭证"

    def act(self, rows: Sequence[Row]) -> None:
        day = today()
        unbook(
            [row.thing.booked_as for row in rows],
            on=[day] * len(rows),
            why=[str(row.said.get("reason") or "作废") for row in rows],
            by=rows[0].by,
        )


@dataclass(frozen=True)
class StrikesOut(Effect):
    """What it has counted so far no longer stands."""

    kind: str
    title = "原来的台账记录作废"

    def act(self, rows: Sequence[Row]) -> None:
        told = {row.thing.source: str(row.said.get("reason") or "作废") for row in rows}
        standing = Fact.objects.filter(kind=self.kind, source__in=told, voided_at=None)
        ids: dict[str, list[int]] = {}
        for pk, source in standing.values_list("pk", "source"):
            ids.setdefault(told[source], []).append(pk)
        for reason, found in ids.items():
            strike(found, by=rows[0].by.ref, reason=reason)


@dataclass(frozen=True)
class ToldPaid(Effect):
    """Whoever decided it hears that it was paid."""

    title = "告知作出决定的业务：已支付"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        things = [row.thing for row in rows]
        for each, places in entitlements.among(things):
            each.paid([things[place] for place in places], by=rows[0].by, batch=things[0].batch)


@dataclass(frozen=True)
class ToldBounced(Effect):
    """Whoever decided it hears that it did not arrive."""

    title = "告知作出决定的业务：没有付到"
    late = True

    def act(self, rows: Sequence[Row]) -> None:
        things = [row.thing for row in rows]
        for each, places in entitlements.among(things):
            each.bounced([things[place] for place in places], by=rows[0].by)


def granted(row: Row, headings: Headings) -> Iterable[NewVoucher]:
    """A budget item is there to be used; of money that a higher union sent, the money came too."""
    item = row.thing
    lines = [Line(item_key(FREE, item), item.amount_fen), Line(item_key(SOURCE, item), -item.amount_fen)]
    if item.received_id:
        codes = headings.on(item.approved_on)
        lines += [
            Line(Key(item.organisation_id, codes["bank"]), item.amount_fen),
            Line(Key(item.organisation_id, codes["received"]), -item.amount_fen),
        ]
    yield NewVoucher(item.approved_on, f"预算批复：{item.title}", f"{item.subject}:approved", tuple(lines))


def adjusted(row: Row, headings: Headings) -> Iterable[NewVoucher]:
    """More, or less: less than what is still free cannot be taken."""
    item, amount = row.thing, row.said["amount"]
    lines = (Line(item_key(FREE, item), amount), Line(item_key(SOURCE, item), -amount))
    yield NewVoucher(row.said["on"], f"预算调整：{item.title}", f"{item.subject}:adjusted:{row.said['paper']}", lines)


def closed_item(row: Row, headings: Headings) -> Iterable[NewVoucher]:
    """What nobody committed goes back where it came from."""
    item = row.thing
    rest = held([FREE], [item.subject]).get((FREE, item.subject), 0)
    if rest:
        lines = (Line(item_key(SOURCE, item), rest), Line(item_key(FREE, item), -rest))
        yield NewVoucher(row.day, f"预算收回：{item.title}", f"{item.subject}:closed", lines)


def committed(row: Row, headings: Headings) -> Iterable[NewVoucher]:
    this = row.thing
    lines = (
        Line(commitment_key(SET_ASIDE, this), this.amount_fen),
        Line(item_key(FREE, this.item), -this.amount_fen),
    )
    yield NewVoucher(this.approved_on, f"事前审批：{this.title}", f"{this.subject}:approved", lines)


def closed_commitment(row: Row, headings: Headings) -> Iterable[NewVoucher]:
    """What was not paid is free again."""
    this = row.thing
    rest = held([SET_ASIDE], [this.subject]).get((SET_ASIDE, this.subject), 0)
    if rest:
        lines = (Line(item_key(FREE, this.item), rest), Line(commitment_key(SET_ASIDE, this), -rest))
        yield NewVoucher(row.day, f"审批结清：{this.title}", f"{this.subject}:closed", lines)


def reserved(row: Row, headings: Headings) -> Iterable[NewVoucher]:
    """A payment that was approved holds its amount until the bank has answered."""
    this, commitment = row.thing, row.thing.commitment
    lines = (
        Line(commitment_key(ON_WAY, commitment), this.amount_fen),
        Line(commitment_key(SET_ASIDE, commitment), -this.amount_fen),
    )
    yield NewVoucher(row.day, f"批准支付：{commitment.title}", this.reserved_as, lines)


def spent(payment: Any, *, taken_from: str, headings: Headings) -> NewVoucher:
    """The budget is used and the money has left the bank: two pairs of one voucher. A tax that was withheld is owed."""
    commitment, item = payment.commitment, payment.commitment.item
    codes = headings.on(payment.paid_on)
    lines = [
        Line(item_key(SPENT, item), payment.amount_fen),
        Line(commitment_key(taken_from, commitment), -payment.amount_fen),
        Line(Key(item.organisation_id, item.account), payment.amount_fen),
        Line(Key(item.organisation_id, codes["bank"]), -payment.net_fen),
    ]
    if payment.tax_fen:
        owed = headings.on(payment.paid_on, WITHHELD)["payable"]
        lines.append(Line(Key(item.organisation_id, owed), -payment.tax_fen))
    return NewVoucher(payment.paid_on, f"支付：{commitment.title}", payment.paid_as, tuple(lines))


def spent_of_way(row: Row, headings: Headings) -> Iterable[NewVoucher]:
    yield spent(row.thing, taken_from=ON_WAY, headings=headings)


def spent_at_once(row: Row, headings: Headings) -> Iterable[NewVoucher]:
    yield spent(row.thing, taken_from=SET_ASIDE, headings=headings)


def came_back(refund: Any, headings: Headings) -> Iterable[NewVoucher]:
    """The bank has it again, and the budget may use it again. What a transfer brought the receiver has no longer."""
    payment = refund.payment
    item = payment.commitment.item
    codes, title = headings.on(refund.on), f"结余退回：{payment.commitment.title}"
    yield NewVoucher(
        refund.on,
        title,
        refund.returned_as,
        (
            Line(item_key(FREE, item), refund.amount_fen),
            Line(item_key(SPENT, item), -refund.amount_fen),
            Line(Key(item.organisation_id, codes["bank"]), refund.amount_fen),
            Line(Key(item.organisation_id, item.account), -refund.amount_fen),
        ),
    )
    if below := refund.below:
        yield NewVoucher(
            refund.on,
            title,
            refund.sent_back_as,
            (
                Line(item_key(SOURCE, below), refund.amount_fen),
                Line(item_key(FREE, below), -refund.amount_fen),
                Line(Key(below.organisation_id, codes["received"]), refund.amount_fen),
                Line(Key(below.organisation_id, codes["bank"]), -refund.amount_fen),
            ),
        )


def refunded(row: Row, headings: Headings) -> Iterable[NewVoucher]:
    yield from came_back(row.thing, headings)
