"""The arts festival and the sports festival: fourteen activities, and who took part in any of them."""

from collections.abc import Iterator
from datetime import date, timedelta

from shenbian.demo import identities
from shenbian.demo.book import Book, Row, by_month
from shenbian.demo.world import YEAR, Human, World

ARTS, SPORTS = "职工文化艺术节", "职工体育节"
TURN = ("日期", "工会", "活动", "姓名", "证件号码", "单位", "项目", "场次编号", "所属主题活动", "签到情况")
SESSION = ("日期", "工会", "活动", "项目", "场次编号", "主题", "所属主题活动", "方式", "状态")

# activity, umbrella, programme, month of the first round, rounds, share of the participants (per thousand)
GATHERED = (
    ("职工合唱展演", ARTS, "职工文化艺术节", 9, 3, 120),
    ("职工舞蹈展演", ARTS, "职工文化艺术节", 8, 2, 70),
    ("剪纸体验", ARTS, "职工文化艺术节", 2, 4, 60),
    ("读书分享", ARTS, "职工文化艺术节", 4, 6, 130),
    ("职工象棋赛", SPORTS, "职工体育节", 6, 4, 30),
    ("职工乒乓球赛", SPORTS, "职工体育节", 7, 3, 60),
    ("职工羽毛球赛", SPORTS, "职工体育节", 8, 3, 60),
    ("趣味运动会", SPORTS, "职工体育节", 9, 2, 100),
    ("广播体操比赛", SPORTS, "职工体育节", 5, 2, 90),
)
WORKS = (("职工书法展", 40), ("职工摄影展", 30), ("随手拍", 25))
WALK, SONG = "线上健步走", "“放飞梦想”职工歌手大赛"
PARTICIPANTS, ENTRANTS, FINALISTS = 41_260, 1_286, 30
CANCELLED_SIGN_INS, AGAIN, ABSENT, OLD_NUMBERS = 180, 260, 400, 5


def books(world: World) -> Iterator[Book]:
    people = world.sample(world.members, world.n(PARTICIPANTS))
    shares = _shares(world, people)
    singers = people[: world.n(ENTRANTS)]
    yield Book("举办场次", "节庆活动场次", SESSION, list(_sessions(world)))
    yield from by_month("参与记录", "节庆活动签到表", TURN, _turns(world, shares, people), 0)
    yield from by_month("作品征集", "艺术节作品登记", _WORK, _works(world, shares), 0)
    yield from by_month("健步达标", "健步走每日步数", _WALK, _walked(world, shares[WALK]), 0)
    yield Book("参赛阶段", "歌手大赛参赛名单", _STAGE, list(_stages(world, singers)))


_WORK = ("日期", "工会", "活动", "姓名", "证件号码", "项目", "所属主题活动", "作品编号", "作品指纹", "状态")
_WALK = ("日期", "工会", "活动", "姓名", "证件号码", "步", "项目", "所属主题活动", "数据来源", "数据情况")
_STAGE = ("日期", "工会", "活动", "姓名", "证件号码", "项目", "所属主题活动", "阶段", "状态")


def _shares(world: World, people: list[Human]) -> dict[str, list[Human]]:
    """Everybody takes part in one activity; `_turns` sends many of them to a second, third and fourth."""
    rest = people[world.n(ENTRANTS) :]
    shares, at = {}, 0
    for name, *_, weight in (*GATHERED, *((name, weight) for name, weight in WORKS)):
        size = len(rest) * int(weight) // 1000
        shares[str(name)], at = rest[at : at + size], at + size
    shares[WALK] = rest[at:]
    return shares


def rounds(name: str) -> list[date]:
    month, count = next((month, count) for title, _, _, month, count, _ in GATHERED if title == name)
    return [date(YEAR, month, 6) + timedelta(days=9 * i) for i in range(count)]


def _number(name: str, index: int) -> str:
    order = [title for title, *_ in GATHERED].index(name)
    return f"JQ{order + 1:02d}-{index + 1:02d}"


def _sessions(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for name, umbrella, programme, *_ in GATHERED:
        for i, day in enumerate(rounds(name)):
            yield (day, home, name, programme, _number(name, i), f"第{i + 1}场", umbrella, "线下", "已举办")
    yield (date(YEAR, 10, 29), home, SONG, "职工歌手大赛", "JQ-GS-01", "决赛", ARTS, "线下", "已举办")
    yield (date(YEAR, 11, 12), home, "职工拔河赛", "职工体育节", "JQ-BH-01", "因疫情取消", SPORTS, "线下", "已取消")


def _turn(world: World, person: Human, name: str, index: int, status: str = "已签到") -> Row:
    _, umbrella, programme, *_ = next(row for row in GATHERED if row[0] == name)
    day = rounds(name)[index]
    return (
        day,
        person.unit.union,
        name,
        person.name,
        person.number,
        person.unit.number,
        programme,
        _number(name, index),
        umbrella,
        status,
    )


def _turns(world: World, shares: dict[str, list[Human]], people: list[Human]) -> Iterator[Row]:
    random = world.random
    names = [name for name, *_ in GATHERED]
    first = []
    for name in names:
        count = len(rounds(name))
        first += [_turn(world, person, name, i % count) for i, person in enumerate(shares[name])]
    yield from first
    yield from random.sample(first, world.n(AGAIN))  # signed in twice
    for person in world.sample(people, world.n(2_400)):  # one person in up to four activities
        for name in random.sample(names, 3):
            yield _turn(world, person, name, 0)
    outsiders = [person for person in world.sample(world.members, world.n(3 * ABSENT)) if person.index % 2]
    yield from (_turn(world, person, "职工合唱展演", 0, "未到") for person in outsiders[: world.n(ABSENT)])
    for person in world.sample(world.members, world.n(CANCELLED_SIGN_INS)):
        yield (
            date(YEAR, 11, 12),
            person.unit.union,
            "职工拔河赛",
            person.name,
            person.number,
            person.unit.number,
            "职工体育节",
            "JQ-BH-01",
            SPORTS,
            "已签到",
        )
    for person in world.newcomers(world.n(60), world.office):  # another district's people at the choir
        yield (
            rounds("职工合唱展演")[0],
            world.outside.number,
            "职工合唱展演",
            person.name,
            person.number,
            "",
            "职工文化艺术节",
            _number("职工合唱展演", 0),
            ARTS,
            "已签到",
        )


def _works(world: World, shares: dict[str, list[Human]]) -> Iterator[Row]:
    for place, (name, _) in enumerate(WORKS):
        for i, person in enumerate(shares[name]):
            digest = f"{name}{person.number[-8:]}{i:05d}"
            day = date(YEAR, 3 + place * 2, 1) + timedelta(days=i % 40)
            yield (
                day,
                person.unit.union,
                name,
                person.name,
                person.number,
                "职工文化艺术节",
                ARTS,
                f"ZP{place + 1}-{i + 1:05d}",
                digest,
                "已收",
            )


def _walked(world: World, walkers: list[Human]) -> Iterator[Row]:
    random = world.random
    for i, person in enumerate(walkers):
        for day in {date(YEAR, 5, 10) + timedelta(days=random.randrange(90)) for _ in range(1 + (i % 7 == 0))}:
            yield _walk(person, day, 4_000 + random.randrange(14_000), "手机计步", "有效")
    others = [person for person in world.sample(world.members, world.n(900)) if person.index % 3 == 0]
    for person in others[: world.n(250)]:
        yield _walk(person, date(YEAR, 6, 1), 98_000, "手机计步", "异常")
    for person in others[world.n(250) :]:
        yield _walk(person, date(YEAR, 6, 2), 12_000, "本人填报", "手工")


def _walk(person: Human, day: date, steps: int, device: str, state: str) -> Row:
    return (day, person.unit.union, WALK, person.name, person.number, steps, WALK, SPORTS, device, state)


def _stages(world: World, singers: list[Human]) -> Iterator[Row]:
    def row(person: Human, stage: str, day: date, status: str = "参赛", number: str = "") -> Row:
        return (day, person.unit.union, SONG, person.name, number or person.number, "职工歌手大赛", ARTS, stage, status)

    for i, person in enumerate(singers):
        yield row(person, "报名参赛", date(YEAR, 7, 1) + timedelta(days=i % 50))
    born_before_2000 = [person for person in singers if person.number[6:8] == "19"]
    for person in born_before_2000[:OLD_NUMBERS]:  # entered again under the number of the first identity card
        yield row(person, "报名参赛", date(YEAR, 8, 22), number=identities.old_number(person.number))
    for person in singers[: world.n(300)]:
        yield row(person, "海选", date(YEAR, 9, 3))
    for person in singers[:FINALISTS]:
        yield row(person, "决赛", date(YEAR, 10, 29), "入围")
    for person in singers[FINALISTS : FINALISTS + 2]:
        yield row(person, "决赛", date(YEAR, 10, 29), "弃权")
