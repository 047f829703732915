"""An empty register to fill in: Chinese headers, drop-downs for code lists, one example row, a page that explains."""

from __future__ import annotations

from pathlib import Path

from shenbian.kit import workbook
from shenbian.kit.identity import Document
from shenbian.kit.workbook.writing import Kind
from shenbian.sheets.column import Cell, Column
from shenbian.sheets.reading import EXAMPLE
from shenbian.sheets.register import Register
from shenbian.sheets.registers import registers

_KINDS: dict[Cell, Kind] = {Cell.DAY: "date", Cell.WHOLE: "number"}
_HINTS = {
    Cell.DAY: "日期，如 2022-03-05 或 2022年3月5日。",
    Cell.MOMENT: "日期，可带时间，如 2022-03-05 9:30。",
    Cell.WHOLE: "整数，不带单位。",
    Cell.AMOUNT: "金额，单位元，如 1234.50。",
    Cell.IDENTITY: "15 位的老号码也可以；该列是文本格式，不要改成数字。",
    Cell.ORGANISATION: "工会编号；没有重名的，也可以写名称。",
    Cell.UNIT: "统一社会信用代码、单位编号；没有重名的，也可以写名称。",
}
_TOLD = 9  # other words for codes that are listed; of more it is enough that they are understood


def write_template(register: Register, path: Path) -> None:
    """Write the workbook of one register."""
    columns = [workbook_column(each) for each in register.columns]
    example = [_example(each) for each in register.columns]
    filled = workbook.Sheet(register.title[:31], columns, [example])
    workbook.write(path, [filled, _explained(register)])


def write_all(folder: Path) -> list[Path]:
    """Write the workbooks of all registers, numbered in the order in which they are imported."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, register in enumerate(registers(), 1):
        paths.append(folder / f"{number:02d}-{register.title}.xlsx")
        write_template(register, paths[-1])
    return paths


def workbook_column(column: Column, *, money: Kind = "number") -> workbook.Column:
    """The column as a workbook has it. `money` says what its amounts are given as: yuan typed, or fen ("money")."""
    choices = tuple(column.codes.values()) if column.codes else ("是", "否") if column.cell is Cell.YES else ()
    if column.cell is Cell.DOCUMENT:
        choices = tuple(kind.label for kind in Document)
    hint = ("必填。" if column.required else "") + _hint(column)
    kind = money if column.cell is Cell.AMOUNT else _KINDS.get(column.cell, "text")
    width = max(10.0, min(28.0, 2.2 * len(column.title) + 4))
    return workbook.Column(title=column.title, width=width, kind=kind, choices=choices, hint=hint)


def _hint(column: Column) -> str:
    """What its cells hold, and what its own register says of it."""
    own = f"{column.hint.rstrip('。')}。" if column.hint else ""
    return _HINTS.get(column.cell, "") + own


def _example(column: Column) -> object:
    """The cell of the example row. It is marked as such beside it, and never imported."""
    return f"{EXAMPLE}，导入时跳过这一行" if column.key == "evidence" else column.example


def _explained(register: Register) -> workbook.Sheet:
    """A page of its own that says what each column holds."""
    columns = [
        workbook.Column(title="列", width=20),
        workbook.Column(title="必填", width=8),
        workbook.Column(title="说明", width=90),
    ]
    rows: list[tuple[str, str, str]] = [("", "", register.note)] if register.note else []
    for column in register.columns:
        said = [_hint(column)]
        if column.codes and column.key != "status":
            said.append(f"可填：{'、'.join(column.codes.values())}。")
        if column.codes and len(column.also) <= _TOLD:
            said += [f"{word}即{column.codes[code]}。" for word, code in column.also.items()]
        if column.key == "status" and register.status:
            said.append(f"计入的：{'、'.join(register.status.final)}。")
            said += [f"{word}：{why}。" for word, why in register.status.left_out.items()]
        if column.aliases:
            said.append(f"表头也可以写：{'、'.join(column.aliases)}。")
        rows.append((column.title, "是" if column.required else "", "".join(said)))
    return workbook.Sheet("填表说明", columns, rows)
