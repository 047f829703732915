"""A paper is drawn by its seed, answered until its time is over, graded from what was answered, and counted once."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from shenbian.certificates.models import Certificate
from shenbian.certificates.queries import shown
from shenbian.courses.actions import (
    QuestionSaid,
    Settings,
    add_questions,
    answer,
    arrange,
    begin_paper,
    finish,
    hand_in,
    retire_question,
)
from shenbian.courses.actions.examining import score_of
from shenbian.courses.models import Enrolment, Paper, Question
from shenbian.courses.rules import drawn, graded
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused as RowsRefused
from shenbian.rights.actor import Actor
from shenbian.rulebook.actions import set_rule
from tests.courses.conftest import BODY, Clock, School, asked


@pytest.fixture
def wang(school: School) -> Actor:
    return school.cast.worker(of=school.cast.plant)


@pytest.fixture
def ready(school: School, wang: Actor, clock: Clock) -> Enrolment:
    """Enrolled, and through all lessons."""
    one = school.enrolled(wang)
    school.learnt(one, wang, clock)
    return Enrolment.objects.get(pk=one.pk)


def passes() -> list[tuple[int | None, str]]:
    return list(Fact.objects.filter(kind="certificate", voided_at=None).values_list("person", "edition"))


def test_the_exam_waits_for_the_lessons(school: School, wang: Actor, clock: Clock) -> None:
    one = school.enrolled(wang)
    with pytest.raises(WrongMoment):
        begin_paper(one, by=wang)
    perform("attend", on=one, by=school.economy)
    with pytest.raises(Refused, match="还有1个课时没有学完（色彩）"):
        begin_paper(one, by=wang)
    with pytest.raises(Refused, match="还没有合格的考试成绩"):
        perform("pass_exam", on=one, by=wang)


def test_a_seed_draws_the_same_again_and_every_kind_has_its_share() -> None:
    bank = [(pk, "one" if pk % 3 else "some") for pk in range(1, 31)]
    first, shuffled = drawn("a", bank, 12), bank[:]
    random.Random(1).shuffle(shuffled)
    assert first == drawn("a", shuffled, 12) != drawn("b", bank, 12)
    assert (len(set(first)), sum(pk % 3 == 0 for pk in first)) == (12, 4)
    assert sorted(drawn("a", bank, 99)) == list(range(1, 31))
    assert drawn("a", [], 5) == []


def test_only_exactly_the_right_options_are_right() -> None:
    right = {1: [0], 2: [0, 2], 3: [1]}
    for answers, points in (
        ({}, 0),
        ({"1": [0]}, 33),
        ({"1": [0], "2": [0]}, 33),
        ({"1": [0], "2": [2, 0], "3": [1]}, 100),
    ):
        assert graded([1, 2, 3], right, answers) == points
    assert graded([], {}, {}) == 0


def test_whoever_passes_has_completed_is_counted_once_and_holds_a_certificate(
    school: School, wang: Actor, ready: Enrolment
) -> None:
    paper = school.answered(ready, wang, right=3)
    assert (paper.score, paper.passed, score_of(paper)) == (75, True, 75)
    ready.refresh_from_db()
    certificate = Certificate.objects.get()
    assert (ready.status, ready.completed_on, ready.score, ready.certificate) == ("completed", today(), 75, certificate)
    assert passes() == [(wang.person, school.edition.reference)]
    found = shown(certificate.code, today())
    assert found and (found.name, found.state) == ("职*1", "holds")
    assert hand_in(paper, by=wang).score == 75 if ready.status == "studying" else True
    assert (Certificate.objects.count(), len(passes())) == (1, 1)


def test_a_second_trade_has_its_own_certificate_and_counts_no_second_person(
    school: School, wang: Actor, ready: Enrolment, clock: Clock
) -> None:
    school.answered(ready, wang)
    other = school.enrolled(wang, trade="电子商务师")
    school.learnt(other, wang, clock)
    school.answered(Enrolment.objects.get(pk=other.pk), wang)
    assert (Certificate.objects.count(), len(passes())) == (2, 1)


def test_when_the_last_try_is_used_the_exam_is_failed_until_an_officer_gives_another(
    school: School, wang: Actor, ready: Enrolment
) -> None:
    assert [school.answered(ready, wang, right=1).score for _ in range(2)] == [25, 25]
    ready.refresh_from_db()
    assert (ready.status, passes()) == ("failed", [])
    with pytest.raises(WrongMoment):
        begin_paper(ready, by=wang)
    perform("resume", on=ready, by=school.economy)
    assert school.answered(ready, wang).number == 3
    ready.refresh_from_db()
    assert (ready.status, ready.score, ready.more_tries) == ("completed", 100, 1)


def test_a_paper_that_was_begun_goes_on_and_an_answer_may_be_sent_twice(
    school: School, wang: Actor, ready: Enrolment, clock: Clock
) -> None:
    paper = begin_paper(ready, by=wang)
    answer(paper, question=paper.drawn[0], chosen=[0], by=wang)
    clock.pass_(60)
    again = begin_paper(ready, by=wang)
    assert (again.pk, again.seed, again.answers) == (paper.pk, paper.seed, {str(paper.drawn[0]): [0]})
    for chosen in ([1], [2], [2]):
        answer(paper, question=paper.drawn[0], chosen=chosen, by=wang)
    paper.refresh_from_db()
    assert paper.answers == {str(paper.drawn[0]): [2]}


def test_after_its_time_nothing_more_is_taken_and_what_was_answered_is_graded(
    school: School, wang: Actor, ready: Enrolment, clock: Clock
) -> None:
    paper = begin_paper(ready, by=wang)
    answer(paper, question=paper.drawn[0], chosen=Question.objects.get(pk=paper.drawn[0]).right, by=wang)
    clock.pass_((paper.due_at - paper.begun_at + timedelta(seconds=61)).total_seconds())
    with pytest.raises(Refused, match="考试时间到了"):
        answer(paper, question=paper.drawn[1], chosen=[0], by=wang)
    assert hand_in(paper, by=wang).score == 25


@pytest.mark.parametrize(("question", "chosen", "why"), [(0, [0], "没有这道题"), (1, [7], "没有这个选项")])
def test_an_answer_fits_its_paper(
    question: int, chosen: list[int], why: str, school: School, wang: Actor, ready: Enrolment
) -> None:
    paper = begin_paper(ready, by=wang)
    with pytest.raises(Refused, match=why):
        answer(paper, question=paper.drawn[0] if question else -1, chosen=chosen, by=wang)


def test_nobody_sits_anothers_exam(school: School, wang: Actor, ready: Enrolment) -> None:
    paper, li = begin_paper(ready, by=wang), school.cast.worker(of=school.cast.plant)
    for act in (
        lambda: begin_paper(ready, by=li),
        lambda: answer(paper, question=paper.drawn[0], chosen=[0], by=li),
        lambda: hand_in(paper, by=li),
        lambda: hand_in(paper, by=school.economy),
    ):
        with pytest.raises(NotYours):
            act()


def test_only_a_listed_body_certifies(school: School, wang: Actor, ready: Enrolment) -> None:
    with pytest.raises(Refused, match="不在颁证机构名录里"):
        arrange(school.course, Settings(body="某某咨询公司"), by=school.economy)
    set_rule("certificate_bodies", [{"title": "别的机构"}], at="", from_on=today(), by="test")
    paper = school.answered(ready, wang)
    ready.refresh_from_db()
    assert (paper.passed, ready.status, ready.score, passes()) == (True, "studying", 100, [])
    with pytest.raises(Refused, match=f"“{BODY}”不在颁证机构名录里"):
        finish(ready, by=wang)
    set_rule("certificate_bodies", [{"title": BODY}], at=school.cast.district, from_on=today(), by="test")
    assert finish(ready, by=wang).status == "completed"


def test_an_annulled_result_takes_certificate_fact_and_papers_with_it(
    school: School, wang: Actor, ready: Enrolment
) -> None:
    school.answered(ready, wang)
    ready = perform("annul", on=ready, by=school.economy, said={"reason": "替考"})
    assert (ready.status, ready.why, ready.certificate, passes()) == ("failed", "替考", None, [])
    assert Certificate.objects.get().status == "revoked"
    perform("resume", on=ready, by=school.economy)
    with pytest.raises(Refused, match="还没有合格的考试成绩"):
        finish(ready, by=wang)
    school.answered(ready, wang)
    assert (Certificate.objects.filter(status="issued").count(), len(passes())) == (1, 1)


def test_an_officer_records_an_exam_on_the_spot(school: School, wang: Actor) -> None:
    one = school.enrolled(wang)
    one = perform("complete", on=one, by=school.economy, said={"score": 88})
    assert (one.status, one.score, one.certificate is not None, len(passes())) == ("completed", 88, True, 1)


def test_questions_that_cannot_be_asked_are_named_and_none_is_taken(school: School) -> None:
    wrong = [
        asked(9),
        asked(10, right=(5,)),
        asked(11, right=(0, 1)),
        asked(12, asks="some", right=(0,)),
        QuestionSaid(text=" ", asks="one", options=("甲", "乙"), right=(0,)),
        QuestionSaid(text="x", asks="one", options=("甲", "甲"), right=(0,)),
        QuestionSaid(text="x", asks="essay", options=("甲", "乙"), right=(0,)),
    ]
    with pytest.raises(RowsRefused) as no:
        add_questions(school.course, wrong, by=school.economy)
    assert sorted(no.value.reasons) == [1, 2, 3, 4, 5, 6]
    assert Question.objects.count() == 4
    assert add_questions(school.course, [asked(1), asked(9)], by=school.economy)[0].text == "第9题"


def test_a_retired_question_is_drawn_no_more_and_still_grades_its_papers(
    school: School, wang: Actor, ready: Enrolment
) -> None:
    paper = begin_paper(ready, by=wang)
    for pk in paper.drawn:
        answer(paper, question=pk, chosen=Question.objects.get(pk=pk).right, by=wang)
    retire_question(Question.objects.get(pk=paper.drawn[0]), by=school.economy)
    assert hand_in(paper, by=wang).score == 100
    assert paper.drawn[0] not in drawn("x", school.course.bank.filter(retired_at=None).values_list("pk", "asks"), 9)


def test_only_whoever_runs_the_edition_sets_its_course_up(school: School) -> None:
    for who in (school.cast.bo, school.cast.ting, school.cast.heads, school.cast.worker()):
        with pytest.raises(NotYours):
            arrange(school.course, Settings(), by=who)
        with pytest.raises(NotYours):
            add_questions(school.course, [asked(20)], by=who)
    assert Paper.objects.count() == 0
