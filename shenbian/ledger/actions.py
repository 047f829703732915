"""Writing vouchers, taking them back, closing months. Rights are asked where the move is made that causes this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from shenbian.kit.period import today
from shenbian.kit.refusal import Refused, refuse_if
from shenbian.ledger.declared import Key, Line, NewVoucher
from shenbian.ledger.models import Holding, Month, Posting, Voucher
from shenbian.ledger.rules import CLOSED, first_of, is_floored, judge
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor


@transaction.atomic
def post(vouchers: Sequence[NewVoucher], *, by: Actor, batch: int | None = None) -> list[Voucher]:
    """Write these, in the order given, or none of them. Eight queries, however many there are.

    Raises Refused with the place and the reason of each that cannot be: its month is closed, it was booked before, or
    a floored holding has not enough once those before it in the call have taken theirs. What they touch is locked in
    one order, so whoever comes at the same moment waits and then sees what is left.
    """
    if not vouchers:
        return []
    numbers = _numbered(vouchers)
    _never_before(vouchers)
    holdings = _locked(vouchers)
    refuse_if(judge(vouchers, holdings.values()))
    written = Voucher.objects.bulk_create(
        Voucher(
            organisation_id=each.organisation,
            on=each.on,
            number=number,
            title=each.title[:200],
            source=each.source,
            reverses_id=each.reverses,
            by=by.ref,
            batch=batch,
        )
        for each, number in zip(vouchers, numbers, strict=True)
    )
    Posting.objects.bulk_create(
        Posting(voucher=voucher, holding=holdings[line.holding], amount=line.amount)
        for voucher, each in zip(written, vouchers, strict=True)
        for line in each.lines
    )
    return written


def reverse(vouchers: Sequence[Voucher], *, on: date, why: str, by: Actor, batch: int | None = None) -> list[Voucher]:
    """Take these back: the same lines with the other sign, on a day of their own (红字冲销). A query more than `post`.

    Raises Refused as `post` does: one that was taken back before is booked already.
    """
    if not vouchers:
        return []
    lines: dict[int, list[Line]] = {each.pk: [] for each in vouchers}
    for posting in Posting.objects.filter(voucher__in=lines).select_related("holding").order_by("pk"):
        lines[posting.voucher_id].append(Line(posting.holding.key, -posting.amount))
    return post(
        [
            NewVoucher(on=on, title=f"冲销{each}：{why}", source=f"reversal:{each.pk}", lines=tuple(lines[each.pk]),
                       reverses=each.pk)
            for each in vouchers
        ],
        by=by,
        batch=batch,
    )  # fmt: skip


def reverse_batch(batch: int, *, on: date, why: str, by: Actor) -> list[Voucher]:
    """Take back whatever a batch of a sheet has booked and nobody has taken back since, the last first.

    Two queries more than `post`; one where it has booked nothing. Raises Refused as `post` does.
    """
    return reverse(list(Voucher.objects.filter(batch=batch, reversed_by=None).order_by("-pk")), on=on, why=why, by=by)


@transaction.atomic
def close_month(organisation: Organisation, month: date, *, by: Actor) -> Month:
    """Close a month of a body's books: nothing is written in it any more. A mistake found later is reversed later.

    Raises Refused when the month is not over, is closed already, or one before it is open and has vouchers.
    """
    first = first_of(month)
    Month.objects.bulk_create([Month(organisation=organisation, first=first)], ignore_conflicts=True)
    months = list(Month.objects.select_for_update().filter(organisation=organisation, first__lte=first).order_by("pk"))
    this = next(each for each in months if each.first == first)
    earlier = sorted(each.first for each in months if each.first < first and not each.closed_at and each.numbered)
    if this.closed_at:
        raise Refused({0: f"{this}已经结账。"})
    if first_of(today()) <= first:
        raise Refused({0: f"{this}还没有过完，不能结账。"})
    if earlier:
        raise Refused({0: f"{earlier[0].year}年{earlier[0].month}月还没有结账，请按月份顺序结账。"})
    this.closed_at, this.closed_by = timezone.now(), by.ref
    this.save(update_fields=["closed_at", "closed_by"])
    return this


def _numbered(vouchers: Sequence[NewVoucher]) -> list[int]:
    """The next numbers of their months, which are held until the end of the transaction. Two queries, or three.

    Raises Refused for those whose month is closed.
    """
    months = [(each.organisation, first_of(each.on)) for each in vouchers]
    wanted = Counter(months)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_month (organisation_id, first, numbered, closed_by) "
            "SELECT *, 0, '' FROM unnest(%s::bigint[], %s::date[]) ON CONFLICT DO NOTHING",
            [[org for org, _ in sorted(wanted)], [first for _, first in sorted(wanted)]],
        )
    rows = Month.objects.select_for_update().filter(
        organisation__in={org for org, _ in wanted}, first__in={first for _, first in wanted}
    )
    known = {(row.organisation_id, row.first): row for row in rows.order_by("pk")}
    refuse_if({n: CLOSED.format(known[month]) for n, month in enumerate(months) if known[month].closed_at is not None})
    numbers = []
    for month in months:
        known[month].numbered += 1
        numbers.append(known[month].numbered)
    Month.objects.bulk_update([known[month] for month in wanted], ["numbered"])
    return numbers


def _never_before(vouchers: Sequence[NewVoucher]) -> None:
    """One query. Raises Refused for what was booked before, or twice in this call."""
    booked = {each.source: each for each in Voucher.objects.filter(source__in=[each.source for each in vouchers])}
    reasons, seen = {}, set[str]()
    for place, each in enumerate(vouchers):
        if before := booked.get(each.source):
            reasons[place] = f"已经入过账（{before}），不会重复入账。"
        elif each.source in seen:
            reasons[place] = "同一笔业务在这一批里出现了两次，只入一次账。"
        seen.add(each.source)
    refuse_if(reasons)


def _locked(vouchers: Sequence[NewVoucher]) -> dict[Key, Holding]:
    """The holdings that these touch, made where they are new, locked in the order of their ids. Two queries."""
    keys = sorted({line.holding for each in vouchers for line in each.lines})
    columns = [list(column) for column in zip(*keys, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO ledger_holding (organisation_id, heading, "of", measure, floored, balance) '
            "SELECT *, 0 FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::boolean[]) "
            "ON CONFLICT DO NOTHING",
            [*columns, [is_floored(key) for key in keys]],
        )
        cursor.execute(
            "SELECT h.id FROM ledger_holding h JOIN unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) "
            'AS k(o, g, f, m) ON (h.organisation_id, h.heading, h."of", h.measure) = (k.o, k.g, k.f, k.m) '
            "ORDER BY h.id FOR UPDATE OF h",
            columns,
        )
        ids = [pk for (pk,) in cursor.fetchall()]
    return {each.key: each for each in Holding.objects.filter(pk__in=ids)}
