"""Sealing takes what is committed, once, whoever seals and whenever it was committed."""

from collections.abc import Callable
from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction

from shenbian.facts import heads
from shenbian.facts.actions import write
from shenbian.facts.fact import AlreadyThere
from shenbian.facts.models import Fact, Head, Leaf
from shenbian.facts.seal import seal
from shenbian.facts.verify import verify
from tests.facts.making import a_gift, gifts


@pytest.mark.django_db
def test_nothing_new_is_not_sealed() -> None:
    assert seal(by="王五") is None
    write([a_gift()], by="张三")
    assert seal(by="王五") is not None
    assert seal(by="王五") is None
    assert Head.objects.count() == 1


@pytest.mark.django_db
def test_leaves_stand_in_the_order_of_the_facts() -> None:
    block = write(gifts(4), by="张三")
    head = seal(by="王五")
    assert head is not None
    assert (head.size, head.signed_by) == (4, "王五")
    assert list(Leaf.objects.order_by("position").values_list("position", "entry")) == list(enumerate(block))


def test_a_head_is_copied_outside_when_it_is_committed_and_not_before(committed: None) -> None:
    with transaction.atomic():
        write([a_gift()], by="张三")
        seal(by="王五")
        assert heads.outside("facts") == []
    ((head, first),) = heads.outside("facts")
    assert (head.size, head.signed_by, first) == (1, "王五", Fact.objects.get().pk)
    assert heads.public_key_file().exists()


def test_a_seal_that_is_rolled_back_leaves_nothing_outside(committed: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write([a_gift()], by="张三")
        seal(by="王五")
        _ = 1 // 0
    assert (heads.outside("facts"), verify()) == ([], [])


def test_what_is_committed_late_is_sealed_late_and_never_forgotten(committed: None) -> None:
    started, go = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            write([a_gift("slow")], by="张三")
            started.set()
            assert go.wait(10)

    with running(slow):
        assert started.wait(10)
        quick = write([a_gift("quick")], by="张三")
        seal(by="王五")
        go.set()
    late = Fact.objects.get(source="slow")
    assert late.pk < quick[0]
    seal(by="王五")
    assert list(Leaf.objects.order_by("position").values_list("entry", flat=True)) == [quick[0], late.pk]
    assert verify() == []


def test_two_sealers_at_once_seal_everything_once(committed: None) -> None:
    write(gifts(200), by="张三")
    together = Barrier(2)

    def one() -> None:
        connection.ensure_connection()
        together.wait(10)
        seal(by="王五")

    with running(one), running(one):
        pass
    assert list(Head.objects.values_list("size", flat=True)) == [200]
    assert Leaf.objects.count() == 200
    assert [head.size for head, _ in heads.outside("facts")] == [200]
    assert verify() == []


def test_two_writers_at_once_keep_their_blocks_whole(committed: None) -> None:
    together = Barrier(3)

    def writer(tag: str) -> Callable[[], None]:
        def one() -> None:
            connection.ensure_connection()
            together.wait(10)
            for number in range(5):
                write(gifts(7, f"{tag}{number}-"), by=tag)

        return one

    with running(writer("甲")), running(writer("乙")), running(writer("丙")):
        pass
    assert Fact.objects.count() == 105
    assert verify() == []


def test_of_two_writers_of_one_thing_the_second_is_told_that_it_stands(committed: None) -> None:
    refused: list[AlreadyThere] = []
    started, go = Event(), Event()

    def first() -> None:
        with transaction.atomic():
            write([a_gift("same")], by="张三")
            started.set()
            assert go.wait(10)

    def second() -> None:
        try:
            write([a_gift("other"), a_gift("same")], by="李四")
        except AlreadyThere as told:
            refused.append(told)

    with running(first):
        assert started.wait(10)
        with running(second):
            _until_somebody_waits()
            go.set()
    (told,) = refused
    assert told.standing == {1: Fact.objects.get().pk}
    assert verify() == []


class running:
    """Another thread with its own connection, joined at the end; what it raised is raised here."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work, self._raised = work, list[BaseException]()
        self._thread = Thread(target=self._run)

    def _run(self) -> None:
        try:
            self._work()
        except BaseException as raised:
            self._raised.append(raised)
        finally:
            connection.close()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._thread.join(30)
        assert not self._thread.is_alive()
        if self._raised:
            raise self._raised[0]


def _until_somebody_waits() -> None:
    """Until another connection of this database waits for a lock."""
    pause = Event()
    with connection.cursor() as cursor:
        for _ in range(1000):
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone() != (0,):
                return
            pause.wait(0.01)
    raise AssertionError("nobody waits")
