"""Enrolled, attended and completed are three things; who is in, who may be, what the ledger says of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from shenbian.courses.models import Enrolment
from shenbian.courses.queries import counts_of, enrolments_covered, enrolments_of
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import today
from tests.courses.conftest import TRADE, Clock, School, officer, person_of

Queries = Callable[[int], AbstractContextManager[object]]


def facts(kind: str = "enrolment") -> list[tuple[int | None, dict[str, object], str]]:
    rows = Fact.objects.filter(kind=kind, voided_at=None).order_by("id")
    return list(rows.values_list("person", "facets", "edition"))


def test_who_enrols_is_enrolled_at_once_and_counted_once(school: School) -> None:
    wang = school.cast.worker(of=school.cast.plant)
    one = school.enrolled(wang)
    assert (one.status, one.trade, one.organisation, one.enrolled_on) == ("enrolled", TRADE, school.cast.plant, today())
    assert facts() == [(wang.person, {"programme": "online_skills", "trade": TRADE}, school.edition.reference)]
    with pytest.raises(Refused, match="您已经报过名"):
        school.entry(wang)
    other = school.enrolled(wang, trade="电子商务师")
    assert (other.trade, len(facts()), counts_of(Enrolment.objects.all()).enrolled) == ("电子商务师", 2, 1)


def test_only_members_enrol(school: School) -> None:
    with pytest.raises(Refused, match="只有在册会员"):
        school.entry(school.cast.worker())
    assert (Enrolment.objects.count(), facts()) == (0, [])


def test_who_withdraws_before_it_began_was_not_enrolled_and_may_come_again(school: School) -> None:
    wang = school.cast.worker(of=school.cast.plant)
    one = perform("withdraw", on=school.enrolled(wang), by=wang)
    assert (one.status, facts()) == ("withdrawn", [])
    again = school.enrolled(wang)
    assert (again.pk != one.pk, again.status, len(facts())) == (True, "enrolled", 1)


def test_who_drops_out_is_shown_as_such_and_stays_counted_as_enrolled(school: School, clock: Clock) -> None:
    wang, li = (school.cast.worker(of=school.cast.plant) for _ in range(2))
    one, other = school.enrolled(wang), school.enrolled(li)
    school.learnt(one, wang, clock)
    dropped = perform("drop", on=one, by=wang, said={"reason": ""})
    left = perform("drop_out", on=other, by=school.economy, said={"reason": "转岗"})
    assert (dropped.status, left.status, left.why, len(facts())) == ("dropped", "dropped", "转岗", 2)
    assert vars(counts_of(Enrolment.objects.all())) == {"enrolled": 2, "attended": 1, "completed": 0, "ended": 2}
    assert perform("resume", on=left, by=school.economy).status == "studying"


def test_enrolled_attended_and_completed_never_mix(school: School, clock: Clock) -> None:
    people = [school.cast.worker(of=school.cast.plant) for _ in range(3)]
    _, begun, done = (school.enrolled(each) for each in people)
    school.learnt(begun, people[1], clock)
    school.learnt(done, people[2], clock)
    school.answered(done, people[2])
    assert vars(counts_of(Enrolment.objects.all())) == {"enrolled": 3, "attended": 2, "completed": 1, "ended": 0}
    assert (len(facts()), len(facts("certificate"))) == (3, 1)


def test_learners_lie_within_the_reach_of_their_officers(school: School, queries: Queries) -> None:
    cast = school.cast
    one, other = (school.enrolled(cast.worker(of=body)) for body in (cast.plant, cast.shop))
    seen = [cast.bo, cast.gu, cast.ting, school.economy, cast.heads]
    found = [[each.pk for each in enrolments_covered(who, school.course)] for who in seen]
    assert found == [[one.pk], [other.pk], [other.pk, one.pk], [other.pk, one.pk], []]
    owners = [other.owner, one.owner]
    with queries(1):
        assert [each.owner for each in enrolments_covered(cast.ting, school.course)] == owners


def test_everybody_sees_their_own_courses(school: School, queries: Queries) -> None:
    wang, li = (school.cast.worker(of=school.cast.plant) for _ in range(2))
    one = school.enrolled(wang)
    school.enrolled(li)
    with queries(1):
        assert [(each.pk, each.course_title) for each in enrolments_of(wang)] == [(one.pk, school.edition.title)]


@pytest.mark.parametrize("name", ["complete", "fail", "drop_out", "grade", "attend", "annul"])
def test_results_are_recorded_by_whoever_runs_the_course_and_never_by_the_learner(name: str, school: School) -> None:
    ting = officer(31, "town_officer", school.cast.plant)
    one = school.enrolled(school.cast.worker(of=school.cast.plant))
    for who in (school.cast.bo, school.cast.heads, school.cast.worker(), officer(32, "town_officer", school.cast.shop)):
        with pytest.raises(NotYours):
            perform(name, on=one, by=who, said={"reason": "x", "score": 1, "term": 1, "subject": "x"})
    person = person_of(ting)
    Enrolment.objects.filter(pk=one.pk).update(person=person, status="studying" if name != "annul" else "completed")
    with pytest.raises((Refused, NotYours)):
        perform(name, on=Enrolment.objects.get(pk=one.pk), by=ting, said={"reason": "x", "score": 1, "term": 1})
