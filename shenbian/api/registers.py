"""Registers through their declarations: the same rows, columns, filters and masks as at the desk."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema

from shenbian.accounts.access import PageRequest, needs
from shenbian.api.door import open_to
from shenbian.api.pages import Paged
from shenbian.api.problems import No
from shenbian.desk.registers.all import registers as declared
from shenbian.desk.registers.asked import Asked
from shenbian.desk.registers.cells import Reader, cells_of
from shenbian.desk.registers.register import Filter, Register
from shenbian.desk.registers.rows import page_of, selected
from shenbian.desk.registers.views import register_or_404
from shenbian.kit.searching import MARK
from shenbian.people.queries import searchable
from shenbian.rights.catalogue import Right

READS = needs(Right.REGISTER_READ)
router = Router(tags=["registers"])
_WHOLE_NUMBER = "完整的证件号码和手机号不能写在网址里。请用姓名或证件号码后四位查找。"
Cell = str | int | bool | None


class OptionTold(Schema):
    key: str
    title: str


class FilterTold(Schema):
    """With `options` one of them; without, a range of days: `<key>.since` and `<key>.until`."""

    key: str
    title: str
    options: list[OptionTold]


class ColumnTold(Schema):
    """`shows`: what its cells are (text, day, whole, money in fen, name …). `sorts`: whether `sort` may name it."""

    key: str
    title: str
    shows: str
    sorts: bool


class RegisterTold(Schema):
    """What a register has. `one`: the classifier of its rows; `asks`: what `q` looks for."""

    key: str
    title: str
    group: str
    one: str
    asks: str
    columns: list[ColumnTold]
    filters: list[FilterTold]


class Registers(Schema):
    registers: list[RegisterTold]


class RowTold(Schema):
    """`cells` by the keys of columns: days as ISO text, money in fen, codes in words, hidden parts as stars."""

    pk: int
    cells: dict[str, Cell]


class Rows(Paged):
    """`count`: exact where `count_is_exact`, else the planner's guess."""

    count: int
    count_is_exact: bool
    rows: list[RowTold]


@open_to(router, "GET", "/registers", READS, Registers, about="所有台账，各有哪些列和筛选")
def registers(request: PageRequest) -> Registers:
    """Every register with its columns and filters."""
    return Registers(registers=[_register(each) for each in declared().values()])


@open_to(router, "GET", "/registers/{str:key}", READS, Rows, about="一个台账在我职责范围内的行")
def register(request: PageRequest, key: str, q: str = "", under: str = "", sort: str = "", after: str = "") -> Rows:
    """Rows of a register within reach.

    Further parameters are its filters; `under` is the id of a union body, `after` the `next` of the page before.
    """
    found = register_or_404(key)
    if _hides(q):
        raise No(422, _WHOLE_NUMBER)
    asked = Asked.of(found, request.GET.dict())
    page = page_of(asked, selected(asked, request.actor))
    cells = cells_of(found, Reader.of(request.actor), page.rows)
    rows = [
        RowTold(pk=row["pk"], cells={each.key: _cell(cells.plain(each, row)) for each in found.columns})
        for row in page.rows
    ]
    following = str(page.rows[-1]["pk"]) if page.has_next else None
    return Rows(rows=rows, count=page.count.number, count_is_exact=page.count.exact, next=following)


def _hides(typed: str) -> bool:
    """Whether it is a whole number, which may not stand in an address."""
    return not typed.startswith(MARK) and searchable(typed).startswith(MARK)


def _cell(value: Any) -> Cell:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return value if value is None or isinstance(value, str | int | bool) else str(value)


def _register(each: Register) -> RegisterTold:
    return RegisterTold(
        key=each.key,
        title=each.title,
        group=each.group,
        one=each.one,
        asks=each.asks,
        columns=[ColumnTold(key=c.key, title=c.title, shows=c.shows.value, sorts=bool(c.sort)) for c in each.columns],
        filters=[_filter(one) for one in each.filters],
    )


def _filter(each: Filter) -> FilterTold:
    options = [OptionTold(key=option.key, title=option.title) for option in each.options]
    return FilterTold(key=each.key, title=each.title, options=options)
