"""Places for an officer's own people, from a list; one for another; guests; the draw."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.asking import ask
from shenbian.desk.sessions.finding import booking_or_404, session_or_404
from shenbian.desk.sessions.lists import Done, Listed, do_for_people
from shenbian.desk.sessions.returning import returned
from shenbian.desk.sessions.shown import Called, own_quotas
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import book_for, draw_lots, invite, swap
from shenbian.gatherings.models import Booking, Session
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.within import person_said

_POSTS = ["GET", "HEAD", "POST"]


@require_http_methods(_POSTS)
@page(needs(Right.REGISTER_KEEP))
def book(request: PageRequest, pk: int) -> HttpResponse:
    """One's own people in one go; what is refused comes back with row and reason, the rest is booked."""
    found = session_or_404(request.actor, pk)
    quota = own_quotas([found], request.actor).get(found.pk)
    told = {
        "title": "按名单预约",
        "verb": "预约",
        "one": "人",
        "note": _places(found, quota),
        "more": "名单里有问题的行退回来，写明原因，其余照常预约；预约以后会告知本人。",
    }

    def do(rows: Any) -> Done:
        return do_for_people(
            rows,
            lambda people, _, called: book_for(found, people, by=request.actor, rows=called),
            actor=request.actor,
            right=Right.REGISTER_KEEP,
        )

    return listed(request, found, Listed, told, do)


def _places(session: Session, quota: Any) -> str:
    if quota is not None:
        whose = "本工会" if quota.unit_id is None else f"“{quota.whose}”"
        return f"{whose}有{quota.places:,}个名额，已用{quota.taken:,}个，还剩{quota.left:,}个。"
    if session.free is None:
        return "这一场不限人数。"
    return f"本工会没有单独的名额，大家都可以约的还剩{session.free:,}个。"


@require_http_methods(_POSTS)
@page(needs(Right.EDITION_MANAGE))
def invited(request: PageRequest, pk: int) -> HttpResponse:
    """Ask people to come."""
    found = session_or_404(request.actor, pk, Right.EDITION_MANAGE)
    told = {
        "title": "邀请",
        "verb": "邀请",
        "one": "人",
        "note": "给每个人留一个位置，到答复截止时为止；逾期没有答复的，位置给下一位。",
        "more": "名单里有问题的行退回来，写明原因，其余照常邀请。",
    }

    def do(rows: Any) -> Done:
        return do_for_people(
            rows,
            lambda people, _, called: invite(found, people, by=request.actor, rows=called),
            actor=request.actor,
            right=Right.EDITION_MANAGE,
        )

    return listed(request, found, Listed, told, do)


def listed(request: PageRequest, session: Session, form_class: Any, told: dict[str, Any], do: Any) -> HttpResponse:
    """A list is asked for and something done with its rows; refused rows stand in the form again, to be put right."""
    form = form_class(request.POST or None, request.FILES or None)
    asked = ask(request, form, lambda: do(form.rows))
    context = {"session": session, "form": form, "refused": asked.refused, **told}
    if asked.done is None:
        return render(request, "desk/sessions/listed.html", context, status=asked.status)
    done: Done = asked.done
    if done.count:
        messages.success(request, f"已{told['verb']}{done.count:,}{told['one']}。")
    if not done.refused:
        return redirect(told.get("back") or reverse("desk:session", args=[session.pk]))
    context |= {"done": done, "returned": returned(done.refused), "form": form_class(initial={"names": done.again})}
    return render(request, "desk/sessions/listed.html", context)


class Swap(forms.Form):
    """Who comes instead, and why."""

    person = forms.CharField(label="换成谁", max_length=100, help_text="姓名，或证件号码、手机号；重名的两样都写")
    reason = forms.CharField(label="原因", max_length=200, initial="换人", help_text="会告知本人，请不要写人名和号码")

    class Privacy:
        plain = frozenset({"reason"})


@require_http_methods(_POSTS)
@page(needs(Right.REGISTER_KEEP))
def swapped(request: PageRequest, pk: int, booking: int) -> HttpResponse:
    """Somebody else of the union comes instead."""
    found = session_or_404(request.actor, pk)
    old = booking_or_404(request.actor, found, booking, Right.REGISTER_KEEP)
    form = Swap(request.POST or None)
    asked = ask(request, form, lambda: _swap(old, form.cleaned_data, request.actor))
    if asked.done is not None:
        called = Called.by(request.actor)
        messages.success(request, f"{called.name(old)}换成了{called.name(asked.done)}，都已告知。")
        return redirect("desk:session", pk=pk)
    told = {"session": found, "name": Called.by(request.actor).name(old), "form": form, "refused": asked.refused}
    return render(request, "desk/sessions/swap.html", told, status=asked.status)


def _swap(booking: Booking, said: dict[str, str], actor: Actor) -> Booking:
    named = person_said(said["person"], actor=actor, right=Right.REGISTER_KEEP)
    if named.person is None:
        raise Refused(named.why)
    return swap(booking, person=named.person, by=actor, reason=said["reason"])


@require_http_methods(_POSTS)
@page(needs(Right.EDITION_MANAGE))
def drawn(request: PageRequest, pk: int) -> HttpResponse:
    """Draw lots among those who entered."""
    found = session_or_404(request.actor, pk, Right.EDITION_MANAGE)
    told: dict[str, Any] = {"session": found, "entered": found.bookings.filter(status="drawing").count()}
    if request.method == "POST":
        try:
            outcomes = draw_lots(found, by=request.actor)
        except NotYours as no:
            raise Http404 from no
        except Refused as no:
            return render(request, "desk/sessions/draw.html", told | {"refused": no.why}, status=409)
        won = sum(1 for each in outcomes if each.thing is not None and each.thing.status == "booked")
        messages.success(request, f"抽签办好了：中签{won:,}件，转候补{len(outcomes) - won:,}件，都已告知。")
        return redirect("desk:session", pk=pk)
    return render(request, "desk/sessions/draw.html", told)
