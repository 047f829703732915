"""An import asks the database as often for three rows as for three hundred."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.sheets.books import identity
from tests.sheets.conftest import District
from tests.sheets.test_members import HEADERS, row

TURNS = ("日期", "工会", "姓名", "证件号码", "单位", "项目", "场次编号", "签到情况")
DAY = date(2022, 3, 5)
NODES = 1  # sealing sixteen facts and more keeps nodes of the tree, in one COPY


def members(size: int) -> list[list[object]]:
    return [row(n, 手机号=f"138{n:08d}", 群体="新就业形态劳动者", 职业="快递员") for n in range(size)]


def turns(size: int) -> list[list[object]]:
    return [
        [DAY, "SY-03", f"职工{n}", identity(n), "U1", "职工志愿服务", "S1", ("已签到", "未到", "请假")[n % 3]]
        for n in range(size)
    ]


def units(size: int) -> list[list[object]]:
    return [[f"U{n}", f"单位{n}", "企业", DAY, n, "制造业", "SY-03"] for n in range(10, 10 + size)]


def unions(size: int) -> list[list[object]]:
    return [[f"G{n}", f"单位{n}工会", "基层工会", "SY-03", DAY, "新建", "U1", "已批复"] for n in range(size)]


def posts(size: int) -> list[list[object]]:
    return [[f"职工{n}", identity(n), "SY-03", "镇街工会干部", "组织建设", DAY] for n in range(size)]


UNITS = ("单位编号", "单位名称", "类型", "情况日期", "职工人数", "行业门类", "所在镇街工会编号")
UNIONS = ("工会编号", "工会名称", "类型", "上级工会编号", "成立日期", "成立方式", "所在单位", "状态")
POSTS = ("姓名", "证件号码", "工会编号", "职务", "条线", "任职日期")


@pytest.mark.parametrize(
    ("sheet", "headers", "rows", "queries"),
    [
        ("会员登记表", HEADERS, members, 66),
        ("参与记录", TURNS, turns, 65),
        ("单位登记表", UNITS, units, 53),
        ("工会组织登记表", UNIONS, unions, 51),
        ("任职登记表", POSTS, posts, 55),
    ],
)
def test_an_import_costs_the_same_for_three_rows_and_three_hundred(
    sheet: str, headers: tuple[str, ...], rows: Callable[[int], list[list[object]]], queries: int, district: District
) -> None:
    held = ("日期", "工会", "项目", "场次编号", "状态")
    district.sheet("举办场次", held, [(DAY, "SY-03", "职工志愿服务", "S1", "已举办")])
    small = district.book("3", sheet, headers, rows(3))
    large = district.book("300", sheet, headers, rows(300)[3:])

    with CaptureQueriesContext(connection) as few:
        district.bring(small)
    with CaptureQueriesContext(connection) as many:
        district.bring(large)

    assert (len(few), len(many)) == (queries, queries + NODES)


def test_an_import_of_what_is_there_already_costs_the_same_too(district: District) -> None:
    paths = [district.book(str(size), "会员登记表", HEADERS, members(size)) for size in (3, 300)]
    district.bring(paths[1])

    counts = []
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            district.bring(path)
        counts.append(len(asked))

    assert counts == [28, 28]
