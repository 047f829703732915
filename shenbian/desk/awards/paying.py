"""A list of payments drawn from what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.awards.actions import draw
from shenbian.awards.declared import subsidies
from shenbian.awards.queries import commitments_for, payable
from shenbian.desk.asking import ask_many
from shenbian.desk.awards.forms import MOST, Paying
from shenbian.flow.actions import Outcome
from shenbian.funds.models import Payment
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.standard.kinds.money import FORM


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.PAYMENT_PREPARE))
def pay(request: PageRequest, programme: str) -> HttpResponse:
    """Prepare a list of payments of one commitment; who is refused stays here with the reason."""
    if programme not in subsidies:
        raise Http404
    rows = list(payable(request.actor).filter(programme=programme)[:MOST])
    subsidy = subsidies[programme]
    commitments = commitments_for(request.actor, programme, form=subsidy.form)
    form = Paying(request.POST or None, rows=rows, commitments=commitments)
    asked = ask_many(request, form, lambda: _drawn(form.cleaned_data, request.actor))
    if asked.all_done:
        messages.success(request, f"编制了{asked.done}笔付款，待审批。")
        return redirect("desk:awards")
    told = {
        "form": form,
        "subsidy": subsidy,
        "form_of": FORM.codes[subsidy.form],
        "rows": rows,
        "commitments": commitments.exists(),
        "total": sum(each.amount_fen for each in rows),
    }
    return render(request, "desk/awards/pay.html", told | asked.told(), status=asked.status)


def _drawn(said: dict[str, Any], by: Actor) -> Sequence[Outcome[Payment]]:
    return draw(said["commitment"], sorted(said["chosen"], key=lambda each: each.pk), by=by)
