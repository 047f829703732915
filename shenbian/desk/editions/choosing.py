"""Which editions and entries a page shows: filters as chips, and pages by key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from shenbian.editions.flow import EDITION
from shenbian.editions.models import Edition
from shenbian.standard.programme import catalogue

SIZE = 50  # rows of a page
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Choice:
    """What an address asks for; what cannot be read is not asked."""

    year: int | None = None
    programme: str = ""
    state: str = ""

    @classmethod
    def of(cls, said: QueryDict) -> Choice:
        year, programme, state = (said.get(name, "") for name in ("year", "programme", "state"))
        return cls(
            int(year) if year.isdigit() and len(year) == 4 else None,
            programme if programme in {each.key for each in catalogue} else "",
            state if state in {each.key for each in EDITION.states} else "",
        )

    def narrow(self, rows: QuerySet[Edition]) -> QuerySet[Edition]:
        asked = {"year": self.year, "programme": self.programme, "status": self.state}
        return rows.filter(**{name: value for name, value in asked.items() if value})

    @property
    def query(self) -> str:
        """As an address says it."""
        asked = {"year": self.year, "programme": self.programme, "state": self.state}
        return urlencode({name: value for name, value in asked.items() if value})

    def chips(self, years: list[int]) -> list[dict[str, Any]]:
        """What may be chosen, what is chosen; pressing that again clears it."""
        any_year, any_state = replace(self, year=None), replace(self, state="")
        told = [_chip("年度", f"{year}年", replace(self, year=year), year == self.year, any_year) for year in years]
        told += [
            _chip("状态", each.title, replace(self, state=each.key), each.key == self.state, any_state)
            for each in EDITION.states
        ]
        if self.programme:
            told.append(
                {
                    "label": "项目",
                    "value": catalogue[self.programme].title,
                    "clear": True,
                    "href": f"?{replace(self, programme='').query}",
                }
            )
        return told


def _chip(label: str, value: str, to: Choice, on: bool, without: Choice) -> dict[str, Any]:
    return {"label": label, "value": value, "on": on, "clear": on, "href": f"?{(without if on else to).query}"}


def page_by_year(rows: QuerySet[Edition], after: str) -> tuple[list[Edition], str]:
    """So many editions after a place ("2026_12"), and the next page's place. One query."""
    year, _, pk = after.partition("_")
    if year.isdigit() and pk.isdigit():
        rows = rows.filter(Q(year__lt=int(year)) | Q(year=int(year), pk__lt=int(pk)))
    found = list(rows[: SIZE + 1])
    last = found[SIZE - 1] if len(found) > SIZE else None
    return found[:SIZE], f"{last.year}_{last.pk}" if last else ""


def page_by_id(rows: QuerySet[M], after: str) -> tuple[list[M], str]:
    """So many rows, the latest first, after a row's id, and the next page's place. One query."""
    if after.isdigit():
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: SIZE + 1])
    return found[:SIZE], str(found[SIZE - 1].pk) if len(found) > SIZE else ""
