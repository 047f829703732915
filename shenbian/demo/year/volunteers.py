"""Workers who volunteer, week by week in the towns; by far the largest register of the year."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from shenbian.demo import place
from shenbian.demo.book import Book, Row, by_month
from shenbian.demo.world import YEAR, Human, World

PERSONS, TURNS, PAID_DUTY, SIGNED_TWICE = 35_020, 170_300, 900, 320
SESSION = ("日期", "工会", "项目", "场次编号", "主题", "方式", "状态")
TURN = ("日期", "工会", "姓名", "证件号码", "单位", "项目", "场次编号", "签到情况", "时长(分钟)")
PROGRAMME = "职工志愿服务"


def books(world: World) -> Iterator[Book]:
    yield Book("举办场次", "志愿服务任务", SESSION, list(_tasks(world)))
    yield from by_month("参与记录", "志愿服务签到表", TURN, _turns(world), 0)


def _tasks(world: World) -> Iterator[Row]:
    for week in range(52):
        for town in world.towns:
            yield (_day(week), town.number, PROGRAMME, _task(week, town.number), "社区（村）志愿服务", "线下", "已举办")
    for i in range(12):
        yield (
            _day(i * 4),
            world.towns[i].number,
            PROGRAMME,
            f"ZY-QX-{i + 1:02d}",
            "社区（村）志愿服务",
            "线下",
            "已取消",
        )
    home = world.unions[0].number
    for number, moment in _EDGES:
        yield (moment, home, PROGRAMME, number, "跨年值守", "线下", "已举办")


_EDGES = (
    ("ZY-KN-01", datetime(YEAR - 1, 12, 31, 23, 50)),  # noqa: DTZ001 -- a cell of a workbook knows no zone
    ("ZY-KN-02", datetime(YEAR, 1, 1, 0, 10)),  # noqa: DTZ001
    ("ZY-KN-03", datetime(YEAR, 12, 31, 23, 50)),  # noqa: DTZ001
    ("ZY-KN-04", datetime(YEAR + 1, 1, 1, 0, 10)),  # noqa: DTZ001
)
AT_THE_EDGES = 40  # volunteers on watch on each side of each midnight


def _day(week: int) -> date:
    return date(YEAR, 1, 3) + timedelta(days=7 * week + week % 5 - 2 * (week > 49))


def _task(week: int, town: str) -> str:
    return f"ZY-{week + 1:02d}-{town}"


def _volunteers(world: World) -> list[Human]:
    """Somebody from each unit of division rank that volunteers, and many from below them."""
    left_out = {world.institutions[name].number for name in place.NOT_VOLUNTEERING if name in world.institutions}
    left_out |= {body.number for body in world.government.values() if body.name.startswith(place.NOT_VOLUNTEERING)}
    left_out.add(world.office.number)
    able = [person for person in world.members if world.top(person.unit).number not in left_out]
    heads: dict[str, Human] = {}
    for person in able:
        if person.unit.rank == "处级":
            heads.setdefault(person.unit.number, person)
    chosen = {person.index: person for person in heads.values()}
    for person in world.sample(able, len(able)):
        if len(chosen) >= world.n(PERSONS):
            break
        chosen.setdefault(person.index, person)
    return list(chosen.values())


def _turns(world: World) -> Iterator[Row]:
    random = world.random
    people = _volunteers(world)
    edge = 2 * AT_THE_EDGES  # the two midnights inside the year
    total = world.n(TURNS) - edge
    rows = []
    base, more = divmod(total, len(people))
    for i, person in enumerate(people):
        count = base + (i < more)
        weeks = random.sample(range(52), count)
        for week in weeks:
            rows.append(_turn(world, person, week, "已签到"))
    yield from rows
    yield from random.sample(rows, world.n(SIGNED_TWICE))
    yield from (_paid(person) for person in world.sample(people, world.n(PAID_DUTY)))
    for number, moment in _EDGES:
        for person in people[:AT_THE_EDGES]:
            yield (
                moment,
                person.unit.union,
                person.name,
                person.number,
                person.unit.number,
                PROGRAMME,
                number,
                "已签到",
                30,
            )
    for i, person in enumerate(people[: world.n(150)]):
        yield (
            _day(i % 12 * 4),
            person.unit.union,
            person.name,
            person.number,
            person.unit.number,
            PROGRAMME,
            f"ZY-QX-{i % 12 + 1:02d}",
            "已签到",
            120,
        )


def _paid(person: Human) -> Row:
    """On paid duty that day; not volunteering."""
    return (
        _day(person.index % 52),
        person.unit.union,
        person.name,
        person.number,
        person.unit.number,
        PROGRAMME,
        f"ZY-{person.index % 52 + 1:02d}-ZJ001",
        "带薪值班",
        480,
    )


def _turn(world: World, person: Human, week: int, status: str) -> Row:
    town = person.unit.town if person.unit.town.startswith("ZJ") else world.towns[person.index % 25].number
    return (
        _day(week),
        person.unit.union,
        person.name,
        person.number,
        person.unit.number,
        PROGRAMME,
        _task(week, town),
        status,
        60 + 30 * (person.index % 5),
    )
