"""A paper is drawn, answered one question at a time, handed in, graded; what follows is the enrolment's next move."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from shenbian.courses.models import Course, Enrolment, Paper, Question
from shenbian.courses.queries import all_learnt, lessons_left
from shenbian.courses.rules import drawn, graded
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from shenbian.kit.period import now
from shenbian.kit.sentence import Sentence
from shenbian.rights.actor import Actor

GRACE = timedelta(seconds=60)  # for an answer that left in time and was late on a bad network


@transaction.atomic
def begin_paper(enrolment: Enrolment, *, by: Actor) -> Paper:
    """The paper that is open, else a new one, drawn by a seed that stands on it.

    Raises NotYours, WrongMoment, Refused: lessons are left, no questions, no tries left.
    """
    _begun(enrolment, by)
    kept, course = _locked(enrolment, by)
    papers = list(kept.papers.all())
    if papers and papers[-1].handed_at is None:
        return papers[-1]
    if left := lessons_left(kept):
        raise Refused(
            Sentence("还有%(count)s个课时没有学完（%(first)s），学完再考。", count=len(left), first=left[0].title)
        )
    tries = course.exam("tries") + kept.more_tries
    if len(papers) >= tries:
        raise Refused(Sentence("%(tries)s次考试机会已经用完。需要再考的，请联系工会。", tries=tries))
    bank = course.bank.filter(retired_at=None, trade__in=["", kept.trade]).values_list("pk", "asks")
    seed = secrets.token_hex(16)
    questions = drawn(seed, bank, course.exam("questions"))
    if not questions:
        raise Refused("题库还没有试题，请联系工会。")
    at = now()
    return Paper.objects.create(
        enrolment=kept,
        person=kept.person,
        number=len(papers) + 1,
        seed=seed,
        drawn=questions,
        pass_mark=course.exam("pass_mark"),
        begun_at=at,
        due_at=at + timedelta(minutes=course.exam("minutes")),
    )


@transaction.atomic
def answer(paper: Paper, *, question: int, chosen: Sequence[int], by: Actor) -> Paper:
    """Keep what was chosen; the same again changes nothing, something else replaces it. Raises NotYours, Refused."""
    kept = Paper.objects.select_for_update(of=("self",)).select_related("person").get(pk=paper.pk)
    if not by.owns(kept.person.key):
        raise NotYours
    if kept.handed_at is not None:
        raise Refused("这份试卷已经交了，不能再改。")
    if now() > kept.due_at + GRACE:
        raise Refused("考试时间到了，已经答的题都保存着，请交卷。")
    if question not in kept.drawn:
        raise Refused("试卷上没有这道题，请刷新再答。")
    options = Question.objects.values_list("options", flat=True).get(pk=question)
    if any(each not in range(len(options)) for each in chosen):
        raise Refused("没有这个选项，请刷新再答。")
    kept.answers = {**kept.answers, str(question): sorted(set(chosen))}
    kept.save(update_fields=["answers"])
    return kept


@transaction.atomic
def hand_in(paper: Paper, *, by: Actor) -> Paper:
    """Grade it; who reached the mark has passed, who used the last try has not. Handed in twice it is there once.

    Where the house cannot let them pass now (its body is struck off the list) the score stands, and `finish` passes
    them when it can. Raises NotYours.
    """
    enrolment, course = _locked(paper.enrolment, by)
    kept = Paper.objects.select_for_update().get(pk=paper.pk)
    if kept.handed_at is not None:
        return kept
    kept.score, kept.handed_at = score_of(kept), now()
    kept.save(update_fields=["score", "handed_at"])
    best = max(kept.score, enrolment.score or 0)
    Enrolment.objects.filter(pk=enrolment.pk).update(score=best)
    if kept.passed:
        perform("pass_exam", on=[enrolment], by=by)
    elif kept.number >= course.exam("tries") + enrolment.more_tries:
        perform("fail_exam", on=enrolment, by=by)
    return kept


def finish(enrolment: Enrolment, *, by: Actor) -> Enrolment:
    """Pass who has reached the mark and could not pass at once. Raises as `perform` does."""
    return perform("pass_exam", on=enrolment, by=by)


def score_of(paper: Paper) -> int:
    """What the answers of a paper are worth, from the questions as they stand. One query."""
    right = dict(Question.objects.filter(pk__in=paper.drawn).values_list("pk", "right"))
    return graded(paper.drawn, right, paper.answers)


def _begun(enrolment: Enrolment, by: Actor) -> None:
    """Who learnt all of it in class before they were enrolled begins to study with the exam."""
    if enrolment.status != "enrolled" or not by.owns(enrolment.owner):
        return
    kept = Enrolment.objects.select_related(*Enrolment.RELATED).get(pk=enrolment.pk)
    if kept.status == "enrolled" and all_learnt(kept):
        perform("start", on=kept, by=by)


def _locked(enrolment: Enrolment, by: Actor) -> tuple[Enrolment, Course]:
    """The enrolment as it stands, held, and its course, if its owner may sit the exam now."""
    kept = Enrolment.objects.select_for_update(of=("self",)).select_related(*Enrolment.RELATED).get(pk=enrolment.pk)
    if not by.owns(kept.owner):
        raise NotYours
    course: Course | None = getattr(kept.edition, "course", None)
    if kept.status != "studying":
        raise WrongMoment(kept.title_of_state, "考试")
    if course is None or course.kind.exam is None:
        raise Refused("这门课程没有线上考试。")
    return kept, course
