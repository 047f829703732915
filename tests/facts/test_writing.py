from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from shenbian.facts.actions import strike, write
from shenbian.facts.fact import AlreadyThere, BadFact, source_of
from shenbian.facts.kind import Kind
from shenbian.facts.models import Fact, Writing
from shenbian.kit.refusal import Refused
from tests.facts.making import a_gift, gifts, rows

pytestmark = pytest.mark.django_db


def test_a_fact_is_stored_as_it_was_said() -> None:
    when = datetime(2022, 7, 1, 15, 30, tzinfo=UTC)
    (number,) = write([a_gift(occurred_at=when, unit=5, edition="")], by="张三", batch=9)
    fact = Fact.objects.get(pk=number)
    assert (fact.kind, fact.source, fact.happened_on, fact.occurred_at) == ("gift", "a", date(2022, 7, 1), when)
    assert (fact.organisation, fact.org_path, fact.person, fact.unit) == (7, "1.7.", 90071992547409931, 5)
    assert (fact.quantity, fact.amount_fen, fact.recorded_by, fact.batch) == (2, 15000, "张三", 9)
    assert fact.facets == {"why": "heat", "pieces": 3, "first": True, "on": "2022-07-01"}
    assert fact.voided_at is None


def test_the_time_of_recording_is_the_databases() -> None:
    write([a_gift()], by="张三")
    assert rows("SELECT recorded_at = transaction_timestamp() FROM facts_fact") == [(True,)]


def test_facts_are_written_in_their_order_as_one_block() -> None:
    block = write(gifts(5), by="张三")
    assert list(Fact.objects.order_by("id").values_list("id", "source")) == list(
        zip(block, [f"g{i}" for i in range(5)], strict=True)
    )
    assert list(Writing.objects.values_list("first_fact", "last_fact")) == [(block[0], block[-1])]


def test_writing_nothing_does_nothing() -> None:
    assert list(write([], by="张三")) == []
    assert Writing.objects.count() == 0


@pytest.mark.parametrize("number", [1, 40])
def test_writing_costs_three_queries_whatever_the_number(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):  # a savepoint around: what stands, block of ids, COPY, writing
        write(gifts(number), by="张三")


@pytest.mark.parametrize("number", [1, 40])
def test_striking_costs_four_queries_whatever_the_number(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    block = write(gifts(number), by="张三")
    with django_assert_num_queries(7):  # a savepoint around: lock, block of ids, COPY, writing, mark
        strike(block, by="李四", reason="录错")


def test_the_same_thing_is_not_written_twice() -> None:
    (standing,) = write([a_gift("a")], by="张三")
    with pytest.raises(AlreadyThere) as refused:
        write([a_gift("b"), a_gift("a")], by="张三")
    assert refused.value.standing == {1: standing}
    assert refused.value.reasons == {1: f"台账中已有同一条记录（fact {standing}）。"}
    assert Fact.objects.count() == 1


def test_the_same_thing_is_not_said_twice_in_one_call() -> None:
    with pytest.raises(AlreadyThere) as refused:
        write([a_gift("a"), a_gift("b"), a_gift("a"), a_gift("a")], by="张三")
    assert refused.value.twice == {2: 0, 3: 0}
    assert Fact.objects.count() == 0


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "unheard"}, "没有名为“unheard”的台账类型。"),
        ({"kind": "void", "voids": 1}, "作废记录由作废这一步写入，不能直接写。"),
        ({"person": None}, "慰问缺少人员。"),
        ({"edition": "x"}, "慰问不应有届/期。"),
        ({"organisation": None, "org_path": ""}, "慰问缺少工会组织。"),
        ({"org_path": "1.8."}, "组织路径与工会组织不符。"),
        ({"quantity": True}, "慰问的数量不是整数。"),
        ({"facets": {}}, "慰问缺少“事由”。"),
        ({"facets": {"why": "rain"}}, "慰问的“事由”没有“rain”这个代码。"),
        ({"facets": {"why": "heat", "colour": "red"}}, "慰问没有“colour”这一项。"),
        ({"facets": {"why": "heat", "pieces": "3"}}, "慰问的“件数”应为整数。"),
        ({"facets": {"why": "heat", "first": 1}}, "慰问的“首次”应为是或否。"),
        ({"facets": {"why": "heat", "on": "2022-7-1"}}, "慰问的“发放日”应为日期。"),
        ({"occurred_at": datetime(2022, 7, 1)}, "发生时间缺少时区。"),  # noqa: DTZ001  the missing zone is the point
        ({"happened_on": "2022-07-01"}, "发生日期应为日期。"),
        ({"evidence": ""}, "缺少唯一标识或依据。"),
        ({"source": "长" * 401}, "唯一标识超过 400 字。"),
        ({"voids": 1}, "只有作废记录才指明被作废的记录。"),
    ],
)
def test_a_fact_that_its_kind_forbids_is_refused_with_its_place_and_nothing_is_written(
    said: dict[str, Any], why: str
) -> None:
    with pytest.raises(BadFact) as refused:
        write([a_gift("good"), a_gift(**said)], by="张三")
    assert refused.value.reasons == {1: why}
    assert Fact.objects.count() == 0


def test_a_struck_fact_stays_and_names_its_void() -> None:
    (number,) = write([a_gift()], by="张三")
    struck = strike([number], by="李四", reason="重复发放")
    (void,) = Fact.objects.filter(id__in=struck.voids)
    assert (void.kind, void.voids, void.source) == ("void", number, f"void|{number}")
    assert void.facets == {"reason": "重复发放"}
    assert (void.organisation, void.org_path) == (7, "1.7.")
    assert Fact.objects.get(pk=number).voided_at == void.recorded_at


def test_what_was_struck_out_can_be_written_anew_at_once() -> None:
    (number,) = write([a_gift(amount_fen=1)], by="张三")
    struck = strike([number], by="李四", reason="金额录错", replaced_by=[a_gift(amount_fen=2)])
    standing = Fact.objects.filter(kind="gift", voided_at=None).values_list("id", "amount_fen")
    assert list(standing) == [(struck.written[0], 2)]


def test_a_void_is_never_struck_out() -> None:
    struck = strike(write([a_gift()], by="张三"), by="李四", reason="录错")
    with pytest.raises(Refused) as refused:
        strike(struck.voids, by="李四", reason="误作废")
    assert refused.value.reasons == {0: f"fact {struck.voids[0]} 是作废记录，不能再作废；误作废的请重新登记。"}


def test_a_struck_fact_is_not_struck_again_nor_one_that_is_not_there() -> None:
    (first, second) = write(gifts(2), by="张三")
    strike([first], by="李四", reason="录错")
    with pytest.raises(Refused) as refused:
        strike([second, first, 999], by="李四", reason="录错")
    assert refused.value.reasons == {1: f"fact {first} 已经作废。", 2: "台账中没有 fact 999。"}
    assert Fact.objects.get(pk=second).voided_at is None


def test_striking_needs_a_reason() -> None:
    with pytest.raises(BadFact):
        strike(write([a_gift()], by="张三"), by="李四", reason=" ")


def test_a_refused_replacement_leaves_the_fact_standing() -> None:
    (number,) = write([a_gift()], by="张三")
    with pytest.raises(BadFact), transaction.atomic():
        strike([number], by="李四", reason="录错", replaced_by=[a_gift(person=None)])
    assert Fact.objects.get(pk=number).voided_at is None


def test_natural_keys_keep_their_parts_apart(gift: Kind) -> None:
    assert source_of(gift, {"person": 5, "on": date(2022, 7, 1)}) == "5|2022-07-01"
    assert source_of(gift, {"person": 5}) == "5|"
    assert source_of(gift, {"person": "a|b", "on": "c"}) == "a\\|b|c"
    assert source_of(gift, {"person": "a", "on": "b|c"}) == "a|b\\|c"


def test_facts_that_say_the_same_have_different_salts_and_marks() -> None:
    write([a_gift("a"), a_gift("b")], by="张三")
    first, second = Fact.objects.order_by("id")
    assert bytes(first.salt) != bytes(second.salt)
    assert bytes(first.mac) != bytes(second.mac)
