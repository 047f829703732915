"""Care for people: front-line condolence, the Winter Games, Spring Festival parcels, warmth and cool, health checks."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from shenbian.demo.book import Book, Row, by_month
from shenbian.demo.world import YEAR, Human, World

FRONTLINE, GAMES, PARCELS, CHECKED = 41_860, 351, 12_600, 1_500
NAMED_FRONTLINE, RIDERS_AT_MANY = 2_400, 60
_CONDOLENCE = ("日期", "工会", "活动", "姓名", "证件号码", "人次", "项目", "集体签收单号", "慰问对象", "签收情况")
_VISITED = (*_CONDOLENCE[:-1], "慰问点", _CONDOLENCE[-1])
_SITES = ("地铁工地", "环卫站", "公交场站", "工业园", "快递网点", "供电所")
_PARCEL = (
    "日期",
    "工会",
    "活动",
    "姓名",
    "证件号码",
    "份",
    "项目",
    "物品",
    "集体签领单号",
    "发放点",
    "职业",
    "领取情况",
)
_STOCK = ("日期", "工会", "活动", "份", "项目", "入库单号", "物品", "状态")
_ALLOTTED = ("日期", "工会", "活动", "份", "项目", "调拨单号", "物品", "出库库点", "发放点", "状态")
_SPRING, _FESTIVAL = f"{YEAR}年春节慰问", "“年味十足 聚在顺义”春节活动"
_ITEMS = {"福字春联": 6_500, "温暖礼包": 8_200}  # bought
_SERVICE = ("日期", "工会", "活动", "姓名", "证件号码", "项目", "职业", "服务机构", "核销情况")


def books(world: World) -> Iterator[Book]:
    yield from by_month("走访慰问", "防疫一线慰问签收", _CONDOLENCE, _frontline(world), 0)
    yield Book("走访慰问", "冬奥服务保障慰问签收", _CONDOLENCE, list(_games(world)))
    yield Book("走访慰问", "送温暖送清凉签收", _VISITED, list(_seasons(world)))
    yield Book("物品采购入库", "春节慰问品入库", _STOCK, list(_bought(world)))
    parcels = list(_parcels(world))
    yield Book("物品调拨", "春节慰问品调拨", _ALLOTTED, list(_allotted(world, parcels)))
    yield Book("物品发放", "春节慰问品签领", _PARCEL, parcels)
    yield Book("服务核销", "新就业形态体检核销", _SERVICE, list(_checks(world)))


def _frontline(world: World) -> Iterator[Row]:
    """Most teams sign together on one slip; some people by name, one of them on two lists of the same visit."""
    edition, programme = f"{YEAR}年防疫一线慰问", "防疫一线慰问"
    targets = ("医护人员", "公检法干警", "镇街一线", "功能区一线")
    collective = world.n(FRONTLINE - NAMED_FRONTLINE)
    slips = world.n(790)
    base, more = divmod(collective, slips)
    for i in range(slips):
        day = date(YEAR, 1, 10) + timedelta(days=i * 11 % 340)
        yield (
            day,
            world.towns[i % 25].number,
            edition,
            "",
            "",
            base + (i < more),
            programme,
            f"WW-{i + 1:05d}",
            targets[i % 4],
            "已签收",
        )
    for i in range(world.n(14)):
        yield (
            date(YEAR, 12, 2),
            world.towns[i % 25].number,
            edition,
            "",
            "",
            50,
            programme,
            f"WW-T{i + 1:03d}",
            targets[i % 4],
            "未签收",
        )
    named = world.sample(world.members, world.n(NAMED_FRONTLINE))
    days = [date(YEAR, 3, 1) + timedelta(days=i % 60) for i in range(len(named))]
    for i, (person, day) in enumerate(zip(named, days, strict=True)):
        yield _named(day, person, edition, programme, targets[i % 4])
    for person, day in zip(named[: world.n(70)], days, strict=False):
        yield _named(day, person, edition, programme, targets[0])


def _named(day: date, person: Human, edition: str, programme: str, target: str) -> Row:
    return (day, person.unit.union, edition, person.name, person.number, 1, programme, "", target, "已签收")


def _games(world: World) -> Iterator[Row]:
    edition, programme = f"{YEAR}年冬奥冬残奥服务保障慰问", "冬奥服务保障慰问"
    people = _namesakes(world, world.sample(world.members, world.n(GAMES)))
    for i, person in enumerate(people):
        yield _named(date(YEAR, 1, 24) + timedelta(days=i % 30), person, edition, programme, "冬奥服务保障人员")
    for person in people[: world.n(12)]:  # visited again at the Paralympics: the same persons
        yield _named(date(YEAR, 3, 6), person, f"{YEAR}年冬残奥服务保障慰问", programme, "冬奥服务保障人员")


def _namesakes(world: World, people: list[Human]) -> list[Human]:
    """Make sure that two of the people share a name, as so many do."""
    names = {person.name: person for person in people}
    twin = next(p for p in world.members if p.name in names and names[p.name] is not p and p not in people)
    lone = next(i for i, person in enumerate(people) if person.name != twin.name)
    return [*people[:lone], twin, *people[lone + 1 :]]


def _seasons(world: World) -> Iterator[Row]:
    for season, programme, first in (("送温暖", "送温暖", date(YEAR, 1, 12)), ("送清凉", "送清凉", date(YEAR, 7, 4))):
        for i in range(world.n(120)):
            yield (
                first + timedelta(days=i % 50),
                world.towns[i % 25].number,
                f"{YEAR}年{season}",
                "",
                "",
                30 + i % 40,
                programme,
                f"{season}-{i + 1:04d}",
                "一线职工",
                f"{world.towns[i % 25].name[:-3]}{_SITES[i // 25 % len(_SITES)]}",
                "已签收",
            )


def _bought(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for i, (item, count) in enumerate(_ITEMS.items()):
        yield (date(YEAR, 1, 5), home, _SPRING, world.n(count), _FESTIVAL, f"RK-{i + 1:03d}", item, "已入库")


def _allotted(world: World, parcels: list[Row]) -> Iterator[Row]:
    """What each station hands out reaches it before, with some to spare; the rest stays at the centre."""
    wanted: Counter[tuple[str, str, str]] = Counter()
    had: set[tuple[str, str, str]] = set()
    for _, union, _, _, number, count, _, item, slip, station, _, status in parcels:
        claim = (item, number, slip)  # whoever comes a second time gets nothing
        if status == "已领取" and claim not in had:
            wanted[item, union, station] += count
        had.add(claim)
    for item, bought in _ITEMS.items():
        stations = [(key, count) for key, count in wanted.items() if key[0] == item]
        spare = (world.n(bought) - sum(count for _, count in stations)) // (2 * len(stations))
        for i, ((_, union, station), count) in enumerate(stations):
            number = f"DB-{'CL' if item == '福字春联' else 'LB'}{i + 1:03d}"
            row = (date(YEAR, 1, 10), union, _SPRING, count + spare, _FESTIVAL, number, item, "中心库", station)
            yield (*row, "已调拨")


def _parcels(world: World) -> Iterator[Row]:
    """Issued is what counts: fewer than were bought; and one rider went to five stations for one parcel."""
    platform = world.without[-2]
    riders = world.newcomers(world.n(4_400), platform)
    workers = world.sample(world.members, world.n(PARCELS) - len(riders) - world.n(1_200))
    for i, person in enumerate([*riders, *workers]):
        item = "福字春联" if i % 9 < 4 else "温暖礼包"
        yield _parcel(world, person, i, item, "外卖配送员" if i < len(riders) else "保安员")
    for i in range(world.n(24)):
        yield (
            date(YEAR, 1, 21),
            world.towns[i % 25].number,
            _SPRING,
            "",
            "",
            50,
            _FESTIVAL,
            "温暖礼包",
            f"LQ-{i + 1:03d}",
            "驿站代发",
            "",
            "已领取",
        )
    for i, person in enumerate(riders[: world.n(RIDERS_AT_MANY)]):
        for station in range(4):
            yield _parcel(world, person, i, "福字春联" if i % 9 < 4 else "温暖礼包", "外卖配送员", station + 1)
    for i, person in enumerate(world.sample(world.members, world.n(90))):
        yield (*_parcel(world, person, i, "留存礼包", "保安员")[:-1], "未领取")


def _parcel(world: World, person: Human, i: int, item: str, occupation: str, station: int = 0) -> Row:
    town = world.towns[(person.index + station) % 25]
    return (
        date(YEAR, 1, 14) + timedelta(days=i % 16),
        town.number,
        _SPRING,
        person.name,
        person.number,
        1,
        _FESTIVAL,
        item,
        "",
        f"{town.name[:-3]}驿站",
        occupation,
        "已领取",
    )


def _checks(world: World) -> Iterator[Row]:
    platform = world.without[-3]
    guests = world.newcomers(world.n(CHECKED + 230), platform)
    occupations = ("快递员", "外卖配送员", "网约车司机", "货车司机")
    for i, person in enumerate(guests):
        status = "已核销" if i < world.n(CHECKED) else ("爽约", "已预约")[i % 2]
        yield _check(world, person, i, occupations[i % 4], status)
    for i, person in enumerate(guests[: world.n(26)]):  # a second slot of the same person
        yield _check(world, person, i + 40, occupations[i % 4], "已核销")
    for i, person in enumerate(world.sample(world.members, world.n(15))):
        yield _check(world, person, i, "其他", "已核销")


def _check(world: World, person: Human, i: int, occupation: str, status: str) -> Row:
    town = world.towns[person.index % 25]
    return (
        date(YEAR, 8, 15) + timedelta(days=i % 70),
        town.number,
        f"{YEAR}年新就业形态劳动者体检",
        person.name,
        person.number,
        "新就业形态劳动者健康体检",
        occupation,
        "区医院体检中心",
        status,
    )
