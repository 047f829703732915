"""Sealing: every committed entry that has no leaf yet becomes one, and the new head is signed.

One sealer at a time, under one lock. What is new is found by an anti-join, not by a watermark: an entry whose writer
committed late is sealed late, never forgotten. The head carries the right edge of the tree, so sealing costs what is
new, not what is old.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction

from shenbian.facts import canonical, heads
from shenbian.facts.heads import SignedHead
from shenbian.facts.log import FACTS, Log, logs
from shenbian.facts.models import Head
from shenbian.kit.keys import ring
from shenbian.kit.merkle import Frontier, Place, leaf_hash

_COPY = "COPY facts_leaf (log, position, entry, hash) FROM STDIN"
_COPY_NODES = "COPY facts_node (log, height, number, hash) FROM STDIN"
_CHUNK = 20_000  # entries read, hashed and copied at a time


class CannotSeal(Exception):
    """The log may not be sealed as it stands; says in Chinese why, naming the entry."""


def seal(*, by: str, log: Log = FACTS) -> Head | None:
    """Seal what is not sealed yet and return the new head, None when nothing was new.

    Raises CannotSeal when an entry's mark is wrong, the last head is not ours, or the log was cut back. Inside a
    transaction the head is final when that commits, and only then copied outside. About 25 µs an entry.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7365621, 2)")
        last = Head.objects.filter(log=log.name).order_by("-size").first()
        frontier = _trusted(log, last)
        _append(log, frontier)
        transaction.on_commit(lambda: copy_outside(log))
        sealed = last.size if last else 0
        if frontier.size == sealed:
            return None
        if frontier.size - sealed > max(_CHUNK, sealed // 10):
            _refresh_statistics(log)
        return _sign(log, frontier, by)


def seal_all(*, by: str) -> None:
    """Seal every log of the house: the facts and the traces."""
    for log in logs:
        seal(by=by, log=log)


def _refresh_statistics(log: Log) -> None:
    """After so much growth the planner's idea of the tables is wrong; the database's own refresh comes much later."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {log.table}, facts_leaf, facts_node")


def copy_outside(log: Log) -> None:
    """Append to the file outside the database every head that it lacks."""
    known = heads.last_size(log.name)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT h.size, h.root, {canonical.instant_of('h.signed_at')}, h.signed_by, h.signature, l.entry FROM ("
            "  SELECT *, coalesce(lag(size) OVER (ORDER BY size), 0) AS before FROM facts_head WHERE log = %s"
            ") h JOIN facts_leaf l ON l.log = h.log AND l.position = h.before WHERE h.size > %s ORDER BY h.size",
            [log.name, known],
        )
        lines = [(signed(log.name, *row[:5]), row[5]) for row in cursor.fetchall()]
    if lines:
        heads.append(log.name, lines)


def signed(log: str, size: int, root: bytes, signed_at: str, signed_by: str, signature: bytes) -> SignedHead:
    """A row of the table of heads, as files and proofs carry it."""
    return SignedHead(
        log=log,
        size=size,
        root=root.hex(),
        signed_at=signed_at,
        signed_by=signed_by,
        signature=signature.hex(),
    )


def as_signed(head: Head) -> SignedHead:
    signed_at = canonical.instant(head.signed_at)
    return signed(head.log, head.size, bytes(head.root), signed_at, head.signed_by, bytes(head.signature))


def _trusted(log: Log, last: Head | None) -> Frontier:
    """The right edge to go on from, after a look at what others could have changed."""
    size = last.size if last else 0
    outside = heads.last_size(log.name)
    if outside > size:
        raise CannotSeal(f"库外存证文件已有 {outside} 条，库内只有 {size} 条：存证被截短，或文件属于另一个数据库。")
    if last is None:
        return Frontier()
    wrong = CannotSeal(f"最后一个树头（{last.size} 条）的签名或树根不对。")
    try:
        frontier = Frontier.from_bytes(bytes(last.peaks))
    except ValueError as broken:
        raise wrong from broken
    ours = as_signed(last).is_signed_by(ring().public_key())
    if not ours or frontier.size != last.size or frontier.root() != bytes(last.root):
        raise wrong
    return frontier


def _append(log: Log, frontier: Frontier) -> None:
    for chunk in _unsealed(log):
        leaves = _leaves(log, chunk)
        start = frontier.size
        kept: dict[Place, bytes] = {}
        frontier.extend((leaf for _, leaf in leaves), kept)
        _copy(_COPY, ((log.name, position, entry, leaf) for position, (entry, leaf) in enumerate(leaves, start)))
        if kept:
            _copy(_COPY_NODES, ((log.name, *place, node) for place, node in kept.items()))


def _copy(statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _leaves(log: Log, rows: list[Any]) -> list[tuple[int, bytes]]:
    """Entry and leaf hash, after a look at the mark of each."""
    mac, leaves = ring().mac, []
    for *row, mark in rows:
        data = log.canonical(row)
        if not mac.matches(data, mark):
            raise CannotSeal(f"{log.word} {row[0]} 的校验码不对：它不是由系统写入的，或写入后被改动。")
        leaves.append((row[0], leaf_hash(data)))
    return leaves


def _unsealed(log: Log) -> Iterator[list[Any]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f"SELECT {log.columns}, e.mac FROM {log.table} e WHERE NOT EXISTS "
            "(SELECT FROM facts_leaf l WHERE l.log = %s AND l.entry = e.id) ORDER BY e.id",
            [log.name],
        )
        while chunk := cursor.fetchmany(_CHUNK):
            yield chunk


def _sign(log: Log, frontier: Frontier, by: str) -> Head:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now = cursor.fetchone()[0]
    data = heads.head_bytes(log.name, frontier.size, frontier.root(), canonical.instant(now), by)
    return Head.objects.create(
        log=log.name,
        size=frontier.size,
        root=frontier.root(),
        peaks=frontier.to_bytes(),
        signed_at=now,
        signed_by=by,
        signature=ring().sign(data),
    )
