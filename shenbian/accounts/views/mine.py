"""What belongs to the signed-in themselves: their sessions, and the post in which they act."""

from __future__ import annotations

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from shenbian.accounts.access import OFFICER, SIGNED_IN, PageRequest, page
from shenbian.accounts.devices import device
from shenbian.accounts.middleware import SCOPE


@require_http_methods(["GET", "POST"])
@page(SIGNED_IN)
def sessions(request: PageRequest) -> HttpResponse:
    """Where I am signed in; a POST signs out one (`session`) or all the others."""
    assert request.user.is_authenticated
    if request.method == "POST":
        return _sign_out(request)
    standing = UserSession.objects.purge_and_list(request.user)
    shown = [
        {"session": each, "device": device(each.user_agent), "here": each.is_current()}
        for each in sorted(standing, key=lambda each: (not each.is_current(), -each.created_at.timestamp()))
    ]
    return render(request, "usersessions/sessions.html", {"sessions": shown, "others": len(shown) > 1})


def _sign_out(request: PageRequest) -> HttpResponse:
    mine = UserSession.objects.filter(user_id=request.user.pk)
    chosen = request.POST.get("session", "")
    if chosen:
        if not chosen.isdigit():
            raise Http404
        ended = [get_object_or_404(mine, pk=int(chosen))]
    else:
        ended = [each for each in mine if not each.is_current()]
    here = any(each.is_current() for each in ended)
    end_sessions(request, ended)
    if here:
        return redirect("account_login")
    told = gettext("已在%(count)s处退出。") % {"count": len(ended)} if ended else gettext("没有别处的登录。")
    messages.success(request, told)
    return redirect("usersessions_list")


@require_POST
@page(OFFICER)
def scope(request: PageRequest) -> HttpResponse:
    """Act in one of my posts (`post`), or in all of them (empty)."""
    chosen = request.POST.get("post", "")
    if not chosen:
        request.session.pop(SCOPE, None)
    elif chosen in {str(post.pk) for post in request.everything.posts}:
        request.session[SCOPE] = int(chosen)
    else:
        raise Http404
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return redirect(wanted if safe else "/desk/")
