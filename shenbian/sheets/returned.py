"""The copy that goes back to the officer: the refused rows as they were typed, each with its number and its problem."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from shenbian.kit import typed, workbook
from shenbian.kit.workbook import Marked
from shenbian.sheets.reading import Sheet
from shenbian.sheets.recognise import NUMBER, PROBLEM
from shenbian.sheets.rows import Rows

_ENDING = "_退回"


def give_back(sheet: Sheet, rows: Rows, folder: Path) -> Path:
    """Write the refused rows of a sheet to a workbook in `folder`; its path. Corrected, it can be imported.

    Cells with a problem are marked. Its sheet is called like the register, so that it is recognised. Of a workbook with
    several registers each has a copy of its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = sheet.path.stem.removesuffix(_ENDING) + ("" if sheet.alone else f"_{sheet.name}")
    path = folder / f"{stem}{_ENDING}.xlsx"
    headers = [typed.text(cell) for cell in sheet.header]
    kept = [at for at, header in enumerate(headers) if header and header not in (NUMBER, PROBLEM)]
    columns = [workbook.Column(title=headers[at], width=16) for at in kept]
    columns += [workbook.Column(title=NUMBER, width=8, kind="number"), workbook.Column(title=PROBLEM, width=60)]
    workbook.write(path, [workbook.Sheet(rows.register.title[:31], columns, _rows(sheet, rows, kept))])
    return path


def _rows(sheet: Sheet, rows: Rows, kept: list[int]) -> Iterator[list[object]]:
    at = {column.title: sheet.fit.at.get(column.key) for column in rows.register.columns}
    for place in sorted(rows.refused):
        said = rows.refused[place]
        wrong = {at.get(field) for field, _ in said}
        body = sheet.body[place]
        cells = [body[n] if n < len(body) else "" for n in kept]
        marked = [Marked(cell) if n in wrong else cell for n, cell in zip(kept, cells, strict=True)]
        yield [*marked, sheet.numbers[place], "；".join(f"{field}：{why}" for field, why in said)]
