"""Money put in, passed on, bounced, paid again and returned; each payment known by its bank receipt."""

from collections.abc import Iterator
from datetime import date, timedelta

from shenbian.demo.book import Book, Row
from shenbian.demo.world import YEAR, World
from shenbian.demo.year import budgets

# Yuan put in, net of what came back.
EPIDEMIC, GAMES, CUP, SEASONS = 3_898_300, 476_300, 700_000, 1_774_300
PAID = (
    "日期",
    "工会",
    "金额(元)",
    "项目",
    "银行回单号",
    "支出形式",
    "上级拨入资金所有者",
    "事由",
    "支付状态",
    "收款工会",
)
BACK = ("日期", "工会", "金额(元)", "项目", "银行回单号", "支出形式", "原支出回单号")
FUND, PASSED, SENT_ON = "疫情防控专项资金", "YB", date(YEAR, 4, 1)  # the fund; receipts and first day of its transfers
_FORMS = ("购买慰问品", "购买物资", "购买服务")


def books(world: World) -> Iterator[Book]:
    fund = list(epidemic(world))
    rest = [row for what in (_GAMES, _CUP, _WARM, _COOL) for row in _spread(world, what)]
    yield from budgets.books(world, [*fund, *rest])
    yield Book("支出", "疫情防控专项资金支出", PAID, fund)
    yield Book("支出", "慰问和竞赛支出", PAID, rest)
    yield Book("结余退回", "结余退回", BACK, list(_returned(world)))


# programme, prefix of receipts, yuan spent before returns, payments, month of the first, share by form
_GAMES = ("冬奥服务保障慰问", "DA", GAMES + 4_700, 14, 1)
_CUP = ("“工匠杯”技能竞赛", "GJ", CUP + 12_000, 22, 6)
_WARM = ("送温暖", "NW", 964_300 + 9_000, 31, 1)
_COOL = ("送清凉", "QL", 810_000, 27, 7)
_RETURNS = (("冬奥服务保障慰问", "DA", 4_700), ("“工匠杯”技能竞赛", "GJ", 12_000), ("送温暖", "NW", 9_000))
_EPIDEMIC_RETURNS = dict.fromkeys((4, 5, 9, 10, 15, 16, 20, 21), 7450)  # yuan that these towns did not need


def _shares(total: int, count: int) -> list[int]:
    """So many amounts that add up, none alike, none nought."""
    weights = [7 + (i * 13) % 11 for i in range(count)]
    amounts = [total * weight // sum(weights) for weight in weights]
    return [*amounts[:-1], amounts[-1] + total - sum(amounts)]


def _spread(world: World, what: tuple[str, str, int, int, int]) -> Iterator[Row]:
    programme, prefix, total, count, month = what
    home = world.unions[0].number
    for i, amount in enumerate(_shares(world.n(total), world.n(count))):
        day = date(YEAR, month, 5) + timedelta(days=i * 3 % 80)
        yield (day, home, amount, programme, f"{prefix}{i + 1:06d}", _FORMS[i % 3], "", "", "支付成功", "")
    yield (date(YEAR, month, 28), home, 5_000, programme, f"{prefix}T00001", "购买服务", "", "退票一笔", "退票", "")


def transfers(world: World) -> list[int]:
    """What each town was sent, in yuan."""
    return _shares(world.n(1_250_000), 25)


def epidemic(world: World) -> Iterator[Row]:
    """Goods and material bought, transfers to the towns; the towns' spending of those transfers is the same money."""
    home, programme = world.unions[0].number, FUND
    gross = world.n(EPIDEMIC) + sum(_EPIDEMIC_RETURNS.values())
    bought = _shares(gross - sum(transfers(world)), world.n(64))
    for i, amount in enumerate(bought):
        yield (
            date(YEAR, 1, 8) + timedelta(days=i * 5 % 350),
            home,
            amount,
            programme,
            f"YQ{i + 1:06d}",
            _FORMS[i % 2],
            "",
            "",
            "支付成功",
            "",
        )
    for i, (town, amount) in enumerate(zip(world.towns, transfers(world), strict=True)):
        what = (programme, f"{PASSED}{i + 1:06d}", "直接拨付", "", town.name, "支付成功", town.number)
        yield (SENT_ON + timedelta(days=i), home, amount, *what)
    for i in range(3):
        yield (
            date(YEAR, 6, 1 + i),
            home,
            12_600 + i,
            programme,
            f"YT{i + 1:06d}",
            "购买物资",
            "",
            "户名不符",
            "退票",
            "",
        )
    yield (date(YEAR - 1, 12, 30), home, 66_000, programme, "YQ-2021-1", "购买物资", "", "上年支出", "支付成功", "")
    yield (date(YEAR + 1, 1, 4), home, 71_000, programme, "YQ-2023-1", "购买物资", "", "次年支出", "支付成功", "")


def _returned(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for i, (town, amount) in enumerate(_EPIDEMIC_RETURNS.items()):
        what = (FUND, f"YH{i + 1:06d}", "直接拨付", f"{PASSED}{town + 1:06d}")
        yield (date(YEAR, 11, 20 + i), home, amount, *what)
    for programme, prefix, amount in _RETURNS:
        yield (date(YEAR, 12, 8), home, amount, programme, f"{prefix}H00001", "购买服务", f"{prefix}000001")
