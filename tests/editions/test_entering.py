"""An entry from the first word typed to the decision: drafts, saved steps, keys of a phone, what is sealed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from shenbian.editions.actions import (
    amend,
    begin_entry,
    erase_answers,
    hand_in,
    open_answers,
    save_step,
    send_whole,
    withdraw,
)
from shenbian.editions.declared import EntryKind
from shenbian.editions.models import Entry
from shenbian.editions.queries import answers_of, entries_of, entry_of
from shenbian.editions.refusals import Invalid, Stale
from shenbian.flow.actions import begin, perform
from shenbian.flow.models import Waiting
from shenbian.flow.queries import waiting_for
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from shenbian.people.models import PersonReading
from tests.editions.conftest import ANSWERS, OPERATOR, Cast, person_of, traced


def filled(cast: Cast, worker, edition) -> Entry:
    entry = begin_entry(edition, by=worker)
    for step in ("what", "where_to"):
        entry = save_step(entry, step=step, said=ANSWERS, by=worker)
    return entry


def test_a_person_has_one_draft_in_an_edition(cast: Cast, card: EntryKind) -> None:
    edition, wang = cast.edition("test_card"), cast.worker(of=cast.plant)
    first = begin_entry(edition, by=wang)
    assert begin_entry(edition, by=wang) == first
    assert [entry.pk for entry in entries_of(wang)] == [first.pk]
    copy = Entry(
        edition=edition, kind_key=card.key, repeats="once", person=person_of(wang), organisation=cast.plant, desk=""
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        begin([copy], by=OPERATOR)


def test_a_step_is_checked_by_itself_and_kept(cast: Cast, card: EntryKind) -> None:
    edition, wang = cast.edition("test_card"), cast.worker(of=cast.plant)
    entry = begin_entry(edition, by=wang)
    with pytest.raises(Invalid) as why:
        save_step(entry, step="what", said={"amount": "0.50"}, by=wang)
    assert sorted(why.value.errors) == ["amount", "on"]
    kept = save_step(entry, step="what", said=ANSWERS, by=wang)
    assert (kept.answers, kept.saved, kept.version) == ({"amount": 12340, "on": "2026-09-06"}, ["what"], 1)
    with pytest.raises(Refused, match="还没有填完：打到哪里。"):
        hand_in(kept, by=wang)
    kept = save_step(kept, step="where_to", said=ANSWERS, by=wang)
    sent = hand_in(kept, by=wang)
    assert (sent.status, sent.number) == ("submitted", f"CS-{edition.year}-{sent.pk:06d}")


def test_two_devices_do_not_overwrite_each_other(cast: Cast, card: EntryKind) -> None:
    edition, wang = cast.edition("test_card"), cast.worker(of=cast.plant)
    entry = begin_entry(edition, by=wang)
    save_step(entry, step="what", said=ANSWERS, by=wang, version=0)
    with pytest.raises(Stale):
        save_step(entry, step="what", said={**ANSWERS, "amount": "99"}, by=wang, version=0)
    assert Entry.objects.get(pk=entry.pk).answers["amount"] == 12340


def test_what_a_phone_sends_twice_is_there_once(cast: Cast, card: EntryKind) -> None:
    edition, wang, key = cast.edition("test_card"), cast.worker(of=cast.plant), uuid4()
    first = send_whole(edition, by=wang, client_key=key, answers=ANSWERS)
    again = send_whole(edition, by=wang, client_key=key, answers={**ANSWERS, "amount": "1.00"})
    assert (again.pk, again.number, again.answers["amount"]) == (first.pk, first.number, 12340)
    assert Entry.objects.count() == 1
    perform("endorse", on=first, by=cast.ting)
    assert send_whole(edition, by=wang, client_key=key, answers=ANSWERS).status == "endorsed"


def test_what_a_phone_sends_wrongly_leaves_nothing(cast: Cast, card: EntryKind) -> None:
    edition, wang = cast.edition("test_card"), cast.worker(of=cast.plant)
    with pytest.raises(Invalid):
        send_whole(edition, by=wang, client_key=uuid4(), answers={"amount": "12"})
    assert Entry.objects.count() == 0


def test_a_sealed_answer_is_nowhere_in_clear_and_its_reading_is_told(cast: Cast, card: EntryKind) -> None:
    edition, wang = cast.edition("test_card"), cast.worker(of=cast.plant)
    entry = hand_in(filled(cast, wang, edition), by=wang)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text, answers_sealed FROM editions_entry t")
        row, sealed = cursor.fetchone()
    assert ANSWERS["account"] not in row + traced()
    assert ANSWERS["account"].encode() not in bytes(sealed)
    shown = {each.key: each.text for _, _, each_ in answers_of(entry) for each in each_}
    assert shown == {"amount": "123.40元", "on": "2026年9月6日", "account": "••••"}
    assert open_answers(entry, by=wang) == {"account": ANSWERS["account"]}
    assert PersonReading.objects.count() == 0
    with pytest.raises(Refused, match="事由"):
        open_answers(entry, by=cast.ting)
    assert open_answers(entry, by=cast.ting, why="核对账号") == {"account": ANSWERS["account"]}
    told = PersonReading.objects.get()
    assert (told.person_id, told.read_by, told.why) == (
        entry.person_id, cast.ting.ref, f"测试补贴 {entry.number}：核对账号"
    )  # fmt: skip


def test_seals_of_two_entries_cannot_be_exchanged(cast: Cast, card: EntryKind) -> None:
    edition = cast.edition("test_card")
    one, two = (filled(cast, worker, edition) for worker in (cast.worker(of=cast.plant), cast.worker(of=cast.plant)))
    Entry.objects.filter(pk=one.pk).update(answers_sealed=two.answers_sealed)
    with pytest.raises(ValueError, match="校验不通过"):
        open_answers(Entry.objects.get(pk=one.pk), by=cast.ting, why="核对")


def test_only_its_owner_fills_it_in_and_only_before_it_is_handed_in(cast: Cast, card: EntryKind) -> None:
    edition, wang, li = cast.edition("test_card"), cast.worker(of=cast.plant), cast.worker(of=cast.plant)
    entry = filled(cast, wang, edition)
    for other in (li, cast.ting, cast.dan):
        with pytest.raises(NotYours):
            save_step(entry, step="what", said=ANSWERS, by=other)
        with pytest.raises(NotYours):
            hand_in(entry, by=other)
    hand_in(entry, by=wang)
    with pytest.raises(WrongMoment):
        save_step(entry, step="what", said=ANSWERS, by=wang)


def test_sent_back_it_waits_for_its_owner_with_the_reason_and_comes_again(cast: Cast, card: EntryKind) -> None:
    edition, wang = cast.edition("test_card"), cast.worker(of=cast.plant)
    entry = hand_in(filled(cast, wang, edition), by=wang)
    due = entry.due_on
    back = perform("return", on=entry, by=cast.ting, said={"reason": "王小明的账号少一位"})
    assert [row.subject for row in waiting_for(wang)] == [back.subject]
    assert [(each["title"], each["text"]) for each in back.remarks] == [("请您补正", "王小明的账号少一位")]
    assert "王小明" not in traced()
    assert back.due_on is None
    save_step(back, step="what", said={**ANSWERS, "amount": "5"}, by=wang)
    again = hand_in(back, by=wang)
    assert (again.status, again.number, again.due_on) == ("submitted", entry.number, due)
    assert [row.subject for row in waiting_for(wang)] == []


def test_withdrawn_it_may_be_begun_anew_but_not_a_second_time_beside_it(cast: Cast, card: EntryKind) -> None:
    edition, wang = cast.edition("test_card"), cast.worker(of=cast.plant)
    entry = hand_in(filled(cast, wang, edition), by=wang)
    with pytest.raises(Refused, match=f"编号{entry.number}，待工会受理"):
        begin_entry(edition, by=wang)
    assert withdraw(entry, by=wang).status == "withdrawn"
    assert Waiting.objects.count() == 0
    anew = begin_entry(edition, by=wang)
    assert anew.pk != entry.pk
    assert entry_of(wang, edition) == anew


def test_an_edition_takes_entries_only_while_it_is_open(cast: Cast, card: EntryKind) -> None:
    wang, now = cast.worker(of=cast.plant), timezone.now()
    edition = cast.edition("test_card")
    entry = filled(cast, wang, edition)
    amend(edition, by=OPERATOR, opens_at=now - timedelta(days=9), closes_at=now - timedelta(hours=1))
    with pytest.raises(Refused, match="截止受理"):
        hand_in(entry, by=wang)
    with pytest.raises(Refused, match="截止受理"):
        begin_entry(type(edition).objects.get(pk=edition.pk), by=cast.worker(of=cast.plant))


def test_the_last_place_is_taken_once(cast: Cast, card: EntryKind) -> None:
    edition = cast.edition("test_card", quota=1)
    wang, li = cast.worker(of=cast.plant), cast.worker(of=cast.plant)
    mine, other = filled(cast, wang, edition), filled(cast, li, edition)
    hand_in(mine, by=wang)
    with pytest.raises(Refused, match="1个名额已满"):
        hand_in(other, by=li)


def test_erased_answers_leave_state_and_number(cast: Cast, card: EntryKind) -> None:
    edition, wang = cast.edition("test_card"), cast.worker(of=cast.plant)
    entry = hand_in(filled(cast, wang, edition), by=wang)
    assert erase_answers(person_of(wang), by="test") == 1
    left = Entry.objects.get(pk=entry.pk)
    assert (left.answers, left.answers_sealed, left.status, left.number) == ({}, None, "submitted", entry.number)
