"""What of the inbox one wants to see, as its address says it; every choice is a chip that can be cleared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import QueryDict

from shenbian.flow.models import Trace, Waiting
from shenbian.flow.queries import refs
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk


@dataclass(frozen=True)
class Chip:
    """A choice that was made; `url` is the page without it."""

    title: str
    url: str


@dataclass(frozen=True)
class Choice:
    """`line`: a line of work. `mine`: what I had in hand before. `group`: one state of one flow."""

    line: str = ""
    overdue: bool = False
    mine: bool = False
    group: str = ""

    @classmethod
    def of(cls, said: QueryDict) -> Choice:
        """What an address says; what it says wrongly is not heard."""
        line = said.get("line", "")
        return cls(
            line=line if line in Desk.values else "",
            overdue=said.get("overdue") == "1",
            mine=said.get("mine") == "1",
            group=said.get("group", "")[:100],
        )

    def narrow(self, waiting: QuerySet[Waiting], *, actor: Actor, on: date) -> QuerySet[Waiting]:
        """The rows that are meant. No query of its own."""
        if self.line:
            waiting = waiting.filter(desk=self.line)
        if self.overdue:
            waiting = waiting.filter(due_on__lt=on)
        if self.group:
            flow, _, state = self.group.rpartition(".")
            waiting = waiting.filter(flow=flow, state=state)
        return waiting.filter(_in_hand(actor)) if self.mine else waiting

    def url(self) -> str:
        """The address's question part, with "?"."""
        said = {"line": self.line, "group": self.group, "overdue": "1" * self.overdue, "mine": "1" * self.mine}
        return "?" + urlencode({key: value for key, value in said.items() if value})

    def chips(self) -> list[Chip]:
        """What was chosen, each with the way back."""
        found = []
        if self.line:
            found.append(Chip(Desk(self.line).label, replace(self, line="").url()))
        if self.overdue:
            found.append(Chip("已超期", replace(self, overdue=False).url()))
        if self.mine:
            found.append(Chip("我经手过的", replace(self, mine=False).url()))
        return found

    def offers(self, lines: Iterable[Desk]) -> list[Chip]:
        """What may be chosen besides; `lines` are the reader's lines of work."""
        found = []
        if not self.overdue:
            found.append(Chip("已超期", replace(self, overdue=True).url()))
        if not self.mine:
            found.append(Chip("我经手过的", replace(self, mine=True).url()))
        if not self.line:
            found += [Chip(desk.label, replace(self, line=desk.value).url()) for desk in lines]
        return found


def _in_hand(actor: Actor) -> Exists:
    """What this person has moved before."""
    subject = Concat(OuterRef("subject_type"), Value(":"), Cast(OuterRef("subject_id"), CharField()))
    return Exists(Trace.objects.filter(subject=subject, actor__in=refs(actor)))
