"""Going on duty: the reason, the limit, and the list that the audit administrator reads."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.asking import Asked, ask
from shenbian.desk.offices.forms import DutyForm
from shenbian.offices import actions
from shenbian.offices.models import Duty
from shenbian.offices.queries import duties_seen, open_duty
from shenbian.rights.catalogue import ROLES, Right

_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.DUTY_OPEN, Right.TRACE_READ))
def duty(request: PageRequest) -> HttpResponse:
    """The session that is open, the form of the next one, and the sessions that one may review."""
    may_open = [post for post in request.actor.posts if Right.DUTY_OPEN in post.role.rights]
    if request.method == "POST" and not may_open:
        raise Http404
    form = DutyForm(may_open, request.POST or None) if may_open else None
    asked = ask(request, form, lambda: _begin(request, form)) if form else Asked[Duty]()
    if asked.done:
        return redirect("desk:duty")
    told = {
        "form": form,
        "open": open_duty(request.actor) if may_open else None,
        "sessions": [(each, ROLES[each.role_key].title) for each in duties_seen(request.actor)[:_SHOWN]],
        "shown": _SHOWN,
        "refused": asked.refused,
    }
    return render(request, "desk/offices/duty.html", told, status=asked.status)


def _begin(request: PageRequest, form: DutyForm) -> Duty:
    said = form.cleaned_data
    return actions.open_duty(
        role=said["role"], at=said["at"], reason=said["reason"], hours=said["hours"], by=request.actor
    )
