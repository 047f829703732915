"""Where a scanned code leads: a member's card, a unit's credit code or number, an address of the house."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

from django.http import Http404
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from shenbian.desk.finding import thing_or_404
from shenbian.desk.scopes import organisations_of, people_of, units_of
from shenbian.fieldwork.queries import units_for, verbs_of
from shenbian.kit import uscc
from shenbian.orgs.models import Unit
from shenbian.people.cards import read
from shenbian.people.queries import searchable
from shenbian.rights.actor import Actor

_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NP-RTUW-Y]{18}(?![0-9A-Z])")
GONE = "没有找到，或者不在您的辖区。会员卡上的码五分钟换一次，请让对方刷新后再扫。"


def leads_to(text: str, *, actor: Actor) -> str | None:
    """The address to go on to; None where there is nothing for this person. What is no code at all is searched for."""
    text = text.strip()[:2000]
    if match := _ours(text):
        return _page(match, actor)
    if unit := _unit(text, actor):
        return f"{reverse('desk:field')}?{urlencode({'unit': unit.pk})}"
    return None if "://" in text else f"{reverse('desk:search')}?{urlencode({'q': searchable(text[:100])})}"


def unit_here(actor: Actor, pk: int) -> Unit | None:
    """A unit where this person may do something, or which they may read. One query."""
    scope = units_of(actor).filter(pk=pk)
    for verb in verbs_of(actor):
        scope = scope | units_for(verb, actor).filter(pk=pk)
    return scope.first()


def _ours(text: str) -> ResolverMatch | None:
    """The page that an address of the house names, whatever host it was printed with."""
    path = urlsplit(text).path
    try:
        return resolve(path) if path.startswith("/") else None
    except Resolver404:
        return None


def _page(match: ResolverMatch, actor: Actor) -> str | None:
    said = match.kwargs
    match match.view_name:
        case "portal:verify_card":
            person = read(said["code"])
            inside = person is not None and people_of(actor).filter(pk=person.pk).exists()
            return reverse("desk:person", args=[person.key]) if person and inside else None
        case "desk:person":
            return _if(people_of(actor).filter(key=said["key"]).exists(), match)
        case "desk:organisation":
            return _if(organisations_of(actor).filter(pk=said["pk"]).exists(), match)
        case "desk:unit":
            return f"{reverse('desk:field')}?unit={said['pk']}" if unit_here(actor, said["pk"]) else None
        case "desk:redeem":
            return reverse("desk:redeem", args=[said["code"]])
        case "desk:thing":
            return _if(_is_there(actor, said["label"], said["pk"]), match)
    return None


def _if(inside: bool, match: ResolverMatch) -> str | None:
    return reverse(match.view_name, kwargs=match.kwargs) if inside else None


def _is_there(actor: Actor, label: str, pk: int) -> bool:
    try:
        thing_or_404(actor, label, pk)
    except Http404:
        return False
    return True


def _unit(text: str, actor: Actor) -> Unit | None:
    """A licence's code stands in an address of the registry; a unit's own number stands alone."""
    codes = [code for code in _CODE.findall(text.upper()) if uscc.is_valid(code)]
    found = Unit.objects.filter(uscc__in=codes) if codes else Unit.objects.filter(number=text)
    unit = found.first()
    return unit_here(actor, unit.pk) if unit else None
