"""The bank of questions at the desk: listed, brought in by a sheet, retired one by one."""

from __future__ import annotations

import tempfile

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import PageRequest, page
from shenbian.courses import actions
from shenbian.courses.models import Course, Question
from shenbian.desk.courses.forms import QuestionsForm
from shenbian.desk.courses.reading import LETTERS, read_questions, write_question_template
from shenbian.desk.courses.views import MANAGES, course_or_404, told_of
from shenbian.desk.editions.choosing import page_by_id
from shenbian.desk.registers.out import workbook_answer
from shenbian.flow.refusals import NotYours
from shenbian.kit.refusal import Refused
from shenbian.kit.workbook import BadWorkbook
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

LARGEST = 5 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def questions(request: PageRequest, pk: int) -> HttpResponse:
    """The questions with their right answers, for whoever runs the course alone; a sheet brings more."""
    course = _mine(request, pk)
    form = QuestionsForm(request.POST or None, request.FILES or None)
    wrong: list[str] = []
    if request.method == "POST" and form.is_valid():
        wrong = _brought(request, course, form)
        if not wrong:
            return redirect("desk:course-questions", pk)
    rows, following = page_by_id(course.bank.filter(retired_at=None).order_by("-pk"), request.GET.get("after", ""))
    told = told_of(request, course, "questions") | {"form": form, "wrong": wrong[:50], "following": following}
    told |= {"rows": [_shown(each) for each in rows], "total": course.bank.filter(retired_at=None).count()}
    return render(request, "desk/courses/questions.html", told, status=422 if request.method == "POST" else 200)


def _brought(request: PageRequest, course: Course, form: QuestionsForm) -> list[str]:
    """Take the sheet in; what is wrong with it, row by row. Nothing of it is there when anything is wrong."""
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        return ["文件超过5MB，请分成几个文件。"]
    called: list[str] = []
    try:
        said, called = read_questions(file.read())
        made = actions.add_questions(course, said, by=request.actor)
    except BadWorkbook as why:
        return [str(why)]
    except NotYours as no:
        raise Http404 from no
    except Refused as why:
        return [f"{called[place]}：{reason}" if called else reason for place, reason in why.reasons.items()]
    messages.success(request, f"新增{len(made)}题，已有的{len(said) - len(made)}题没有重复导入。")
    return []


def _shown(each: Question) -> dict[str, object]:
    options = [f"{LETTERS[n] if n < len(LETTERS) else n + 1}. {text}" for n, text in enumerate(each.options)]
    return {"question": each, "options": options, "right": "".join(LETTERS[n] for n in each.right if n < len(LETTERS))}


@require_POST
@page(MANAGES)
def retire(request: PageRequest, pk: int, question: int) -> HttpResponse:
    """A question is drawn no more."""
    course = _mine(request, pk)
    found = Question.objects.select_related("course__edition__organisation")
    actions.retire_question(get_object_or_404(found, pk=question, course=course), by=request.actor)
    messages.success(request, "这道题已停用，已有试卷照旧判分。")
    return redirect("desk:course-questions", pk)


@require_safe
@page(MANAGES)
def template(request: PageRequest, pk: int) -> HttpResponseBase:
    """An empty sheet to fill in."""
    course = _mine(request, pk)
    book = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by the answer, once it is sent
    write_question_template(book)
    return workbook_answer(book, f"{course.edition.title}试题模板")


def _mine(request: PageRequest, pk: int) -> Course:
    """A course that one runs: who only reads it does not see its answers. Raises Http404."""
    course = course_or_404(request, pk)
    if course.kind.exam is None or not may(request.actor, Right.EDITION_MANAGE, course.edition):
        raise Http404
    return course
