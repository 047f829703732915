"""What the towns did with the money that the federation sent them: their commitments, and what they bought."""

from collections.abc import Iterator
from datetime import date, timedelta

from shenbian.demo.book import Book, Row
from shenbian.demo.world import YEAR, World
from shenbian.demo.year.budgets import COMMITTED
from shenbian.demo.year.money import FUND, PAID, PASSED, SENT_ON, transfers


def books(world: World) -> Iterator[Book]:
    yield Book("事前审批", "镇街拨入资金事前审批", COMMITTED, list(_commitments(world)))
    yield Book("支出", "镇街拨入资金支出", PAID, list(_spent(world)))


def _commitments(world: World) -> Iterator[Row]:
    """A budget of money that was sent is known by the receipt of the transfer."""
    home = world.unions[0].number
    for i, (town, amount) in enumerate(zip(world.towns, transfers(world), strict=True)):
        day = SENT_ON + timedelta(days=i + 2)
        number, item = f"SPZ{YEAR}-{i + 1:02d}", f"{PASSED}{i + 1:06d}"
        what = (FUND, number, item, "购买物资", "社区防疫物资采购", "", home, "已批准")
        yield (day, town.number, amount * 2 // 5 * 2, *what)


def _spent(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for i, (town, amount) in enumerate(zip(world.towns, transfers(world), strict=True)):
        for part in range(2):
            day: date = SENT_ON + timedelta(days=i + 20 + part)
            what = (FUND, f"YZ{i + 1:04d}{part}", "购买物资", home, "拨入资金支出", "支付成功", "")
            yield (day, town.number, amount * 2 // 5, *what)
