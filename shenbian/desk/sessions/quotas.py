"""Places of a session are kept for unions and units: a table to fill in, by number or by share, and given back."""

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
from shenbian.desk.sessions.lists import Row, counted, pasted
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import by_share, release, set_quotas
from shenbian.gatherings.models import Quota, Session
from shenbian.gatherings.rules import by_quota
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation, Unit
from shenbian.orgs.queries import units_above
from shenbian.people.queries import memberships_on
from shenbian.rights.catalogue import Right

SHOWN = 300  # unions below a host that are listed without being named


@dataclass(frozen=True)
class Line:
    """A row of a table: a union or a unit, its people, what it has and what it shall have."""

    body: Organisation | Unit
    members: int
    quota: Quota | None
    places: int


@dataclass(frozen=True)
class Said:
    """How many places each shall have, by id."""

    unions: Mapping[int, int]
    units: Mapping[int, int]

    def told(self) -> str:
        """What was kept, in words."""
        named = [
            f"{sum(map(bool, each.values()))}{one}" for each, one in ((self.unions, "家工会"), (self.units, "家单位"))
        ]
        many = sum(self.unions.values()) + sum(self.units.values())
        return f"分给{'、'.join(word for word in named if word[0] != '0') or '0家工会'}{many:,}个名额。"


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs(Right.EDITION_MANAGE))
def quotas(request: PageRequest, pk: int) -> HttpResponse:
    """Say how many places each union and unit has; share them out; take back what was not used."""
    found = session_or_404(request.actor, pk, Right.EDITION_MANAGE)
    told: dict[str, Any] = {"session": found, "free": found.free, "by_quota": by_quota(found)}
    if request.method != "POST":
        return render(request, "desk/sessions/quotas.html", told | _tables(found, None))
    step = request.POST.get("step", "")
    try:
        if step == "release":
            count = release(found, by=request.actor)
            messages.success(
                request, f"退回了{count:,}个名额，先给候补的人。" if count else "分出去的名额都用完了，没有可退回的。"
            )
            return redirect("desk:session-quotas", pk=pk)
        said = _said(request, found)
        if step == "share":
            tables = _tables(found, said)
            tables["rows"] = _shared(tables["rows"], _whole(request.POST.get("total", "")))
            return render(request, "desk/sessions/quotas.html", told | tables | {"unsaved": True})
        set_quotas(found, said.unions, units=said.units, by=request.actor)
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        tables = _tables(found, Said(_numbers(request, "places-"), _numbers(request, "unit-")))
        told |= tables | {"refused": no.reasons[0], "others": request.POST.get("others", "")}
        return render(request, "desk/sessions/quotas.html", told, status=422)
    messages.success(request, said.told())
    return redirect("desk:session", pk=pk)


def _tables(session: Session, said: Said | None) -> dict[str, list[Line]]:
    """The rows of both tables. Seven queries."""
    return {
        "rows": table(session, said.unions if said else None),
        "units": units_table(session, said.units if said else None),
    }


def table(session: Session, places: Mapping[int, int] | None) -> list[Line]:
    """The unions directly below the host, and those that have or shall have places. Four queries."""
    kept = session.quotas.exclude(organisation=None).select_related("organisation")
    standing = {each.organisation_id or 0: each for each in kept}
    named = Organisation.objects.filter(pk__in={*standing, *(places or {})})
    below = Organisation.objects.filter(parent=session.organisation, dissolved_on=None).order_by("number")[:SHOWN]
    bodies = sorted({*named, *below}, key=lambda each: each.number)
    members = _members(session, bodies)
    return [Line(each, members[each.pk], standing.get(each.pk), _places(each.pk, standing, places)) for each in bodies]


def units_table(session: Session, places: Mapping[int, int] | None) -> list[Line]:
    """The units that have or shall have places, with their members below the host, those of units below them among
    these. Two queries, two more where there are any.
    """
    standing = {each.unit_id or 0: each for each in session.quotas.exclude(unit=None).select_related("unit")}
    units = list(Unit.objects.filter(pk__in={*standing, *(places or {})}).order_by("number"))
    found = dict.fromkeys((each.pk for each in units), 0)
    if units:
        rows = memberships_on(today()).filter(organisation__path__startswith=session.organisation.path)
        working = dict(rows.exclude(unit=None).order_by().values_list("unit").annotate(Count("pk")))
        for unit, chain in units_above(working, on=today()).items():
            if (nearest := next((each for each in chain if each in found), None)) is not None:
                found[nearest] += working[unit]
    return [Line(each, found[each.pk], standing.get(each.pk), _places(each.pk, standing, places)) for each in units]


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


def _shared(rows: list[Line], total: int) -> list[Line]:
    """The same rows with so many places shared out by members."""
    if not total:
        raise Refused("请写一共分多少个名额。")
    shares = by_share({each.body.pk: each.members for each in rows}, total)
    if not any(shares.values()):
        raise Refused("这些工会都还没有会员，不能按会员人数分；请直接写数。")
    return [Line(each.body, each.members, each.quota, shares[each.body.pk]) for each in rows]


def _said(request: PageRequest, session: Session) -> Said:
    """What the tables say and what was added by name; of whom they say nothing keep theirs. A query, up to three.

    Raises Refused.
    """
    kept = list(session.quotas.values_list("organisation", "unit", "places"))
    unions = {pk: count for pk, _, count in kept if pk} | _numbers(request, "places-")
    units = {pk: count for _, pk, count in kept if pk} | _numbers(request, "unit-")
    lines = [counted(row) for row in pasted(request.POST.get("others", ""))]
    if lines:
        texts = {row.typed for row in lines}
        below = Organisation.objects.filter(path__startswith=session.organisation.path, dissolved_on=None)
        bodies = list(below.filter(Q(name__in=texts) | Q(number__in=texts)))
        named = Q(name__in=texts) | Q(number__in=texts) | Q(uscc__in=texts)
        workplaces = list(Unit.objects.filter(named, closed_on=None))
        for row in lines:
            _add(row, bodies, workplaces, unions, units)
    return Said(unions, units)


def _add(
    row: Row, bodies: list[Organisation], workplaces: list[Unit], unions: dict[int, int], units: dict[int, int]
) -> None:
    """Keep what a line says of the union that it names, else of the unit. Raises Refused."""
    theirs = [each for each in bodies if row.typed in (each.name, each.number)]
    works = [each for each in workplaces if row.typed in (each.name, each.number, each.uscc)]
    found: list[Any] = theirs or works
    if len(found) > 1:
        numbers = "、".join(each.number for each in found[:5])
        raise Refused(f"{row.called}：有几家“{row.typed[:30]}”，请写编号（{numbers}），后面写名额。")
    if not found:
        raise Refused(f"{row.called}：没有找到“{row.typed[:30]}”，请写工会或单位的全称或编号，后面写名额。")
    (unions if theirs else units)[found[0].pk] = row.count or 0


def _numbers(request: PageRequest, before: str) -> dict[int, int]:
    """What a table says; raises nothing: what is no number is none."""
    keys = [key.removeprefix(before) for key in request.POST if key.startswith(before)]
    return {int(key): _whole(request.POST[f"{before}{key}"]) for key in keys if key.isdecimal() and len(key) < 19}


def _whole(text: str) -> int:
    return int(text) if text.strip().isdecimal() and len(text) < 7 else 0
