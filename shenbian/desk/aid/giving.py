"""The same help for many files at once, and a list of payments of what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.aid.declared import Class
from shenbian.aid.giving import pay_out, propose_helps
from shenbian.aid.models import Dossier, Help
from shenbian.aid.queries import payable_helps, standing_files
from shenbian.awards.queries import commitments_for
from shenbian.desk.aid.forms import MOST, ForMany, PayingHelps
from shenbian.desk.asking import ask_many
from shenbian.flow.actions import Outcome
from shenbian.funds.models import Payment
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.REGISTER_KEEP))
def give(request: PageRequest) -> HttpResponse:
    """Propose the same help for the chosen of the standing files; who is refused stays here with the reason."""
    where = _givers(request.actor)
    asked_for = request.GET.get("class", "")
    klass = asked_for if asked_for in Class.values else ""
    found = standing_files(request.actor, today())
    rows = list((found.filter(klass=klass) if klass else found)[: MOST + 1])
    form = ForMany(request.POST or None, rows=rows[:MOST], bodies=where)
    asked = ask_many(request, form, lambda: _proposed(form.cleaned_data, request.actor))
    if asked.all_done:
        messages.success(request, f"提出了{asked.done}户的帮扶，等部门负责人批准。")
        return redirect("desk:aid")
    told = {
        "form": form,
        "rows": rows[:MOST],
        "more": len(rows) > MOST,
        "classes": [(each.value, each.label) for each in Class],
        "klass": klass,
    }
    return render(request, "desk/aid/give.html", told | asked.told(), status=asked.status)


def _givers(actor: Actor) -> list[Organisation]:
    """The unions for which somebody gives: where they keep the registers."""
    here = {post.organisation_id: post.organisation for post in actor.posts if Right.REGISTER_KEEP in post.role.rights}
    return sorted(here.values(), key=lambda each: each.path)


def _proposed(said: dict[str, Any], by: Actor) -> list[Outcome[Help]]:
    chosen: list[Dossier] = sorted(said["chosen"], key=lambda each: each.pk)
    return propose_helps(
        chosen,
        organisation=said["organisation"],
        form=said["form"],
        title=said["title"],
        amount_fen=said["amount"],
        by=by,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.PAYMENT_PREPARE))
def pay(request: PageRequest) -> HttpResponse:
    """Prepare a list of payments of decided helps, out of one commitment of their programme."""
    rows = list(payable_helps(request.actor)[:MOST])
    programmes = {each.dossier.programme for each in rows}
    commitments = commitments_for(request.actor, *programmes)
    form = PayingHelps(request.POST or None, rows=rows, commitments=commitments)
    asked = ask_many(request, form, lambda: _drawn(form, request.actor))
    if asked.all_done:
        messages.success(request, f"编制了{asked.done}笔付款，放进一个付款批次，待审批。")
        return redirect("desk:funds_batches")
    told = {
        "form": form,
        "rows": rows,
        "commitments": commitments.exists(),
        "total": sum(each.amount_fen for each in rows),
    }
    return render(request, "desk/aid/pay.html", told | asked.told(), status=asked.status)


def _drawn(form: PayingHelps, by: Actor) -> Sequence[Outcome[Payment]]:
    return pay_out(form.chosen(), form.cleaned_data["commitment"], accounts=form.accounts(), by=by)
