"""Was anything changed, removed or inserted behind our back, sealed or not? Everything is computed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.db import connection

from shenbian.facts import blocks, heads, struck
from shenbian.facts.canonical import instant_of
from shenbian.facts.checks import Fault, checks
from shenbian.facts.heads import BadHead, SignedHead
from shenbian.facts.log import Log, logs
from shenbian.facts.queries import snapshot
from shenbian.facts.seal import signed
from shenbian.kit.keys import ring
from shenbian.kit.merkle import SIZE, Frontier, Place, leaf_hash

_CHUNK = 20_000
checks.add("writings", blocks.check)
checks.add("struck", struck.check)
_NONE: tuple[SignedHead | None, bytes] = (None, b"")


def verify() -> list[Fault]:
    """Everything that is wrong, the lowest fact first; empty when all is well. About 25 µs an entry.

    Looks at one moment of the database: every mark, every leaf, every head's root and signature, the file outside, the
    writings, what is struck out, and the caches that higher floors registered in `checks`.
    """
    with snapshot():
        found = [fault for log in logs for fault in _log(log)]
        found += [fault for check in checks for fault in check()]
    order = [log.word for log in logs]
    rank = {word: place for place, word in enumerate(order)}
    return sorted(found, key=lambda f: (rank.get(f.word, len(order)), f.entry is None, f.entry or 0))


def behind(log: Log) -> int:
    """How many heads the file outside lacks: a crash after the last seal, or a lost file. The next seal adds them."""
    known = heads.last_size(log.name)
    return sum(head.size > known for head, _ in _heads(log))


def _log(log: Log) -> Iterator[Fault]:
    faults = list(_entries(log))
    yield from faults
    signed_heads = _heads(log)
    yield from _tree(log, signed_heads, {fault.entry for fault in faults if fault.entry is not None})
    yield from _outside(log, {head for head, _ in signed_heads})


def _entries(log: Log) -> Iterator[Fault]:
    """Each entry against its mark and its leaf; each leaf against its entry."""
    matches = ring().mac.matches
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT {log.columns}, e.mac, l.hash FROM {log.table} e "
            "LEFT JOIN facts_leaf l ON l.log = %s AND l.entry = e.id",
            [log.name],
        )
        while rows := cursor.fetchmany(_CHUNK):
            for *row, mark, leaf in rows:
                data = _bytes(log, row)
                if data is None or not matches(data, mark):
                    yield Fault(log.word, row[0], "与写入时不符：内容被改动，或不是由系统写入的。")
                elif leaf is not None and leaf_hash(data) != leaf:
                    yield Fault(log.word, row[0], "与存证的摘要不符。")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT l.entry FROM facts_leaf l WHERE l.log = %s AND NOT EXISTS "
            f"(SELECT FROM {log.table} e WHERE e.id = l.entry) ORDER BY 1",
            [log.name],
        )
        yield from (Fault(log.word, entry, "已存证而被删除。") for (entry,) in cursor.fetchall())


def _bytes(log: Log, row: Sequence[Any]) -> bytes | None:
    """What was marked; None for values that the door would never write (a number beyond every range)."""
    try:
        return log.canonical(row)
    except (ValueError, TypeError):
        return None


def _heads(log: Log) -> list[tuple[SignedHead, bytes]]:
    """Every head in the table with the right edge of its tree, smallest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT size, root, {instant_of('signed_at')}, signed_by, signature, peaks FROM facts_head "
            "WHERE log = %s ORDER BY size",
            [log.name],
        )
        return [(signed(log.name, *row), peaks) for *row, peaks in cursor.fetchall()]


def _tree(log: Log, signed_heads: list[tuple[SignedHead, bytes]], known: set[int]) -> Iterator[Fault]:
    """The tree grown again, leaf by leaf, and compared with every head on the way; the first difference is told.

    A difference that a faulty entry explains is told by that entry.
    """
    public_key = ring().public_key()
    frontier, waiting, block = Frontier(), iter(signed_heads), []
    kept: dict[Place, bytes] = {}
    head, peaks = next(waiting, _NONE)
    for position, entry, leaf in _leaves(log):
        if position != frontier.size:
            yield Fault(log.word, entry, f"之前的存证缺失（第 {frontier.size + 1} 至 {position} 条）。")
            return
        if head is None:
            yield Fault(log.word, entry, "之后的存证没有签名的树头：不是由系统存证的，或树头被删除。")
            return
        if len(leaf) != SIZE:
            yield Fault(log.word, entry, "的存证摘要被改动。")
            return
        frontier.extend((leaf,), kept)
        block.append(entry)
        if frontier.size == head.size:
            if not head.is_signed_by(public_key):
                yield Fault(log.word, block[0], f"所在的树头（{head.size} 条）签名不对。")
            if frontier.root().hex() != head.root:
                if known.isdisjoint(block):
                    yield Fault(
                        log.word, block[0], f"至 {log.word} {block[-1]} 之间的存证被改动：树根与签名的树头不符。"
                    )
                return
            if frontier.to_bytes() != peaks:
                yield Fault(log.word, block[0], f"所在的树头（{head.size} 条）的右缘被改动。")
            (head, peaks), block = next(waiting, _NONE), []
    if head is not None:
        yield Fault(
            log.word, block[0] if block else None, f"起的存证缺失：树头有 {head.size} 条，只剩 {frontier.size} 条。"
        )

    yield from _nodes(log, kept)


def _nodes(log: Log, derived: dict[Place, bytes]) -> Iterator[Fault]:
    """The nodes that proofs are made from against those that the leaves make."""
    wrong = 0
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT height, number, hash FROM facts_node WHERE log = %s", [log.name])
        while rows := cursor.fetchmany(_CHUNK):
            wrong += sum(derived.pop((height, number), None) != node for height, number, node in rows)
    if wrong or derived:
        said = "、".join([f"{wrong}个与叶子不符"] * bool(wrong) + [f"{len(derived)}个缺失"] * bool(derived))
        yield Fault(log.word, None, f"存证的中间节点{said}。")


def _leaves(log: Log) -> Iterator[tuple[int, int, bytes]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT position, entry, hash FROM facts_leaf WHERE log = %s ORDER BY position", [log.name])
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows


def _outside(log: Log, here: set[SignedHead]) -> Iterator[Fault]:
    """The file outside against the table of heads: every head that was ever given out must still be there."""
    try:
        given_out = heads.outside(log.name)
    except BadHead as wrong:
        yield Fault(log.word, None, str(wrong))
        return
    public_key = ring().public_key()
    sizes = [0, *(head.size for head, _ in given_out)]
    if any(before >= after for before, after in pairwise(sizes)):
        yield Fault(log.word, None, "库外存证文件里的树头次序不对。")
    for head, first in given_out:
        if head.log != log.name or not head.is_signed_by(public_key):
            yield Fault(log.word, first, "在库外存证文件里的树头签名不对。")
            return
        if head not in here:
            yield Fault(log.word, first, f"起的存证被截去或改写：库外文件有 {head.size} 条的树头，库内没有。")
            return
