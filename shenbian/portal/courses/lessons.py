"""A lesson's page, and what it tells while it is seen."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.courses import actions
from shenbian.courses.models import Lesson
from shenbian.courses.queries import lessons_of
from shenbian.courses.rules import BEAT
from shenbian.flow.refusals import NotYours, Refused
from shenbian.portal.courses.views import mine

MOST = 3600  # seconds that one word of a page may claim; the clock decides what of them counts


@require_safe
@never_cache
@page(SIGNED_IN)
def lesson(request: PageRequest, pk: int, lesson: int) -> HttpResponse:
    """The lesson, opened: from now on this page counts and no other of mine."""
    found = mine(request, pk)
    shown = get_object_or_404(Lesson.objects.select_related("course"), pk=lesson, course__edition=found.edition_id)
    told = {"enrolment": found, "lesson": shown, "beat": int(BEAT.total_seconds())}
    try:
        told["page"] = actions.open_lesson(found, shown, by=request.actor)
    except Refused as why:
        return render(request, "portal/courses/lesson.html", told | {"why": why.why}, status=409)
    rows = lessons_of(found)
    told["progress"] = next((each.progress for each in rows if each.lesson.pk == shown.pk), None)
    left = (each.lesson for each in rows if each.lesson.place > shown.place and not each.done)
    told["next"] = next((each for each in left if each.session_id is None), None)
    return render(request, "portal/courses/lesson.html", told)


@require_POST
@never_cache
@page(SIGNED_IN)
def beat(request: PageRequest) -> JsonResponse:
    """The page was seen for some seconds, and perhaps an answer."""
    seen = request.POST.get("seen", "")
    try:
        key = UUID(request.POST.get("page", ""))
        told = actions.beat(
            key,
            seen=min(int(seen), MOST) if seen.isdigit() else 0,
            said=request.POST.get("said", "")[:10],
            by=request.actor,
        )
    except NotYours:
        return JsonResponse({"elsewhere": True}, status=409)
    except ValueError:
        return JsonResponse({"why": "page"}, status=400)
    return JsonResponse(vars(told))
