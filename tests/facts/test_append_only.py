"""The database itself refuses what would rewrite the ledger, whoever asks."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from shenbian.facts.actions import strike, write
from shenbian.facts.models import Fact
from shenbian.facts.seal import seal
from tests.facts.making import a_gift, gifts, rows

pytestmark = pytest.mark.django_db


def refused(statement: str, *values: object) -> bool:
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement, values)
        except DatabaseError:
            return True
        return False


@pytest.mark.parametrize("table", ["facts_fact", "facts_writing", "facts_leaf", "facts_node", "facts_head"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {}"])
def test_nothing_is_deleted_nor_truncated(table: str, statement: str) -> None:
    write([a_gift()], by="张三")
    seal(by="张三")
    assert refused(statement.format(table))


@pytest.mark.parametrize(
    "change",
    [
        "facts_fact SET amount_fen = 1",
        "facts_fact SET facets = '{}'",
        "facts_fact SET recorded_at = recorded_at - interval '1 day'",
        "facts_fact SET voided_at = now()",
        "facts_writing SET last_fact = 9",
        "facts_leaf SET position = 9",
        "facts_node SET number = 9",
        "facts_head SET size = 9",
    ],
)
def test_nothing_is_changed(change: str) -> None:
    write([a_gift()], by="张三")
    seal(by="张三")
    assert refused(f"UPDATE {change}")


@pytest.mark.parametrize("value", ["NULL", "now() + interval '1 day'"])
def test_a_struck_fact_stays_struck_as_it_is(value: str) -> None:
    strike(write([a_gift()], by="张三"), by="李四", reason="录错")
    assert refused(f"UPDATE facts_fact SET voided_at = {value} WHERE kind = 'gift'")


def test_striking_changes_nothing_else_in_passing() -> None:
    (number,) = write([a_gift()], by="张三")
    _void(number)
    assert refused("UPDATE facts_fact SET voided_at = now(), amount_fen = 1 WHERE id = %s", number)
    assert not refused("UPDATE facts_fact SET voided_at = now() WHERE id = %s", number)


def test_a_void_may_not_name_a_void() -> None:
    struck = strike(write([a_gift()], by="张三"), by="李四", reason="录错")
    with pytest.raises(IntegrityError, match="本身是作废记录"), transaction.atomic():
        _void(struck.voids[0])


def test_a_void_may_not_name_a_struck_fact_nor_nothing() -> None:
    (number,) = write([a_gift()], by="张三")
    strike([number], by="李四", reason="录错")
    for named in (number, 999):
        with pytest.raises(IntegrityError, match="不能作废"), transaction.atomic():
            _void(named)


def test_a_fact_is_not_born_struck_out() -> None:
    with pytest.raises(IntegrityError, match="新记录不能写成已作废的"), transaction.atomic():
        _insert(900, "gift", voided_at="2022-07-01")


def test_only_a_void_names_a_fact() -> None:
    (number,) = write([a_gift()], by="张三")
    with pytest.raises(IntegrityError, match="void_names_a_fact"), transaction.atomic():
        _insert(900, "gift", voids=number)


def test_the_time_of_recording_cannot_be_chosen() -> None:
    _insert(900, "gift", recorded_at="2001-01-01")
    assert rows("SELECT recorded_at = transaction_timestamp() FROM facts_fact") == [(True,)]


def test_one_thing_stands_once() -> None:
    write([a_gift("a")], by="张三")
    with pytest.raises(IntegrityError, match="fact_once"), transaction.atomic():
        _insert(900, "gift", source="a")


def test_blocks_of_ids_never_overlap() -> None:
    first, second = write(gifts(3, "a"), by="张三"), write(gifts(2, "b"), by="张三")
    assert (second[0], len(first), len(second)) == (first[-1] + 1, 3, 2)
    assert Fact.objects.count() == 5


def _void(named: int) -> None:
    _insert(901 + named, "void", voids=named, source=f"void|{named}")


def _insert(number: int, kind: str, **more: object) -> None:
    values = {
        "id": number,
        "kind": kind,
        "happened_on": "2022-07-01",
        "recorded_at": "2022-07-01",
        "org_path": "",
        "edition": "",
        "quantity": 1,
        "facets": "{}",
        "source": f"s{number}",
        "evidence": "e",
        "recorded_by": "x",
        "salt": b"",
        "mac": b"",
        **more,
    }
    names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO facts_fact ({names}) VALUES ({marks})", list(values.values()))
