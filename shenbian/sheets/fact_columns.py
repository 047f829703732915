"""The register of a fact kind, derived from its declaration: nobody writes it down a second time."""

from __future__ import annotations

from collections.abc import Iterator

from shenbian.facts.kind import Facet, Has, Kind, Type, codes_of
from shenbian.kit.identity import Document
from shenbian.sheets.column import Cell, Column

FACET = "facet:"  # before the key of a column that holds a facet
_FACET_CELLS = {
    Type.TEXT: Cell.TEXT,
    Type.WHOLE: Cell.WHOLE,
    Type.YES: Cell.YES,
    Type.DAY: Cell.DAY,
    Type.ORGANISATION: Cell.ORGANISATION,
    Type.UNIT: Cell.UNIT,
}
_FACET_EXAMPLES = {Cell.WHOLE: 60, Cell.YES: "是", Cell.DAY: "2022-03-05"}

ORGANISATION = ("工会编号", "工会名称", "所属工会", "工会组织")
UNIT = ("单位编号", "单位名称", "统一社会信用代码", "工作单位", "所在单位", "单位信用代码、编号或名称")
DOCUMENT = {kind.value: kind.label for kind in Document}


def person_columns(*, required: bool) -> tuple[Column, ...]:
    """Name, kind of document, number: how a sheet names a person."""
    return (
        Column(
            key="name", title="姓名", required=required, example="张三", longest=100, aliases=("职工姓名", "会员姓名")
        ),
        Column(
            key="document",
            title="证件类型",
            cell=Cell.DOCUMENT,
            example="居民身份证",
            aliases=("证件种类",),
        ),
        Column(
            key="identity",
            title="证件号码",
            cell=Cell.IDENTITY,
            required=required,
            example="110113199001010031",
            aliases=("身份证号", "身份证号码", "公民身份号码", "证件号"),
        ),
    )


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """The columns of a kind's register, in the order in which officers expect them."""
    return tuple(_columns(kind))


def _columns(kind: Kind) -> Iterator[Column]:
    if not any(refers.takes_day for refers in kind.refers):
        yield _day(kind)
    if kind.organisation is not Has.NO:
        must = kind.organisation is Has.MUST
        yield Column(
            key="organisation",
            title="工会",
            cell=Cell.ORGANISATION,
            required=must,
            example="工会编号或名称",
            aliases=ORGANISATION,
        )
    if kind.edition is not Has.NO:
        must = kind.edition is Has.MUST
        aliases = ("活动", "期", "届", "届次", "活动名称", "届/期")
        yield Column(
            key="edition", title="活动(期)", required=must, example="2022年第一期", aliases=aliases, longest=120
        )
    if kind.person is not Has.NO:
        yield from person_columns(required=kind.person is Has.MUST)
    if kind.unit is not Has.NO:
        must = kind.unit is Has.MUST
        yield Column(
            key="unit", title="单位", cell=Cell.UNIT, required=must, example="信用代码、编号或名称", aliases=UNIT
        )
    if kind.quantity:
        must = kind.quantity_default is None
        yield Column(key="quantity", title=kind.quantity, cell=Cell.WHOLE, required=must, example=1, aliases=("数量",))
    if kind.amount is not Has.NO:
        must = kind.amount is Has.MUST
        yield Column(
            key="amount", title="金额(元)", cell=Cell.AMOUNT, required=must, example=1000, aliases=("金额", "金额元")
        )
    yield from (_facet(each) for each in kind.facets)
    if kind.status:
        words = {word: word for word in (*kind.status.final, *kind.status.left_out)}
        yield Column(key="status", title=kind.status.title, required=True, codes=words, example=kind.status.final[0])
    yield Column(key="evidence", title="备注/凭证", aliases=("备注", "凭证", "依据"), longest=300)


def _day(kind: Kind) -> Column:
    cell = Cell.MOMENT if kind.occurred_at else Cell.DAY
    example = "2022-03-05 09:30" if kind.occurred_at else "2022-03-05"
    aliases = ("时间", "日期时间", "发生日期", "发生时间")
    return Column(key="day", title="日期", cell=cell, required=True, example=example, aliases=aliases)


def _facet(facet: Facet) -> Column:
    codes = dict(codes_of(facet))
    cell = Cell.CODE if codes else _FACET_CELLS[facet.type]
    example = next(iter(codes.values())) if codes else _FACET_EXAMPLES.get(cell, facet.title)
    return Column(
        key=FACET + facet.key,
        title=facet.title,
        cell=cell,
        required=facet.required,
        codes=codes,
        also=facet.also,
        example=example if facet.required else "",
    )
