"""Mixers: places in balance, choosing in secret, only what is mutual is told, contacts by double consent, all wiped."""

from datetime import timedelta

import pytest

from shenbian.flow.models import Trace
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import draw
from shenbian.gatherings.models import Session
from shenbian.gatherings.queries import why_not
from shenbian.gatherings.timed import move_on
from shenbian.kit.period import now
from shenbian.mixers.actions import choose, erase_mixing, give_contact
from shenbian.mixers.models import Choice, Profile, Tally
from shenbian.mixers.queries import counts_of, matches, others
from shenbian.mixers.timed import wipe_due
from shenbian.notices.models import Notice
from shenbian.people.models import Person
from shenbian.rights.queries import actor_of
from tests.editions.conftest import person_of
from tests.mixers.conftest import CLOCK, Evening


def states(evening: Evening) -> list[str]:
    return list(evening.session.bookings.order_by("pk").values_list("status", flat=True))


def test_who_would_break_the_balance_waits_in_line_and_is_passed_over_until_they_fit(evening: Evening) -> None:
    for _ in range(6):
        evening.books("1")
    with pytest.raises(Refused, match=r"名额要均衡.*可以加入候补"):
        evening.books("1")
    waits = evening.books("1", line=True)
    assert states(evening) == ["booked"] * 6 + ["listed"]
    assert move_on(CLOCK, now()) == ""
    evening.books("2")  # who fits is not held up by the line
    assert move_on(CLOCK, now()) == "候补到位1件"
    assert states(evening)[6:] == ["offered", "booked"]
    assert "男" not in waits.reason


def test_one_hears_beforehand_that_one_may_wait_and_never_of_which_sex_one_is(evening: Evening) -> None:
    for _ in range(6):
        evening.books("2")
    late = evening.cast.worker(of=evening.cast.plant)
    Person.objects.filter(pk=person_of(late).pk).update(sex="2")
    answer = why_not(late, evening.session)
    assert (answer.full, len(answer.reasons)) == (True, 1)
    Person.objects.filter(pk=person_of(late).pk).update(sex="")
    assert "没有登记性别" in why_not(late, evening.session).reasons[0]


def test_a_draw_passes_over_who_would_break_the_balance(evening: Evening) -> None:
    session = Session.objects.filter(pk=evening.session.pk)
    session.update(booking="draw", capacity=9)
    evening.session = session.select_related(*Session.RELATED).get()
    drawn = [evening.books(sex) for sex in "111111112"]
    draw(evening.session, order=[each.pk for each in drawn], by=CLOCK)
    assert states(evening) == ["booked"] * 6 + ["listed"] * 2 + ["booked"]


def test_whoever_was_not_there_or_shows_no_profile_sees_and_chooses_nobody(evening: Evening) -> None:
    booked = actor_of(evening.books("1").person)
    one, two = evening.held_with(2)
    assert [each.profile.nickname for each in others(evening.me(one))] == ["昵称1"]
    assert others(evening.me(booked)) == []
    with pytest.raises(Refused, match="只有签到参加了活动"):
        choose(evening.session, by=booked, chosen=[])
    with pytest.raises(NotYours):
        choose(evening.session, by=evening.cast.worker(), chosen=[])
    Profile.objects.filter(person=person_of(two)).delete()
    assert others(evening.me(two)) == []
    with pytest.raises(Refused, match="先写好自己的资料"):
        choose(evening.session, by=two, chosen=[])


def test_no_more_are_chosen_than_the_rule_allows_and_only_who_was_there(evening: Evening) -> None:
    one, *rest = evening.held_with(5)
    with pytest.raises(Refused, match="最多选3人"):
        evening.chooses(one, rest)
    with pytest.raises(Refused, match="不在名单里"):
        evening.chooses(one, [one])


def test_a_choice_is_sealed_leaves_no_trace_and_all_are_of_one_length(evening: Evening) -> None:
    one, two, three = evening.held_with(3)
    before = Trace.objects.count()
    none, both = evening.chooses(one, []), evening.chooses(two, [one, three])
    assert len(none.sealed) == len(both.sealed)
    assert b"chosen" not in bytes(both.sealed)
    evening.over()
    assert Trace.objects.count() == before
    notices = Notice.objects.filter(kind="mixer.over")
    assert len(set(notices.values_list("title", "body", "subject"))) == 1
    assert {each.to for each in notices} == {one.person, two.person}


def test_only_who_is_mutual_is_told_and_not_before_the_hour_is_over(evening: Evening) -> None:
    one, two, three = evening.held_with(3)
    evening.chooses(one, [two, three]), evening.chooses(two, [one]), evening.chooses(three, [two])
    assert matches(evening.me(one)) == []
    assert [evening.over(), evening.over()] == ["1场互选结束", ""]
    told = [[each.shown.profile.person.key for each in matches(evening.me(who))] for who in (one, two, three)]
    assert told == [[two.person], [one.person], []]
    with pytest.raises(Refused, match="互选已经结束"):
        evening.chooses(one, [three])


def test_contacts_are_swapped_only_when_both_agree(evening: Evening) -> None:
    one, two, three = evening.held_with(3)
    evening.chooses(one, [two, three]), evening.chooses(two, [one])
    evening.over()
    session, first, second = evening.session, evening.profile(one).pk, evening.profile(two).pk
    give_contact(session, by=one, to=second, contact="wx-one")
    assert [each.contact for who in (one, two) for each in matches(evening.me(who))] == ["", ""]
    give_contact(session, by=one, to=second, contact="")
    give_contact(session, by=two, to=first, contact="wx-two")
    assert [each.contact for who in (one, two) for each in matches(evening.me(who))] == ["", ""]
    give_contact(session, by=one, to=second, contact="wx-one")
    assert [each.contact for who in (one, two) for each in matches(evening.me(who))] == ["wx-two", "wx-one"]
    with pytest.raises(Refused, match="不能再收回"):
        give_contact(session, by=two, to=first, contact="")
    with pytest.raises(NotYours):
        give_contact(session, by=one, to=evening.profile(three).pk, contact="wx-one")


def test_officers_know_three_counts_and_no_pairs_of_few(evening: Evening) -> None:
    one, two, *rest = evening.held_with(5)
    evening.chooses(one, [two]), evening.chooses(two, [one])
    for each in rest[:2]:
        evening.chooses(each, [one])
    evening.over()
    told = counts_of([evening.session])[0]
    assert (told.came, told.chose, told.pairs) == (5, 4, None)
    Tally.objects.all().delete()
    evening.chooses(rest[2], [two])
    evening.over()
    assert counts_of([evening.session])[0].pairs == 1


def test_thirty_days_later_nothing_is_left_but_the_counts(evening: Evening) -> None:
    one, two = evening.held_with(2)
    evening.chooses(one, [two])
    evening.over()
    day = evening.session.starts_at
    assert wipe_due(CLOCK, day + timedelta(days=30)) == ""
    assert wipe_due(CLOCK, day + timedelta(days=31)) == "清除1场联谊的资料和互选"
    assert wipe_due(CLOCK, day + timedelta(days=31)) == ""
    assert (Profile.objects.count(), Choice.objects.count(), Tally.objects.get().chose) == (0, 0, 1)


def test_whoever_is_erased_was_chosen_by_nobody(evening: Evening) -> None:
    one, two = evening.held_with(2)
    evening.chooses(one, [two]), evening.chooses(two, [one])
    evening.over()
    assert two.person is not None
    erase_mixing([two.person])
    assert matches(evening.me(one)) == []
    assert Choice.objects.count() == Profile.objects.count() == 1
