"""Who is sent where: orders, one of them with its people and days, people named in it, a day of several, problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.deployments.actions import Planned, assign, note_many, plan
from shenbian.deployments.declared import Sending, sendings
from shenbian.deployments.models import DutyDay, Order
from shenbian.deployments.queries import counts_of, days_covered, my_tasks, orders_covered, people_in, problems_covered
from shenbian.desk.asking import ask, ask_many
from shenbian.desk.deployments.forms import Day, NewOrder, People, where
from shenbian.desk.editions.choosing import page_by_id
from shenbian.flow.actions import Outcome
from shenbian.flow.offers import offers
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

READS = needs(Right.REGISTER_READ)
MANAGES = needs(Right.EDITION_MANAGE)
KEEPS = needs(Right.REGISTER_KEEP)
DAYS = 30  # of an order's page; the register has them all


@require_safe
@page(READS)
def orders(request: PageRequest) -> HttpResponse:
    """The orders within one's reach, and those by which one is sent oneself."""
    rows, following = page_by_id(orders_covered(request.actor), request.GET.get("after", ""))
    counted = counts_of(rows)
    told = {
        "rows": [{"order": each, "counted": counted[each.pk]} for each in rows],
        "following": following,
        "mine": list(my_tasks(request.actor, today())),
        "sendings": [each for each in sendings if where(request.actor, each).exists()],
    }
    return render(request, "desk/deployments/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def new(request: PageRequest, programme: str) -> HttpResponse:
    """Draft an order; people are named on its page."""
    sending = _sending_or_404(request.actor, programme)
    form = NewOrder(request.POST or None, sending=sending, actor=request.actor)
    asked = ask(
        request, form, lambda: plan(Planned(programme=sending.programme, **form.cleaned_data), by=request.actor)
    )
    if asked.done:
        return redirect("desk:deployment_assign", pk=asked.done.pk)
    told = {"form": form, "sending": sending, "refused": asked.refused}
    return render(request, "desk/deployments/new.html", told, status=asked.status)


@require_safe
@page(READS)
def order(request: PageRequest, pk: int) -> HttpResponse:
    """Where it stands and what may be done, who is named, which days were written down."""
    found = _order_or_404(request.actor, pk)
    days = list(days_covered(request.actor).filter(order=found)[: DAYS + 1])
    told = {
        "order": found,
        "label": found._meta.label_lower,
        "offers": offers(found, request.actor),
        "people": list(people_in(found)),
        "counted": counts_of([found])[found.pk],
        "days": days[:DAYS],
        "more": len(days) > DAYS,
        "manages": may(request.actor, Right.EDITION_MANAGE, found) and found.status in ("drafted", "issued"),
        "keeps": may(request.actor, Right.REGISTER_KEEP, found) and found.status in ("issued", "ended"),
    }
    return render(request, "desk/deployments/order.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def assigning(request: PageRequest, pk: int) -> HttpResponse:
    """Name people: a list or a sheet; whoever is not found is said, and nobody is named until all are."""
    found = _order_or_404(request.actor, pk)
    if not may(request.actor, Right.EDITION_MANAGE, found):
        raise Http404
    sent = request.method == "POST"
    form = People(request.POST if sent else None, request.FILES if sent else None, actor=request.actor)
    asked = ask(request, form, lambda: assign(found, form.cleaned_data["people"], by=request.actor))
    if asked.done is not None:
        messages.success(request, f"派了{len(asked.done)}人。" if asked.done else "这些人已经在任务单里。")
        return redirect("desk:deployment", pk=found.pk)
    told = {"form": form, "order": found, "refused": asked.refused}
    return render(request, "desk/deployments/assign.html", told, status=asked.status)


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def noting(request: PageRequest, pk: int) -> HttpResponse:
    """Write down a day of several, as it stands on paper."""
    found = _order_or_404(request.actor, pk)
    if not may(request.actor, Right.REGISTER_KEEP, found):
        raise Http404
    form = Day(request.POST or None, order=found, named=list(people_in(found)))
    asked = ask_many(request, form, lambda: _noted(found, form.cleaned_data, request.actor))
    if asked.all_done:
        messages.success(request, f"登记了{asked.done}人次。")
        return redirect("desk:deployment", pk=found.pk)
    told = {"form": form, "order": found, **asked.told()}
    return render(request, "desk/deployments/note.html", told, status=asked.status)


@require_safe
@page(READS)
def problems(request: PageRequest) -> HttpResponse:
    """What was found out there: what is open, or everything."""
    everything = request.GET.get("all") == "1"
    rows: QuerySet[Any] = problems_covered(request.actor)
    found, following = page_by_id(rows if everything else rows.filter(status="open"), request.GET.get("after", ""))
    told = {"rows": found, "following": following, "everything": everything}
    return render(request, "desk/deployments/problems.html", told)


def _noted(order: Order, said: dict[str, Any], by: Actor) -> Sequence[Outcome[DutyDay]]:
    return note_many(order, list(said["people"]), day=said["day"], place=said["place"], work=said["work"], by=by)


def _order_or_404(actor: Actor, pk: int) -> Order:
    return get_object_or_404(orders_covered(actor), pk=pk)


def _sending_or_404(actor: Actor, programme: str) -> Sending:
    if programme not in sendings or not where(actor, sendings[programme]).exists():
        raise Http404
    return sendings[programme]
