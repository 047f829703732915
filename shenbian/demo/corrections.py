"""What came after the year's registers: a late correction, sheets sent by mistake and taken back, a row voided."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from shenbian.demo.book import Book, Row
from shenbian.demo.world import YEAR, World
from shenbian.demo.year.festival import SESSION
from shenbian.demo.year.money import PAID, epidemic

TYPED_TENFOLD = "YQ000007"  # the receipt whose amount somebody typed ten times too large
MISTAKEN_SESSIONS, MISTAKEN_STATIONS = 12, 1
VOIDED = ("issue.published", "safety_lessons|KC-WF1")  # kind and source of the fact that was voided by itself
VOIDED_WHY = "该期课程未推送，误登一期"


def mistyped(book: Book) -> Book:
    """The book as it was first kept: in one of them an amount is ten times too large."""
    if book.headers != PAID:
        return book
    return replace(book, rows=[_tenfold(row) if row[4] == TYPED_TENFOLD else row for row in book.rows])


def _tenfold(row: Row) -> Row:
    return (*row[:2], row[2] * 10, *row[3:])


def late(world: World) -> Iterator[Book]:
    """The correction: the same receipt with its true amount."""
    true = next(row for row in epidemic(world) if row[4] == TYPED_TENFOLD)
    yield Book("支出", "疫情防控专项资金支出更正", PAID, [true])


def mistaken(world: World) -> Iterator[Book]:
    """Sessions of the next district under new numbers, and a station entered twice: taken back as batches.

    And a lesson that never went out: its fact is voided by itself.
    """
    home = world.unions[0].number
    rows = [
        (
            date(YEAR, 10, 8),
            home,
            f"{YEAR}年双沟通会",
            "双沟通会",
            f"SG-WB-{i + 1:02d}",
            "职工沟通会",
            "",
            "线下",
            "已举办",
        )
        for i in range(MISTAKEN_SESSIONS)
    ]
    yield Book("举办场次", "双沟通会误报", SESSION, rows)
    station = (date(YEAR, 10, 9), home, "暖心驿站", "YZ-WB-01", "重复登记的驿站", "新建", "党群服务中心", "已启用")
    headers = ("日期", "工会", "项目", "驿站编号", "驿站名称", "建设方式", "依托场所", "状态")
    yield Book("驿站启用", "驿站误报", headers, [station])
    lesson = (date(YEAR, 12, 27), home, "安全和职业病防治课程", "KC-WF1", "安全生产", "公众号", "已发布")
    yield Book("课程与推送", "课程补登", ("日期", "工会", "项目", "期号", "主题", "渠道", "状态"), [lesson])
