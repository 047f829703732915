"""Files by state, one of them with what it holds (opened for a reason), its papers and helps; files for a notice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.aid.actions import CHANGES, Told, add_paper, read_dossier
from shenbian.aid.declared import helpings
from shenbian.aid.flows import DOSSIER, FOLLOWS
from shenbian.aid.giving import propose_helps
from shenbian.aid.models import Dossier
from shenbian.aid.queries import dossiers_covered
from shenbian.aid.telling import finding_told, parts_told, sum_told
from shenbian.awards.actions import Drafted, draft_notice
from shenbian.desk.aid.forms import ForNotice, Opening, Proposal, SignedPaper
from shenbian.desk.asking import ask
from shenbian.desk.editions.choosing import page_by_id
from shenbian.desk.things.shown import paper as shown_paper
from shenbian.desk.things.shown import shown
from shenbian.files.queries import attachments_of
from shenbian.flow.offers import offers
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may, reaches

READS = needs(Right.REGISTER_READ)
KEEPS = needs(Right.REGISTER_KEEP)
MANAGES = needs(Right.EDITION_MANAGE)


@require_safe
@page(READS)
def files(request: PageRequest) -> HttpResponse:
    """The files within one's reach: by state, the latest first."""
    rows = dossiers_covered(request.actor)
    counts = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    state = request.GET.get("state", "")
    states = [{"key": each.key, "title": each.title, "count": counts[each.key]} for each in _states(counts)]
    chosen = rows.filter(status=state) if state in counts else rows
    found, following = page_by_id(chosen, request.GET.get("after", ""))
    told: dict[str, Any] = {
        "rows": found,
        "following": following,
        "states": states,
        "state": state if state in counts else "",
    }
    told["manages"] = bool(reaches(request.actor, Right.EDITION_MANAGE))
    told["gives"] = bool(reaches(request.actor, Right.REGISTER_KEEP))
    told["pays"] = bool(reaches(request.actor, Right.PAYMENT_PREPARE))
    return render(request, "desk/aid/list.html", told)


def _states(counts: dict[str, int]) -> list[Any]:
    return [each for each in DOSSIER.states if each.key in counts]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@page(READS)
def file(request: PageRequest, pk: int) -> HttpResponse:
    """Where it stands and what may be done; what the household said, once a reason was given."""
    found = _file_or_404(request.actor, pk)
    form = Opening(request.POST or None)
    asked = ask(request, form, lambda: read_dossier(found, by=request.actor, why=form.cleaned_data["why"]))
    told = {
        "dossier": found,
        "label": found._meta.label_lower,
        "offers": [each for each in offers(found, request.actor) if each.move.name not in FOLLOWS],
        "form": form,
        "refused": asked.refused,
        "facts": shown(found),
        "persons": found.members.count(),
        "papers": [shown_paper(each) for each in attachments_of([found.subject])],
        "helps": list(found.helps.order_by("-id")),
        "keeps": may(request.actor, Right.REGISTER_KEEP, found),
        "changes": found.status in CHANGES and may(request.actor, Right.REGISTER_KEEP, found),
        "opens": any(may(request.actor, each, found) for each in (Right.REGISTER_KEEP, Right.PERSON_REVEAL)),
    }
    if asked.done is not None:
        told |= _opened(asked.done)
    return render(request, "desk/aid/file.html", told, status=asked.status)


def _opened(told: Told) -> dict[str, Any]:
    return {
        "opened": True,
        "parts": parts_told(told.parts),
        "members": [{"member": row, "said": said} for row, said in told.members],
        "findings": [{"finding": row, "lines": finding_told(row, said)} for row, said in told.findings],
        "sums": [{"sum": row, "lines": sum_told(row, said)} for row, said in told.sums],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def paper(request: PageRequest, pk: int) -> HttpResponse:
    """Hang a paper on the file: what was signed at the visit, a proof that was brought."""
    found = _file_or_404(request.actor, pk)
    form = SignedPaper(request.POST or None, request.FILES or None)
    asked = ask(request, form, lambda: _hung(found, form, request.actor))
    if asked.done:
        messages.success(request, f"“{form.cleaned_data['said']}”已存入档案。")
        return redirect("desk:aid_file", pk=found.pk)
    told = {"form": form, "dossier": found, "refused": asked.refused}
    return render(request, "desk/aid/paper.html", told, status=asked.status)


def _hung(found: Dossier, form: SignedPaper, by: Actor) -> bool:
    sent = form.cleaned_data["file"]
    add_paper(found, form.cleaned_data["said"], sent.read(), name=sent.name, by=by)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@page(KEEPS)
def helping(request: PageRequest, pk: int) -> HttpResponse:
    """Propose a help from this file; another hand decides it."""
    found = _file_or_404(request.actor, pk)
    where = _body(request.actor, found)
    if where is None:
        raise Http404
    form = Proposal(request.POST or None)
    asked = ask(request, form, lambda: _proposed(found, where, form.cleaned_data, request.actor))
    if asked.done:
        messages.success(request, "已提出，等部门负责人批准。")
        return redirect("desk:aid_file", pk=found.pk)
    told = {"form": form, "dossier": found, "refused": asked.refused}
    return render(request, "desk/aid/help.html", told, status=asked.status)


def _proposed(found: Dossier, where: Organisation, said: dict[str, Any], by: Actor) -> bool:
    (outcome,) = propose_helps(
        [found], organisation=where, form=said["form"], title=said["title"], amount_fen=said["amount"], by=by
    )
    if outcome.refusal:
        raise outcome.refusal
    return True


def _body(actor: Actor, found: Dossier) -> Organisation | None:
    """The union for which the actor gives: where they hold the post that takes this file in."""
    for post in actor.posts:
        here = found.organisation.path.startswith(post.organisation.path)
        if Right.REGISTER_KEEP in post.role.rights and here and (not post.desks or found.desk in post.desks):
            return post.organisation
    return None


@require_http_methods(["GET", "HEAD", "POST"])
@page(MANAGES)
def notice(request: PageRequest) -> HttpResponse:
    """Draft a public notice of files that were checked; it is begun on its own page."""
    waiting = dossiers_covered(request.actor).filter(status="verification")
    form = ForNotice(request.POST or None, waiting=waiting)
    asked = ask(request, form, lambda: _drafted(form.cleaned_data, request.actor))
    if asked.done:
        return redirect("desk:award_notice", asked.done.pk)
    told = {"form": form, "refused": asked.refused, "any": waiting.exists()}
    return render(request, "desk/aid/notice.html", told, status=asked.status)


def _drafted(said: dict[str, Any], by: Actor) -> Any:
    first: Dossier = said["chosen"][0]
    where = next((each.organisation for each in by.posts if Right.EDITION_MANAGE in each.role.rights), None)
    told = Drafted(
        programme=first.programme,
        title=said["title"],
        organisation=where or first.organisation,
        desk=helpings[first.programme].desk.value,
        subjects=[each.subject for each in said["chosen"]],
        contact=said["contact"],
    )
    return draft_notice(told, by=by)


def _file_or_404(actor: Actor, pk: int) -> Dossier:
    return get_object_or_404(dossiers_covered(actor), pk=pk)
