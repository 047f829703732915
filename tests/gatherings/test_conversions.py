"""What a talk came to: applications through its code, members soon after, the firm's first union."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from shenbian.editions.actions import begin_entry
from shenbian.editions.declared import EntryKind
from shenbian.editions.models import Entry
from shenbian.gatherings.actions import There, link_entry, take_roll
from shenbian.gatherings.conversions import conversions_of
from shenbian.gatherings.declared import session_kinds
from shenbian.gatherings.models import Session, SessionEntry
from shenbian.kit.period import today
from shenbian.orgs.models import Cover, Unit
from shenbian.people.actions import admit
from tests.editions.conftest import Cast, card, person_of
from tests.gatherings.conftest import OPERATOR, held, opened, planned
from tests.people import making

__all__ = ["card"]


@pytest.fixture
def talk(cast: Cast, card: EntryKind, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A talk that was held, whose code leads to the applications of these tests."""
    kind = session_kinds["worker_dialogue"]
    monkeypatch.setitem(session_kinds._all, kind.key, replace(kind, leads_to=card.key))
    session = held(opened(cast, kind=kind.key))
    Session.objects.filter(pk=session.pk).update(on=today(), starts_at=None, ends_at=None)
    return Session.objects.select_related(*Session.RELATED).get(pk=session.pk)


def test_what_is_handed_in_through_the_code_is_linked_once(cast: Cast, card: EntryKind, talk: Session) -> None:
    wang = cast.worker(of=cast.plant)
    draft = begin_entry(cast.edition(card.key), by=wang)
    assert link_entry(talk, draft, by=wang) is None  # not handed in
    Entry.objects.filter(pk=draft.pk).update(submitted_at=timezone.now())
    entry = Entry.objects.select_related("person").get(pk=draft.pk)
    assert link_entry(talk, entry, by=cast.bo) is None  # another's
    assert link_entry(talk, entry, by=wang) == link_entry(talk, entry, by=wang)
    assert (SessionEntry.objects.count(), conversions_of(talk).applied) == (1, 1)
    SessionEntry.objects.all().delete()
    talk.on -= timedelta(days=1)
    assert link_entry(talk, entry, by=wang) is None  # another day is not on the spot


def test_members_are_those_who_came_and_were_none_before(cast: Cast, talk: Session) -> None:
    old, new = person_of(cast.worker(of=cast.plant)), making.person(800, "新会员")
    take_roll(talk, [There(person=old), There(person=new)], by=OPERATOR)
    assert (conversions_of(talk).came, conversions_of(talk).members) == (2, 0)
    admit(new, to=cast.plant, on=today(), by="test")
    assert conversions_of(talk).members == 1


def test_a_firm_is_unionised_by_its_first_union_after_the_talk(cast: Cast) -> None:
    firm = Unit.objects.create(number="D9", name="新办公司", uscc=None, kind="employer")
    talk = held(planned(cast, kind="employer_dialogue", held_with=firm))
    assert conversions_of(talk).unionised_on is None
    Cover.objects.create(unit=firm, organisation=cast.plant, from_on=talk.on + timedelta(days=3))
    assert conversions_of(talk).unionised_on == talk.on + timedelta(days=3)
