"""Which sessions a list shows: filters as chips and a small form, pages by key; pages of what belongs to a session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from shenbian.gatherings.flows.session import SESSION
from shenbian.gatherings.models import Session
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered
from shenbian.standard.programme import catalogue

SIZE = 50  # rows of a page
WHOSE = {"own": "本级和下级办的", "others": "上级办的"}
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Choice:
    """What an address asks for; what cannot be read is not asked."""

    programme: str = ""
    state: str = ""
    whose: str = ""
    since: date | None = None
    until: date | None = None
    edition: int | None = None
    series: UUID | None = None

    @classmethod
    def of(cls, said: QueryDict) -> Choice:
        programme, state, whose, edition = (said.get(name, "") for name in ("programme", "state", "whose", "edition"))
        return cls(
            programme if programme in {each.key for each in catalogue} else "",
            state if state in {each.key for each in SESSION.states} else "",
            whose if whose in WHOSE else "",
            _day(said.get("since", "")),
            _day(said.get("until", "")),
            int(edition) if edition.isdigit() and len(edition) < 19 else None,
            _key(said.get("series", "")),
        )

    def narrow(self, rows: QuerySet[Session], actor: Actor) -> QuerySet[Session]:
        asked = {
            "programme": self.programme,
            "status": self.state,
            "on__gte": self.since,
            "on__lte": self.until,
            "edition": self.edition,
            "series": self.series,
        }
        rows = rows.filter(**{name: value for name, value in asked.items() if value})
        own = covered(actor, Right.REGISTER_READ, owner="")
        if self.whose:
            rows = rows.filter(own) if self.whose == "own" else rows.exclude(own)
        return rows

    @property
    def query(self) -> str:
        """As an address says it."""
        return urlencode({name: str(value) for name, value in vars(self).items() if value})

    @property
    def narrowed(self) -> bool:
        return bool(self.query)

    def chips(self) -> list[dict[str, Any]]:
        """What may be chosen, what is chosen; pressing that again clears it."""
        told = [self._chip(each.title, "", "state", each.key) for each in SESSION.states]
        told += [self._chip("举办", title, "whose", key) for key, title in WHOSE.items()]
        told += [self._clear(label, value, name) for label, value, name in self._asked() if value]
        return told

    def _asked(self) -> list[tuple[str, str, str]]:
        return [
            ("项目", catalogue[self.programme].title if self.programme else "", "programme"),
            ("从", self.since.isoformat() if self.since else "", "since"),
            ("到", self.until.isoformat() if self.until else "", "until"),
            ("只看", "一期的场次" if self.edition else "", "edition"),
            ("只看", "连续安排的一组" if self.series else "", "series"),
        ]

    def _chip(self, label: str, value: str, name: str, key: str) -> dict[str, Any]:
        on = getattr(self, name) == key
        to = self._with(name, "" if on else key)
        return {"label": label, "value": value, "on": on, "clear": on, "href": f"?{to.query}"}

    def _clear(self, label: str, value: str, name: str) -> dict[str, Any]:
        without = self._with(name, "" if name == "programme" else None)
        return {"label": label, "value": value, "on": True, "clear": True, "href": f"?{without.query}"}

    def _with(self, name: str, value: Any) -> Choice:
        return replace(self, **{name: value})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def page_by_day(rows: QuerySet[Session], after: str) -> tuple[list[Session], str]:
    """So many sessions after a place ("2026-09-06_12"), and the next page's place. One query."""
    said, _, pk = after.partition("_")
    if (day := _day(said)) and pk.isdigit():
        rows = rows.filter(Q(on__lt=day) | Q(on=day, pk__lt=int(pk)))
    found = list(rows[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    return found[:SIZE], f"{last.on}_{last.pk}" if last else ""


def page_by_id(rows: QuerySet[M], after: str) -> tuple[list[M], str]:
    """So many rows, the first that came first, after a row's id, and the next page's place. One query."""
    if after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    found = list(rows.order_by("pk")[: SIZE + 1])
    return found[:SIZE], str(found[SIZE - 1].pk) if len(found) > SIZE else ""
