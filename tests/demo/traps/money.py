"""Traps of the fund and the subsidies (财务资产)."""

from datetime import date

from shenbian.demo import corrections
from shenbian.demo.book import Book
from shenbian.demo.world import World
from tests.demo import rules
from tests.demo.books import Books
from tests.demo.traps.finders import starts, where
from tests.demo.traps.trap import Trap


def earned_elsewhen(books: Books) -> list[Book]:
    return [books.where("职业资格证书助推发放表", lambda row: row["成果取得日期"].year != 2021)]


def late(books: Books) -> list[Book]:
    return list(corrections.late(World()))


TRAPS = (
    Trap(
        holds="a late correction of an amount typed tenfold",
        found=late,
        size=1,
        ref="S16",
        rule=rules.struck_out("a corrected fact gives way to the new one"),
        right=3898300,
        wrong=4182590,
    ),
    Trap(
        holds="a bounced payment that was paid again",
        found=where("职业资格证书助推发放表", 支付状态="退票"),
        size=3,
        ref="S48",
        rule=rules.status("paid"),
        right=15600,
        wrong=20600,
    ),
    Trap(
        holds="money passed to a town's union and spent there",
        found=where("镇街拨入资金支出", 上级拨入资金所有者="SYZGH"),
        size=50,
        ref="S16",
        rule=rules.first_hand("paid"),
        right=3898300,
        wrong=4898280,
    ),
    Trap(
        holds="payments of the year before and of the year after",
        found=starts("疫情防控专项资金支出", "银行回单号", "YQ-202"),
        size=2,
        ref="S16",
        rule=rules.period(date(2021, 12, 30), date(2023, 1, 5)),
        right=3898300,
        wrong=4035300,
    ),
    Trap(
        holds="certificates earned in 2020 or 2022 among those earned in 2021 and paid in 2022",
        found=earned_elsewhen,
        size=2,
        ref="S47",
        rule=rules.predicate("earned_on"),
        right=18,
        wrong=20,
    ),
    Trap(
        holds="awards of the district's own contests",
        found=where("技能竞赛获奖助推发放表", 奖项级别="区级"),
        size=6,
        ref="S51",
        rule=rules.predicate("level"),
        right=54,
        wrong=60,
    ),
)
