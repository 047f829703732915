"""A Merkle tree with the structure of RFC 6962, hashed with SM3.

A leaf is hashed with a 0x00 before it, a node with a 0x01 before its two children, so that no leaf can pass for a
node. The root over n leaves splits them at the largest power of two below n. From this follow the two short proofs:
*inclusion* (this leaf is the i-th of the tree with this root) and *consistency* (the tree with this root begins with
all leaves of the tree with that root, unchanged). Verifying needs the proof and nothing else: no database, no tree.

Everywhere but in `leaf_hash`, leaves are the 32-byte hashes of leaves.

A *place* names a node: its height above the leaves and its number at that height, both from 0. It stands over
2^height leaves, or, at the right edge, over what is left of them. Who keeps the whole nodes of every fourth height (a
fifteenth of the leaves' number) has any proof from a few of them and the right edge, however many leaves there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from hmac import compare_digest

SIZE = 32  # bytes in a hash
KEPT = 4  # of which heights nodes are kept: its multiples
Place = tuple[int, int]
_LEAF = hashlib.new("sm3", b"\x00")
_NODE = hashlib.new("sm3", b"\x01")
EMPTY_ROOT = hashlib.new("sm3").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf's bytes."""
    digest = _LEAF.copy()
    digest.update(data)
    return digest.digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node over its two children."""
    digest = _NODE.copy()
    digest.update(left + right)
    return digest.digest()


class Frontier:
    """The right edge of a growing tree: all that is needed to add leaves and know the root.

    `peaks` are the roots of the full subtrees, largest first, one for each 1 in the binary form of `size`; with the
    size they are the whole state: a few hundred bytes whatever the number of leaves. Half a million leaves take about
    half a second.
    """

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)
        if size < 0 or len(self.peaks) != size.bit_count() or any(len(peak) != SIZE for peak in self.peaks):
            raise ValueError(f"{len(self.peaks)} peaks do not make a tree of {size} leaves.")

    def append(self, leaf: bytes) -> None:
        """Add the hash of one leaf at the right."""
        self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes], kept: dict[Place, bytes] | None = None) -> None:
        """Add hashes of leaves at the right, in order. `kept` takes up the nodes to keep that become whole by it."""
        copy, peaks, size = _NODE.copy, self.peaks, self.size
        for leaf in leaves:
            if len(leaf) != SIZE:
                raise ValueError("A leaf is given as its 32-byte hash.")
            hashed, full, height = leaf, size, 0
            while full & 1:
                digest = copy()
                digest.update(peaks.pop() + hashed)
                hashed = digest.digest()
                full >>= 1
                height += 1
                if kept is not None and not height % KEPT:
                    kept[height, full] = hashed
            peaks.append(hashed)
            size += 1
            self.size = size

    def root(self) -> bytes:
        """The root over all leaves so far."""
        return self.root_from(0) if self.peaks else EMPTY_ROOT

    def root_from(self, first: int) -> bytes:
        """The root over the leaves from this one on: the node at the right edge that begins with it.

        Raises ValueError where no peak begins with that leaf.
        """
        begins, index = 0, 0
        while begins < first and index < len(self.peaks):
            begins += 1 << ((self.size - begins).bit_length() - 1)
            index += 1
        if begins != first or index == len(self.peaks):
            raise ValueError(f"No node at the right edge of {self.size} leaves begins with leaf {first}.")
        *before, root = self.peaks[index:]
        for peak in reversed(before):
            root = node_hash(peak, root)
        return root

    def copy(self) -> Frontier:
        return Frontier(self.size, self.peaks)

    def to_bytes(self) -> bytes:
        """Eight bytes of size (big-endian), then the peaks, largest first."""
        return self.size.to_bytes(8, "big") + b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, data: bytes) -> Frontier:
        """Read back what `to_bytes` wrote. Raises ValueError for anything else."""
        if len(data) < 8 or (len(data) - 8) % SIZE:
            raise ValueError("These bytes are no frontier.")
        return cls(int.from_bytes(data[:8], "big"), (data[at : at + SIZE] for at in range(8, len(data), SIZE)))


class Tree:
    """All nodes of a finished tree, for many proofs over the same leaves: one hashing, then a proof is a walk up."""

    __slots__ = ("levels",)

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.levels = [list(leaves)]
        while len(level := self.levels[-1]) > 1:
            above = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
            if len(level) % 2:
                above.append(level[-1])
            self.levels.append(above)

    @property
    def size(self) -> int:
        return len(self.levels[0])

    def root(self) -> bytes:
        return self.levels[-1][0] if self.size else EMPTY_ROOT

    def inclusion(self, index: int) -> list[bytes]:
        """The siblings on the way from leaf `index` (from 0) to the root, lowest first."""
        return [self.levels[height][number] for height, number in inclusion_places(index, self.size)]

    def consistency(self, old_size: int) -> list[bytes]:
        """The nodes that show the first `old_size` leaves to be the tree of that size."""
        return [self.levels[height][number] for height, number in consistency_places(old_size, self.size)]


def inclusion_places(index: int, size: int) -> list[Place]:
    """Where the siblings stand on the way from leaf `index` (from 0) to the root over `size`, lowest first."""
    if not 0 <= index < size:
        raise IndexError(f"A tree of {size} leaves has no leaf {index}.")
    return _siblings(0, index, size)


def consistency_places(old_size: int, size: int) -> list[Place]:
    """Where the nodes stand that show the first `old_size` leaves to be the tree of that size (RFC 9162, 2.1.4.1)."""
    if not 0 <= old_size <= size:
        raise IndexError(f"A tree of {size} leaves never had {old_size}.")
    if old_size in (0, size):
        return []
    number, height = old_size - 1, 0
    while number & 1:
        number, height = number >> 1, height + 1
    own = [(height, number)] if old_size.bit_count() > 1 else []
    return [*own, *_siblings(height, number, size)]


def _siblings(height: int, number: int, size: int) -> list[Place]:
    """What stands beside a node and those above it, up to the root. At the right edge some have nobody beside them."""
    found = []
    while 1 << height < size:
        beside = number ^ 1
        if beside << height < size:
            found.append((height, beside))
        height, number = height + 1, number >> 1
    return found


def is_whole(place: Place, size: int) -> bool:
    """Whether a node stands over 2^height leaves of so many, and so never changes again."""
    height, number = place
    return (number + 1) << height <= size


def pieces(place: Place) -> list[Place]:
    """The kept nodes (leaves are kept too) that make a whole node, from left to right: at most eight."""
    height, number = place
    below = height % KEPT
    return [(height - below, (number << below) + piece) for piece in range(1 << below)]


def joined(hashes: Sequence[bytes]) -> bytes:
    """The node over a power of two of nodes that are alike in height."""
    level = list(hashes)
    while len(level) > 1:
        level = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=True)]
    return level[0]


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over hashes of leaves."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Proof that leaf `index` (from 0) is in the tree over `leaves`. For many proofs keep a `Tree`."""
    return Tree(leaves).inclusion(index)


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Proof that the tree over `leaves` begins with the tree over its first `old_size` leaves."""
    return Tree(leaves).consistency(old_size)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows the leaf to be number `index` (from 0) of `size` under `root` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    at, last, hashed = index, size - 1, leaf
    for sibling in proof:
        if last == 0 or len(sibling) != SIZE:
            return False
        if at & 1 or at == last:
            hashed = node_hash(sibling, hashed)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            hashed = node_hash(hashed, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and compare_digest(hashed, root)


def verify_consistency(old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the new tree begins with the old one (RFC 9162, 2.1.4.2).

    An empty old tree is the beginning of any tree; its root must be that of the empty tree.
    """
    if old_size == 0:
        return new_size >= 0 and not proof and compare_digest(old_root, EMPTY_ROOT)
    if not 0 < old_size <= new_size or any(len(node) != SIZE for node in proof):
        return False
    if old_size == new_size:
        return not proof and compare_digest(old_root, new_root)
    nodes = list(proof)
    if old_size.bit_count() == 1:
        nodes.insert(0, old_root)
    if not nodes:
        return False
    at, last = old_size - 1, new_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, node)
        at, last = at >> 1, last >> 1
    return last == 0 and compare_digest(old, old_root) and compare_digest(new, new_root)
