"""Lists for the bank and the bank's answers, months that are closed, purchases that look split."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.asking import ask
from shenbian.desk.editions.choosing import page_by_id
from shenbian.desk.funds.forms import BanksAnswer, NewBatch, bodies_of
from shenbian.flow.offers import offers
from shenbian.flow.refusals import NotYours
from shenbian.funds.actions import draw_up
from shenbian.funds.answering import Answered, answer, bank_file, reconcile
from shenbian.funds.closing import close, months_of
from shenbian.funds.queries import batches_covered, payments_covered
from shenbian.funds.splitting import suspects
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

READS = needs(Right.REGISTER_READ)
PREPARES, RELEASES = needs(Right.PAYMENT_PREPARE), needs(Right.PAYMENT_RELEASE)
LARGEST = 5 * 1024 * 1024  # bytes of a bank's answer


@require_safe
@page(READS)
def batches(request: PageRequest) -> HttpResponse:
    """The lists within one's reach, with what came of each."""
    rows, following = page_by_id(batches_covered(request.actor), request.GET.get("after", ""))
    came = reconcile(rows)
    told = {
        "rows": [{"batch": each, "came": came[each.pk]} for each in rows],
        "following": following,
        "prepares": any(Right.PAYMENT_PREPARE in post.role.rights for post in request.actor.posts),
    }
    return render(request, "desk/funds/batches.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@page(PREPARES)
def new_batch(request: PageRequest) -> HttpResponse:
    """Draw up a list; payments are put into it as they are prepared."""
    form = NewBatch(request.POST or None, actor=request.actor)
    asked = ask(request, form, lambda: draw_up(**form.cleaned_data, by=request.actor))
    if asked.done:
        messages.success(request, "批次已建立。编制付款时选这个批次。")
        return redirect("desk:funds_batch", pk=asked.done.pk)
    told = {"form": form, "refused": asked.refused, "title": "新的付款批次", "verb": "建立批次", "crumbs": []}
    return render(request, "desk/funds/form.html", told, status=asked.status)


@require_safe
@page(READS)
def batch(request: PageRequest, pk: int) -> HttpResponse:
    """Where a list stands, its payments, and what the bank answered."""
    return _batch(request, pk)


def _batch(request: PageRequest, pk: int, came: Answered | None = None, refused: str = "") -> HttpResponse:
    found = get_object_or_404(batches_covered(request.actor), pk=pk)
    rows, following = page_by_id(payments_covered(request.actor).filter(drawn_in=found), request.GET.get("after", ""))
    told = {
        "batch": found,
        "label": found._meta.label_lower,
        "offers": offers(found, request.actor),
        "rows": rows,
        "following": following,
        "came": reconcile([found])[found.pk],
        "answered": came,
        "refused": refused,
        "form": BanksAnswer(),
        "releases": may(request.actor, Right.PAYMENT_RELEASE, found),
    }
    return render(request, "desk/funds/batch.html", told, status=409 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@page(RELEASES)
def file(request: PageRequest, pk: int) -> HttpResponse:
    """The file for the bank, with account numbers in clear; whose they are can see that it was taken."""
    if request.method != "POST":  # the page was loaded again
        return redirect("desk:funds_batch", pk=pk)
    found = get_object_or_404(batches_covered(request.actor), pk=pk)
    try:
        made = bank_file(found, by=request.actor)
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        return _batch(request, pk, refused=no.reasons[0])
    sent = HttpResponse(made, content_type="text/csv; charset=utf-8")
    sent["Content-Disposition"] = f'attachment; filename="payments-{found.pk}.csv"'
    sent["Cache-Control"] = "no-store"
    return sent


@require_http_methods(["GET", "HEAD", "POST"])
@page(RELEASES)
def answered(request: PageRequest, pk: int) -> HttpResponse:
    """Take the bank's answer in; the same one again changes nothing."""
    if request.method != "POST":
        return redirect("desk:funds_batch", pk=pk)
    found = get_object_or_404(batches_covered(request.actor), pk=pk)
    form = BanksAnswer(request.POST, request.FILES)
    if not form.is_valid() or form.cleaned_data["paper"].size > LARGEST:
        return _batch(request, pk, refused="请选择银行回执文件（不超过5 MB）。")
    try:
        came = answer(found, form.cleaned_data["paper"].read(), by=request.actor)
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        return _batch(request, pk, refused=no.reasons[0])
    return _batch(request, pk, came=came)


@require_http_methods(["GET", "HEAD", "POST"])
@page(READS)
def months(request: PageRequest) -> HttpResponse:
    """The months of the books that one keeps: which are closed, which can be."""
    mine = list(bodies_of(request.actor, Right.PAYMENT_RELEASE))
    refused = ""
    if request.method == "POST":
        body = next((each for each in mine if str(each.pk) == request.POST.get("organisation")), None)
        if body is None:
            raise Http404
        try:
            closed = close(body, date.fromisoformat(request.POST.get("month", "")), by=request.actor)
        except ValueError as no:
            refused = no.reasons[0] if isinstance(no, Refused) else "没有这个月份。"
        else:
            messages.success(request, f"{closed}已经结账，不能再入账。")
            return redirect("desk:funds_months")
    told = {"rows": months_of(request.actor), "mine": {each.pk for each in mine}, "refused": refused}
    return render(request, "desk/funds/months.html", told, status=409 if refused else 200)


@require_safe
@page(READS)
def findings(request: PageRequest) -> HttpResponse:
    """Purchases that look as if they had been split."""
    return render(request, "desk/funds/findings.html", {"rows": suspects(request.actor, on=today())})
