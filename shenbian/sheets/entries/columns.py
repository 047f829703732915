"""The sheet of an edition, derived from its form: who it is for, how they agreed, and every question that is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from shenbian.editions.form import Field, FieldKind
from shenbian.editions.models import Edition
from shenbian.kit.env import Unable
from shenbian.offices.models import How
from shenbian.sheets.column import Cell, Column
from shenbian.sheets.entries.cards import ANSWER
from shenbian.sheets.entries.handing import apply
from shenbian.sheets.fact_columns import person_columns
from shenbian.sheets.register import Register

_WORD = "集体申报"
_KEY = "entries."  # before the number of the edition
_NAMED = re.compile(rf"{_WORD}\s*(\d{{1,9}})")
_NO_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_BRACKETS = re.compile(r"[（）()]")
_TURN = 900  # after everything that entries may name
_WEIGHT = 500  # a row is several moves of its own and some pictures
_BY_ITSELF = {"person.name", "person.document", "member.union"}  # what a member whom the sheet names has in any case
_CELLS = {
    FieldKind.NUMBER: Cell.WHOLE,
    FieldKind.MONEY: Cell.AMOUNT,
    FieldKind.DATE: Cell.DAY,
    FieldKind.YES_NO: Cell.YES,
    FieldKind.CONSENT: Cell.YES,
}
_EXAMPLES = {Cell.WHOLE: 1, Cell.AMOUNT: 1000, Cell.DAY: "2022-03-05", Cell.YES: "是"}
_NOTE = (
    "{edition}。每位职工每件一行，先经本人同意，写明怎样同意的、谁见证的。照片栏写照片的文件名，几张用顿号隔开，"
    "照片和这张表一起压缩成一个 zip 上传。工作表的名称不要改。"
)


def register_of(edition: Edition, folder: Path | None = None) -> Register:
    """The sheet by which members are entered in this edition; the pictures that it names lie in `folder`."""
    name = f"{_WORD}{edition.pk} {edition.title}".translate(_NO_SHEET_NAME)
    return Register(
        key=f"{_KEY}{edition.pk}",
        title=name[:31].strip(),
        columns=tuple(_columns(edition)),
        apply=partial(apply, edition, folder),
        turn=_TURN,
        note=_NOTE.format(edition=edition.title),
        weight=_WEIGHT,
    )


def register_named(name: str, folder: Path) -> Register | None:
    """The register that the name of a worksheet means; None where it means none of these.

    Raises Unable where there is no such edition, or one that takes nothing by sheet.
    """
    said = _NAMED.match(name.strip())
    if said is None:
        return None
    edition = Edition.objects.select_related("organisation").filter(pk=int(said[1])).first()
    if edition is None or edition.kind is None or not edition.kind.by_sheet:
        raise Unable(f"“{name}”：没有这一期，或者它不收集体申报。请重新下载模板。")
    return register_of(edition, folder)


def titles_of(keys: Iterable[str]) -> dict[str, str]:
    """What batches of these registers are called, by the register's key. One query; none where there are none."""
    numbers = {int(key.removeprefix(_KEY)) for key in keys if key.startswith(_KEY)}
    if not numbers:
        return {}
    found = Edition.objects.filter(pk__in=numbers).values_list("pk", "title")
    return {f"{_KEY}{pk}": f"{_WORD}：{title}" for pk, title in found}


def _columns(edition: Edition) -> Iterator[Column]:
    kind = edition.kind
    assert kind is not None
    yield from person_columns(required=True)
    asked = (field for field in kind.form.fields if field.known not in _BY_ITSELF)
    yield from map(_column, asked)
    how = dict(How.choices)
    yield Column(
        key="how", title="本人怎样同意的", cell=Cell.CODE, required=True, codes=how, example=how[How.SIGNED.value]
    )
    yield Column(key="evidence", title="见证人或凭证", required=True, longest=100)


def _column(field: Field) -> Column:
    codes = {code: title for code, title in _choices(field) if code}
    cell = Cell.CODE if codes else _CELLS.get(field.kind, Cell.TEXT)
    example = next(iter(codes.values())) if codes else _EXAMPLES.get(cell, "")
    return Column(
        key=ANSWER + field.key,
        title=field.title,
        cell=cell,
        required=field.required and not field.known,
        codes=codes,
        also=_parts_of(codes),
        example="张三证书.jpg" if field.kind is FieldKind.FILE else example,
        longest=max(field.longest, 200),
        hint="写照片的文件名，几张用顿号隔开" if field.kind is FieldKind.FILE else field.help,
    )


def _parts_of(codes: Mapping[str, str]) -> dict[str, str]:
    """What people write instead of a whole title: 高级工 or 三级 for 三级（高级工）, where only one has that part."""
    parts = [(part, code) for code, title in codes.items() for part in _BRACKETS.split(title) if part]
    count = Counter(part for part, _ in parts)
    return {part: code for part, code in parts if count[part] == 1}


def _choices(field: Field) -> Iterable[tuple[str, str]]:
    return field.choices() if callable(field.choices) else field.choices
