"""Refused rows of a list are given back as a workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_POST

from shenbian.accounts.access import PageRequest, needs, page
from shenbian.desk.registers.out import workbook_answer
from shenbian.desk.sessions.finding import session_or_404
from shenbian.desk.sessions.lists import COLUMNS, MOST, Refusal
from shenbian.kit import workbook
from shenbian.rights.catalogue import Right

_NUMBER, _PROBLEM = "原行号", "问题"


def returned(refused: Sequence[Refusal]) -> str:
    """Refused rows as the page carries them to `give_back`: nothing of them is kept."""
    told = [{"called": each.row.called, "why": each.why, "cells": dict(each.row.cells)} for each in refused]
    return orjson.dumps(told).decode()


@require_POST
@page(needs(Right.REGISTER_KEEP))
def give_back(request: PageRequest, pk: int) -> HttpResponseBase:
    """The refused rows of a list as a workbook: as they were written, each with its number and its problem. Put right,
    it can be uploaded again.
    """
    session_or_404(request.actor, pk)
    rows = _rows(request.POST.get("rows", ""))
    named = [key for key in COLUMNS if any(row["cells"].get(key) for row in rows)]
    columns = [workbook.Column(COLUMNS[key], width=24) for key in named]
    columns += [workbook.Column(_NUMBER, width=12), workbook.Column(_PROBLEM, width=60)]
    book = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by the answer, once it is sent
    workbook.write(book, [workbook.Sheet("退回", columns, list(_cells(rows, named)))])
    return workbook_answer(book, "退回的行")


def _rows(said: str) -> list[dict[str, Any]]:
    """The rows that the page carried. Raises Http404 for what no page of ours carries."""
    try:
        rows = orjson.loads(said)
        told = [{"called": str(row["called"]), "why": str(row["why"]), "cells": dict(row["cells"])} for row in rows]
    except (ValueError, TypeError, KeyError) as no:
        raise Http404 from no
    if not told or len(told) > MOST:
        raise Http404
    return told


def _cells(rows: Sequence[dict[str, Any]], named: Sequence[str]) -> Iterator[list[object]]:
    for row in rows:
        yield [*(str(row["cells"].get(key, "")) for key in named), row["called"], row["why"]]
