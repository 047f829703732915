"""Rights: disputes settled and not, workers concerned, money that came, aid given, inspections, contracts."""

from collections.abc import Iterator
from datetime import date, timedelta

from shenbian.demo.book import Book, Row
from shenbian.demo.world import YEAR, World

SETTLED, WORKERS, TWO_CASES, MATTERS = 182, 1_681, 40, 878
RECOVERED, BY_MEDIATION, BY_AID, ON_BOTH = 126_000_000, 620, 825, 45  # yuan; receipts on each sheet and on both
_CASE = ("日期", "工会", "单位", "金额(元)", "项目", "案件编号", "来源", "调解结果")
_WORKER = ("工会", "姓名", "证件号码", "项目", "案件编号")
_AID = ("日期", "工会", "姓名", "证件号码", "项目", "援助编号", "援助形式", "状态")
_MONEY = ("日期", "工会", "金额(元)", "项目", "银行回单号", "案件编号", "到账情况")


def books(world: World) -> Iterator[Book]:
    yield Book("调解成功案件", "劳动争议调解登记", _CASE, list(_cases(world)))
    yield Book("案件涉及职工", "调解案件职工名册", _WORKER, list(_workers(world)))
    yield Book("挽回经济损失", "调解到账登记", _MONEY, list(_by_mediation(world)))
    yield Book("法律援助受理", "公益法律援助登记", _AID, list(_matters(world)))
    yield Book("挽回经济损失", "法律援助到账登记", _MONEY, list(_by_aid(world)))
    yield from _other_registers(world)


def _day(index: int) -> date:
    return date(YEAR, 1, 5) + timedelta(days=index * 2 % 355)


def _case(index: int) -> str:
    return f"TJ-{YEAR}-{index + 1:04d}"


def _cases(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    employers = world.old_private

    def row(day: date, number: str, index: int, outcome: str) -> Row:
        body = employers[index * 5 % len(employers)]
        return (
            day,
            home,
            body.number,
            30_000 + index * 700,
            "劳动争议调解",
            number,
            ("当事人申请", "法院委派委托")[index % 2],
            outcome,
        )

    for i in range(world.n(SETTLED)):
        yield row(_day(i), _case(i), i, "调解成功")
    for i in range(world.n(61)):
        yield row(_day(i * 3), f"TJ-{YEAR}-S{i + 1:03d}", i, ("调解失败", "撤回", "调解中", "未签字")[i % 4])
    for i in range(world.n(9)):
        yield row(date(YEAR - 1, 12, 21) + timedelta(days=i % 10), f"TJ-{YEAR - 1}-{900 + i}", i, "调解成功")
    for i in range(world.n(7)):
        yield row(date(YEAR + 1, 1, 3) + timedelta(days=i % 20), f"TJ-{YEAR + 1}-{i + 1:04d}", i, "调解成功")


def _workers(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    people = world.newcomers(world.n(WORKERS), world.without[-4])
    cases = world.n(SETTLED)
    for i, person in enumerate(people):
        yield (home, person.name, person.number, "劳动争议调解", _case(i % cases))
    for i, person in enumerate(people[: world.n(TWO_CASES)]):  # one worker in a second case
        yield (home, person.name, person.number, "劳动争议调解", _case((i + 1) % cases))
    others = world.newcomers(world.n(190), world.without[-4])
    for i, person in enumerate(others):
        number = (
            f"TJ-{YEAR}-S{i % world.n(61) + 1:03d}" if i < world.n(150) else f"TJ-{YEAR - 1}-{900 + i % world.n(9)}"
        )
        yield (home, person.name, person.number, "劳动争议调解", number)


def _receipts(world: World) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """What was paid: receipts on the mediators' sheet and on the aid sheet, some of them on both."""
    count = world.n(BY_MEDIATION + BY_AID - ON_BOTH)
    weights = [3 + i * 37 % 101 for i in range(count)]
    yuan = [world.n(RECOVERED) * weight // sum(weights) for weight in weights]
    paid = [(f"DZ{i + 1:07d}", amount) for i, amount in enumerate(yuan)]
    return paid[: world.n(BY_MEDIATION)], paid[world.n(BY_MEDIATION - ON_BOTH) :]


def _by_mediation(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for i, (receipt, amount) in enumerate(_receipts(world)[0]):
        yield (_day(i), home, amount, "劳动争议调解", receipt, _case(i % world.n(SETTLED)), "已到账")
    for i in range(world.n(40)):
        yield (_day(i), home, 90_000 + i, "劳动争议调解", f"DZY{i + 1:06d}", _case(i), "约定未付")


def _by_aid(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for i, (receipt, amount) in enumerate(_receipts(world)[1]):
        yield (_day(i), home, amount, "公益法律援助", receipt, f"FY-{i % world.n(MATTERS) + 1:04d}", "已到账")
    for i in range(world.n(35)):
        yield (_day(i * 7), home, 120_000 + i, "公益法律援助", f"DZP{i + 1:06d}", "", ("已判未付", "退票")[i % 5 == 0])
    yield (date(YEAR - 1, 12, 31), home, 310_000, "公益法律援助", "DZ2021001", "", "已到账")
    yield (date(YEAR + 1, 1, 2), home, 290_000, "公益法律援助", "DZ2023001", "", "已到账")


def _matters(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    people = world.newcomers(world.n(700), world.without[-5])
    forms = ("法律咨询", "代写文书", "仲裁代理", "诉讼代理")
    for i in range(world.n(MATTERS + 46)):
        person = people[i % len(people)]
        state = ("已受理", "已办结")[i % 2] if i < world.n(MATTERS) else ("不予受理", "待补正", "已撤回")[i % 3]
        yield (_day(i), home, person.name, person.number, "公益法律援助", f"FY-{i + 1:04d}", forms[i % 4], state)


def _other_registers(world: World) -> Iterator[Book]:
    home, employers = world.unions[0].number, world.old_private
    yield Book(
        "线索移送",
        "支持起诉线索",
        ("日期", "工会", "项目", "线索编号", "状态"),
        [(_day(i * 20), home, "民事支持起诉", f"XS-{i + 1:02d}", "已受理" if i < 7 else "已移送") for i in range(9)],
    )
    yield Book(
        "监督检查",
        "燃气企业监督检查",
        ("日期", "工会", "单位", "项目", "检查单号", "状态"),
        [
            (
                _day(i * 3),
                employers[i].town,
                employers[i].number,
                "群众性安全生产监督检查",
                f"JC-{i + 1:03d}",
                "已检查" if i % 13 else "仅书面",
            )
            for i in range(world.n(84))
        ],
    )
    yield Book(
        "隐患整改",
        "隐患整改登记",
        ("日期", "工会", "单位", "项目", "隐患编号", "隐患等级", "状态"),
        [
            (
                _day(i * 5),
                employers[i].town,
                employers[i].number,
                "群众性安全生产监督检查",
                f"YH-{i + 1:03d}",
                "一般",
                "已整改" if i % 8 else "整改中",
            )
            for i in range(world.n(52))
        ],
    )
    yield Book(
        "职代会",
        "职代会召开登记",
        ("日期", "工会", "单位", "项目", "会议编号", "状态"),
        [
            (
                _day(i * 2),
                employers[i].union,
                employers[i].number,
                "职代会",
                f"ZD-{i + 1:04d}",
                "已召开" if i % 40 else "人数不足",
            )
            for i in range(world.n(310))
        ],
    )
    yield Book(
        "提案推荐",
        "优秀提案推荐",
        ("日期", "工会", "单位", "项目", "提案编号", "状态"),
        [
            (
                _day(i * 4),
                employers[i].union,
                employers[i].number,
                "优秀职工代表提案",
                f"TA-{i + 1:03d}",
                "已推荐" if i % 6 else "转意见",
            )
            for i in range(world.n(66))
        ],
    )
    yield Book(
        "集体合同生效",
        "集体合同登记",
        ("日期", "工会", "单位", "项目", "合同编号", "状态"),
        [
            (
                _day(i),
                employers[i].union,
                employers[i].number,
                "集体协商",
                f"HT-{i + 1:04d}",
                "已生效" if i % 25 else "审查中",
            )
            for i in range(world.n(420))
        ],
    )
