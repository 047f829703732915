"""Reading a workbook that a stranger may have made.

A file of a hundred kilobytes can unfold to gigabytes, and two cells in opposite corners make a sheet of seventeen
thousand million. So before it is opened, every part is inflated once, piece by piece, and measured: its size against
what the directory declares, its cells against the area allowed, its texts against the longest a cell may hold.
Formulas are never evaluated: the value that was saved with a formula is read, and one saved without is empty.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    WorksheetNotFound,
)

from shenbian.kit.packages import DamagedPackage, unpacking

# Where a cell or row says its place. Beyond AN or row 200000 a sheet is measured exactly; nearer, it cannot hold more
# than eight million cells. Blanks that tear a place apart are no spreadsheet's work. It looks for the letter first and
# then behind it, which is three times as fast.
_FAR = re.compile(
    rb"""r(?<=[\s"']r)(?:\s{16}|\s*=(?:\s{16}|\s*["'](?:"""
    rb"""[A-Za-z]{3}|[B-Zb-z][A-Za-z]|[Aa][O-Zo-z]|[A-Za-z]*(?:[2-9]\d{5}|\d{7}))))"""
)
_PLACE = re.compile(rb"""[\s"']r\s{0,15}=\s{0,15}["']([A-Za-z]*)([0-9]*)["']""")
_TORN = re.compile(rb"""[\s"']r(?:\s{16}|\s{0,15}=\s{16})""")
_OVERLAP = 64  # bytes kept from one piece to the next, so that a place is not cut in two
_MEGABYTE = 1 << 20


class BadWorkbook(ValueError):
    """A file that is not opened, or a sheet that is not read; the text is a Chinese sentence that says why."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold. Sizes in bytes, `cell` in characters (32767 is what a spreadsheet allows)."""

    file: int = 60 * _MEGABYTE
    unzipped: int = 1024 * _MEGABYTE
    ratio: int = 200
    parts: int = 1000
    rows: int = 200_000
    columns: int = 256
    area: int = 8_000_000
    cell: int = 32_767


LIMITS = Limits()


class Workbook:
    """An opened workbook. Sheets that are hidden do not count: nobody fills in what they cannot see."""

    def __init__(self, book: CalamineWorkbook, limits: Limits) -> None:
        self._book = book
        self._limits = limits

    @property
    def sheets(self) -> list[str]:
        """The names of the visible sheets, in order."""
        return [
            sheet.name
            for sheet in self._book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]

    def rows(self, sheet: str | None = None) -> Iterator[list[Any]]:
        """The rows of a sheet (the first visible one unless named), each a list of values from column A on.

        The n-th row yielded is row n of the sheet. A value is str, float, int, bool, date, datetime, time or
        timedelta; an empty cell is "". Raises BadWorkbook, at once, for a sheet that is missing, too long or too wide.
        """
        return self._rows(self._open(sheet))

    def _open(self, name: str | None) -> CalamineSheet:
        if name is None:
            if not self.sheets:
                raise BadWorkbook("文件里没有可见的工作表。")
            name = self.sheets[0]
        try:
            sheet = self._book.get_sheet_by_name(name)
        except WorksheetNotFound as wrong:
            raise BadWorkbook(f"文件里没有工作表“{name}”，现有：{'、'.join(self.sheets)}。") from wrong
        except CalamineError as wrong:
            raise BadWorkbook(f"工作表“{name}”已损坏，请用 Excel 或 WPS 打开后重新保存。") from wrong
        last_row, last_column = sheet.end or (-1, -1)
        _check_area(last_row + 1, last_column + 1, name, self._limits)
        return sheet

    def _rows(self, sheet: CalamineSheet) -> Iterator[list[Any]]:
        if sheet.start is None:
            return
        longest, before = self._limits.cell, [""] * sheet.start[1]
        for number, row in enumerate(sheet.iter_rows(), 1):
            for cell in row:
                if type(cell) is str and len(cell) > longest:
                    raise BadWorkbook(f"第 {number} 行有单元格超过 {longest} 个字符。")
            yield before + row if before else row


def read(source: bytes | Path, *, limits: Limits = LIMITS) -> Workbook:
    """Open a workbook, from memory or from a file, once it is known to be harmless. Raises BadWorkbook."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits.file:
        raise BadWorkbook(f"文件有 {_mb(size)} MB，超过 {_mb(limits.file)} MB，请分成几个文件。")
    data = source if isinstance(source, bytes) else source.read_bytes()
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise BadWorkbook("不是 .xlsx 工作簿；旧格式（.xls、.et）或文本请用 Excel 或 WPS 另存为 .xlsx。")
    try:
        with unpacking(data) as archive:
            _check_directory(archive, limits)
            for part in archive.infolist():
                _check_part(archive, part, limits)
        return Workbook(CalamineWorkbook.from_filelike(io.BytesIO(data)), limits)
    except (DamagedPackage, CalamineError) as wrong:
        raise BadWorkbook("文件已损坏或不是 .xlsx 工作簿，请用 Excel 或 WPS 打开后重新保存。") from wrong


def _check_directory(archive: zipfile.ZipFile, limits: Limits) -> None:
    """What the directory declares, before anything is inflated."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names:
        raise BadWorkbook("不是 .xlsx 工作簿。")
    if len(parts) > limits.parts or len(set(names)) != len(names):
        raise BadWorkbook("文件的内部结构异常，请用 Excel 或 WPS 打开后重新保存。")
    if any(part.flag_bits & 1 for part in parts):
        raise BadWorkbook("文件有密码，请取消密码后重新保存。")
    unzipped, zipped = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unzipped > limits.unzipped:
        raise BadWorkbook(f"文件展开后有 {_mb(unzipped)} MB，超过 {_mb(limits.unzipped)} MB，请分成几个文件。")
    if unzipped > 10 * _MEGABYTE and unzipped > limits.ratio * zipped:
        raise BadWorkbook("文件的压缩比异常，不予打开。")


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    """Inflate once without keeping it: the size must be the one declared (zipfile reads no further and compares the
    checksum), no text may be longer than a cell, and the cells must fit the area."""
    has_tags = not part.filename.lower().startswith("xl/media/") and not part.filename.lower().endswith(".bin")
    far = False
    for piece, before in _pieces(archive, part, limits):
        if has_tags:
            _check_texts(piece, limits)
        far = far or _FAR.search(before + piece) is not None  # in every part: a sheet may lie under any name
    if far:
        _measure(archive, part, limits)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> Iterator[tuple[bytes, bytes]]:
    """A part in pieces of about a megabyte, each with the last bytes of the one before it."""
    before = b""
    with archive.open(part) as opened:
        while piece := opened.read(8 * _window(limits)):
            yield piece, before
            before = piece[-_OVERLAP:]


def _window(limits: Limits) -> int:
    """Bytes that the longest cell may take: three for a Chinese character, and room for escapes."""
    return 4 * limits.cell


def _check_texts(piece: bytes, limits: Limits) -> None:
    """Refuse a window of bytes without any tag: only a text longer than a cell can fill one."""
    window = _window(limits)
    for at in range(0, len(piece) - window + 1, window):
        if piece.find(b"<", at, at + window) < 0:
            raise BadWorkbook(f"有单元格超过 {limits.cell} 个字符。")


def _measure(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits) -> None:
    """The true area of a sheet that reaches far."""
    rows = columns = 0
    for piece, before in _pieces(archive, part, limits):
        if _TORN.search(before + piece):
            raise BadWorkbook("文件的内部结构异常，请用 Excel 或 WPS 打开后重新保存。")
        places = set(_PLACE.findall(before + piece))
        rows = max([rows, *(int(row[:9]) for _, row in places if row)])
        columns = max([columns, *(_column(letters) for letters in {letters for letters, _ in places})])
    _check_area(rows, columns, Path(part.filename).stem, limits)


def _check_area(rows: int, columns: int, name: str, limits: Limits) -> None:
    if rows > limits.rows:
        raise BadWorkbook(f"工作表“{name}”有 {rows} 行，超过 {limits.rows} 行，请分成几个文件。")
    if columns > limits.columns:
        raise BadWorkbook(f"工作表“{name}”有 {columns} 列，超过 {limits.columns} 列，请删去多余的列。")
    if rows * columns > limits.area:
        raise BadWorkbook(f"工作表“{name}”有 {rows} 行 {columns} 列，单元格太多，请分成几个文件。")


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27; no letters, no column."""
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + letter - 64
    return number


def _mb(size: int) -> str:
    return f"{size / _MEGABYTE:.0f}"
