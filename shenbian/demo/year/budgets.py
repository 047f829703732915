"""What was approved for the year and set aside before it was spent: a budget for each programme and year, a commitment
for each form of it. Sized by what was paid, rounded up: no budget is used up to the last yuan."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from shenbian.demo.book import Book, Row
from shenbian.demo.world import YEAR, World
from shenbian.demo.year import aid, skills

APPROVED = (
    "日期",
    "工会",
    "金额(元)",
    "项目",
    "预算编号",
    "预算项目",
    "预算年度",
    "资金来源",
    "科目",
    "上级拨入资金所有者",
    "批复状态",
)
COMMITTED = (
    "日期",
    "工会",
    "金额(元)",
    "项目",
    "审批单号",
    "预算编号",
    "支出形式",
    "事项",
    "会议纪要文号",
    "上级拨入资金所有者",
    "审批状态",
)
MISTYPED = 300_000  # yuan that the epidemic fund's goods leave free: room for an amount that was typed tenfold
_STEP = 10_000  # yuan
_COLLECTIVE = 50_000  # from so many yuan on, decided together
_MATTERS = {
    "购买慰问品": "慰问品采购",
    "购买物资": "物资采购",
    "购买服务": "服务采购",
    "直接拨付": "拨付",
    "发放个人": "发放到人",
}
_ACCOUNTS = {"送温暖": "502", "“工匠杯”技能竞赛": "501"}
Needed = Mapping[tuple[str, int, str], int]  # programme, year, form -> yuan


def books(world: World, paid: Iterable[Row]) -> Iterator[Book]:
    """For these rows of the register of payments, and for the subsidies and grants of other lines."""
    needed = _rounded(Counter(_paid(paid)) + Counter(_elsewhere(world)))
    yield Book("预算批复", "年度预算批复", APPROVED, list(_budgets(world, needed)))
    yield Book("事前审批", "支出事前审批", COMMITTED, list(_commitments(world, needed)))


def _paid(rows: Iterable[Row]) -> dict[tuple[str, int, str], int]:
    needed: Counter[tuple[str, int, str]] = Counter()
    for day, _, amount, programme, _, form, *_, state, _ in rows:
        if state == "支付成功":
            needed[programme, day.year, form] += amount
    needed["疫情防控专项资金", YEAR, "购买慰问品"] += MISTYPED
    return needed


def _elsewhere(world: World) -> dict[tuple[str, int, str], int]:
    """Subsidies to persons, and grants for studios and innovations."""
    needed: Counter[tuple[str, int, str]] = Counter()
    for programme, _, _, tiers in (aid.CERTIFICATES, aid.TRAINING, aid.CONTESTS):
        needed[programme, YEAR, "发放个人"] += sum(amount * world.n(count) for amount, count in tiers) + 2 * 1_000
    for place, (amount, count, _) in enumerate(skills.GRANTS):
        programme = "职工自主创新成果" if place else "区级创新工作室"
        needed[programme, YEAR, "直接拨付"] += amount * world.n(count)
    return needed


def _rounded(needed: Mapping[tuple[str, int, str], int]) -> Needed:
    """Up to the next full step, and one more."""
    return {key: (amount // _STEP + 2) * _STEP for key, amount in needed.items()}


def _numbered(needed: Needed) -> dict[tuple[str, int], str]:
    keys = dict.fromkeys((programme, year) for programme, year, _ in needed)
    return {key: f"YS{key[1]}-{number:02d}" for number, key in enumerate(keys, 1)}


def _budgets(world: World, needed: Needed) -> Iterator[Row]:
    home = world.unions[0].number
    for (programme, year), number in _numbered(needed).items():
        amount = sum(yuan for (this, when, _), yuan in needed.items() if (this, when) == (programme, year))
        account = _ACCOUNTS.get(programme, "502")
        title = f"{programme}经费"
        yield (date(year, 1, 4), home, amount, programme, number, title, year, "本级经费", account, "", "已批复")
    yield (date(YEAR, 1, 4), home, 80_000, "送温暖", f"YS{YEAR}-C1", "追加送温暖", YEAR, "本级经费", "502", "", "草案")


def _commitments(world: World, needed: Needed) -> Iterator[Row]:
    home, items = world.unions[0].number, _numbered(needed)
    for number, ((programme, year, form), amount) in enumerate(needed.items(), 1):
        minute = f"主席办公会纪要〔{year}〕{number}号" if amount >= _COLLECTIVE else ""
        what = f"{programme}{_MATTERS[form]}"
        item = items[programme, year]
        yield (
            date(year, 1, 4),
            home,
            amount,
            programme,
            f"SP{year}-{number:03d}",
            item,
            form,
            what,
            minute,
            "",
            "已批准",
        )
