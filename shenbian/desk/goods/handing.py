"""Handing out from a list, by cards or on a slip; what is found on the shelves, and what is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.asking import ask, ask_many
from shenbian.desk.goods.forms import MOST, CountedShelves, HandedList, HandedSlip, LostThere, stores_of
from shenbian.desk.goods.views import campaign_or_404, keeps
from shenbian.files.actions import upload
from shenbian.files.models import StoredFile
from shenbian.flow.actions import Outcome
from shenbian.goods.actions import Counted, Handed, Lost, hand_out, hand_out_many, report_loss, take_stock
from shenbian.goods.models import Issue, Item, StockTake, Store, WriteOff
from shenbian.goods.queries import Shelf, items_seen, shelves_in, shelves_of
from shenbian.goods.rosters import rosters
from shenbian.kit.period import today
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right

KEEPS = needs(Right.REGISTER_KEEP)


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def handing(request: PageRequest, pk: int) -> HttpResponse:
    """One each to a list of people; who had theirs is said, the others get theirs."""
    items = campaign_or_404(request.actor, pk)
    shelves = [each for each in shelves_of(items) if keeps(request.actor, each)]
    roster = rosters.get(request.GET.get("from", ""))
    known = _without_theirs(roster.people(request.actor, today()), items) if roster else ()
    form = HandedList(
        request.POST or None,
        actor=request.actor,
        items=items,
        shelves=shelves,
        known=known[:MOST],
        initial=_before(request, pk),
    )
    asked = ask_many(request, form, lambda: _handed(form.cleaned_data, request.actor))
    if asked.all_done:
        messages.success(request, f"发放了{asked.done}份。")
        return redirect(f"{request.path}?store={form.cleaned_data['store'].pk}&item={form.cleaned_data['item'].pk}")
    told = {"form": form, "item": items[0], "rosters": list(rosters), "roster": roster, "known": len(known)}
    return render(request, "desk/goods/issue.html", told | asked.told(), status=asked.status)


def _without_theirs(people: Sequence[tuple[int, str]], items: Sequence[Item]) -> list[tuple[int, str]]:
    """Those of a roster who had nothing of this campaign that everybody gets once. One query."""
    once = [each.pk for each in items if each.once]
    had = set(
        Issue.objects.filter(item__in=once, status="issued", person__in=[pk for pk, _ in people]).values_list(
            "person", flat=True
        )
    )
    return [(pk, words) for pk, words in people if pk not in had]


def _before(request: PageRequest, pk: int) -> dict[str, Any]:
    """What was chosen last: whoever hands out does so from one store, of one item."""
    return {"item": request.GET.get("item") or pk, "store": request.GET.get("store", "")}


def _handed(said: dict[str, Any], by: Actor) -> Sequence[Outcome[Issue]]:
    return hand_out_many(said["item"], said["store"], said["people"], on=said["on"], by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def slip(request: PageRequest, pk: int) -> HttpResponse:
    """A team or a unit signs together for so many."""
    items = campaign_or_404(request.actor, pk)
    shelves = [each for each in shelves_of(items) if keeps(request.actor, each)]
    sent = request.method == "POST"
    form = HandedSlip(
        request.POST if sent else None, request.FILES if sent else None, actor=request.actor, items=items,
        shelves=shelves, initial=_before(request, pk),
    )  # fmt: skip
    asked = ask(request, form, lambda: _signed(form.cleaned_data, request.actor))
    if asked.done is not None:
        messages.success(request, f"按单号“{asked.done.slip}”发放了{asked.done.quantity}份。")
        return redirect("desk:goods_campaign", pk=pk)
    told = {"form": form, "item": items[0], "refused": asked.refused}
    return render(request, "desk/goods/slip.html", told, status=asked.status)


def _signed(said: dict[str, Any], by: Actor) -> Issue:
    told = {name: said[name] for name in ("item", "store", "on", "slip", "quantity", "signed_by")}
    return hand_out(Handed(**told, papers=_papers(said["paper"], by)), by=by)


def _papers(sent: Any, by: Actor) -> list[StoredFile]:
    return [upload(sent.read(), name=sent.name, by=by)] if sent else []


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def counting(request: PageRequest, pk: int) -> HttpResponse:
    """What is found on the shelves of a store; another hand confirms what differs."""
    store, shelves = _store_or_404(request.actor, pk)
    form = CountedShelves(request.POST or None, shelves=shelves)
    asked = ask(request, form, lambda: _counted(store, shelves, form.cleaned_data, request.actor))
    if asked.done is not None:
        messages.success(request, f"登记了{len(asked.done)}种物品的盘点，等另一个人确认。")
        return redirect("desk:goods_campaign", pk=shelves[0].item.pk)
    told = {"form": form, "store": store, "shelves": shelves, "refused": asked.refused}
    return render(request, "desk/goods/count.html", told, status=asked.status)


def _counted(store: Store, shelves: Sequence[Shelf], said: dict[str, Any], by: Actor) -> list[StockTake]:
    found = [
        Counted(
            item=each.item,
            store=store,
            counted=said[f"counted_{each.item.pk}"],
            why=said[f"why_{each.item.pk}"],
        )
        for each in shelves
        if said[f"counted_{each.item.pk}"] is not None
    ]
    return take_stock(found, on=said["on"], by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def losing(request: PageRequest, pk: int) -> HttpResponse:
    """What can no longer be handed out; another hand agrees."""
    store, shelves = _store_or_404(request.actor, pk)
    sent = request.method == "POST"
    form = LostThere(request.POST if sent else None, request.FILES if sent else None, shelves=shelves)
    asked = ask(request, form, lambda: _lost(store, form.cleaned_data, request.actor))
    if asked.done is not None:
        messages.success(request, f"报了{asked.done.quantity}份，等另一个人核准。")
        return redirect("desk:goods_campaign", pk=asked.done.item_id)
    told = {"form": form, "store": store, "refused": asked.refused}
    return render(request, "desk/goods/lost.html", told, status=asked.status)


def _lost(store: Store, said: dict[str, Any], by: Actor) -> WriteOff:
    told = {name: said[name] for name in ("item", "quantity", "reason", "on", "why")}
    return report_loss(Lost(**told, store=store, papers=_papers(said["paper"], by)), by=by)


def _store_or_404(actor: Actor, pk: int) -> tuple[Store, list[Shelf]]:
    """A store that one keeps, and what of one's campaigns lies there."""
    store = get_object_or_404(stores_of(actor, Right.REGISTER_KEEP), pk=pk)
    shelves = shelves_in(store, items_seen(actor))
    if not shelves:
        raise Http404
    return store, shelves
