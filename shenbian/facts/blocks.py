"""Every fact lies in the block of ids of one writing, and every id of a block is a fact: what is missing shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import connection

from shenbian.facts import canonical
from shenbian.facts.checks import Fault
from shenbian.kit.keys import ring

Block = tuple[int, int]  # first and last id


def check() -> Iterator[Fault]:
    """Facts removed from a writing, writings removed or changed. Two queries."""
    blocks, forged = _written()
    present = list(_present())
    yield from (Fault("fact", first, "所在批次的写入登记被改动。") for first in forged)
    for first, last in outside(blocks, present):
        yield Fault("fact", first, f"已被删除（连同其后共 {last - first + 1} 条）。" if last > first else "已被删除。")
    for first, _ in outside(present, blocks):
        yield Fault("fact", first, "没有写入登记：登记被删除，或记录不是由系统写入的。")


def outside(these: Iterable[Block], those: Iterable[Block]) -> Iterator[Block]:
    """The parts of these blocks that no block of those covers. Both are in order and do not overlap."""
    rest = iter(those)
    other = next(rest, None)
    for first, last in these:
        while other and other[1] < first:
            other = next(rest, None)
        while other and other[0] <= last:
            if first < other[0]:
                yield first, other[0] - 1
            first = other[1] + 1
            if first > last:
                break
            other = next(rest, None)
        if first <= last:
            yield first, last


def _present() -> Iterator[Block]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(id), max(id) FROM "
            "(SELECT id, id - row_number() OVER (ORDER BY id) AS island FROM facts_fact) f GROUP BY island ORDER BY 1"
        )
        yield from cursor.fetchall()


def _written() -> tuple[list[Block], list[int]]:
    """The blocks of all writings, neighbours joined, and the first ids of those whose mark is wrong."""
    blocks: list[Block] = []
    forged = []
    for first, last, recorded_at, mark in _writings():
        if not ring().mac.matches(canonical.writing(first, last, recorded_at), mark):
            forged.append(first)
        elif blocks and blocks[-1][1] >= first - 1:
            blocks[-1] = (blocks[-1][0], max(last, blocks[-1][1]))
        else:
            blocks.append((first, last))
    return blocks, forged


def _writings() -> Iterator[tuple[int, int, str, bytes]]:
    with connection.chunked_cursor() as cursor:
        said = canonical.instant_of("recorded_at")
        cursor.execute(f"SELECT first_fact, last_fact, {said}, mac FROM facts_writing ORDER BY first_fact")
        while rows := cursor.fetchmany(20_000):
            yield from rows
