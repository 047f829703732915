"""After the day: who was there, from a list; how many there were, by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.sessions.bodies import Body, bodies_said
from shenbian.desk.sessions.booking import listed
from shenbian.desk.sessions.finding import session_or_404
from shenbian.desk.sessions.lists import Bodies, Done, Listed, Refusal, Row, counted, do_for_people
from shenbian.gatherings.actions import Heads, There, slips_of, take_roll, take_slips
from shenbian.gatherings.models import Session
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right

_POSTS = ["GET", "HEAD", "POST"]
_LATE = "按补登记入，写明登记的时间。"


@require_http_methods(_POSTS)
@page(needs(Right.REGISTER_KEEP))
def roll(request: PageRequest, pk: int) -> HttpResponse:
    """The paper list, typed in or as a sheet."""
    found = session_or_404(request.actor, pk)
    hours = bool(found.kind and found.kind.hours)
    told = {
        "title": "补登到场名单",
        "verb": "登记",
        "one": "人",
        "note": f"纸面签到表上的人，一行一个。{_LATE}" + ("计时的在后面写时长，例如“120分钟”。" if hours else ""),
        "more": "已经登记过的和有问题的行退回来，写明原因，其余照常计入台账。",
        "back": f"{reverse('desk:session', args=[pk])}?part=came#part",
    }

    def there(people: list[Person], rows: list[Row], called: list[str]) -> Any:
        said = [There(person=each, minutes=row.minutes) for each, row in zip(people, rows, strict=True)]
        return take_roll(found, said, by=request.actor, rows=called)

    def do(rows: Any) -> Done:
        return do_for_people(rows, there, actor=request.actor, right=Right.REGISTER_KEEP)

    return listed(request, found, Listed, told, do)


@require_http_methods(_POSTS)
@page(needs(Right.REGISTER_KEEP))
def heads(request: PageRequest, pk: int) -> HttpResponse:
    """How many a unit or union had there: on its slip, or before its own screens."""
    found = session_or_404(request.actor, pk)
    told = {
        "title": "登记集体人数",
        "verb": "登记",
        "one": "家",
        "note": f"只知道各单位来了多少人、或组织了多少人收看的，登记在这里：计人次，不计人。{_LATE}",
        "more": "没有写单号的，用单位编号作单号；一个单号只登记一次，写错的在那一条上更正。",
        "back": f"{reverse('desk:session', args=[pk])}?part=came#part",
    }
    return listed(request, found, Bodies, told, lambda rows: _take(found, rows, request.actor))


def _take(session: Session, rows: Sequence[Row], actor: Actor) -> Done:
    asked = [counted(row) for row in rows]
    refused: list[Refusal] = []
    taken: list[tuple[Row, Heads]] = []
    known = set(slips_of(session))
    for row, body in zip(asked, bodies_said([row.typed for row in asked], session=session, actor=actor), strict=True):
        why = body.why or _why_not(row, body, known)
        if why:
            refused.append(Refusal(_typed(row), why))
            continue
        slip = row.slip or body.number
        known.add(slip)
        assert body.union is not None and row.count is not None
        taken.append((row, Heads(slip=slip, quantity=row.count, union=body.union, unit=body.unit)))
    if not taken:
        return Done(0, refused)
    outcomes = take_slips(session, [each for _, each in taken], by=actor, rows=[row.called for row, _ in taken])
    pairs = list(zip(taken, outcomes, strict=True))
    refused += [Refusal(_typed(row), each.why) for (row, _), each in pairs if each.refusal is not None]
    return Done(sum(1 for each in outcomes if each.moved), refused)


def _typed(row: Row) -> Row:
    """As it stood in the list."""
    return replace(row, typed=f"{row.typed} {row.count}" if row.count else row.typed)


def _why_not(row: Row, body: Body, known: set[str]) -> str:
    if not row.count:
        return "没有写人数。"
    slip = row.slip or body.number
    return f"集体签到单“{slip}”已经登记过；人数不对的，请在那一条上更正。" if slip in known else ""
