"""The rows of a page, found by key: the five thousandth page costs what the first does.

A page begins after (or before) a row that is named by its id. That row's own place in the order is read first; then
the index is entered there. Nothing is counted that is large: up to `EXACT` rows exactly, beyond by the planner's guess.
"""

from __future__ import annotations

import json
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from shenbian.desk.registers.asked import Asked
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches

SIZE = 50
EXACT = 1000
_MANY = 50_000
Row = dict[str, Any]


@dataclass(frozen=True)
class Count:
    """How many rows there are: exactly, or about; `least` where even that much is all that is known."""

    number: int
    exact: bool

    def said(self, one: str) -> str:
        if self.exact:
            return f"共{self.number:,}{one}"
        if self.number >= 10_000:
            places = 0 if self.number >= 1_000_000 else 1
            return f"约{self.number / 10_000:,.{places}f}万{one}"
        return f"{EXACT:,}{one}以上"


@dataclass(frozen=True)
class Page:
    """`first` is the number of its first row where it is known (the end of a long register has none)."""

    rows: list[Row]
    count: Count
    number: int | None
    has_previous: bool
    has_next: bool

    def said(self, one: str) -> str:
        if not self.rows:
            return self.count.said(one)
        if self.number is None:
            return f"最后{len(self.rows)}{one}，{self.count.said(one)}"
        first = (self.number - 1) * SIZE + 1
        return f"第{first:,}—{first + len(self.rows) - 1:,}{one}，{self.count.said(one)}"


def selected(asked: Asked, actor: Actor, right: Right = Right.REGISTER_READ) -> QuerySet[Any]:
    """All rows that were asked for and that the actor may see by this right; no order. No query, or one (`under`)."""
    found = asked.register.scope(by_right(actor, right)).filter(asked.rows())
    if asked.under:
        path = Organisation.objects.filter(pk=asked.under).values_list("path", flat=True).first()
        found = found.filter(**{f"{asked.register.place}__startswith": path}) if path else found.none()
    return found


def by_right(actor: Actor, right: Right) -> Actor:
    """The same actor with those posts alone that give this right."""
    own: Actor = copy(actor)  # a request's actor is only promised; a copy of it is the actor
    return replace(own, posts=tuple(post for post in actor.posts if right in post.role.rights))


def page_of(asked: Asked, found: QuerySet[Any]) -> Page:
    """One page of what was selected. Three queries at most: the row it begins at, the rows, their number (or two)."""
    backwards = asked.last or asked.before is not None
    rows, more = _slice(asked, found, backwards)
    at_start = asked.after is None and asked.before is None and not asked.last
    few = len(rows) < SIZE and at_start
    count = Count(len(rows), True) if few or not rows else count_of(found, guess_first=not asked.typed)
    has_previous = more if backwards else not at_start
    has_next = asked.before is not None if backwards else more
    return Page(rows, count, _number(asked, count, has_previous), has_previous, has_next)


def _number(asked: Asked, count: Count, has_previous: bool) -> int | None:
    if not has_previous:
        return 1
    if asked.last:
        return -(-count.number // SIZE) if count.exact else None
    return asked.page


def _slice(asked: Asked, found: QuerySet[Any], backwards: bool) -> tuple[list[Row], bool]:
    path, down = asked.order.removeprefix("-"), asked.order.startswith("-")
    down = down != backwards
    anchor = asked.before if asked.before is not None else asked.after
    begins: Q | None = Q()
    if anchor is not None and not asked.last:
        begins = _beyond(found, path, anchor, down=down)
    if begins is None:
        return [], False
    ordered = ordering(found.filter(begins), path, down=down)
    # The end of a register has the rest of its rows, not a whole page counted from behind.
    rows = list(ordered.values(*asked.register.paths())[: SIZE + 1])
    more = len(rows) > SIZE
    rows = rows[:SIZE]
    return (rows[::-1] if backwards else rows), more


def ordering(found: QuerySet[Any], path: str, *, down: bool) -> QuerySet[Any]:
    """In this order, rows alike by their id; a row without a value is last going up, first going down."""
    sign = "-" if down else ""
    return found.order_by(sign + "pk") if path == "pk" else found.order_by(sign + path, sign + "pk")


def _beyond(found: QuerySet[Any], path: str, anchor: int, *, down: bool) -> Q | None:
    """The rows that come after the row with this id; None where there is no such row any more.

    The first condition alone names the place in the index; the second tells rows alike apart.
    """
    side = "lt" if down else "gt"
    if path == "pk":
        return Q(**{f"pk__{side}": anchor})
    said = found.model._default_manager.filter(pk=anchor).values_list(path, flat=True)
    known = list(said[:1])
    if not known:
        return None
    value = known[0]
    beside = Q(**{f"pk__{side}": anchor})
    if value is None:
        without = Q(**{f"{path}__isnull": True}) & beside
        return without | Q(**{f"{path}__isnull": False}) if down else without
    further = Q(**{f"{path}__{side}e": value}) & (Q(**{f"{path}__{side}": value}) | beside)
    return further if down or not _may_lack(found, path) else further | Q(**{f"{path}__isnull": True})


def _may_lack(found: QuerySet[Any], path: str) -> bool:
    at: Any = found.model
    for name in path.split("__")[:-1]:
        at = at._meta.get_field(name).related_model
    return bool(at._meta.get_field(path.split("__")[-1]).null)


def count_of(found: QuerySet[Any], *, guess_first: bool = False) -> Count:
    """Exactly up to EXACT; beyond it what the planner guesses, rounded. One query, or two.

    `guess_first`: where nothing was searched for, the planner knows well when there are very many.
    """
    if guess_first and (guessed := _guess(found)) > _MANY:
        return Count(guessed, False)
    number = found.order_by().values("pk")[: EXACT + 1].count()
    if number <= EXACT:
        return Count(number, True)
    return Count(max(_guess(found), EXACT), False)


def _guess(found: QuerySet[Any]) -> int:
    plan = json.loads(found.order_by().values("pk").explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


@dataclass(frozen=True)
class Body:
    """A union body to choose."""

    pk: int
    name: str


def tops(actor: Actor, right: Right) -> list[Body]:
    """The bodies to whose subtree a reader may narrow: those of their posts, and what stands directly below."""
    mine = [int(reach.path.split(".")[-2]) for reach in reaches(actor, right)]  # a path ends in the body's own id
    near = Organisation.objects.filter(Q(pk__in=mine) | Q(parent__in=mine), dissolved_on=None)
    return [Body(*row) for row in near.order_by("path").values_list("pk", "name")[:80]]
