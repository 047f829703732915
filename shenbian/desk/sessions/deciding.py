"""What a meeting decided, as a list."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.sessions.finding import session_or_404
from shenbian.desk.sessions.forms import Decisions
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import Decided, write_decisions
from shenbian.rights.catalogue import Right


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.REGISTER_KEEP))
def decisions(request: PageRequest, pk: int) -> HttpResponse:
    """Write them down, put them right, take one away."""
    found = session_or_404(request.actor, pk, Right.REGISTER_KEEP)
    initial = [
        {"decision": each.pk, "text": each.text, "who": each.who, "until": each.until}
        for each in found.decisions.order_by("place")
    ]
    form = Decisions(request.POST or None, initial=initial)
    told = {"session": found, "form": form}
    if request.method == "POST" and form.is_valid():
        said = [Decided(**each.cleaned_data) for each in form if each.cleaned_data.get("text")]
        try:
            written = write_decisions(found, said, by=request.actor)
        except NotYours as no:
            raise Http404 from no
        except Refused as no:
            return render(request, "desk/sessions/decisions.html", told | {"refused": no.why}, status=422)
        messages.success(request, f"记下了{len(written)}项议定事项。")
        return redirect("desk:session", pk=pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/sessions/decisions.html", told, status=status)
