"""Units, unions, who covers whom; the register of employers without a union, visits and talks."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from shenbian.demo.book import Book, Row, by_month
from shenbian.demo.world import FIRST, LAST, YEAR, Body, World
from shenbian.demo.year.festival import SESSION

DIALOGUES, BY_STREET_TOO, MISSED_VISITS, BY_PHONE = 715, 22, 90, 40
_UNIT = (
    "单位编号",
    "单位名称",
    "统一社会信用代码",
    "单位类型",
    "情况日期",
    "上级单位",
    "职工人数",
    "行业门类",
    "级别",
    "两新组织",
    "已建立党组织",
    "应建会",
    "所在镇街工会编号",
)
_UNION = ("工会编号", "工会名称", "类型", "上级工会编号", "区划代码", "成立日期", "成立方式", "所在单位", "状态")
_COVER = ("单位", "工会编号", "建会日期")
_LISTED = ("日期", "工会", "单位", "台账", "状态")
_STRUCK = ("日期", "工会", "单位", "台账", "销账原因")
_VISIT = ("日期", "工会", "单位", "项目", "受访人职务", "三问情况", "状态")


def books(world: World) -> Iterator[Book]:
    yield Book("单位登记表", "单位登记表", _UNIT, [*_units(world), *_changed_units(world)])
    yield Book("工会组织登记表", "工会组织登记表", _UNION, list(_unions(world)))
    yield Book("单位建会登记表", "单位建会登记表", _COVER, list(_covers(world)))
    yield Book("列入台账", "未建会企业台账", _LISTED, list(_listed(world)))
    yield Book("台账销账", "未建会企业销账", _STRUCK, list(_struck(world)))
    yield from by_month("走访", "未建会企业走访登记", _VISIT, _visits(world), 0)
    yield Book("举办场次", "双沟通会场次", SESSION, list(_dialogues(world)))


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _unit(body: Body, day: date, *, two_new: bool | None = None) -> Row:
    return (
        body.number,
        body.name,
        body.uscc,
        body.kind,
        day,
        body.parent,
        body.workers,
        body.industry,
        body.rank,
        _yes(body.two_new if two_new is None else two_new),
        _yes(body.party),
        _yes(body.should),
        body.town,
    )


def _units(world: World) -> Iterator[Row]:
    for body in world.bodies:
        yield _unit(body, date(YEAR - 1, 12, 20))


def _changed_units(world: World) -> Iterator[Row]:
    """Some were taken over by the public hand in the autumn: what they were at an admission in spring stays true."""
    for body in changed(world):
        yield _unit(body, date(YEAR, 10, 15), two_new=False)


def changed(world: World) -> list[Body]:
    return world.old_private[world.n(40) : world.n(46)]


def _unions(world: World) -> Iterator[Row]:
    for union in world.unions:
        yield (
            union.number,
            union.name,
            union.level,
            union.parent,
            union.division,
            union.founded_on,
            union.how,
            union.unit,
            union.status,
        )


def _covers(world: World) -> Iterator[Row]:
    for body in world.bodies:
        if body.union:
            yield (body.number, body.union, body.covered_on)


def on_register(world: World) -> list[Body]:
    """Employers without a union when the year began; those that found one in the year are struck off on that day."""
    return [*world.new_two_new, *world.without]


def _listed(world: World) -> Iterator[Row]:
    for body in on_register(world):
        yield (date(YEAR - 1, 12, 28), body.town, body.number, "未建会企业台账", "在账")
    for body in world.no_duty[: world.n(12)]:
        yield (date(YEAR, 3, 2), body.town, body.number, "未建会企业台账", "查无此企业")


def _struck(world: World) -> Iterator[Row]:
    for body in on_register(world):
        if body.covered_on:
            yield (body.covered_on, body.town, body.number, "未建会企业台账", "已建会")


def _visits(world: World) -> Iterator[Row]:
    """Every month a visit to each employer on the register; some months were missed, some done by telephone."""
    months = [(body, month) for body in on_register(world) for month in range(1, 13) if _waits(body, month)]
    missed = {id(pair) for pair in world.random.sample(months, world.n(MISSED_VISITS + BY_PHONE))}
    phoned = 0
    for i, pair in enumerate(months):
        body, month = pair
        state = "已走访"
        if id(pair) in missed:
            phoned += 1
            if phoned > world.n(BY_PHONE):
                continue
            state = "电话联系"
        yield (
            date(YEAR, month, 2 + i % 26),
            body.town,
            body.number,
            "每月一访三必问",
            ("人事负责人", "负责人")[i % 2],
            "已问职工人数、建会意愿、困难",
            state,
        )


def _waits(body: Body, month: int) -> bool:
    """Still on the register when the month ended."""
    end = date(YEAR + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return body.covered_on is None or body.covered_on > end


def _dialogues(world: World) -> Iterator[Row]:
    home = world.unions[0].number

    def row(day: object, place: str, number: str, i: int, state: str = "已举办") -> Row:
        return (
            day,
            place,
            f"{YEAR}年双沟通会",
            "双沟通会",
            number,
            ("职工沟通会", "企业沟通会")[i % 2],
            "",
            ("线下", "线上")[i % 3 == 0],
            state,
        )

    inside = world.n(DIALOGUES) - 2
    for i in range(inside):
        yield row(FIRST + timedelta(days=i * 7 % 364), world.towns[i % 25].number, f"SG-{i + 1:04d}", i)
    yield row(datetime(YEAR, 1, 1, 0, 10), home, "SG-KN-02", 1)  # noqa: DTZ001 -- a cell of a workbook knows no zone
    yield row(datetime(YEAR, 12, 31, 23, 50), home, "SG-KN-03", 1)  # noqa: DTZ001
    yield row(datetime(YEAR - 1, 12, 31, 23, 50), home, "SG-KN-01", 1)  # noqa: DTZ001
    for number in ("SG-KN-04", "SG-KN-05"):  # two on the far side: an hour taken from elsewhere would not even out
        yield row(datetime(YEAR + 1, 1, 1, 0, 10), home, number, 1)  # noqa: DTZ001
    for i in range(world.n(BY_STREET_TOO)):  # the district entered the street's session too
        yield row(FIRST + timedelta(days=i * 7 % 364), home, f"SG-{i + 1:04d}", i)
    for i in range(world.n(9)):
        yield row(LAST - timedelta(days=i % 300), world.towns[i % 25].number, f"SG-Q{i + 1:03d}", i, "已取消")
    for i in range(5):  # another district's sessions, sent to us by mistake
        yield row(date(YEAR, 9, 1 + i), world.outside.number, f"SG-W{i + 1:03d}", i)
