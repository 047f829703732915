"""The mixers that I go to: what I show of myself, whom I choose, who chose me too, and to whom I give my contact."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.flow.refusals import Refused
from shenbian.look.words import in_language
from shenbian.mixers import actions
from shenbian.mixers.queries import Mine, chosen_by, matches, mine, mixers_of, others

PAGE = 30


@require_safe
@page(SIGNED_IN)
def mixers(request: PageRequest) -> HttpResponse:
    """All of them, the latest first."""
    asked = request.GET.get("after", "")
    start = int(asked) if asked.isdigit() else 0
    found = list(mixers_of(request.actor)[start : start + PAGE + 1])
    told = {"mixers": found[:PAGE], "more": start + PAGE if len(found) > PAGE else None}
    return render(request, "portal/mixers/mixers.html", told)


@require_safe
@never_cache
@page(SIGNED_IN)
def mixer(request: PageRequest, pk: int) -> HttpResponse:
    """Where I stand, the one thing to do next, and who is mutual once the hour is over."""
    me = _mine(request, pk)
    return render(request, "portal/mixers/mixer.html", {"me": me, "matches": matches(me)})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def profile(request: PageRequest, pk: int) -> HttpResponse:
    """What I show of myself."""
    me = _mine(request, pk)
    if request.method != "POST":
        said = {"nickname": me.profile.nickname, "sentence": me.profile.sentence} if me.profile else {}
        return render(request, "portal/mixers/profile.html", {"me": me, "said": said})
    said = {name: request.POST.get(name, "") for name in ("nickname", "sentence")}
    try:
        actions.save_profile(me.session, by=request.actor, **said)
    except Refused as why:
        return render(request, "portal/mixers/profile.html", {"me": me, "said": said, "why": why.why}, status=422)
    messages.success(request, _("资料已保存。"))
    return redirect("portal:mixer", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(SIGNED_IN)
def choose(request: PageRequest, pk: int) -> HttpResponse:
    """Whom I would like to meet again; may be changed until the hour is over."""
    me = _mine(request, pk)
    why, chosen = "", [int(each) for each in request.POST.getlist("chosen") if each.isdigit()]
    if request.method == "POST":
        try:
            actions.choose(me.session, by=request.actor, chosen=chosen)
        except Refused as refused:
            why = refused.why
        else:
            messages.success(request, _("已保存，只有您自己知道。"))
            return redirect("portal:mixer", pk)
    elif not me.choosing:
        return redirect("portal:mixer", pk)
    else:
        chosen = chosen_by(me)
    lines = [{"shown": each, "on": each.profile.pk in chosen} for each in others(me)]
    told = {"me": me, "lines": lines, "why": why}
    return render(request, "portal/mixers/choose.html", told, status=422 if why else 200)


@require_POST
@page(SIGNED_IN)
def contact(request: PageRequest, pk: int, profile: int) -> HttpResponse:
    """I give my contact to somebody who is mutual, or take it back while they have not given theirs."""
    me = _mine(request, pk)
    said = "" if "back" in request.POST else request.POST.get("contact", "")
    try:
        actions.give_contact(me.session, by=request.actor, to=profile, contact=said)
    except Refused as why:
        messages.error(request, in_language(why.why))
    else:
        done = _("已同意。对方也同意以后，双方都能看到联系方式。") if said.strip() else _("已收回，没有给对方看过。")
        messages.success(request, done)
    return redirect("portal:mixer", pk)


def _mine(request: PageRequest, pk: int) -> Mine:
    """Where I stand at this mixer. Raises Http404 for one that I have nothing to do with."""
    return mine(get_object_or_404(mixers_of(request.actor), pk=pk), request.actor)
