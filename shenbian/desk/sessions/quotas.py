"""Places of a session are kept for unions: a table to fill in, by number or by share, and given back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.sessions.finding import session_or_404
from shenbian.desk.sessions.lists import counted, pasted
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import by_share, release, set_quotas
from shenbian.gatherings.models import Quota, Session
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.people.queries import memberships_on
from shenbian.rights.catalogue import Right

SHOWN = 300  # unions below a host that are listed without being named


@dataclass(frozen=True)
class Union:
    """A row of the table."""

    body: Organisation
    members: int
    quota: Quota | None
    places: int


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.EDITION_MANAGE))
def quotas(request: PageRequest, pk: int) -> HttpResponse:
    """Say how many places each union has; share them out; take back what was not used."""
    found = session_or_404(request.actor, pk, Right.EDITION_MANAGE)
    told: dict[str, Any] = {"session": found, "free": found.free}
    if request.method != "POST":
        return render(request, "desk/sessions/quotas.html", told | {"rows": table(found, None)})
    step = request.POST.get("step", "")
    try:
        if step == "release":
            count = release(found, by=request.actor)
            messages.success(
                request, f"退回了{count:,}个名额，先给候补的人。" if count else "各工会的名额都用完了，没有可退回的。"
            )
            return redirect("desk:session-quotas", pk=pk)
        said = _said(request, found)
        if step == "share":
            rows = _shared(table(found, said), _whole(request.POST.get("total", "")))
            return render(request, "desk/sessions/quotas.html", told | {"rows": rows, "unsaved": True})
        set_quotas(found, said, by=request.actor)
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        rows = table(found, _numbers(request))
        told |= {"rows": rows, "refused": no.reasons[0], "others": request.POST.get("others", "")}
        return render(request, "desk/sessions/quotas.html", told, status=422)
    messages.success(request, f"分给{sum(1 for each in said.values() if each)}家工会{sum(said.values()):,}个名额。")
    return redirect("desk:session", pk=pk)


def table(session: Session, places: Mapping[int, int] | None) -> list[Union]:
    """The unions directly below the host, and those that have or shall have places. Four queries."""
    standing = {each.organisation_id: each for each in session.quotas.select_related("organisation")}
    named = Organisation.objects.filter(pk__in={*standing, *(places or {})})
    below = Organisation.objects.filter(parent=session.organisation, dissolved_on=None).order_by("number")[:SHOWN]
    bodies = sorted({*named, *below}, key=lambda each: each.number)
    members = _members(session, bodies)
    return [Union(each, members[each.pk], standing.get(each.pk), _places(each.pk, standing, places)) for each in bodies]


def _places(pk: int, standing: Mapping[int, Quota], places: Mapping[int, int] | None) -> int:
    if places is not None:
        return places.get(pk, 0)
    return standing[pk].places if pk in standing else 0


def _members(session: Session, bodies: list[Organisation]) -> dict[int, int]:
    """How many members each of these bodies has, with what lies below it; those of one that stands in the table itself
    are counted there alone, so that nobody brings a share twice. One query.
    """
    rows = memberships_on(today()).filter(organisation__path__startswith=session.organisation.path)
    found = dict.fromkeys((each.pk for each in bodies), 0)
    nearest = sorted(bodies, key=lambda each: -len(each.path))
    for path, count in rows.order_by().values_list("organisation__path").annotate(Count("pk")):
        if (body := next((each for each in nearest if path.startswith(each.path)), None)) is not None:
            found[body.pk] += count
    return found


def _shared(rows: list[Union], total: int) -> list[Union]:
    """The same rows with so many places shared out by members."""
    if not total:
        raise Refused("请写一共分多少个名额。")
    shares = by_share({each.body.pk: each.members for each in rows}, total)
    if not any(shares.values()):
        raise Refused("这些工会都还没有会员，不能按会员人数分；请直接写数。")
    return [Union(each.body, each.members, each.quota, shares[each.body.pk]) for each in rows]


def _said(request: PageRequest, session: Session) -> dict[int, int]:
    """What the table says and what was added by name; unions of which it says nothing keep theirs. One query, or two.

    Raises Refused.
    """
    said = dict(session.quotas.values_list("organisation", "places")) | _numbers(request)
    lines = [counted(row) for row in pasted(request.POST.get("others", ""))]
    if lines:
        texts = [row.typed for row in lines]
        below = Organisation.objects.filter(path__startswith=session.organisation.path, dissolved_on=None)
        known = {
            name: each
            for each in below.filter(Q(name__in=texts) | Q(number__in=texts))
            for name in (each.name, each.number)
        }
        for row in lines:
            if row.typed not in known:
                raise Refused(f"{row.called}：没有找到“{row.typed[:30]}”，请写工会的全称或编号，后面写名额。")
            said[known[row.typed].pk] = row.count or 0
    return said


def _numbers(request: PageRequest) -> dict[int, int]:
    """What the table says; raises nothing: what is no number is none."""
    keys = [key.removeprefix("places-") for key in request.POST if key.startswith("places-")]
    return {int(key): _whole(request.POST[f"places-{key}"]) for key in keys if key.isdecimal() and len(key) < 19}


def _whole(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text) < 7 else 0
