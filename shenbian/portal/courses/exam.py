"""The exam: what awaits me, one question a page, a look over what was answered, and handing in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.courses import actions
from shenbian.courses.models import Enrolment, Paper, Question
from shenbian.flow.refusals import Refused
from shenbian.kit.period import now
from shenbian.look.words import in_language
from shenbian.portal.courses.views import mine, told_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def exam(request: PageRequest, pk: int) -> HttpResponse:
    """How many questions, minutes and tries; the button begins."""
    found = mine(request, pk)
    told = told_of(found)
    if "exam" not in told:
        raise Http404
    if request.method != "POST":
        return render(request, "portal/courses/exam.html", told)
    try:
        actions.begin_paper(found, by=request.actor)
    except Refused as why:
        return render(request, "portal/courses/exam.html", told | {"why": why.why}, status=409)
    return redirect("portal:exam_question", found.pk, 1)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def question(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """One question. Each answer is kept when it is sent; the page may be sent again as often as the network wants."""
    found = mine(request, pk)
    paper = _open(found)
    if paper is None:
        return redirect("portal:course", found.pk)
    if number not in range(1, len(paper.drawn) + 1):
        raise Http404
    if now() > paper.due_at:
        return redirect("portal:exam_hand_in", found.pk)
    asked = Question.objects.get(pk=paper.drawn[number - 1])
    if request.method == "POST":
        chosen = [int(each) for each in request.POST.getlist("chosen") if each.isdigit()]
        try:
            actions.answer(paper, question=asked.pk, chosen=chosen, by=request.actor)
        except Refused as why:
            told = _asked(found, paper, asked, number, why.why)
            return render(request, "portal/courses/question.html", told, status=409)
        if number < len(paper.drawn):
            return redirect("portal:exam_question", found.pk, number + 1)
        return redirect("portal:exam_hand_in", found.pk)
    return render(request, "portal/courses/question.html", _asked(found, paper, asked, number))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def hand_in(request: PageRequest, pk: int) -> HttpResponse:
    """What is answered and what is not, once more; then it is handed in and graded."""
    found = mine(request, pk)
    paper = _open(found)
    if paper is None:
        return redirect("portal:course", found.pk)
    if request.method != "POST":
        answered = [(n, bool(paper.answers.get(str(each)))) for n, each in enumerate(paper.drawn, 1)]
        told = {"enrolment": found, "paper": paper, "answered": answered, "over": now() > paper.due_at}
        return render(request, "portal/courses/hand_in.html", told | {"left": sum(not done for _n, done in answered)})
    try:
        done = actions.hand_in(paper, by=request.actor)
    except Refused as why:
        messages.error(request, in_language(why.why))
    else:
        said = _("%(score)s分，合格。") if done.passed else _("%(score)s分，没有达到合格分。")
        (messages.success if done.passed else messages.error)(request, said % {"score": done.score})
    return redirect("portal:course", found.pk)


def _open(found: Enrolment) -> Paper | None:
    return found.papers.filter(handed_at=None).first()


def _asked(found: Enrolment, paper: Paper, asked: Question, number: int, why: str = "") -> dict[str, Any]:
    chosen = paper.answers.get(str(asked.pk), [])
    return {
        "enrolment": found,
        "paper": paper,
        "question": asked,
        "several": asked.asks == "some",
        "options": [(n, text, n in chosen) for n, text in enumerate(asked.options)],
        "number": number,
        "of": len(paper.drawn),
        "why": why,
    }
