"""Budgets and how far they are used; one of them, a commitment, a payment, each opening to what lies behind it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.asking import ask
from shenbian.desk.editions.choosing import page_by_id
from shenbian.desk.funds.forms import NewCommitment, NewInvoice, NewItem, NewPayment, NewRefund
from shenbian.desk.things.filing import filed
from shenbian.files.queries import attachments_of
from shenbian.flow.offers import offers
from shenbian.flow.table import Phase
from shenbian.funds import accounts
from shenbian.funds.actions import give_back, prepare, propose, register_invoice, submit
from shenbian.funds.models import BudgetItem, Payment
from shenbian.funds.queries import (
    Execution,
    commitments_covered,
    execution_of,
    items_covered,
    left_of,
    payments_covered,
)
from shenbian.goods.models import Purchase
from shenbian.kit.period import chinese_day, today
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

READS = needs(Right.REGISTER_READ)
PLANS, PREPARES, RELEASES = needs(Right.EDITION_MANAGE), needs(Right.PAYMENT_PREPARE), needs(Right.PAYMENT_RELEASE)
SHOWN = 50  # payments of a commitment's page; the register has them all


@require_safe
@page(READS)
def execution(request: PageRequest) -> HttpResponse:
    """How far the budgets of a year are used, at the end of a day, from the postings alone."""
    year, on = _year(request.GET.get("year", "")), _day(request.GET.get("on", ""))
    mine = items_covered(request.actor)
    years = sorted(set(mine.order_by().values_list("year", flat=True)), reverse=True)
    year = year or (today().year if today().year in years else years[0] if years else today().year)
    rows, following = page_by_id(mine.filter(year=year), request.GET.get("after", ""))
    used = execution_of(rows, on)
    whole = Execution(
        sum(each.free for each in used.values()),
        sum(each.set_aside for each in used.values()),
        sum(each.spent for each in used.values()),
    )
    told = {
        "rows": [{"item": each, "used": used[each.pk], "rate": _rate(used[each.pk])} for each in rows],
        "following": following,
        "years": years,
        "year": year,
        "on": on,
        "whole": whole,
        "rate": _rate(whole),
        "plans": any(Right.EDITION_MANAGE in post.role.rights for post in request.actor.posts),
    }
    return render(request, "desk/funds/execution.html", told)


def _rate(used: Execution) -> str:
    return "" if used.rate is None else f"{used.rate:.1%}"


def _year(said: str) -> int | None:
    return int(said) if said.isdigit() and len(said) == 4 else None


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@page(PLANS)
def new_item(request: PageRequest) -> HttpResponse:
    """Draft a budget item; another hand approves it."""
    form = NewItem(request.POST or None, actor=request.actor)

    def do() -> BudgetItem:
        said = dict(form.cleaned_data)
        return propose(said.pop("organisation"), by=request.actor, **said)

    asked = ask(request, form, do)
    if asked.done:
        messages.success(request, "已报批，由负责审批的人批复后可以使用。")
        return redirect("desk:funds_item", pk=asked.done.pk)
    told = {"form": form, "refused": asked.refused, "title": "新的预算项目", "verb": "报批", "crumbs": []}
    return render(request, "desk/funds/form.html", told, status=asked.status)


@require_safe
@page(READS)
def item(request: PageRequest, pk: int) -> HttpResponse:
    """One budget: how far it is used, what was set aside of it."""
    found = get_object_or_404(items_covered(request.actor), pk=pk)
    rows, following = page_by_id(commitments_covered(request.actor).filter(item=found), request.GET.get("after", ""))
    left, used = left_of(rows), execution_of([found])[found.pk]
    told = {
        "item": found,
        "label": found._meta.label_lower,
        "used": used,
        "rate": _rate(used),
        "offers": [each for each in offers(found, request.actor) if each.move.name != "recall" or found.received_id],
        "rows": [{"commitment": each, "left": left.get(each.pk, 0)} for each in rows],
        "following": following,
        "plans": may(request.actor, Right.EDITION_MANAGE, found) and found.status == "approved",
    }
    return render(request, "desk/funds/item.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(PLANS)
def commit(request: PageRequest, pk: int) -> HttpResponse:
    """Ask that money be set aside before it is spent."""
    found = get_object_or_404(items_covered(request.actor), pk=pk)
    if not may(request.actor, Right.EDITION_MANAGE, found):
        raise Http404
    form = NewCommitment(request.POST or None)
    asked = ask(request, form, lambda: submit(found, form.plan(), by=request.actor))
    if asked.done:
        messages.success(request, "已送审，批准后从预算里留出这笔额度。")
        return redirect("desk:funds_commitment", pk=asked.done.pk)
    told = {"form": form, "refused": asked.refused, "title": "事前审批", "verb": "送审", "crumbs": [_crumb_item(found)]}
    return render(request, "desk/funds/form.html", told, status=asked.status)


@require_safe
@page(READS)
def commitment(request: PageRequest, pk: int) -> HttpResponse:
    """What was set aside, what of it is paid, and to whom."""
    found = get_object_or_404(commitments_covered(request.actor), pk=pk)
    payments = list(payments_covered(request.actor).filter(commitment=found)[: SHOWN + 1])
    told = {
        "commitment": found,
        "label": found._meta.label_lower,
        "left": left_of([found]).get(found.pk, 0),
        "offers": offers(found, request.actor),
        "payments": payments[:SHOWN],
        "more": len(payments) > SHOWN,
        "purchases": list(found.purchases.select_related(*Purchase.RELATED).order_by("-pk")[:SHOWN]),
        **filed(found, list(attachments_of([found.subject])), request.actor),
        "prepares": may(request.actor, Right.PAYMENT_PREPARE, found) and found.status == "approved",
        "decides": found.phase == Phase.WAITING,
    }
    return render(request, "desk/funds/commitment.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(PREPARES)
def pay(request: PageRequest, pk: int) -> HttpResponse:
    """Prepare one payment, by itself or as part of a list for the bank."""
    found = get_object_or_404(commitments_covered(request.actor), pk=pk)
    if not may(request.actor, Right.PAYMENT_PREPARE, found):
        raise Http404
    form = NewPayment(request.POST or None, commitment=found, actor=request.actor)

    def do() -> Payment:
        (outcome,) = prepare(found, [form.pay()], by=request.actor, drawn_in=form.cleaned_data["drawn_in"])
        if outcome.refusal:
            raise outcome.refusal
        assert outcome.thing is not None
        return outcome.thing

    asked = ask(request, form, do)
    if asked.done:
        messages.success(request, "已编制，由另一位同事审批。")
        return redirect("desk:funds_payment", pk=asked.done.pk)
    told = {
        "form": form,
        "refused": asked.refused,
        "title": "编制付款",
        "verb": "编制付款",
        "crumbs": [_crumb_item(found.item), _crumb(str(found), "desk:funds_commitment", found.pk)],
    }
    return render(request, "desk/funds/form.html", told, status=asked.status)


@require_safe
@page(READS)
def payment(request: PageRequest, pk: int) -> HttpResponse:
    """A payment opened: whom it went to and why, its invoices, what came back, its papers."""
    found = get_object_or_404(payments_covered(request.actor), pk=pk)
    bought = [f"{Purchase._meta.label_lower}:{pk}" for pk in found.commitment.purchases.values_list("pk", flat=True)]
    subjects = [found.subject, found.commitment.subject, *bought]
    told = {
        "payment": found,
        "label": found._meta.label_lower,
        "account": accounts.masked(found.account_sealed),
        "offers": offers(found, request.actor),
        "turn": found.phase == Phase.WAITING,
        "invoices": list(found.invoices.exclude(status="draft").order_by("pk")),
        "refunds": list(found.refunds.exclude(status="draft").order_by("pk")),
        "again": Payment.objects.filter(instead_of=found).first(),
        **filed(found, list(attachments_of(subjects)), request.actor),
        "prepares": may(request.actor, Right.PAYMENT_PREPARE, found) and found.phase in ("waiting", "done"),
        "releases": may(request.actor, Right.PAYMENT_RELEASE, found) and found.status == "paid",
    }
    return render(request, "desk/funds/payment.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(PREPARES)
def invoice(request: PageRequest, pk: int) -> HttpResponse:
    """Put an invoice behind a payment; each is reimbursed once, in whichever union."""
    found = get_object_or_404(payments_covered(request.actor), pk=pk)
    form = NewInvoice(request.POST or None, initial={"seller": found.to})
    asked = ask(request, form, lambda: register_invoice(found, by=request.actor, **form.cleaned_data))
    if asked.done:
        messages.success(request, "发票已登记。")
        return redirect("desk:funds_payment", pk=found.pk)
    return _of_payment(request, found, form, asked.refused, asked.status, "登记发票")


@require_http_methods(["GET", "HEAD", "POST"])
@page(RELEASES)
def refund(request: PageRequest, pk: int) -> HttpResponse:
    """Money of a payment came back."""
    found = get_object_or_404(payments_covered(request.actor), pk=pk)
    form = NewRefund(request.POST or None, initial={"on": today()})
    asked = ask(request, form, lambda: give_back(found, by=request.actor, **form.cleaned_data))
    if asked.done:
        messages.success(request, f"已登记{chinese_day(asked.done.on)}的退回，额度回到预算。")
        return redirect("desk:funds_payment", pk=found.pk)
    return _of_payment(request, found, form, asked.refused, asked.status, "登记退回")


def _of_payment(request: PageRequest, found: Payment, form: Any, refused: str, status: int, title: str) -> HttpResponse:
    crumbs = [_crumb_item(found.commitment.item), _crumb(f"付款{found.pk}", "desk:funds_payment", found.pk)]
    told = {"form": form, "refused": refused, "title": title, "verb": title, "crumbs": crumbs}
    return render(request, "desk/funds/form.html", told, status=status)


def _crumb(title: str, name: str, pk: int) -> dict[str, Any]:
    return {"title": title, "name": name, "pk": pk}


def _crumb_item(found: BudgetItem) -> dict[str, Any]:
    return _crumb(str(found), "desk:funds_item", found.pk)
