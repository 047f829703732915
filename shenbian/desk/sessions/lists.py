"""A list of people or bodies, pasted or in a workbook: its rows, what was done with each, and why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms

from shenbian.flow.actions import Outcome
from shenbian.kit import workbook
from shenbian.kit.workbook import BadWorkbook, Limits
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.within import people_said

MOST = 500  # rows of one list
_LIMITS = Limits(file=5 << 20, unzipped=50 << 20, rows=5000, columns=40)
_HEADS = {
    "name": ("姓名", "名字"),
    "number": ("证件号码", "身份证号", "身份证号码", "手机号", "手机号码", "电话"),
    "body": ("单位", "单位名称", "工会", "工会名称", "名称"),
    "count": ("人数", "人次"),
    "slip": ("单号", "集体签到单号"),
    "minutes": ("时长", "时长(分钟)", "时长（分钟）", "分钟"),
}
COLUMNS = {key: titles[0] for key, titles in _HEADS.items()}  # by which a list is given back
_MINUTES = re.compile(r"(?<!\d)(\d{1,4})\s*分钟?$")
_COUNT = re.compile(r"(?<!\d)(\d{1,6})\s*(?:人次|人)?$")


@dataclass(frozen=True)
class Row:
    """`called` is how its writer knows it (第3行), `typed` whom or what it names; `cells` what stood in which column,
    so that it is given back as it came.
    """

    called: str
    typed: str
    minutes: int | None = None
    count: int | None = None
    slip: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def again(self) -> str:
        """As a line of a list."""
        return f"{self.typed} {self.minutes}分钟" if self.minutes else self.typed


@dataclass(frozen=True)
class Refusal:
    """A row with which nothing was done, and why."""

    row: Row
    why: str


@dataclass(frozen=True)
class Done:
    """How many rows were done, and the others."""

    count: int
    refused: list[Refusal] = field(default_factory=list)

    @property
    def again(self) -> str:
        """The refused rows as they can be put right and sent once more."""
        return "\n".join(each.row.again for each in self.refused)


class Listed(forms.Form):
    """Rows, pasted or in a workbook; both may be given."""

    names = forms.CharField(
        label="名单",
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一行一人：姓名，或证件号码、手机号；重名的两样都写",
    )
    sheet = forms.FileField(
        label="或上传表格", required=False, help_text="xlsx；第一行是栏目名，有“姓名”“证件号码”或“手机号”就行"
    )

    class Privacy:
        plain: frozenset[str] = frozenset()

    def clean(self) -> None:
        try:
            self.rows = [*pasted(self.cleaned_data.get("names", "")), *self._of_sheet()]
        except BadWorkbook as wrong:
            self.add_error("sheet", str(wrong))
            return
        if not self.rows and not self.errors:
            self.add_error("names", "请写名单，或上传表格。")
        if len(self.rows) > MOST:
            self.add_error(None, f"一次最多{MOST}行，这里有{len(self.rows):,}行，请分几次。")

    def _of_sheet(self) -> list[Row]:
        file = self.cleaned_data.get("sheet")
        return list(of_workbook(file.read())) if file else []


class Bodies(Listed):
    """Units or unions with a head-count each."""

    field_order = ("names", "sheet")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"].help_text = "一行一家：单位或工会的全称或编号，后面写人数，例如“东镇机床厂 45”"
        self.fields["sheet"].help_text = "xlsx；栏目有“单位”（或“工会”）和“人数”，有“单号”的一并写"


def pasted(text: str) -> Iterator[Row]:
    """A row for each line that says something; a number with 分钟 or 人 at its end is how long, or how many."""
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if said:
            yield _row(f"第{number}行", said)


def _row(called: str, said: str) -> Row:
    if found := _MINUTES.search(said):
        typed = said[: found.start()].strip()
        return Row(called, typed, minutes=int(found[1]), cells={"name": typed, "minutes": found[1]})
    return Row(called, said, cells={"name": said})


def counted(row: Row) -> Row:
    """The row with the count that stands at its end, where no column said one."""
    found = _COUNT.search(row.typed) if row.count is None else None
    if found is None:
        return row
    typed = row.typed[: found.start()].strip(" ,，、\t")
    return replace(row, typed=typed, count=int(found[1]), cells={"body": typed, "count": found[1], "slip": row.slip})


def of_workbook(content: bytes) -> Iterator[Row]:
    """The rows of the first sheet. Raises BadWorkbook, in Chinese, also where no column is known."""
    rows = enumerate(workbook.read(content, limits=_LIMITS).rows(), 1)
    columns: dict[str, int] = {}
    for number, cells in rows:
        if not columns:
            columns = _columns(cells)
            if not columns and number >= 5:
                break
            continue
        told = {key: _text(cells[at]) if at < len(cells) else "" for key, at in columns.items()}
        if typed := " ".join(told[key] for key in ("name", "number", "body") if told.get(key)):
            yield Row(
                f"表格第{number}行",
                typed,
                minutes=_whole(told.get("minutes", "")),
                count=_whole(told.get("count", "")),
                slip=told.get("slip", ""),
                cells=told,
            )
    if not columns:
        raise BadWorkbook("没有认出栏目名。第一行请写“姓名”“证件号码”（或“单位”“人数”）这样的栏目。")


def _columns(cells: Sequence[Any]) -> dict[str, int]:
    titles = [_text(cell).replace(" ", "") for cell in cells]
    found = {
        key: next((at for at, title in enumerate(titles) if title in known), None) for key, known in _HEADS.items()
    }
    told = {key: at for key, at in found.items() if at is not None}
    return told if told.keys() & {"name", "number", "body"} else {}


def _text(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 7 else None


def do_for_people(
    rows: Sequence[Row],
    do: Callable[[list[Person], list[Row], list[str]], Iterable[Outcome[Any]]],
    *,
    actor: Actor,
    right: Right,
) -> Done:
    """Find whom the rows name within one's duty, and do it with those that were found. Two queries beside its own."""
    named = people_said([row.typed for row in rows], actor=actor, right=right)
    known = [(row, said.person) for row, said in zip(rows, named, strict=True) if said.person is not None]
    refused = [Refusal(row, said.why) for row, said in zip(rows, named, strict=True) if said.person is None]
    outcomes: list[Outcome[Any]] = []
    if known:
        chosen = [row for row, _ in known]
        outcomes = list(do([person for _, person in known], chosen, [row.called for row in chosen]))
        refused += [
            Refusal(row, each.why) for row, each in zip(chosen, outcomes, strict=True) if each.refusal is not None
        ]
    place = {id(row): number for number, row in enumerate(rows)}
    refused.sort(key=lambda each: place[id(each.row)])
    return Done(sum(1 for each in outcomes if each.moved), refused)
