"""At the window: an officer does a worker's own business with their consent, on the worker's own pages."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.accounts.limits import limited
from shenbian.desk.asking import ask
from shenbian.desk.offices.forms import AssistForm
from shenbian.flow.actions import perform
from shenbian.kit.refusal import Refused
from shenbian.kit.searching import MARK
from shenbian.offices import actions
from shenbian.offices.models import Assistance
from shenbian.offices.queries import open_assistance
from shenbian.people.models import Person
from shenbian.people.queries import found_by, searchable
from shenbian.rights.catalogue import Right

NOBODY = "没有找到这位职工。请核对证件号码或手机号；还没有登记过的职工，请先在会员台账里登记。"


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.ENTRY_ASSIST))
@limited("assist", "30/h/user")
def assist(request: PageRequest) -> HttpResponse:
    """Say for whom, what, and how they agreed; then the worker's pages open."""
    form = AssistForm(request.POST or None)
    asked = ask(request, form, lambda: _begin(request, form))
    if asked.done:
        return redirect("portal:home")
    told = {"form": form, "refused": asked.refused, "open": open_assistance(request.everything)}
    return render(request, "desk/offices/assist.html", told, status=asked.status)


def _begin(request: PageRequest, form: AssistForm) -> Assistance:
    said = form.cleaned_data
    mark = searchable(said["number"])
    person = Person.objects.filter(found_by(mark), merged_into=None).first() if mark.startswith(MARK) else None
    if person is None:
        raise Refused({0: NOBODY})
    post = next(each for each in request.actor.posts if Right.ENTRY_ASSIST in each.role.rights)
    return actions.assist(
        person,
        at=post.organisation,
        purpose=said["purpose"],
        how=said["how"],
        witness=said["witness"],
        hours=said["hours"],
        by=request.actor,
    )


@require_POST
@page(needs(Right.ENTRY_ASSIST))
def end(request: PageRequest) -> HttpResponse:
    """The worker's pages close."""
    found = open_assistance(request.everything)
    if found is not None:
        perform("close", on=found, by=request.everything)
        messages.success(request, "代办已结束，您现在看到的是自己的页面。")
    return redirect("desk:assist")
