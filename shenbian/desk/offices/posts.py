"""My posts: whom I lent them to, and how they pass to somebody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import OFFICER, PageRequest, needs, page
from shenbian.desk.asking import ask
from shenbian.desk.offices.forms import DelegationForm, HandoverForm, ToForm
from shenbian.kit.period import today
from shenbian.offices.actions import delegate, prepare_handover
from shenbian.offices.models import Delegation, Handover
from shenbian.offices.queries import colleagues, delegations_of, handovers_of, open_work
from shenbian.people.models import Person
from shenbian.people.queries import found_by
from shenbian.rights.catalogue import Right
from shenbian.rights.models import Post
from shenbian.rights.rules import covered

_FOUND = 20
_SHOWN = 50


@require_safe
@page(OFFICER)
def mine(request: PageRequest) -> HttpResponse:
    """The posts I hold, what is lent of them and to me, hand-overs that concern me."""
    held = [post for post in request.everything.posts if post.lent_until is None]
    told = {
        "held": held,
        "lent": [post for post in request.everything.posts if post.lent_until is not None],
        "delegations": list(delegations_of(request.everything)[:_SHOWN]),
        "handovers": list(handovers_of(request.everything)[:_SHOWN]),
    }
    return render(request, "desk/offices/posts.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(OFFICER)
def delegation(request: PageRequest, pk: int) -> HttpResponse:
    """Lend one of my own posts."""
    post = next((each for each in request.everything.posts if each.pk == pk), None)
    if post is None:
        raise Http404

    def do(said: dict[str, Any]) -> Delegation:
        dates = {"from_on": said["from_on"], "until_on": said["until_on"]}
        return delegate(post, to=said["to"], reason=said["reason"], by=request.everything, **dates)

    return _pass(request, post, DelegationForm, do, "desk/offices/delegate.html")


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.POST_APPOINT))
def handover(request: PageRequest, pk: int) -> HttpResponse:
    """Draw up the hand-over of somebody's post."""
    within = covered(request.actor, Right.POST_APPOINT, desk="", owner="")
    standing = Post.objects.standing_on(today()).filter(within).select_related("organisation", "person")
    post = get_object_or_404(standing, pk=pk)

    def do(said: dict[str, Any]) -> Handover:
        return prepare_handover(post, to=said["to"], on=said["on"], paper=said["paper"], by=request.actor)

    return _pass(request, post, HandoverForm, do, "desk/offices/hand_over.html")


def _pass(
    request: PageRequest, post: Post, kind: type[ToForm], do: Callable[[dict[str, Any]], Any], template: str
) -> HttpResponse:
    """Find a colleague by name, then say the rest; what is refused stays typed."""
    typed = request.GET.get("q", "").strip()
    found = list(_colleagues(post, typed)[:_FOUND]) if typed else []
    form = kind(found, request.POST or None)
    asked = ask(request, form, lambda: do(form.cleaned_data))
    if asked.done:
        return redirect("desk:posts")
    told = {"post": post, "typed": typed, "found": found, "form": form, "refused": asked.refused, "limit": _FOUND}
    return render(request, template, told | {"open_work": open_work(post)}, status=asked.status)


def _colleagues(post: Post, typed: str) -> QuerySet[Person]:
    return colleagues(post).filter(found_by(typed)).order_by("name", "pk")
