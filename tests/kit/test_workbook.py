import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from shenbian.kit import typed
from shenbian.kit.period import BEIJING
from shenbian.kit.workbook import BadWorkbook, Column, Limits, Marked, Sheet, read, write

REGISTER = Sheet(
    "会员",
    [
        Column("姓名"),
        Column("证件号码", width=22),
        Column("入会日期", kind="date"),
        Column("会费", kind="money"),
        Column("登记时间", kind="instant"),
    ],
    [
        ("王小明", "110113199001011234", date(2022, 3, 5), 123_450, datetime(2022, 3, 5, 9, 30, tzinfo=BEIJING)),
        ("=1+1", "007", None, None, None),
    ],
)


def made(fill: Callable[[Any, Any], None]) -> bytes:
    """A workbook as another program would make it."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as book:
        fill(book, book.add_worksheet("表"))
    return memory.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part rewritten by hand."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return memory.getvalue()


def refused(data: bytes | Path, limits: Limits | None = None) -> str:
    with pytest.raises(BadWorkbook) as refusal:
        list(read(data, limits=limits or Limits()).rows())
    return str(refusal.value)


def loaded(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_register_is_read_as_it_was_written() -> None:
    book = read(write(None, [REGISTER]))
    assert book.sheets == ["会员"]
    assert list(book.rows()) == [
        ["姓名", "证件号码", "入会日期", "会费", "登记时间"],
        ["王小明", "110113199001011234", date(2022, 3, 5), 1234.5, datetime(2022, 3, 5, 9, 30)],  # noqa: DTZ001
        ["=1+1", "007", "", "", ""],
    ]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = write(None, [REGISTER])
    assert write(tmp_path / "one.xlsx", [REGISTER]) == b""
    stream = io.BytesIO()
    write(stream, [REGISTER])
    assert (tmp_path / "one.xlsx").read_bytes() == stream.getvalue() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1", "=HYPERLINK(1)", "http://x"]
)
def test_what_looks_like_a_formula_is_written_as_text(text: str) -> None:
    data = write(
        None, [Sheet("表", [Column("备注"), Column("数", kind="number")], [(text, text), (Marked(text), text)])]
    )
    page = loaded(data)["表"]
    assert {page.cell(row, column).data_type for row in (2, 3) for column in (1, 2)} == {"s"}
    assert page["A2"].quotePrefix is not text.startswith("http")
    assert [row[0] for row in read(data).rows()][1:] == [text, text]


def test_numbers_that_are_names_stay_text() -> None:
    rows = [("110113199001011234", 7), (110113199001011234, 110113199001011234), (Decimal("1.5"), Decimal("1.5"))]
    data = write(None, [Sheet("表", [Column("证件号码"), Column("数", kind="number")], rows)])
    assert list(read(data).rows())[1:] == [
        ["110113199001011234", 7.0],
        ["110113199001011234", "110113199001011234"],
        ["1.5", 1.5],
    ]
    page = loaded(data)["表"]
    assert page.column_dimensions["A"].number_format == "@"
    assert (page["A2"].number_format, page.freeze_panes) == ("@", "A2")


def test_yes_and_no_and_nothing() -> None:
    data = write(
        None, [Sheet("表", [Column("甲"), Column("乙")], [(True, False), (None, ""), (Marked(None), Marked("x"))])]
    )
    assert list(read(data).rows()) == [["甲", "乙"], ["是", "否"], ["", ""], ["", "x"]]
    page = loaded(data)["表"]
    assert [page[place].fill.fgColor.rgb for place in ("A4", "B4", "A2")] == ["FFFFD9D9", "FFFFD9D9", "00000000"]


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    cut = list(read(write(None, [Sheet("表", [Column("甲")], [("中" * 40_000,)])])).rows())[1][0]
    assert (len(cut), cut[-11:]) == (32_767, "中……（过长，已截断）")


def test_a_row_of_another_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        write(None, [Sheet("表", [Column("甲"), Column("乙")], [("x",)])])


def test_short_lists_drop_down_in_the_cell_and_long_ones_from_a_hidden_sheet() -> None:
    many, nations = tuple(f"第{n}镇街" for n in range(100)), ("汉族", "回族")
    columns = [
        Column("民族", choices=nations),
        Column("镇街", choices=many, hint="所在镇街"),
        Column("镇街二", choices=many),
        Column("逗号", choices=("a,b",)),
        Column("提示", hint="填全称"),
    ]
    data = write(None, [Sheet("表", columns)])
    rules = {str(rule.sqref).split(":")[0]: rule for rule in loaded(data)["表"].data_validations.dataValidation}
    assert {place: rule.formula1 for place, rule in rules.items()} == {
        "A2": '"汉族,回族"',
        "B2": "选项!$A$1:$A$100",
        "C2": "选项!$A$1:$A$100",
        "D2": "选项!$B$1:$B$1",
        "E2": None,
    }
    assert (rules["B2"].prompt, rules["E2"].prompt, rules["B2"].error) == ("所在镇街", "填全称", "请从下拉列表中选择。")
    assert loaded(data)["选项"].sheet_state == "hidden"
    assert read(data).sheets == ["表"]
    assert [row[0] for row in read(data).rows("选项")] == list(many)


@settings(max_examples=25)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), min_size=2, max_size=2
        )
    )
)
def test_any_text_survives(rows: list[list[str]]) -> None:
    kept = [row for row in rows if not any("\ufffe" in t or "\uffff" in t or "_x" in t for t in row)]
    data = write(None, [Sheet("表", [Column("甲"), Column("乙")], kept)])
    assert list(read(data).rows())[1:] == kept


def test_row_numbers_and_columns_are_those_of_the_sheet() -> None:
    assert list(read(made(lambda _, page: page.write("C3", "x"))).rows()) == [["", "", ""], ["", "", ""], ["", "", "x"]]
    assert list(read(made(lambda _, page: None)).rows()) == []


def test_formulas_give_their_saved_value_and_are_never_evaluated() -> None:
    def fill(_: Any, page: Any) -> None:
        page.write_formula("A1", "=1+1", None, 5)
        page.write_formula("B1", "=1+1", None, "")
        page.write_formula("C1", "=1/0", None, "#DIV/0!")
        page.write_formula("D1", '="a"', None, "文")

    assert list(read(made(fill)).rows()) == [[5.0, "", "", "文"]]


def test_times_and_dates_come_as_such() -> None:
    def fill(book: Any, page: Any) -> None:
        page.write_datetime("A1", time(9, 30), book.add_format({"num_format": "hh:mm"}))
        page.write_datetime("B1", date(2022, 3, 5), book.add_format({"num_format": "yyyy年m月d日"}))
        page.write_boolean("C1", True)

    row = next(read(made(fill)).rows())
    assert row == [time(9, 30), date(2022, 3, 5), True]
    assert typed.day(row[1]) == date(2022, 3, 5)


def test_a_sheet_is_named_or_refused() -> None:
    book = read(write(None, [REGISTER, Sheet("说明", [Column("怎样填")])]))
    assert list(book.rows("说明")) == [["怎样填"]]
    with pytest.raises(BadWorkbook, match="没有工作表“别的”，现有：会员、说明"):
        book.rows("别的")


@pytest.mark.parametrize("data", [b"", b"name,sex", b"\xd0\xcf\x11\xe0" + bytes(2000)])
def test_other_files_are_refused(data: bytes) -> None:
    assert "不是 .xlsx 工作簿" in refused(data)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refused(memory.getvalue()) == "不是 .xlsx 工作簿。"


def test_sizes_are_checked_before_anything_is_opened(tmp_path: Path) -> None:
    data = write(None, [REGISTER])
    assert refused(data, Limits(file=100)).startswith("文件有 0 MB，超过 0 MB")
    (tmp_path / "a.xlsx").write_bytes(data)
    assert refused(tmp_path / "a.xlsx", Limits(file=100)).startswith("文件有")
    assert refused(data, Limits(unzipped=100)).startswith("文件展开后有")
    assert refused(data, Limits(parts=3)).startswith("文件的内部结构异常")
    assert next(read(tmp_path / "a.xlsx").rows())[0] == "姓名"


def test_a_bomb_is_refused_by_its_ratio() -> None:
    data = changed(write(None, [REGISTER]), "docProps/app.xml", lambda content: content + b"<a/>" * 4_000_000)
    assert refused(data) == "文件的压缩比异常，不予打开。"


def test_a_directory_that_lies_about_sizes_is_refused() -> None:
    data = changed(write(None, [REGISTER]), "docProps/app.xml", lambda content: content + b" " * 100_000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("docProps/app.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != data
    assert refused(lying).startswith("文件已损坏")


@pytest.mark.parametrize("at", range(0, 40, 3))
def test_a_damaged_file_is_refused_or_read_but_never_breaks(at: int) -> None:
    data = bytearray(write(None, [REGISTER]))
    draw = random.Random(at)
    for _ in range(20):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    try:
        list(read(bytes(data)).rows())
    except BadWorkbook as refusal:
        assert str(refusal).endswith("。")


@pytest.mark.parametrize(
    ("place", "why"),
    [
        (b'r="XFD1048576"', "有 1048576 行，超过 200000 行，请分成几个文件。"),
        (b"r = 'XFD3'", "有 16384 列，超过 256 列，请删去多余的列。"),
        (b'r="A9999999"', "有 9999999 行，超过 200000 行，请分成几个文件。"),
        (b'r="CV150000"', "有 150000 行 100 列，单元格太多，请分成几个文件。"),
        (b"r" + b" " * 100 + b'="XFD3"', "文件的内部结构异常，请用 Excel 或 WPS 打开后重新保存。"),
    ],
)
def test_cells_in_far_corners_are_refused_before_they_take_memory(place: bytes, why: str) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    data = changed(write(None, [REGISTER]), sheet, lambda content: content.replace(b'r="A3"', place, 1))
    assert refused(data).removeprefix("工作表“sheet1”") == why


def test_wide_but_short_sheets_are_welcome() -> None:
    data = made(lambda _, page: [page.write(row, column, "x") for row in range(3) for column in range(200)])
    assert [len(row) for row in read(data).rows()] == [200, 200, 200]
    assert "超过 100 列" in refused(data, Limits(columns=100))
    assert "超过 2 行" in refused(data, Limits(rows=2))


def test_a_cell_longer_than_a_spreadsheet_allows_is_refused() -> None:
    data = made(lambda _, page: page.write("A1", "MARK"))
    longer = changed(data, "xl/sharedStrings.xml", lambda content: content.replace(b"MARK", b"x" * 300_000))
    assert refused(longer) == "有单元格超过 32767 个字符。"
    slightly = changed(data, "xl/sharedStrings.xml", lambda content: content.replace(b"MARK", b"x" * 40_000))
    assert refused(slightly) == "第 1 行有单元格超过 32767 个字符。"
    full = changed(data, "xl/sharedStrings.xml", lambda content: content.replace(b"MARK", ("中" * 32_767).encode()))
    assert len(next(read(full).rows())[0]) == 32_767


def test_hidden_sheets_alone_are_no_sheets() -> None:
    data = changed(
        write(None, [REGISTER]),
        "xl/workbook.xml",
        lambda content: content.replace(b'<sheet name="', b'<sheet state="hidden" name="'),
    )
    assert refused(data) == "文件里没有可见的工作表。"
