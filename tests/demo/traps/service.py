"""Traps of volunteers, parcels, stations and health checks (职工服务)."""

from collections import defaultdict

from shenbian.demo.book import Book
from tests.demo import rules
from tests.demo.books import Books
from tests.demo.traps.finders import again, every_row, mistaken, where
from tests.demo.traps.trap import Trap


def namesakes(books: Books) -> list[Book]:
    """Those who share a name with somebody else on the sheet."""
    name = "冬奥服务保障慰问签收"
    numbers = defaultdict(set)
    for row in books.by_name[name].rows:
        numbers[row[3]].add(row[4])
    return [books.where(name, lambda row: len(numbers[row["姓名"]]) > 1)]


def two_stations(books: Books) -> list[Book]:
    book = books.again("春节慰问品签领", "姓名", "证件号码", "物品")
    return [Book(book.register, book.name, book.headers, [row for row in book.rows if row[4]])]


TRAPS = (
    Trap(
        holds="cadres on call at home that day",
        found=where("干部和社工下沉登记", 状态="居家"),
        size=30,
        ref="S23",
        rule=rules.status("duty.day"),
        right=1012,
        wrong=1042,
    ),
    Trap(
        holds="one deployment noted by the community and by the federation",
        found=again("干部和社工下沉登记"),
        size=25,
        ref="S23",
        rule=rules.any_key("duty.day"),
        right=1012,
        wrong=1037,
    ),
    Trap(
        holds="paid duty, which is not volunteering",
        found=where("志愿服务签到表-2022-06", 签到情况="带薪值班"),
        size=63,
        ref="S20",
        rule=rules.status("turn"),
        right=170300,
        wrong=170363,
    ),
    Trap(
        holds="parcels bought and not handed out",
        found=every_row("春节慰问品入库"),
        size=2,
        ref="S27",
        rule=rules.kind_read("stock.bought", said="counts parcels issued, not bought"),
        right=12600,
        wrong=14700,
    ),
    Trap(
        holds="one rider at five stations for one parcel",
        found=two_stations,
        size=240,
        ref="S27",
        rule=rules.key("parcel.issued", "edition", "item", "person", "slip", "station"),
        right=12600,
        wrong=12840,
    ),
    Trap(
        holds="two people of one name",
        found=namesakes,
        size=3,
        ref="S26",
        rule=rules.BY_NUMBER,
        right=351,
        wrong=350,
        sheets=every_row("冬奥服务保障慰问签收"),
    ),
    Trap(
        holds="a batch that was reversed: a station entered twice",
        found=mistaken("驿站启用"),
        size=1,
        ref="S63",
        rule=rules.struck_out("what was struck out with its batch does not count"),
        right=44,
        wrong=45,
    ),
    Trap(
        holds="stations renamed or moved",
        found=where("暖心驿站登记表", 建设方式=("更名", "迁址")),
        size=9,
        ref="S63",
        rule=rules.predicate("how"),
        right=44,
        wrong=53,
    ),
    Trap(
        holds="the city's 110 outlets beside the district's 44 stations",
        found=where("引用数据登记表", 指标="顺丰网点建站"),
        size=1,
        ref="S63",
        rule=rules.attested_apart("station.opened", "attested"),
        right=44,
        wrong=290099,
    ),
    Trap(
        holds="health checks booked and missed",
        found=where("新就业形态体检核销", 核销情况=("爽约", "已预约")),
        size=230,
        ref="S66",
        rule=rules.status("service.used"),
        right=1500,
        wrong=1730,
    ),
)
