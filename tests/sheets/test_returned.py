"""Refused rows go back to the officer in a copy; corrected, the copy comes in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from shenbian.facts.models import Fact
from shenbian.kit.env import Unable
from shenbian.people.models import Membership, Person
from shenbian.sheets.models import Batch
from shenbian.sheets.report import Summary
from tests.sheets.books import identity
from tests.sheets.conftest import District
from tests.sheets.test_members import HEADERS, row

Counts = Callable[[Summary], dict[str, int]]


def wrong(n: int) -> str:
    """The number with a wrong check digit."""
    number = identity(n)
    return number[:17] + ("1" if number[17] != "1" else "2")


def test_the_copy_holds_the_refused_rows_with_number_and_problem_and_comes_in_when_corrected(
    district: District, counts: Counts, tmp_path: Path
) -> None:
    rows = [row(1), row(2, 证件号码=wrong(2), 入会日期="去年"), row(3, 工会编号="没有"), row(4)]
    summary = district.sheet("会员登记表", HEADERS, rows, returned=tmp_path / "back")
    assert counts(summary) == {"new": 2, "refused": 2}

    copy = summary.sheets[0].returned
    assert copy == tmp_path / "back" / "会员登记表_退回.xlsx"
    book = openpyxl.load_workbook(copy)
    page = book.worksheets[0]
    table = [[cell.value for cell in line] for line in page.iter_rows()]
    assert table[0] == [*HEADERS, "行号", "问题"]
    assert [line[-2:] for line in table[1:]] == [
        [
            3,
            "入会日期：读到“去年”，应填年月日俱全的日期，如 2022-03-05。；证件号码：身份证号的校验位不对，请逐位核对。",
        ],
        [4, "工会编号：没有“没有”这个工会。"],
    ]

    page.cell(2, 2).value, page.cell(2, 6).value, page.cell(3, 4).value = identity(2), "2022-3-5", "SY-03-1"
    book.save(copy)
    assert counts(district.bring(copy)) == {"new": 2}
    assert Membership.objects.count() == 4


def test_two_refused_sheets_of_one_workbook_come_back_in_two_copies(district: District, tmp_path: Path) -> None:
    path = district.book("两镇", "会员登记表", HEADERS, [row(1, 工会编号="没有")])
    book = openpyxl.load_workbook(path)
    page = book.create_sheet("东镇会员登记表")
    for line in (HEADERS, row(2, 工会编号="也没有")):
        page.append(list(line))
    book.save(path)

    copies = [sheet.returned for sheet in district.bring(path, returned=tmp_path / "back").sheets]

    assert copies == [tmp_path / "back" / f"两镇_{name}_退回.xlsx" for name in ("会员登记表", "东镇会员登记表")]
    refused = [openpyxl.load_workbook(copy).worksheets[0].cell(2, 4).value for copy in copies if copy]
    assert refused == ["没有", "也没有"]


def test_a_preview_says_what_would_happen_and_changes_nothing(district: District, counts: Counts) -> None:
    district.book("1", "会员登记表", HEADERS, [row(1), row(2, 工会编号="没有")])
    turns = ("日期", "工会", "姓名", "证件号码", "项目", "社区(村)或驻点", "状态")
    district.book(
        "2",
        "下沉值守",
        turns,
        [(date(2022, 3, 5), "SY", "职工1", identity(1), "干部下沉和社工参与防疫", "一社区", "已到岗")],
    )
    before = (Person.objects.count(), Batch.objects.count(), Fact.objects.count())

    summary = district.bring(preview=True)

    assert summary.preview
    assert counts(summary)["refused"] == 1
    assert (Person.objects.count(), Batch.objects.count(), Fact.objects.count()) == before


def test_columns_may_come_in_any_order_with_others_between_and_a_title_above(
    district: District, counts: Counts
) -> None:
    headers = ("序号", "入会时间", "身份证号", "所属工会", "姓名", "爱好")
    path = district.book(
        "某单位报来的名单", "会员登记表", ("会员登记表",), [headers, [1, 44625, identity(1), "SY-03-1", "张三", "棋"]]
    )

    summary = district.bring(path)

    assert counts(summary) == {"new": 1}
    assert summary.sheets[0].unknown == ("序号", "爱好")
    assert list(Membership.objects.values_list("from_on", flat=True)) == [date(2022, 3, 5)]


def test_a_sheet_without_a_required_column_is_not_read(district: District) -> None:

    with pytest.raises(Unable, match="“会员登记表”缺少列：入会日期"):
        district.sheet("会员登记表", ("姓名", "证件号码", "工会编号"), [("张三", identity(1), "SY-03-1")])


def test_numbers_that_excel_turned_into_floats_are_read_or_refused_with_the_reason(
    district: District, counts: Counts
) -> None:
    old = identity(1)[:6] + identity(1)[8:17]
    rows = [row(1, 证件号码=float(old)), row(2, 证件号码=float(identity(2)[:17] + "0"))]

    summary = district.sheet("会员登记表", HEADERS, rows)

    assert counts(summary) == {"new": 1, "refused": 1}
    assert summary.sheets[0].refused == (
        (3, "证件号码", "证件号码在表格里被当作数字，末几位已经丢失；请把该列设为文本格式后重新填写。"),
    )
