"""Proofs that a person can take home: that one fact is counted, that a later head begins with an earlier one.

A proof is JSON and needs nothing but itself and the public key: no database. It shows the bytes of its own entry and
hashes of the others, which are salted, so that nothing can be guessed from it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import orjson
from django.db import connection

from shenbian.facts.heads import BadHead, SignedHead
from shenbian.facts.log import FACTS, Log
from shenbian.facts.models import Head, Leaf
from shenbian.facts.seal import as_signed
from shenbian.kit.merkle import (
    Frontier,
    Place,
    consistency_places,
    inclusion_places,
    is_whole,
    joined,
    leaf_hash,
    pieces,
    verify_consistency,
    verify_inclusion,
)
from shenbian.kit.sentence import Sentence

INCLUDED = "shenbian.included.1"
CONSISTENT = "shenbian.consistent.1"


_NODES = "SELECT height, number, hash FROM facts_node WHERE log = %s AND height = %s AND number = ANY(%s::bigint[])"
_LEAVES = "SELECT 0, position, hash FROM facts_leaf WHERE log = %s AND 0 = %s AND position = ANY(%s::bigint[])"


class NoProof(Exception):
    """There is nothing to prove from; says in Chinese why."""


class BadProof(ValueError):
    """A file that is no proof at all; says in Chinese why."""


@dataclass(frozen=True)
class Verdict:
    """Whether a proof holds, and what it says, in Chinese."""

    holds: bool
    text: str


def proof_of(entry: int, *, log: Log = FACTS, size: int | None = None) -> dict[str, Any]:
    """Proof that this entry is under a head: the last one, or the one of `size` leaves. Raises NoProof.

    Keys: format, log, entry (canonical text), position (from 0), path (hex, lowest first), head. Four queries.
    """
    head = _head(log, size)
    leaf = Leaf.objects.filter(log=log.name, entry=entry, position__lt=head.size).first()
    if leaf is None:
        raise NoProof(Sentence("%(word)s %(entry)s 还没有存证，或不在台账中。", word=log.word, entry=entry))
    return {
        "format": INCLUDED,
        "log": log.name,
        "entry": _text(log, entry),
        "position": leaf.position,
        "path": _path(log, head, inclusion_places(leaf.position, head.size)),
        "head": asdict(as_signed(head)),
    }


def proof_between(old_size: int, *, log: Log = FACTS, size: int | None = None) -> dict[str, Any]:
    """Proof that the head of `old_size` leaves is the beginning of a later one (the last, or that of `size`).

    Three queries. Raises NoProof.
    """
    old, new = _head(log, old_size), _head(log, size)
    if old.size > new.size:
        raise NoProof("前一个树头比后一个还长。")
    return {
        "format": CONSISTENT,
        "log": log.name,
        "path": _path(log, new, consistency_places(old.size, new.size)),
        "old": asdict(as_signed(old)),
        "head": asdict(as_signed(new)),
    }


def check(proof: bytes, public_key: bytes) -> Verdict:
    """Judge a proof by itself and the PEM public key. Raises BadProof for what cannot be read as one."""
    try:
        said = orjson.loads(proof)
        head, path = SignedHead.read(said["head"]), [bytes.fromhex(node) for node in said["path"]]
        if said["format"] == INCLUDED:
            return _check_included(said, head, path, public_key)
        if said["format"] == CONSISTENT:
            return _check_consistent(SignedHead.read(said["old"]), head, path, public_key)
    except (BadHead, AttributeError, KeyError, TypeError, ValueError) as wrong:
        raise BadProof("这个文件不是完整的存证证明。") from wrong
    raise BadProof("这种存证证明不认识。")


def _check_included(said: Any, head: SignedHead, path: list[bytes], public_key: bytes) -> Verdict:
    entry, position = said["entry"].encode(), int(said["position"])
    entry_name = " ".join(str(each) for each in orjson.loads(entry)[:2])
    if head.log != said["log"]:
        return Verdict(False, Sentence("%(entry)s 的树头属于另一本日志。", entry=entry_name))
    if not head.is_signed_by(public_key):
        return Verdict(False, Sentence("%(entry)s 的树头签名不对。", entry=entry_name))
    if not verify_inclusion(leaf_hash(entry), position, head.size, path, bytes.fromhex(head.root)):
        return Verdict(False, Sentence("%(entry)s 不在这个树头之下：内容或路径被改动。", entry=entry_name))
    return Verdict(
        True,
        Sentence(
            "%(entry)s 在 %(at)s 签名的存证中，共 %(size)s 条，它是第 %(place)s 条。",
            entry=entry_name,
            at=str(head.signed_at),
            size=head.size,
            place=position + 1,
        ),
    )


def _check_consistent(old: SignedHead, new: SignedHead, path: list[bytes], public_key: bytes) -> Verdict:
    if old.log != new.log:
        return Verdict(False, "两个树头不是同一本日志的。")
    if not old.is_signed_by(public_key) or not new.is_signed_by(public_key):
        return Verdict(False, "树头签名不对。")
    if not verify_consistency(old.size, bytes.fromhex(old.root), new.size, bytes.fromhex(new.root), path):
        return Verdict(False, Sentence("%(new)s 条的存证不是从 %(old)s 条的存证续下来的。", new=new.size, old=old.size))
    return Verdict(
        True, Sentence("%(new)s 条的存证以 %(old)s 条的存证开头，其间没有改动。", new=new.size, old=old.size)
    )


def _head(log: Log, size: int | None) -> Head:
    wanted = Head.objects.filter(log=log.name, **({} if size is None else {"size": size}))
    head = wanted.order_by("-size").first()
    if head is None:
        raise NoProof("还没有存证。" if size is None else Sentence("没有 %(size)s 条的树头。", size=size))
    return head


def _text(log: Log, entry: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {log.columns} FROM {log.table} e WHERE e.id = %s", [entry])
        row = cursor.fetchone()
    if row is None:
        raise NoProof(Sentence("%(word)s %(entry)s 不在台账中。", word=log.word, entry=entry))
    return log.canonical(row).decode()


def _path(log: Log, head: Head, places: list[Place]) -> list[str]:
    """The nodes at these places under a head, in hex: whole ones from what is kept, others from its right edge.

    One query for some four hashes a doubling of the log, however long it is. Raises NoProof where one is missing.
    """
    wanted = {place: pieces(place) for place in places if is_whole(place, head.size)}
    kept = _kept(log, {piece for each in wanted.values() for piece in each})
    edge = Frontier.from_bytes(bytes(head.peaks))
    try:
        whole = {place: joined([kept[piece] for piece in each]) for place, each in wanted.items()}
    except KeyError as missing:
        raise NoProof("存证的中间节点缺失，请先核验台账。") from missing
    return [(whole.get(place) or edge.root_from(place[1] << place[0])).hex() for place in places]


def _kept(log: Log, places: set[Place]) -> dict[Place, bytes]:
    """What is kept at these places. A branch of the statement for each height, so that each goes by the index."""
    heights = sorted({height for height, _ in places})
    if not heights:
        return {}
    said: list[Any] = []
    for height in heights:
        said += [log.name, height, [number for at, number in places if at == height]]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(_LEAVES if height == 0 else _NODES for height in heights), said)
        return {(height, number): bytes(hashed) for height, number, hashed in cursor.fetchall()}
