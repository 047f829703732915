"""Two hands at the same moment: one draft, one entry of a phone's key, one membership, one last place."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from shenbian.editions.actions import begin_entry, hand_in, send_whole
from shenbian.editions.declared import EntryKind
from shenbian.editions.models import Edition, Entry
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.people.models import Membership
from tests.databases import own_database
from tests.editions.conftest import ANSWERS, Cast, make_cast
from tests.editions.test_entering import filled
from tests.editions.test_joining import applied

__all__ = ["own_database"]


@pytest.fixture
def live(own_database: str, data_folder: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast in a database of its own, whose rows several connections see."""
    with django_db_blocker.unblock():
        yield make_cast()


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Make all calls at once, each on a connection of its own; what each gave, or how it was refused."""
    gate = Barrier(len(calls))

    def one(call: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return call()
        except Refused as no:
            return no
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def test_two_devices_begin_one_draft(live: Cast, card: EntryKind) -> None:
    edition, wang = live.edition("test_card"), live.worker(of=live.plant)
    begun = together(*[lambda: begin_entry(edition, by=wang).pk] * 4)
    assert begun == [Entry.objects.get().pk] * 4


def test_a_phone_that_sends_again_while_the_first_is_on_its_way_finds_the_same(live: Cast, card: EntryKind) -> None:
    edition, wang, key = live.edition("test_card"), live.worker(of=live.plant), uuid4()
    sent = together(*[lambda: send_whole(edition, by=wang, client_key=key, answers=ANSWERS).number] * 4)
    assert sent == [Entry.objects.get().number] * 4


def test_the_last_place_goes_to_one(live: Cast, card: EntryKind) -> None:
    edition = live.edition("test_card", quota=1)
    workers = [live.worker(of=live.plant) for _ in range(3)]
    drafts = [filled(live, worker, edition) for worker in workers]
    answers = together(
        *[lambda one=one, by=by: hand_in(one, by=by) for one, by in zip(drafts, workers, strict=True)]  # type: ignore[misc]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Entry", "Refused", "Refused"]
    assert Edition.objects.get(pk=edition.pk).entries.filter(status="submitted").count() == 1


def test_two_admissions_of_one_person_open_one_membership(live: Cast) -> None:
    wang = live.worker()
    both = [applied(live, live.edition("joining", title=title), wang) for title in ("甲", "乙")]
    perform("endorse", on=both, by=live.bo)
    answers = together(*[lambda one=one: perform("grant", on=one, by=live.ting) for one in both])  # type: ignore[misc]
    assert sorted(type(answer).__name__ for answer in answers) == ["Entry", "Refused"]
    assert (Membership.objects.count(), Fact.objects.filter(kind="member.admitted").count()) == (1, 1)
