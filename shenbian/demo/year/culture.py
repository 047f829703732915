"""Works, courses, lectures, the live streams, the feasts and their quizzes."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from shenbian.demo.book import Book, Row
from shenbian.demo.world import YEAR, Human, World
from shenbian.demo.year.festival import SESSION, TURN

RECITERS, RECITED, WITHDRAWN, TWICE = 29, 86, 5, 7
COURSES, PLACES, COURSE_ABSENT, SIGNED_TWICE = 160, 3_430, 210, 37
COURSE_CANCELLED = 6
LECTURES = (4, 6, 5, 4)  # held in each quarter, practice days of families among them
CHILDREN, SINGLES, RIDERS, POEMS, SAFETY = 346, 96, 536, 9_640, 10_240
COURSE_NAMES = ("太极拳", "瑜伽", "有氧舞", "书法", "摄影")


def books(world: World) -> Iterator[Book]:
    yield Book("平台数据采集", "直播观看数据", _READING, list(_readings(world)))
    yield Book("作品征集", "云诵读作品登记", _WORK, list(_recitations(world)))
    yield Book("作品征集", "六一抗疫作品登记", _WORK, list(_children(world)))
    yield Book("举办场次", "公益培训场次", SESSION, list(_courses(world)))
    yield Book("参与记录", "公益培训签到表", TURN, list(_course_turns(world)))
    yield Book("举办场次", "劳模宣讲和亲子实践场次", SESSION, list(_lectures(world)))
    yield Book("参与记录", "亲子实践集体签到", _COLLECTIVE, list(_families(world)))
    yield Book("举办场次", "主题宣传和节日活动场次", SESSION, list(_feasts(world)))
    yield Book("参与记录", "七夕联谊签到表", TURN, list(_singles(world)))
    yield Book("参与记录", "中秋活动签到表", (*TURN, "职业"), list(_mid_autumn(world)))
    yield Book("答题", "端午答题名单", _QUIZ, list(_quiz(world, "端午“赏诗词 赢话费”", date(YEAR, 6, 1), POEMS)))
    yield Book("答题", "安全生产答题名单", _QUIZ, list(_quiz(world, "安全生产答题", date(YEAR, 6, 16), SAFETY)))


_READING = ("日期", "工会", "活动", "计数器读数", "项目", "计数器", "平台", "时段")
_WORK = ("日期", "工会", "活动", "项目", "作品编号", "作品指纹", "状态")
_QUIZ = ("日期", "工会", "活动", "姓名", "证件号码", "项目", "得分", "状态")
_COLLECTIVE = ("日期", "工会", "活动", "人次", "项目", "场次编号", "集体签到单号", "签到情况")


def _at(month: int, day: int, hour: int = 9, minute: int = 0, year: int = YEAR) -> datetime:
    return datetime(year, month, day, hour, minute)  # noqa: DTZ001 -- a cell of a workbook knows no zone


def _readings(world: World) -> Iterator[Row]:
    """Six counters; one runs on from the year before, and each stream has a counter of its replay beside it."""
    home = world.unions[0].number
    streams = (
        ("歌手大赛决赛直播", 10, 29, (14_800, 9_260)),
        ("合唱展演直播", 9, 24, (11_900, 7_450)),
        ("劳模故事直播", 4, 28, (8_200,)),
    )
    for stream, month, day, ends in streams:
        for platform, end in zip(("顺义工会公众号", "合作平台"), ends, strict=False):
            counter = f"{stream}-{platform}"
            for hour, share in ((18, 0.0), (19, 0.55), (20, 0.9), (21, 1.0)):
                yield (
                    _at(month, day, hour),
                    home,
                    stream,
                    int(end * world.scale * share),
                    "网络视频直播",
                    counter,
                    platform,
                    "直播中",
                )
            yield (_at(12, 20), home, stream, 31_000 * world.scale, "网络视频直播", f"{counter}-回放", platform, "回放")
    lasting = "职工大讲堂-顺义工会公众号"
    for moment, value in ((_at(12, 30, 20, year=YEAR - 1), 5_200), (_at(6, 30, 20), 11_300), (_at(12, 28, 20), 17_040)):
        yield (moment, home, "职工大讲堂", value * world.scale, "网络视频直播", lasting, "顺义工会公众号", "直播中")


def _recitations(world: World) -> Iterator[Row]:
    edition = "“云诵读”线上主题活动"
    unions = [body.union for body in world.institutions.values()][: world.n(RECITERS)]
    works = [
        (
            date(YEAR, 5, 5) + timedelta(days=i % 45),
            unions[i % len(unions)],
            edition,
            "“云诵读”作品征集",
            f"YS-{i + 1:03d}",
            f"YSF{i:05d}",
            "已收",
        )
        for i in range(world.n(RECITED))
    ]
    yield from works
    for i in range(world.n(WITHDRAWN)):
        yield (
            date(YEAR, 6, 2),
            world.towns[i % 25].number,
            edition,
            "“云诵读”作品征集",
            f"YS-C{i + 1:02d}",
            f"YSC{i:05d}",
            "撤回",
        )
    for i, work in enumerate(works[: world.n(TWICE)]):  # the same file handed in again under a new number
        yield (date(YEAR, 6, 20), *work[1:4], f"YS-R{i + 1:02d}", *work[5:])


def _children(world: World) -> Iterator[Row]:
    edition, programme = "“疫线有你”六一儿童作品征集", "六一儿童活动"
    towns = [town.number for town in world.towns]
    for i in range(world.n(CHILDREN)):
        yield (
            date(YEAR, 5, 12) + timedelta(days=i % 18),
            towns[i % 25],
            edition,
            programme,
            f"LY-{i + 1:04d}",
            f"LYF{i:06d}",
            "已收",
        )
    for i in range(world.n(9)):
        yield (date(YEAR, 5, 30), towns[i % 25], edition, programme, f"LY-B{i + 1:03d}", f"LYF{i * 3:06d}", "已收")
    for i in range(world.n(11)):
        yield (date(YEAR, 5, 31), towns[i % 25], edition, programme, f"LY-C{i + 1:03d}", f"LYC{i:06d}", "撤回")


def _course_day(index: int) -> date:
    return date(YEAR, 2, 14) + timedelta(days=index * 2 % 300)


def _courses(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for i in range(world.n(COURSES + COURSE_CANCELLED)):
        state = "已举办" if i < world.n(COURSES) else "已取消"
        name = COURSE_NAMES[i % 5]
        yield (_course_day(i), home, f"{name}公益班", "公益培训", f"GY-{i + 1:04d}", name, "", "线下", state)


def _course_turns(world: World) -> Iterator[Row]:
    people = world.sample(world.members, world.n(2_100))
    seen: set[tuple[int, int]] = set()
    rows: list[Row] = []
    at = 0
    while len(rows) < world.n(PLACES):
        session, person = at % world.n(COURSES), people[(at * 17 + at // world.n(COURSES)) % len(people)]
        at += 1
        if (session, person.index) not in seen:
            seen.add((session, person.index))
            rows.append(_course_turn(session, person, "已签到"))
    yield from rows
    yield from world.random.sample(rows, world.n(SIGNED_TWICE))
    absent = world.sample(world.members, world.n(COURSE_ABSENT + 80))
    for i, person in enumerate(absent):
        held = i < world.n(COURSE_ABSENT)  # the last ones signed in to courses that were then cancelled
        session = i % world.n(COURSES) if held else world.n(COURSES) + i % world.n(COURSE_CANCELLED)
        if (session, person.index) not in seen:
            yield _course_turn(session, person, "未到" if held else "已签到")


def _course_turn(session: int, person: Human, status: str) -> Row:
    unit = person.unit
    return (
        _course_day(session),
        unit.union,
        f"{COURSE_NAMES[session % 5]}公益班",
        person.name,
        person.number,
        unit.number,
        "公益培训",
        f"GY-{session + 1:04d}",
        "",
        status,
    )


def _lectures(world: World) -> Iterator[Row]:
    towns = world.towns
    for quarter, held in enumerate(LECTURES):
        for i in range(world.n(held)):
            programme = "职工亲子劳动体验" if i == 1 else "劳模宣讲和劳动教育实践"
            day = date(YEAR, 3 * quarter + 1 + i % 3, 8 + i % 19)
            number = f"XJ-{quarter + 1}-{i + 1:02d}"
            yield (
                day,
                towns[(quarter * 7 + i) % 25].number,
                "劳动创造幸福",
                programme,
                number,
                "劳模宣讲进社区",
                "主题宣传教育活动",
                "线下",
                "已举办",
            )
    again = (
        date(YEAR, 1, 8),
        towns[1].number,
        "劳动创造幸福",
        "劳模宣讲和劳动教育实践",
        "XJ-1-01",
        "社区报的同一场",
        "",
        "线下",
        "已举办",
    )
    yield again  # the community entered the same talk too
    yield (
        date(YEAR, 3, 25),
        towns[9].number,
        "劳动创造幸福",
        "劳模宣讲和劳动教育实践",
        "XJ-1-90",
        "劳模宣讲进社区",
        "",
        "线下",
        "已取消",
    )
    yield (
        date(YEAR, 12, 29),
        towns[4].number,
        "劳动创造幸福",
        "劳模宣讲和劳动教育实践",
        "XJ-4-90",
        "劳模宣讲进社区",
        "",
        "线下",
        "延期",
    )


def _families(world: World) -> Iterator[Row]:
    for quarter in range(4):
        day = date(YEAR, 3 * quarter + 2, 9)
        yield (
            day,
            world.towns[(quarter * 7 + 1) % 25].number,
            "劳动创造幸福",
            42 + quarter,
            "职工亲子劳动体验",
            f"XJ-{quarter + 1}-02",
            f"QZ-{quarter + 1}",
            "已签到",
        )


def _feasts(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for i in range(world.n(12)):
        yield (
            date(YEAR, 1 + i % 12, 18),
            world.towns[i % 25].number,
            "喜迎二十大",
            "主题宣传教育活动",
            f"ZT-{i + 1:03d}",
            "主题宣讲",
            "主题宣传教育活动",
            "线下",
            "已举办",
        )
    yield (date(YEAR, 8, 4), home, "“幸福有约”单身联谊", "七夕单身联谊", "QX-01", "七夕联谊", "", "线下", "已举办")
    yield (
        date(YEAR, 9, 9),
        home,
        "中秋做月饼话中秋",
        "中秋关爱新就业形态劳动者",
        "ZQ-01",
        "做月饼",
        "",
        "线下",
        "已举办",
    )


def _singles(world: World) -> Iterator[Row]:
    for i, person in enumerate(world.sample(world.members, world.n(SINGLES + 9))):
        unit = person.unit
        yield (
            date(YEAR, 8, 4),
            unit.union,
            "“幸福有约”单身联谊",
            person.name,
            person.number,
            unit.number,
            "七夕单身联谊",
            "QX-01",
            "",
            "已签到" if i < world.n(SINGLES) else "未到",
        )


def _mid_autumn(world: World) -> Iterator[Row]:
    platform = world.without[-1]
    guests = world.newcomers(world.n(RIDERS + 34), platform)
    for i, person in enumerate(guests):
        occupation, status = ("快递员" if i % 2 else "外卖配送员"), "已签到"
        if i >= world.n(RIDERS):
            occupation, status = ("保安员", "已签到") if i % 2 else ("快递员", "未到")
        yield (
            date(YEAR, 9, 9),
            world.towns[i % 25].number,
            "中秋做月饼话中秋",
            person.name,
            person.number,
            platform.number,
            "中秋关爱新就业形态劳动者",
            "ZQ-01",
            "",
            status,
            occupation,
        )


def _quiz(world: World, title: str, first: date, players: int) -> Iterator[Row]:
    people = world.sample(world.members, world.n(players + 60))
    edition = f"{YEAR}年{title}"
    programme = title if title.startswith("端午") else "安全生产答题"
    for i, person in enumerate(people):
        status = "已提交" if i < world.n(players) else "未提交"
        yield (
            first + timedelta(days=i % 9),
            person.unit.union,
            edition,
            person.name,
            person.number,
            programme,
            str(60 + i % 41),
            status,
        )
    for i, person in enumerate(people[: world.n(120)]):  # tried again from another phone
        yield (
            first + timedelta(days=9),
            person.unit.union,
            edition,
            person.name,
            person.number,
            programme,
            str(70 + i % 31),
            "已提交",
        )
