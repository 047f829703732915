"""Two sends of one phone, two officers at one door, at the same moment: one record, one fact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from shenbian.facts.models import Fact
from shenbian.fieldwork.actions import take_down
from shenbian.fieldwork.models import FieldRecord
from shenbian.files.models import Attachment
from tests.databases import own_database
from tests.editions.test_at_once import together
from tests.field.conftest import Field, make_field, shot

__all__ = ["own_database"]


@pytest.fixture
def live(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any) -> Iterator[Field]:
    """The ground in a database of its own, whose rows several connections see."""
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path / "home"))
    with django_db_blocker.unblock():
        yield make_field()


def test_a_phone_that_sends_again_while_the_first_is_on_its_way_finds_the_same(live: Field) -> None:
    key, by, said = uuid4(), live.walker, live.said(photos=[shot()])
    sent = together(*[lambda: take_down(live.visiting, said, by=by, client_key=key).pk] * 4)
    assert sent == [FieldRecord.objects.get().pk] * 4
    assert (Fact.objects.filter(kind="visit").count(), Attachment.objects.count()) == (1, 1)


def test_two_officers_at_one_unit_make_one_visit(live: Field) -> None:
    both = [live.walker, live.place.actor("town_officer", live.place.east)]
    said = live.said()
    calls = [lambda by=by: take_down(live.visiting, said, by=by, client_key=uuid4()) for by in both]  # type: ignore[misc]
    answers = together(*calls)
    assert sorted(type(answer).__name__ for answer in answers) == ["FieldRecord", "Refused"]
    refused = next(answer for answer in answers if not isinstance(answer, FieldRecord))
    assert "“清风商店”已有一次走访" in refused.why
    assert (FieldRecord.objects.count(), Fact.objects.filter(kind="visit").count()) == (1, 1)
