"""A sheet of questions, read as people type it; and its template."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from shenbian.courses.actions import QuestionSaid
from shenbian.courses.models.course import Asks
from shenbian.kit import workbook
from shenbian.kit.refusal import Refused

LETTERS = "ABCDEF"
HEADERS = ("题型", "题目", *(f"选项{letter}" for letter in LETTERS), "答案", "工种")
_ASKS = {label: value for value, label in Asks.choices}
_TRUE, _FALSE = ("对", "正确", "√", "是"), ("错", "错误", "×", "否")
MOST = 2000  # questions of one sheet


def read_questions(data: bytes) -> tuple[list[QuestionSaid], list[str]]:
    """The questions of a sheet and how each row is called. Raises BadWorkbook, Refused for headers that are missing."""
    rows = [[_text(cell) for cell in row] for row in workbook.read(data).rows()]
    at = next((n for n, row in enumerate(rows) if {"题型", "题目", "答案"} <= set(row)), None)
    if at is None:
        raise Refused({0: "没有认出表头。应有“题型、题目、选项A…、答案”，请用模板填写。"})
    places = {title: rows[at].index(title) for title in HEADERS if title in rows[at]}
    said, called = [], []
    for number, row in enumerate(rows[at + 1 :], at + 2):
        cells = {title: row[place] if place < len(row) else "" for title, place in places.items()}
        if any(cells.values()) and not cells["题目"].startswith("例:"):
            said.append(_question(cells))
            called.append(f"第{number}行")
    if not said:
        raise Refused({0: "表里没有试题。请在表头下面一行一题地填。"})
    if len(said) > MOST:
        raise Refused({0: f"一次最多导入{MOST}题，请分几个文件。"})
    return said, called


def _question(cells: dict[str, str]) -> QuestionSaid:
    asks = _ASKS.get(cells["题型"], cells["题型"])
    options = [cells.get(f"选项{letter}", "") for letter in LETTERS]
    while options and not options[-1]:
        options.pop()
    if asks == Asks.TRUE and not options:
        options = ["对", "错"]
    right = list(_right(cells["答案"], options))
    return QuestionSaid(text=cells["题目"], asks=asks, options=options, right=right, trade=cells.get("工种", ""))


def _right(typed: str, options: Sequence[str]) -> Iterator[int]:
    """Places of the right options: AC, A、C, 对; what names no option gives a place that no question has."""
    if typed in _TRUE or typed in _FALSE:
        yield next((n for n, option in enumerate(options) if option in (_TRUE if typed in _TRUE else _FALSE)), 99)
        return
    for sign in typed.upper():
        if sign.isalpha():
            yield LETTERS.find(sign) if sign in LETTERS else 99


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFKC", str(cell)).strip() if cell not in (None, "") else ""


def write_question_template(target: BinaryIO) -> None:
    """An empty sheet with two examples, which are left out when it is read."""
    columns = [
        workbook.Column(title, width=40 if title == "题目" else 14, choices=tuple(_ASKS) if title == "题型" else ())
        for title in HEADERS
    ]
    examples = [
        ("单选", "例：灭火器应当多久检查一次", "每月", "每年", "三年", "", "", "", "A", ""),
        ("判断", "例：线上学习可以请人代学", "", "", "", "", "", "", "错", ""),
    ]
    workbook.write(target, [workbook.Sheet("试题", columns, examples)])
