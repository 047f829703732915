"""The course of an edition at the desk: its learners, its lessons, how it is examined, which towns have nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.courses import actions
from shenbian.courses.actions import LessonSaid, Settings
from shenbian.courses.flow import flow_of
from shenbian.courses.models import Course, Enrolment, Lesson
from shenbian.courses.queries import OFF, counts_of, coverage, enrolments_covered, progress_of, states_of, stuck
from shenbian.desk.courses.forms import LessonForm, SettingsForm
from shenbian.desk.editions.choosing import page_by_id
from shenbian.editions.models import Edition
from shenbian.editions.queries import editions_covered
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import today
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

READS = needs(Right.REGISTER_READ)
MANAGES = needs(Right.EDITION_MANAGE)
STUCK = 14  # days without learning after which somebody is asked
PHASES = {"enrolled": "waiting", "studying": "waiting", "completed": "done"}


@require_safe
@page(READS)
def learners(request: PageRequest, pk: int) -> HttpResponse:
    """Who is enrolled, who came, who completed, within one's reach; one state, or who is stuck."""
    course = course_or_404(request, pk)
    mine = enrolments_covered(request.actor, course)
    states = states_of(mine, flow_of(course.kind))
    state = request.GET.get("state", "")
    chosen = mine
    if state == "stuck":
        chosen = mine.filter(pk__in=stuck(mine, on=today(), days=STUCK).values("pk"))
    elif state in {each.state for each in states}:
        chosen = mine.filter(status=state)
    rows, following = page_by_id(chosen.order_by("-pk"), request.GET.get("after", ""))
    learnt = progress_of(rows)
    told = told_of(request, course, "learners") | {
        "counts": counts_of(mine),
        "states": states,
        "state": state,
        "stuck": STUCK,
        "rows": [_line(each, learnt.get(each.pk, 0)) for each in rows],
        "lessons": course.lessons.filter(retired_at=None).count(),
        "following": following,
    }
    return render(request, "desk/courses/learners.html", told)


def _line(each: Enrolment, learnt: int) -> dict[str, Any]:
    return {"it": each, "phase": PHASES.get(each.status, "void"), "learnt": learnt}


@require_http_methods(["GET", "HEAD", "POST"])
@page(READS)
def lessons(request: PageRequest, pk: int) -> HttpResponse:
    """The lessons in their order; whoever runs the course adds one."""
    course = course_or_404(request, pk)
    form = LessonForm(request.POST or None, course=course)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_lesson(course, LessonSaid(**form.cleaned_data), by=request.actor)
        except NotYours as no:
            raise Http404 from no
        except Refused as why:
            form.add_error(None, why.why)
        else:
            messages.success(request, "课时已加上。")
            return redirect("desk:course-lessons", pk)
    told = told_of(request, course, "lessons") | {
        "lessons": course.lessons.filter(retired_at=None).select_related("session"),
        "off": OFF,
        "form": form,
    }
    return render(request, "desk/courses/lessons.html", told, status=422 if request.method == "POST" else 200)


@require_POST
@page(MANAGES)
def retire(request: PageRequest, pk: int, lesson: int) -> HttpResponse:
    """A lesson is asked of nobody any more."""
    course = course_or_404(request, pk)
    found = get_object_or_404(Lesson.objects.select_related("course__edition__organisation"), pk=lesson, course=course)
    try:
        actions.retire_lesson(found, by=request.actor)
    except NotYours as no:
        raise Http404 from no
    messages.success(request, f"“{found.title}”已停用，学过的时间保留。")
    return redirect("desk:course-lessons", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def settings(request: PageRequest, pk: int) -> HttpResponse:
    """When it begins, how it is examined, who certifies."""
    course = course_or_404(request, pk)
    names = ("starts_on", "body", "questions", "minutes", "tries", "pass_mark")
    form = SettingsForm(request.POST or None, course=course, initial={name: getattr(course, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.arrange(course, Settings(**form.cleaned_data), by=request.actor)
        except NotYours as no:
            raise Http404 from no
        except Refused as why:
            form.add_error(None, why.why)
        else:
            messages.success(request, "设置已保存，新开的试卷按它出。")
            return redirect("desk:course", pk)
    told = told_of(request, course, "settings") | {"form": form}
    return render(request, "desk/courses/settings.html", told, status=422 if request.method == "POST" else 200)


@require_safe
@page(READS)
def covered_bodies(request: PageRequest, pk: int) -> HttpResponse:
    """Which bodies of the roster have somebody who passed this year, and which have nobody yet."""
    course = course_or_404(request, pk)
    if not course.kind.covers:
        raise Http404
    rows = coverage(course, course.edition.year)
    missing = [each for each in rows if not each.passed]
    told = told_of(request, course, "coverage") | {"rows": rows, "missing": missing, "year": course.edition.year}
    return render(request, "desk/courses/coverage.html", told)


def course_or_404(request: PageRequest, pk: int) -> Course:
    """The course of an edition that one may see. Raises Http404."""
    edition = get_object_or_404(editions_covered(request.actor).select_related("organisation"), pk=pk)
    course = actions.course_of(edition)
    if course is None:
        raise Http404
    return course


def told_of(request: PageRequest, course: Course, here: str) -> dict[str, Any]:
    """What every page of a course says: which it is, where else one may go, whether one runs it."""
    edition: Edition = course.edition
    manages = may(request.actor, Right.EDITION_MANAGE, edition)
    pages = [("learners", "学员", "course"), ("lessons", "课时", "course-lessons")]
    pages += [("questions", "题库", "course-questions")] if course.kind.exam and manages else []
    pages += [("coverage", "覆盖", "course-coverage")] if course.kind.covers else []
    pages += [("settings", "设置", "course-settings")] if manages else []
    tabs = [
        {"title": title, "href": reverse(f"desk:{name}", args=[edition.pk]), "here": key == here}
        for key, title, name in pages
    ]
    return {"course": course, "edition": edition, "kind": course.kind, "tabs": tabs, "manages": manages}
