import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbian.kit import merkle

SIZES = range(72)
LEAVES = [merkle.leaf_hash(f"leaf {n}".encode()) for n in range(max(SIZES) + 1)]


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """The tree head exactly as section 2.1 of RFC 6962 words it, with SM3 for the hash."""
    if not leaves:
        return hashlib.new("sm3", b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.new("sm3", b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


def path_by_definition(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The audit path exactly as section 2.1.1 words it."""
    if len(leaves) == 1:
        return []
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if index < split:
        return [*path_by_definition(index, leaves[:split]), by_definition(leaves[split:])]
    return [*path_by_definition(index - split, leaves[split:]), by_definition(leaves[:split])]


def consistency_by_definition(old_size: int, leaves: Sequence[bytes], whole: bool = True) -> list[bytes]:
    """The consistency proof exactly as section 2.1.2 words it."""
    if old_size == len(leaves):
        return [] if whole else [by_definition(leaves)]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if old_size <= split:
        return [*consistency_by_definition(old_size, leaves[:split], whole), by_definition(leaves[split:])]
    return [*consistency_by_definition(old_size - split, leaves[split:], False), by_definition(leaves[:split])]


def test_a_leaf_is_hashed_apart_from_a_node() -> None:
    assert merkle.leaf_hash(b"abc") == hashlib.new("sm3", b"\x00abc").digest()
    assert merkle.node_hash(b"a", b"b") == hashlib.new("sm3", b"\x01ab").digest()


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_the_one_defined(size: int) -> None:
    expected = by_definition(LEAVES[:size])
    assert merkle.root(LEAVES[:size]) == expected
    assert merkle.Tree(LEAVES[:size]).root() == expected


@pytest.mark.parametrize("size", SIZES[1:])
def test_every_leaf_is_proven_in_its_place_and_no_other(size: int) -> None:
    leaves, root = LEAVES[:size], by_definition(LEAVES[:size])
    for index in range(size):
        proof = merkle.inclusion_proof(leaves, index)
        assert proof == path_by_definition(index, leaves)
        assert [at for at in range(-1, size + 1) if merkle.verify_inclusion(leaves[index], at, size, proof, root)] == [
            index
        ]


@pytest.mark.parametrize("size", SIZES[1:])
def test_every_older_tree_is_proven_a_beginning(size: int) -> None:
    leaves, root = LEAVES[:size], by_definition(LEAVES[:size])
    for old in range(1, size + 1):
        proof = merkle.consistency_proof(leaves, old)
        assert proof == consistency_by_definition(old, leaves)
        assert merkle.verify_consistency(old, by_definition(leaves[:old]), size, root, proof)
    assert merkle.verify_consistency(0, merkle.EMPTY_ROOT, size, root, merkle.consistency_proof(leaves, 0))
    assert not merkle.verify_consistency(0, root, size, root, [])


@given(st.data())
def test_a_changed_history_is_not_proven(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 70))
    old = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*LEAVES[:changed], merkle.leaf_hash(b"rewritten"), *LEAVES[changed + 1 : size]]
    proof = merkle.consistency_proof(rewritten, old)
    old_root, new_root = by_definition(LEAVES[:old]), by_definition(rewritten)
    assert not merkle.verify_consistency(old, old_root, size, new_root, proof)


@given(st.data())
def test_a_bent_proof_proves_nothing(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 70))
    index = data.draw(st.integers(0, size - 1))
    leaves, root = LEAVES[:size], by_definition(LEAVES[:size])
    proof = merkle.inclusion_proof(leaves, index)
    at = data.draw(st.integers(0, len(proof) - 1))
    bent = data.draw(
        st.sampled_from(
            [
                proof[:at] + proof[at + 1 :],
                [*proof[:at], LEAVES[-1], *proof[at + 1 :]],
                [*proof, proof[at]],
                [*proof[:at], proof[at][:-1], *proof[at + 1 :]],
            ]
        )
    )
    assert not merkle.verify_inclusion(leaves[index], index, size, bent, root)
    steps = merkle.consistency_proof(leaves, index + 1)
    old_root = by_definition(leaves[: index + 1])
    for cut in range(len(steps)):
        shorter = steps[:cut] + steps[cut + 1 :]
        assert not merkle.verify_consistency(index + 1, old_root, size, root, shorter)
    assert not merkle.verify_consistency(index + 1, old_root, size, root, [*steps, root])


def test_sizes_that_cannot_be_are_not_proven() -> None:
    root = by_definition(LEAVES[:4])
    assert not merkle.verify_consistency(5, root, 4, root, [])
    assert not merkle.verify_consistency(3, root, 4, root, [])
    assert not merkle.verify_consistency(4, root, 4, root, [root])
    assert not merkle.verify_inclusion(LEAVES[0], 0, 0, [], merkle.EMPTY_ROOT)
    for old in (-1, 5):
        with pytest.raises(IndexError):
            merkle.consistency_proof(LEAVES[:4], old)
    for index in (-1, 4):
        with pytest.raises(IndexError):
            merkle.inclusion_proof(LEAVES[:4], index)


@given(st.integers(0, 70), st.integers(0, 70))
def test_a_frontier_grows_in_steps_and_travels_as_bytes(one: int, two: int) -> None:
    first, last = sorted((one, two))
    frontier = merkle.Frontier()
    frontier.extend(LEAVES[:first])
    before = frontier.copy()
    again = merkle.Frontier.from_bytes(frontier.to_bytes())
    for leaf in LEAVES[first:last]:
        again.append(leaf)
    assert (again.size, again.root()) == (last, by_definition(LEAVES[:last]))
    assert (before.size, before.root()) == (first, by_definition(LEAVES[:first]))


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 7, b"\0" * 8 + b"x", b"\0" * 7 + b"\x01", b"\0" * 7 + b"\x02" + b"x" * 64]
)
def test_bytes_that_are_no_frontier_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"frontier|tree"):
        merkle.Frontier.from_bytes(data)


def test_a_leaf_must_be_a_hash() -> None:
    with pytest.raises(ValueError, match="32-byte"):
        merkle.Frontier().append(b"short")


MANY = [merkle.leaf_hash(f"leaf {n}".encode()) for n in range(600)]


@pytest.mark.parametrize("size", [1, 2, 15, 16, 17, 255, 256, 257, 511, 599, 600])
def test_every_proof_is_made_of_the_kept_nodes_and_the_right_edge(size: int) -> None:
    edge, kept, tree = merkle.Frontier(), {}, merkle.Tree(MANY[:size])
    edge.extend(MANY[:size], kept)
    known = kept | {(0, number): leaf for number, leaf in enumerate(MANY[:size])}

    def node(place: merkle.Place) -> bytes:
        if merkle.is_whole(place, size):
            return merkle.joined([known[piece] for piece in merkle.pieces(place)])
        return edge.root_from(place[1] << place[0])

    assert [[node(at) for at in merkle.inclusion_places(index, size)] for index in range(size)] == [
        tree.inclusion(index) for index in range(size)
    ]
    assert [[node(at) for at in merkle.consistency_places(old, size)] for old in range(size + 1)] == [
        tree.consistency(old) for old in range(size + 1)
    ]


def test_a_fifteenth_of_the_leaves_is_kept_beside_them_and_a_proof_reads_four_for_each_doubling() -> None:
    kept: dict[merkle.Place, bytes] = {}
    merkle.Frontier().extend(MANY, kept)
    assert sorted(kept) == [*((4, number) for number in range(37)), (8, 0), (8, 1)]
    read = [len(merkle.pieces(place)) for place in merkle.inclusion_places(0, 1 << 20)]
    assert read == [1, 2, 4, 8] * 5


def test_no_node_at_the_right_edge_begins_between_two_peaks() -> None:
    edge = merkle.Frontier()
    edge.extend(MANY[:11])
    for first in (1, 9, 11, 12):
        with pytest.raises(ValueError, match="begins with"):
            edge.root_from(first)
