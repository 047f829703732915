"""我的: the card, my year, who I am here."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shenbian.accounts.access import SIGNED_IN, PageRequest, page
from shenbian.facts.proofs import NoProof, proof_of
from shenbian.kit.period import today
from shenbian.people import cards
from shenbian.people.queries import spells_of
from shenbian.portal.home import membership_of, open_things
from shenbian.portal.me.ways import ways
from shenbian.portal.me.year import counted, facts_of, told_in, years_of
from shenbian.portal.person import person_of


@require_safe
@page(SIGNED_IN)
def me(request: PageRequest) -> HttpResponse:
    """Who I am, and the way to everything that is mine."""
    said: dict[str, Any] = {
        "person": person_of(request),
        "membership": membership_of(request.actor, today()),
        "ways": ways(),
    }
    said["open"] = open_things(request.actor)
    return render(request, "portal/me/me.html", said)


@require_safe
@never_cache
@page(SIGNED_IN)
def card(request: PageRequest) -> HttpResponse:
    """My membership card, with a code for whoever must see that I am a member."""
    person = person_of(request)
    membership = membership_of(request.actor, today())
    told: dict[str, Any] = {"person": person, "membership": membership, "minutes": cards.LIVES // 60}
    if membership is not None:
        link = reverse("portal:verify_card", args=[cards.code_of(person)])
        told |= {"code": request.build_absolute_uri(link), "groups": spells_of(person).filter(until_on=None)}
    return render(request, "portal/me/card.html", told)


@require_safe
@page(SIGNED_IN)
def year(request: PageRequest) -> HttpResponse:
    """What was counted of me in a year, each with its proof."""
    years = years_of(request.actor)
    asked = request.GET.get("year", "")
    chosen = int(asked) if asked.isdigit() else next(iter(years), today().year)
    before = request.GET.get("before", "")
    told, more = told_in(request.actor, chosen, before=int(before) if before.isdigit() else None)
    said = {"years": list(years), "year": chosen, "counted": counted(years[chosen]) if chosen in years else []}
    return render(request, "portal/me/year.html", said | {"told": told, "more": more})


@require_safe
@page(SIGNED_IN)
def proof(request: PageRequest, fact: int) -> HttpResponse:
    """The proof that this fact about me is in the ledger, to take home. It needs no database to be checked."""
    found = get_object_or_404(facts_of(request.actor), pk=fact)
    try:
        told = proof_of(found.pk)
    except NoProof:
        return render(request, "portal/me/no_proof.html", status=409)
    response = HttpResponse(orjson.dumps(told, option=orjson.OPT_INDENT_2), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="shenbian-proof-{found.pk}.json"'
    return response
