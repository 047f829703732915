"""Campaigns and their goods: what each store had and has; what was bought, a new store, an allotment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.asking import ask
from shenbian.desk.editions.choosing import page_by_id
from shenbian.desk.goods.forms import Allotted, Bought, NewStore
from shenbian.goods.actions import Bought as NewPurchase
from shenbian.goods.actions import NewItem, add_item, add_store, allot, buy
from shenbian.goods.models import Allotment, Item, Purchase
from shenbian.goods.queries import Shelf, issues_covered, items_seen, reached, seen_by, shelves_of
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may, reaches

READS = needs(Right.REGISTER_READ)
MANAGES = needs(Right.EDITION_MANAGE)
LATEST = 10  # of a campaign's page; the register has them all


@require_safe
@page(READS)
def campaigns(request: PageRequest) -> HttpResponse:
    """What is handed out within one's reach, or lies in a store of it: the latest first, found by name."""
    typed = request.GET.get("q", "").strip()
    rows, following = page_by_id(items_seen(request.actor, typed), request.GET.get("after", ""))
    shelves = shelves_of(rows)
    told = {
        "rows": [{"item": each, **totals([one for one in shelves if one.item.pk == each.pk])} for each in rows],
        "following": following,
        "typed": typed,
        "manages": bool(reaches(request.actor, Right.EDITION_MANAGE)),
    }
    return render(request, "desk/goods/list.html", told)


def totals(shelves: Sequence[Shelf]) -> dict[str, int]:
    """What all these stores had and have together, in pieces."""
    return {name: sum(getattr(each, name) for each in shelves) for name in ("bought", "issued", "lost", "left")}


@require_safe
@page(READS)
def campaign(request: PageRequest, pk: int) -> HttpResponse:
    """One campaign: per item what each store within one's reach had and has, who got it, what came last."""
    items = campaign_or_404(request.actor, pk)
    whole = seen_by(request.actor, items[0])
    shelves = [each for each in shelves_of(items) if whole or within(request.actor, each)]
    counts = reached(items, under=None if whole else paths(request.actor))
    issued = issues_covered(request.actor).filter(item__in=items)
    told = {
        "item": items[0],
        "rows": [_row(each, shelves, counts) for each in items],
        "latest": list(issued[:LATEST]),
        "stores": list(dict.fromkeys(each.store for each in shelves if keeps(request.actor, each))),
        "manages": may(request.actor, Right.EDITION_MANAGE, items[0]),
        "keeps": any(keeps(request.actor, each) and each.left for each in shelves),
        "gives": any(may(request.actor, Right.EDITION_MANAGE, each.store) and each.left for each in shelves),
    }
    return render(request, "desk/goods/campaign.html", told)


def _row(item: Item, shelves: Sequence[Shelf], counts: dict[int, tuple[int, int]]) -> dict[str, Any]:
    own = [each for each in shelves if each.item.pk == item.pk]
    people, heads = counts.get(item.pk, (0, 0))
    return {"item": item, "shelves": own, "people": people, "heads": heads, **totals(own)}


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def buying(request: PageRequest) -> HttpResponse:
    """What was bought goes into a store; an item that the campaign did not have comes into being."""
    asked_for = {"edition": request.GET.get("edition", ""), "title": request.GET.get("title", "")}
    form = Bought(request.POST or None, actor=request.actor, initial=asked_for)
    asked = ask(request, form, lambda: _buy(form.cleaned_data, request.actor))
    if asked.done is not None:
        messages.success(request, f"“{asked.done.item}”入库{asked.done.quantity}份。")
        return redirect("desk:goods_campaign", pk=asked.done.item_id)
    told = {"form": form, "refused": asked.refused}
    return render(request, "desk/goods/buy.html", told, status=asked.status)


def _buy(said: dict[str, Any], by: Actor) -> Purchase:
    edition, quantity, amount = said["edition"], said["quantity"], said["amount"]
    found = Item.objects.filter(programme=edition.programme, activity=edition.reference, title=said["title"])
    item = found.select_related("organisation", "edition").first() or add_item(
        NewItem(
            programme=edition.programme,
            edition=edition,
            title=said["title"],
            organisation=edition.organisation,
            price_fen=round(amount / quantity) if amount else None,
            expires_on=said["expires_on"],
            once=not said["again"],
        ),
        by=by,
    )
    told = {name: said[name] for name in ("number", "on", "store", "supplier", "quotes", "contract", "commitment")}
    return buy(NewPurchase(item=item, quantity=quantity, amount_fen=amount, **told), by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def storing(request: PageRequest) -> HttpResponse:
    """A new place where goods lie."""
    form = NewStore(request.POST or None, actor=request.actor)
    asked = ask(request, form, lambda: add_store(**form.cleaned_data, by=request.actor))
    if asked.done is not None:
        messages.success(request, f"建立了库点“{asked.done}”。")
        return redirect("desk:goods")
    return render(request, "desk/goods/store.html", {"form": form, "refused": asked.refused}, status=asked.status)


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def allotting(request: PageRequest, pk: int) -> HttpResponse:
    """So many of an item of this campaign to another store."""
    items = campaign_or_404(request.actor, pk)
    form = Allotted(request.POST or None, actor=request.actor, items=items, initial={"item": pk})
    asked = ask(request, form, lambda: _allot(form.cleaned_data, request.actor))
    if asked.done is not None:
        messages.success(request, f"调拨了{asked.done.quantity}份到“{asked.done.into}”。")
        return redirect("desk:goods_campaign", pk=pk)
    told = {"form": form, "item": items[0], "refused": asked.refused}
    return render(request, "desk/goods/allot.html", told, status=asked.status)


def _allot(said: dict[str, Any], by: Actor) -> Allotment:
    return allot(said.pop("item"), **said, by=by)


def campaign_or_404(actor: Actor, pk: int) -> list[Item]:
    """All items of the campaign to which this one belongs, within one's reach; that one first."""
    seen = items_seen(actor)
    item = get_object_or_404(seen, pk=pk)
    others = seen.filter(programme=item.programme, activity=item.activity).exclude(pk=pk)
    return [item, *others]


def within(actor: Actor, shelf: Shelf) -> bool:
    """Whether a store lies in one's reach."""
    return may(actor, Right.REGISTER_READ, shelf.store)


def keeps(actor: Actor, shelf: Shelf) -> bool:
    """Whether somebody hands out there, counts and reports what is lost."""
    return may(actor, Right.REGISTER_KEEP, shelf.store)


def paths(actor: Actor) -> list[str]:
    return [each.path for each in reaches(actor, Right.REGISTER_READ)]
