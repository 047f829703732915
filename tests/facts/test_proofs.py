"""A proof speaks for itself: no database, only the public key."""

import json
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection

from shenbian.facts.actions import write
from shenbian.facts.models import Leaf
from shenbian.facts.proofs import BadProof, NoProof, check, proof_between, proof_of
from shenbian.facts.seal import seal
from shenbian.kit.keys import ring
from shenbian.kit.merkle import Tree
from tests.facts.making import a_gift, gifts, tamper


@pytest.fixture
def block(db: None) -> range:
    """Eleven facts under two heads of four and eleven."""
    first = write(gifts(4, "a"), by="张三")
    seal(by="王五")
    last = write(gifts(7, "b"), by="张三")
    seal(by="王五")
    return range(first[0], last[-1] + 1)


def judge(proof: dict[str, Any]) -> bool:
    return check(json.dumps(proof).encode(), ring().public_key()).holds


def test_every_fact_is_proven_included(block: range) -> None:
    proofs = [proof_of(fact) for fact in block]
    assert [proof["position"] for proof in proofs] == list(range(11))
    assert [judge(proof) for proof in proofs] == [True] * 11


def test_a_fact_is_proven_under_the_head_of_its_day(block: range) -> None:
    proof = proof_of(block[2], size=4)
    assert (proof["head"]["size"], judge(proof)) == (4, True)


def test_the_verdict_says_which_fact(block: range) -> None:
    verdict = check(json.dumps(proof_of(block[2])).encode(), ring().public_key())
    assert verdict.text.startswith(f"fact {block[2]} 在 ")
    assert verdict.text.endswith(" 签名的存证中，共 11 条，它是第 3 条。")


def test_a_proof_shows_no_other_fact(block: range) -> None:
    proof = json.dumps(proof_of(block[2]))
    assert [source for source in ("a0", "a1", "a2", "a3", "b0") if f'\\"{source}\\"' in proof] == ["a2"]


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.update(entry=p["entry"].replace("15000", "15001")),
        lambda p: p.update(position=3),
        lambda p: p.update(path=p["path"][:-1]),
        lambda p: p["head"].update(size=12),
        lambda p: p["head"].update(root="00" * 32),
        lambda p: p["head"].update(signature="00" * 64),
        lambda p: p["head"].update(signed_at="2022-01-01T00:00:00.000000Z"),
        lambda p: p.update(log="traces"),
    ],
)
def test_a_changed_proof_does_not_hold(block: range, change: Any) -> None:
    proof = deepcopy(proof_of(block[2]))
    change(proof)
    assert not judge(proof)


def test_a_proof_does_not_hold_for_another_key(block: range, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    proof = proof_of(block[2])
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "other"))
    assert not judge(proof)


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b"null", b'{"format": "x"}'])
def test_what_is_no_proof_is_said_to_be_none(text: bytes) -> None:
    with pytest.raises(BadProof):
        check(text, ring().public_key())


def test_a_fact_that_is_not_sealed_has_no_proof(block: range) -> None:
    (late,) = write([a_gift("late")], by="张三")
    with pytest.raises(NoProof, match="还没有存证"):
        proof_of(late)


def test_two_heads_are_proven_consistent(block: range) -> None:
    proof = proof_between(4)
    assert (proof["old"]["size"], proof["head"]["size"], judge(proof)) == (4, 11, True)


@pytest.mark.parametrize(
    "change", [lambda p: p["old"].update(size=5), lambda p: p["path"].pop(), lambda p: p["old"].update(root="11" * 32)]
)
def test_a_changed_proof_of_consistency_does_not_hold(block: range, change: Any) -> None:
    proof = deepcopy(proof_between(4))
    change(proof)
    assert not judge(proof)


def test_there_is_no_proof_from_a_head_that_never_was(block: range) -> None:
    with pytest.raises(NoProof, match="没有 5 条的树头"):
        proof_between(5)


@pytest.fixture
def long_log(db: None) -> list[int]:
    """Three hundred facts under heads of four, 270 and three hundred; their hashes make nodes of heights 4 and 8."""
    facts: list[int] = []
    for number, tag in ((4, "a"), (266, "b"), (30, "c")):
        facts += write(gifts(number, tag), by="张三")
        seal(by="王五")
    return facts


def test_a_proof_of_a_long_log_is_that_of_all_its_leaves(long_log: list[int]) -> None:
    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("position").values_list("hash", flat=True)]
    for size in (4, 270, 300):
        tree = Tree(leaves[:size])
        found = [proof_of(long_log[position], size=size)["path"] for position in range(0, size, 7)]
        assert found == [[node.hex() for node in tree.inclusion(position)] for position in range(0, size, 7)]
        assert proof_between(4, size=size)["path"] == [node.hex() for node in tree.consistency(4)]
    assert judge(proof_of(long_log[299])) and judge(proof_between(270))


@pytest.mark.parametrize("length", [4, 300])
def test_a_proof_asks_as_often_and_reads_hardly_more_of_a_long_log(
    length: int, long_log: list[int], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4) as asked:
        proof_of(long_log[1], size=length)
    assert rows_read(asked[-1]["sql"]) == {4: 3, 300: 30}[length]
    with django_assert_num_queries({4: 2, 300: 3}[length]):  # a head begins with itself: nothing to show
        proof_between(4, size=length)


def rows_read(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return len(cursor.fetchall())


def test_a_proof_whose_nodes_are_missing_says_what_to_do(long_log: list[int]) -> None:
    tamper("DELETE FROM facts_node WHERE height = 4", table="facts_node")
    with pytest.raises(NoProof, match="请先核验台账"):
        proof_of(long_log[100])
