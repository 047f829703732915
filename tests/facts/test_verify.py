"""Whatever an owner of the database does behind our back, the triggers off, is named."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from shenbian.facts import heads
from shenbian.facts.actions import strike, write
from shenbian.facts.checks import Fault, checks
from shenbian.facts.log import FACTS
from shenbian.facts.seal import CannotSeal, copy_outside, seal
from shenbian.facts.verify import behind, verify
from tests.facts.making import a_gift, gifts, tamper

pytestmark = pytest.mark.django_db

CHANGED = "与写入时不符：内容被改动，或不是由系统写入的。"


@pytest.fixture(params=["sealed", "unsealed"])
def ledger(request: pytest.FixtureRequest) -> range:
    """Five gifts, the last struck out: six facts."""
    block = write(gifts(5), by="张三")
    struck = strike(block[-1:], by="李四", reason="录错")
    if request.param == "sealed":
        seal(by="王五")
    return range(block[0], struck.voids[-1] + 1)


def first() -> str:
    return str(verify()[0])


def test_an_honest_ledger_has_no_fault(ledger: range) -> None:
    assert verify() == []


def test_an_empty_ledger_has_no_fault() -> None:
    assert verify() == []


@pytest.mark.parametrize(
    "change",
    [
        "amount_fen = 15001",
        "quantity = 3",
        "happened_on = '2022-07-02'",
        "happened_on = 'infinity'",
        "occurred_at = 'infinity'",
        "recorded_at = recorded_at - interval '1 second'",
        "organisation = 8",
        "org_path = '1.8.7.'",
        "person = 1",
        "unit = 1",
        "edition = 'x'",
        'facets = facets || \'{"why": "spring"}\'',
        "facets = facets || '{\"pieces\": 1e400}'",
        "facets = '[]'",
        "source = 'other'",
        "evidence = 'other'",
        "recorded_by = '李四'",
        "batch = 3",
        "kind = 'turn'",
        "salt = '\\x00'",
        "mac = '\\x00'",
    ],
)
def test_a_changed_fact_is_named(ledger: range, change: str) -> None:
    tamper(f"UPDATE facts_fact SET {change} WHERE id = %s", ledger[2])
    assert first() == f"fact {ledger[2]} {CHANGED}"


def test_the_first_of_several_changed_facts_is_named_first(ledger: range) -> None:
    tamper("UPDATE facts_fact SET amount_fen = 1 WHERE id IN (%s, %s)", ledger[3], ledger[1])
    assert [fault.entry for fault in verify()] == [ledger[1], ledger[3]]


def test_a_removed_sealed_fact_is_named() -> None:
    block = write(gifts(3), by="张三")
    seal(by="王五")
    tamper("DELETE FROM facts_fact WHERE id = %s", block[1])
    assert first() == f"fact {block[1]} 已存证而被删除。"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_removed_unsealed_fact_is_named(place: int) -> None:
    block = write(gifts(3), by="张三")
    tamper("DELETE FROM facts_fact WHERE id = %s", block[place])
    assert [str(fault) for fault in verify()] == [f"fact {block[place]} 已被删除。"]


def test_several_removed_facts_are_named_by_the_first() -> None:
    block = write(gifts(5), by="张三")
    tamper("DELETE FROM facts_fact WHERE id BETWEEN %s AND %s", block[1], block[3])
    assert [str(fault) for fault in verify()] == [f"fact {block[1]} 已被删除（连同其后共 3 条）。"]


def test_a_removed_writing_is_noticed() -> None:
    block = write(gifts(3, "a"), by="张三")
    write(gifts(3, "b"), by="张三")
    tamper("DELETE FROM facts_writing WHERE first_fact = %s", block[0], table="facts_writing")
    assert [fault.entry for fault in verify()] == [block[0]]


def test_a_writing_made_smaller_to_hide_a_removal_is_noticed() -> None:
    block = write(gifts(3), by="张三")
    tamper("DELETE FROM facts_fact WHERE id = %s", block[2])
    tamper("UPDATE facts_writing SET last_fact = %s", block[1], table="facts_writing")
    assert first() == f"fact {block[0]} 所在批次的写入登记被改动。"


def test_ids_that_an_aborted_writing_used_up_are_no_fault() -> None:
    write(gifts(2, "a"), by="张三")
    tamper("SELECT facts_reserve(5)")
    write(gifts(2, "b"), by="张三")
    assert verify() == []


def test_an_inserted_fact_is_named(ledger: range) -> None:
    tamper(_INSERT, 800, ledger[0])
    assert first() == f"fact 800 {CHANGED}"


def test_an_inserted_fact_with_the_mark_of_another_is_named(ledger: range) -> None:
    tamper(_INSERT, ledger[-1] + 1, ledger[0])
    assert first() == f"fact {ledger[-1] + 1} {CHANGED}"


def test_an_inserted_fact_is_never_sealed(ledger: range) -> None:
    tamper(_INSERT, 800, ledger[0])
    with pytest.raises(CannotSeal, match="fact 800 的校验码不对"):
        seal(by="王五")


def test_a_changed_unsealed_fact_is_never_sealed() -> None:
    block = write(gifts(3), by="张三")
    tamper("UPDATE facts_fact SET amount_fen = 1 WHERE id = %s", block[1])
    with pytest.raises(CannotSeal, match=f"fact {block[1]} 的校验码不对"):
        seal(by="王五")


def test_a_mark_of_struck_out_set_by_hand_is_named(ledger: range) -> None:
    tamper("UPDATE facts_fact SET voided_at = now() WHERE id = %s", ledger[1])
    assert first() == f"fact {ledger[1]} 被标为作废，却没有作废记录。"


def test_a_mark_of_struck_out_taken_away_is_named(ledger: range) -> None:
    struck, void = ledger[4], ledger[5]
    tamper("UPDATE facts_fact SET voided_at = NULL WHERE id = %s", struck)
    assert first() == f"fact {struck} 的作废标记与作废记录 {void} 不符。"


def test_a_void_turned_to_another_fact_is_named(ledger: range) -> None:
    tamper("UPDATE facts_fact SET voids = %s WHERE id = %s", ledger[0], ledger[5])
    assert ledger[5] in {fault.entry for fault in verify()}


@pytest.fixture
def two_heads(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> tuple[range, range]:
    """Two blocks of three facts, each sealed, both heads outside too."""
    blocks = []
    for tag in ("a", "b"):
        blocks.append(write(gifts(3, tag), by="张三"))
        with django_capture_on_commit_callbacks(execute=True):
            seal(by="王五")
    return blocks[0], blocks[1]


def test_a_changed_leaf_is_named(two_heads: tuple[range, range]) -> None:
    wanted = two_heads[1][1]
    tamper("UPDATE facts_leaf SET hash = decode(repeat('00', 32), 'hex') WHERE entry = %s", wanted, table="facts_leaf")
    assert [str(fault) for fault in verify()] == [f"fact {wanted} 与存证的摘要不符。"]


def test_a_leaf_of_no_length_is_named(two_heads: tuple[range, range]) -> None:
    wanted = two_heads[1][1]
    tamper("UPDATE facts_leaf SET hash = '' WHERE entry = %s", wanted, table="facts_leaf")
    assert first() == f"fact {wanted} 与存证的摘要不符。"


def test_leaves_that_changed_places_are_noticed(two_heads: tuple[range, range]) -> None:
    tamper("UPDATE facts_leaf SET position = 9 - position + 100 WHERE position > 3", table="facts_leaf")
    tamper("UPDATE facts_leaf SET position = position - 100 WHERE position > 100", table="facts_leaf")
    assert first() == f"fact {two_heads[1][0]} 至 fact {two_heads[1][1]} 之间的存证被改动：树根与签名的树头不符。"


def test_a_removed_leaf_is_noticed(two_heads: tuple[range, range]) -> None:
    tamper("DELETE FROM facts_leaf WHERE position = 1", table="facts_leaf")
    assert first() == f"fact {two_heads[0][2]} 之前的存证缺失（第 2 至 2 条）。"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE facts_node SET hash = decode(repeat('00', 32), 'hex') WHERE number = 1", "1个与叶子不符"),
        ("DELETE FROM facts_node WHERE number = 1", "1个缺失"),
        ("INSERT INTO facts_node VALUES ('facts', 8, 0, '')", "1个与叶子不符"),
        ("UPDATE facts_node SET number = 7 WHERE number = 1", "1个与叶子不符、1个缺失"),
    ],
)
def test_nodes_that_proofs_are_made_from_are_those_of_the_leaves(change: str, why: str) -> None:
    write(gifts(40), by="张三")
    seal(by="王五")
    tamper(change, table="facts_node")
    assert [str(fault) for fault in verify()] == [f"fact ? 存证的中间节点{why}。"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("signature = decode(repeat('00', 64), 'hex')", "所在的树头（6 条）签名不对。"),
        ("signed_at = signed_at - interval '1 day'", "所在的树头（6 条）签名不对。"),
        ("signed_at = 'infinity'", "所在的树头（6 条）签名不对。"),
        ("signed_by = '李四'", "所在的树头（6 条）签名不对。"),
        ("root = decode(repeat('00', 32), 'hex')", "所在的树头（6 条）签名不对。"),
    ],
)
def test_a_changed_head_is_noticed(two_heads: tuple[range, range], change: str, why: str) -> None:
    tamper(f"UPDATE facts_head SET {change} WHERE size = 6", table="facts_head")
    assert first() == f"fact {two_heads[1][0]} {why}"


def test_the_log_cut_back_to_an_older_head_with_its_facts_is_found(two_heads: tuple[range, range]) -> None:
    tamper("DELETE FROM facts_head WHERE size > 3", table="facts_head")
    tamper("DELETE FROM facts_leaf WHERE position >= 3", table="facts_leaf")
    tamper("DELETE FROM facts_fact WHERE id >= %s", two_heads[1][0])
    tamper("DELETE FROM facts_writing WHERE first_fact >= %s", two_heads[1][0], table="facts_writing")
    assert [str(fault) for fault in verify()] == [
        f"fact {two_heads[1][0]} 起的存证被截去或改写：库外文件有 6 条的树头，库内没有。"
    ]


def test_the_log_cut_back_without_its_facts_is_found_and_not_sealed_over(two_heads: tuple[range, range]) -> None:
    tamper("DELETE FROM facts_head WHERE size > 3", table="facts_head")
    tamper("DELETE FROM facts_leaf WHERE position >= 3", table="facts_leaf")
    assert first() == f"fact {two_heads[1][0]} 起的存证被截去或改写：库外文件有 6 条的树头，库内没有。"
    with pytest.raises(CannotSeal, match="存证被截短"):
        seal(by="王五")


def test_a_removed_head_alone_is_found(two_heads: tuple[range, range]) -> None:
    tamper("DELETE FROM facts_head WHERE size = 3", table="facts_head")
    assert first() == f"fact {two_heads[0][0]} 起的存证被截去或改写：库外文件有 3 条的树头，库内没有。"


def test_everything_removed_is_found(two_heads: tuple[range, range]) -> None:
    for table in ("facts_head", "facts_leaf", "facts_fact", "facts_writing"):
        tamper(f"DELETE FROM {table}", table=table)
    assert first() == f"fact {two_heads[0][0]} 起的存证被截去或改写：库外文件有 3 条的树头，库内没有。"


def test_a_file_outside_that_lacks_the_last_head_after_a_crash_is_mended(two_heads: tuple[range, range]) -> None:
    file = heads.file_of("facts")
    whole = file.read_bytes()
    file.write_bytes(whole[: whole.index(b"\n") + 20])  # the second line is cut in its middle
    assert verify() == []
    assert behind(FACTS) == 1
    copy_outside(FACTS)
    assert file.read_bytes() == whole
    assert behind(FACTS) == 0


def test_a_forged_line_in_the_file_outside_is_found(two_heads: tuple[range, range]) -> None:
    file = heads.file_of("facts")
    one, two = file.read_bytes().splitlines()
    file.write_bytes(one + b"\n" + orjson.dumps(orjson.loads(two) | {"size": 7}) + b"\n")
    assert first() == f"fact {two_heads[1][0]} 在库外存证文件里的树头签名不对。"


def test_a_higher_floor_has_its_caches_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    def one() -> list[Fault]:
        return [Fault("organisation", 3, "的路径与台账不符。")]

    registered: dict[str, Callable[[], Any]] = dict(checks._all)
    monkeypatch.setattr(checks, "_all", registered | {"tree": one})
    assert [str(fault) for fault in verify()] == ["organisation 3 的路径与台账不符。"]


def test_two_seals_go_on_from_each_other(two_heads: tuple[range, range]) -> None:
    write([a_gift("c")], by="张三")
    head = seal(by="王五")
    assert head is not None
    assert (head.size, verify()) == (7, [])


_INSERT = (
    "INSERT INTO facts_fact (id, kind, happened_on, recorded_at, organisation, org_path, edition, person, quantity, "
    "amount_fen, facets, source, evidence, recorded_by, salt, mac) SELECT %s, kind, happened_on, recorded_at, "
    "organisation, org_path, edition, person, quantity, amount_fen, facets, 'forged', evidence, recorded_by, salt, mac "
    "FROM facts_fact WHERE id = %s"
)
