"""What a metric counts, in Chinese, read off its declaration: the definition that is printed beside a figure."""

from __future__ import annotations

import re

from shenbian.facts.kind import Type, codes_of, kinds
from shenbian.metrics.metric import (
    Absent,
    AtLeast,
    Attested,
    Back,
    Both,
    Count,
    Coverage,
    Lowest,
    Measure,
    Metric,
    Rank,
    Ratio,
    Reading,
    RolledUp,
    Rows,
    Standing,
    Stated,
    Test,
    Total,
)

_CODES = re.compile(r"（[a-z][a-z_.]*）")
_COLUMNS = {"person": "人", "organisation": "工会组织", "unit": "单位", "edition": "届/期", "month": "月份"}


def describe(metric: Metric, *, codes: bool = False) -> str:
    """One paragraph: which facts, which tests, what is counted, and when; with `codes`, the stored words too."""
    said = f"{_said(metric.measure)}。"
    return said if codes else _CODES.sub("", said)


def _said(measure: Measure) -> str:
    match measure:
        case Count(rows=rows, of=of):
            what = f"不同的{_names(of, rows.kinds)}数" if of else "条数"
            return f"期间内{_rows(rows)}的{what}"
        case Total(rows=rows, of=of, less=less):
            what = "金额" if of == "amount_fen" else _quantity(rows.kinds)
            off = f"，减去期间内{_rows(less)}的{what}" if less else ""
            return f"期间内{_rows(rows)}的{what}合计{off}"
        case Standing():
            return _standing(measure)
        case Stated(rows=rows, total=total, within=within):
            among = f"，限于属于（{_said(within)}）的单位" if within else ""
            what = f"的“{_title(total, rows.kinds)}”合计" if total else "的单位数"
            return f"期末前最近一次{_rows(rows)}{what}{among}"
        case RolledUp(rows=rows, facet=facet, value=value):
            test = _test(facet, value, ("unit.stated",))
            return f"期间内{_rows(rows)}，逐级上溯到最近的（{test}）的单位，不同的单位数"
        case Lowest(of=of, per=per):
            return f"逐{'季' if per == 'quarter' else '月'}计算（{_said(of)}），取其中最小的"
        case Both(listed=listed, hit=hit):
            return f"属于（{_said(listed)}）而又见于（{_said(hit)}）的个数"
        case Coverage(listed=listed, hit=hit, under=under):
            below = "（名录所列组织及其下级均可）" if under else ""
            return f"分母是（{_said(listed)}），分子是其中见于（{_said(hit)}）的{below}"
        case Ratio(numerator=numerator, denominator=denominator):
            return f"分子是（{_said(numerator)}），分母是（{_said(denominator)}）"
        case Rank(rows=rows, own=own):
            mark = _title(own, rows.kinds)
            return f"期末前最近一次{_rows(rows)}，各地区从高到低排列，“{mark}”为是者的名次，并列取前"
        case Reading(rows=rows):
            return f"{_rows(rows)}，每个计数器期间内最后读数减去期间前最后读数，各计数器相加"
        case Attested(rows=rows):
            return f"期末前最近一次{_rows(rows)}所引用的数值"


def _standing(measure: Standing) -> str:
    moment = {"end": "期间最后一日终了时", "during": "期间内任一时刻"}[measure.when]
    if measure.each:
        moment = "期间内每月最后一日终了时"
    ended = "、".join(f"“{kinds[kind].title}”（{kind}）" for kind in measure.ended)
    by, of = _names(measure.by, measure.begun.kinds), _names(measure.of, measure.begun.kinds)
    return f"{moment}，已有{_rows(measure.begun)}而未被{ended}终止的（按{by}对应），不同的{of}数"


def _rows(rows: Rows) -> str:
    names = "、".join(f"“{kinds[kind].title}”（{kind}）" for kind in rows.kinds)
    tests = "，".join(_test(facet, test, rows.kinds) for facet, test in rows.where)
    return f"{names}中{tests}的记录" if tests else f"{names}记录"


def _test(facet: str, test: Test, chosen: tuple[str, ...]) -> str:
    title = f"{_title(facet, chosen)}（{facet}）"
    match test:
        case Absent():
            return f"{title}为空"
        case Back(years):
            return f"{title}在期间往前{years}年之内"
        case AtLeast(low):
            return f"{title}不少于{low}"
        case tuple():
            return f"{title}为{'或'.join(_code(facet, each, chosen) for each in test)}"
        case _:
            return f"{title}为{_code(facet, test, chosen)}"


def _code(facet: str, value: str | int | bool, chosen: tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    for kind in chosen:
        for each in kinds[kind].facets:
            if each.key == facet and each.type is Type.TEXT and value in codes_of(each):
                return f"{codes_of(each)[str(value)]}（{value}）"
    return str(value)


def _title(facet: str, chosen: tuple[str, ...]) -> str:
    if facet in _COLUMNS:
        return _COLUMNS[facet]
    return kinds[chosen[0]].facet(facet).title


def _names(of: tuple[str, ...], chosen: tuple[str, ...]) -> str:
    return "与".join(_title(name, chosen) for name in of)


def _quantity(chosen: tuple[str, ...]) -> str:
    return "、".join(dict.fromkeys(kinds[kind].quantity or "数量" for kind in chosen))
