"""Members: those of old, those admitted in the year, transfers, leavers; and the posts that people hold."""

from collections.abc import Iterator
from datetime import date, timedelta

from shenbian.demo import identities
from shenbian.demo.book import Book, Row
from shenbian.demo.world import FIRST, YEAR, Human, World
from shenbian.demo.year.organising import changed
from shenbian.rights.catalogue import ROLES

ADMITTED, OF_TWO_NEW, TRANSFERS, WRONG_NUMBERS = 12_286, 9_496, 210, 6
COORDINATORS, FORMER_COORDINATORS, SOCIAL_WORKERS, CADRES = 333, 21, 110, 48
_MEMBER = (
    "姓名",
    "证件类型",
    "证件号码",
    "性别",
    "手机号",
    "工会编号",
    "单位",
    "入会日期",
    "入会方式",
    "离会日期",
    "离会方式",
    "状态",
)
_POST = ("姓名", "证件号码", "工会编号", "职务", "条线", "任职日期", "离任日期")


def books(world: World) -> Iterator[Book]:
    rows = list(_members(world))
    size = max(40_000, 1)
    for part, start in enumerate(range(0, len(rows), size)):
        yield Book("会员登记表", f"会员登记表-{part + 1:02d}", _MEMBER, rows[start : start + size])
    yield Book("任职登记表", "任职登记表", _POST, list(_posts(world)))


def _member(
    person: Human,
    union: str,
    unit: str,
    day: date,
    how: str = "入会",
    left: date | None = None,
    why: str = "",
    number: str = "",
    state: str = "已批准",
) -> Row:
    return (
        person.name,
        "居民身份证",
        number or person.number,
        person.sex,
        person.phone,
        union,
        unit,
        day,
        how,
        left,
        why,
        state,
    )


def _members(world: World) -> Iterator[Row]:
    new = _admitted(world)
    movable = _movable(world)
    movers = [p for p in world.members if p.index not in new and p.unit.number in movable][: world.n(TRANSFERS)]
    moving = {person.index for person in movers}
    for person in world.members:
        union, unit = person.unit.union, person.unit.number
        if person.index in moving:
            continue
        came_over = _came_over(world, person)
        if came_over:
            yield _member(person, union, unit, came_over, how="转入")
            continue
        day = new.get(person.index) or _long_ago(person)
        left, why = (date(YEAR, 9, 30), "退会") if person.index % 997 == 5 and person.index not in new else (None, "")
        yield _member(person, union, unit, day, left=left, why=why)
    for i, person in enumerate(movers):
        yield from _transfer(world, person, FIRST + timedelta(days=30 + i % 300))
    for person in world.newcomers(world.n(WRONG_NUMBERS), world.old_private[23]):
        yield _member(
            person,
            person.unit.union,
            person.unit.number,
            date(YEAR, 6, 6),
            number=identities.wrong_number(person.number),
        )
    for person in world.newcomers(world.n(25), world.old_private[24]):
        yield _member(person, person.unit.union, person.unit.number, date(YEAR, 12, 20), state="待审批")
    for person in world.newcomers(world.n(15), world.old_private[25]):
        yield _member(person, person.unit.union, person.unit.number, date(YEAR + 1, 1, 1))
    for person in world.newcomers(world.n(15), world.old_private[26]):
        yield _member(person, person.unit.union, person.unit.number, date(YEAR - 1, 12, 31))
    for person in world.newcomers(world.n(18), world.office):
        yield _member(person, world.outside.number, "", date(YEAR, 5, 5))


def _came_over(world: World, person: Human) -> date | None:
    """The day on which a union was registered anew or merged: its members came over with it, nobody was admitted."""
    union = world.union(person.unit.union)
    return union.founded_on if union.how in {"重新登记", "合并重组"} else None


def _long_ago(person: Human) -> date:
    covered = person.unit.covered_on or date(2010, 5, 1)
    start = max(covered, date(2012, 1, 1)) if covered.year < YEAR else date(2012, 1, 1)
    return start + timedelta(days=person.index * 31 % max(1, (date(YEAR - 1, 12, 1) - start).days))


def _movable(world: World) -> set[str]:
    """Units to whose unions members of other unions came over in the year."""
    return {body.number for body in world.old_private[world.n(60) : world.n(200)]}


def _transfer(world: World, person: Human, day: date) -> Iterator[Row]:
    """The membership follows the job: it ends at the old union and goes on at the new one. Nobody is admitted twice."""
    before = world.old_private[world.n(22) + (person.index * 3) % world.n(18)]  # those before them were registered anew
    since = max(date(2018, 4, 2), before.covered_on or FIRST)
    yield _member(person, before.union, before.number, since, left=day, why="转出")
    yield _member(person, person.unit.union, person.unit.number, day, how="转入")


def _admitted(world: World) -> dict[int, date]:
    """Who was admitted in the year and when: everybody of the new unions' units, and others up to the year's count."""
    turned = {body.number for body in changed(world)}
    chosen: dict[bool, list[Human]] = {True: [], False: []}
    others: dict[bool, list[Human]] = {True: [], False: []}
    kept_out = _movable(world)
    fresh = {body.number for body in [*world.new_two_new, *world.new_other, *world.without]}
    for person in world.members:
        unit = person.unit
        if unit.number in fresh or (unit.number in turned and person.index % 2):
            chosen[unit.two_new].append(person)
        elif unit.number not in kept_out and world.union(unit.union).founded_on < FIRST:
            others[unit.two_new].append(person)
    for two_new, count in ((True, OF_TWO_NEW), (False, ADMITTED - OF_TWO_NEW)):
        wanted = world.n(count) - len(chosen[two_new])
        if wanted < 0:
            raise ValueError("more people were hired by new unions' units than were admitted in the year")
        chosen[two_new] += world.sample(others[two_new], wanted)
    return {person.index: _admission(person, turned) for person in [*chosen[True], *chosen[False]]}


def _admission(person: Human, turned: set[str]) -> date:
    """On or after the union's founding; at units that changed in the autumn, before it."""
    first = max(person.unit.covered_on or FIRST, FIRST)
    last = date(YEAR, 9, 30) if person.unit.number in turned else date(YEAR, 12, 31)
    return first + timedelta(days=person.index * 17 % ((last - first).days + 1))


def cadres(world: World) -> list[Human]:
    return world.people[world.office.people.start : world.office.people.start + CADRES]


def social_workers(world: World) -> list[Human]:
    """From the towns' unions: specialists whom the federation sends."""
    people = []
    for i in range(world.n(SOCIAL_WORKERS)):
        town = world.government[world.towns[i % 25].number]
        people.append(world.people[town.people.start + 20 + i // 25])
    return people


def _post(person: Human, union: str, role: str, begun: date, ended: date | None = None, desk: str = "") -> Row:
    return (person.name, person.number, union, ROLES[role].title, desk, begun, ended)


def _posts(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    desks = (
        "组织建设",
        "宣教文体",
        "劳动经济",
        "权益保障",
        "劳动保护",
        "职工服务",
        "女职工",
        "财务资产",
        "经审",
        "党建综合",
        "统计总结",
    )
    for i, person in enumerate(cadres(world)):
        if i < 4:
            yield _post(person, home, "chair", date(2019, 5, 1))
        elif i < 12:
            yield _post(person, home, "desk_head", date(2019, 6, 1), desk=desks[i - 4])
        elif i < 15:
            yield _post(person, home, "treasurer", date(2019, 6, 1), desk="财务资产")
        elif i < 18:
            yield _post(person, home, "auditor", date(2020, 6, 1), desk="经审")
        else:
            yield _post(person, home, "desk_officer", date(2020, 6, 1), desk=desks[i % 11])
    former = world.people[world.office.people.start + CADRES]
    yield _post(former, home, "desk_officer", date(2016, 6, 1), date(YEAR, 3, 31), desk="宣教文体")
    officers = world.people[world.office.people.start + CADRES + 1 :]
    for role, person in zip(
        ("system_administrator", "security_administrator", "audit_administrator"), officers, strict=False
    ):
        yield _post(person, home, role, date(2021, 1, 4))
    for i, person in enumerate(social_workers(world)):
        ended = date(YEAR, 10, 31) if i in (3, 40) else None
        yield _post(person, world.towns[i % 25].number, "social_worker", date(2020, 3, 1), ended)
    for town in world.towns:
        yield _post(
            world.people[world.government[town.number].people.start], town.number, "town_officer", date(2020, 1, 6)
        )
    bodies = [body for body in world.old_private if len(body.people) > 2]
    for i in range(world.n(COORDINATORS + FORMER_COORDINATORS)):
        body = bodies[i % len(bodies)]
        person = world.people[body.people.start + 1 + i // len(bodies)]
        ended = date(YEAR, 6, 30) if i >= world.n(COORDINATORS) else None
        yield _post(person, body.union, "coordinator", date(2021, 4, 1), ended)
    for body in bodies[: world.n(8)]:
        yield _post(world.people[body.people.start + 2], body.union, "coordinator", date(YEAR + 1, 1, 5))
    for body in bodies[: world.n(60)]:
        yield _post(world.people[body.people.start], body.union, "grassroots_officer", date(2021, 1, 11))
    for i, body in enumerate(bodies[world.n(60) : world.n(84)]):
        yield _post(world.people[body.people.start], world.towns[i % 25].number, "mediator", date(2021, 1, 11))
