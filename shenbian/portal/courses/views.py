"""What I learn: the list, one course with its lessons and its exam, and leaving it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.courses import actions
from shenbian.courses.models import Course, Enrolment, Paper
from shenbian.courses.queries import Learnt, enrolments_of, lessons_of
from shenbian.flow.actions import perform
from shenbian.flow.refusals import Refused
from shenbian.look.words import in_language

PAGE = 30
PHASES = {"enrolled": "waiting", "studying": "waiting", "completed": "done"}  # as a learner sees how far they are
LEAVES = {"enrolled": "withdraw", "studying": "drop"}


def mine(request: PageRequest, pk: int) -> Enrolment:
    """My enrolment. Raises Http404."""
    return get_object_or_404(enrolments_of(request.actor), pk=pk)


def course_of(enrolment: Enrolment) -> Course | None:
    """How it is taught; None of one that a sheet brought without an edition of ours. No query."""
    return getattr(enrolment.edition, "course", None)


@require_safe
@page(SIGNED_IN)
def courses(request: PageRequest) -> HttpResponse:
    """All of them, the latest first."""
    asked = request.GET.get("after", "")
    start = int(asked) if asked.isdigit() else 0
    found = list(enrolments_of(request.actor)[start : start + PAGE + 1])
    lines = [{"enrolment": each, "phase": PHASES.get(each.status, "void")} for each in found[:PAGE]]
    told = {"courses": lines, "more": start + PAGE if len(found) > PAGE else None}
    return render(request, "portal/courses/courses.html", told)


@require_safe
@never_cache
@page(SIGNED_IN)
def course(request: PageRequest, pk: int) -> HttpResponse:
    """How far I am: lessons, exam, result; and the one thing to do next."""
    found = mine(request, pk)
    return render(request, "portal/courses/course.html", told_of(found))


def told_of(found: Enrolment) -> dict[str, Any]:
    """What the page of a course says. Four queries, five where there are classes."""
    lessons = [_lesson(each) for each in lessons_of(found)]
    left = [each for each in lessons if not each["done"]]
    course, papers = course_of(found), list(found.papers.all())
    told: dict[str, Any] = {
        "enrolment": found,
        "phase": PHASES.get(found.status, "void"),
        "lessons": lessons,
        "learnt": len(lessons) - len(left),
        "next": _next(left) if found.status in ("enrolled", "studying") else None,
        "grades": list(found.grades.all()) if found.kind.terms else [],
        "leaves": found.status in LEAVES,
    }
    if course is not None and course.kind.exam is not None:
        told |= _exam(
            found, course, papers, ready=bool(lessons) and not left if found.status == "enrolled" else not left
        )
    return told


def _next(left: list[dict[str, Any]]) -> dict[str, Any] | None:
    """What is to be learnt next; a class that was missed can only be made up by whoever keeps the roll."""
    return next((each for each in left if not each["missed"]), None)


def _lesson(learnt: Learnt) -> dict[str, Any]:
    """`missed`: a class that was held without them."""
    lesson, session = learnt.lesson, learnt.lesson.session
    seconds = learnt.progress.seconds if learnt.progress else 0
    told = {"lesson": lesson, "done": learnt.done, "minutes": seconds // 60, "session": session}
    return told | {"missed": session is not None and session.status == "held" and not learnt.done}


def _exam(found: Enrolment, course: Course, papers: list[Paper], *, ready: bool) -> dict[str, Any]:
    tries = course.exam("tries") + found.more_tries
    handed = [paper for paper in papers if paper.handed_at is not None]
    return {
        "exam": {name: course.exam(name) for name in ("questions", "minutes", "pass_mark")} | {"tries": tries},
        "papers": handed,
        "tries_left": max(tries - len(handed), 0),
        "ready": ready and found.status in ("enrolled", "studying"),
        "open_paper": next((paper for paper in papers if paper.handed_at is None), None),
        "waits": found.status == "studying" and any(paper.passed for paper in handed),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def leave(request: PageRequest, pk: int) -> HttpResponse:
    """Withdraw before it began, drop out afterwards: what follows is said before it is done."""
    found = mine(request, pk)
    move = LEAVES.get(found.status)
    if move is None:
        return redirect("portal:course", found.pk)
    if request.method != "POST":
        return render(request, "portal/courses/leave.html", {"enrolment": found, "drops": move == "drop"})
    try:
        perform(move, on=found, by=request.actor, said={"reason": request.POST.get("reason", "")[:200]})
    except Refused as why:
        messages.error(request, in_language(why.why))
    else:
        messages.success(request, _("已退学。") if move == "drop" else _("报名已撤回。"))
    return redirect("portal:course", found.pk)


@require_POST
@page(SIGNED_IN)
def finish(request: PageRequest, pk: int) -> HttpResponse:
    """Complete a course whose exam is passed and which could not be completed at once."""
    found = mine(request, pk)
    try:
        actions.finish(found, by=request.actor)
    except Refused as why:
        messages.error(request, in_language(why.why))
    return redirect("portal:course", found.pk)
