"""A page of a register as its template draws it."""

from __future__ import annotations

from typing import Any

from shenbian.accounts.access import PageRequest
from shenbian.desk.registers.asked import Asked
from shenbian.desk.registers.cells import Reader, cells_of
from shenbian.desk.registers.moves import offered
from shenbian.desk.registers.register import Column, Filter, Shows
from shenbian.desk.registers.rows import Body, Page, page_of, selected, tops
from shenbian.desk.registers.saved import views_of
from shenbian.flow.table import Move
from shenbian.orgs.models import Organisation
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches


def context(request: PageRequest, asked: Asked) -> dict[str, Any]:
    """All that the page shows. A constant number of queries, whatever is asked and found."""
    actor, register = request.actor, asked.register
    page = page_of(asked, selected(asked, actor))
    bodies = tops(actor, Right.REGISTER_READ) if register.place else []
    return {
        "register": register,
        "asked": asked,
        "page": page,
        "said": page.said(register.one),
        "columns": [_heading(each, asked) for each in register.columns],
        "rows": _rows(asked, page, Reader.of(actor)),
        "pager": _pager(asked, page),
        "chips": list(asked.chips(name_of(asked, bodies))),
        "filters": [_filter(each, asked) for each in register.filters],
        "bodies": bodies,
        "saved": list(views_of(actor, register.key)),
        "moves": [each for each in offered(register, actor) if _fits(each, page)],
        "may_export": bool(reaches(actor, Right.REGISTER_EXPORT)),
        "may_import": bool(register.sheet and reaches(actor, Right.REGISTER_IMPORT)),
        "query": asked.address().removeprefix("?"),
    }


def _fits(move: Move, page: Page) -> bool:
    """Whether any row of the page stands where the move begins: what only makes new things is offered nowhere here."""
    return any(row.get("status", move.source[0]) in move.source for row in page.rows)


def name_of(asked: Asked, bodies: list[Body]) -> str:
    """Of the body to which the rows are narrowed."""
    if not asked.under:
        return ""
    known = next((each.name for each in bodies if each.pk == asked.under), "")
    return known or Organisation.objects.filter(pk=asked.under).values_list("name", flat=True).first() or ""


def _heading(column: Column, asked: Asked) -> dict[str, Any]:
    up = asked.sort == column.key
    sorted_ = "up" if up else "down" if asked.sort == f"-{column.key}" else ""
    href = asked.address(sort=f"-{column.key}" if up else column.key) if column.sort else ""
    return {"title": column.title, "number": column.is_number, "href": href, "sorted": sorted_}


def _rows(asked: Asked, page: Page, reader: Reader) -> list[dict[str, Any]]:
    cells = cells_of(asked.register, reader, page.rows)
    columns = [(column, column.is_number, column.shows is Shows.STATE) for column in asked.register.columns]
    return [
        {
            "pk": row["pk"],
            "cells": [
                {
                    "text": cells.text(column, row),
                    "href": cells.link(column, row) if column.link else "",
                    "number": number,
                    "phase": row["phase"] if state else "",
                }
                for column, number, state in columns
            ],
        }
        for row in page.rows
    ]


def _pager(asked: Asked, page: Page) -> dict[str, str]:
    """Where the pages before and after, the first and the last are."""
    if not page.rows:
        return {}
    number, rows = page.number, page.rows
    before = {"before": rows[0]["pk"], "page": number - 1 if number and number > 1 else ""}
    after = {"after": rows[-1]["pk"], "page": number + 1 if number else ""}
    return {
        "first": asked.address() if page.has_previous else "",
        "previous": asked.address(**before) if page.has_previous else "",
        "next": asked.address(**after) if page.has_next else "",
        "last": asked.address(last=1) if page.has_next else "",
    }


def _filter(each: Filter, asked: Asked) -> dict[str, Any]:
    return {
        "key": each.key,
        "title": each.title,
        "chosen": asked.chosen.get(each.key, ""),
        "options": each.options,
        "since": asked.chosen.get(f"{each.key}.since", ""),
        "until": asked.chosen.get(f"{each.key}.until", ""),
    }
