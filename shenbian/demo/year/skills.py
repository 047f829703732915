"""Skills: the craftsman cup, titles, classes, studios and innovations, and the reform's coordination group."""

from collections.abc import Iterator
from datetime import date, timedelta

from shenbian.demo import identities, place
from shenbian.demo.book import Book, Row
from shenbian.demo.world import YEAR, Body, Human, World

TRADES = ("防水工", "育婴员", "焊工", "建筑行业工程试验员", "灭火战斗员", "微型消防站队员", "有限空间作业")
ONLINE = ("营养保健师（中级）", "计算机辅助设计师", "室内设计师", "电子商务师", "企业人力资源管理师")
WINNERS, IN_TWO_TRADES, REVOKED, CRAFTSMEN = 168, 3, 4, 12
DEGREE, ONLINE_ENROLLED, WRONG_NUMBERS = 144, 424, 5
STUDIOS, INNOVATIONS = 8, 25
CHOSEN = (  # kind, programme, how many, how each is called
    ("创新工作室", "区级创新工作室", STUDIOS, "工作室"),
    ("自主创新成果", "职工自主创新成果", INNOVATIONS, "创新成果"),
)
GRANTS = ((10_000, STUDIOS, "区级创新工作室"), (5_000, 10, "一等"), (2_200, 15, "二等"))  # yuan; studios come first
AWARD = ("日期", "工会", "活动", "姓名", "证件号码", "单位", "项目", "工种", "奖项", "项目名称", "状态")
_ENROLMENT = ("日期", "工会", "活动", "姓名", "证件号码", "项目", "工种", "状态")
_LIST = ("日期", "工会", "单位", "名录")
_TASK = ("日期", "工会", "单位", "项目", "任务编号", "任务", "状态")
_DECIDED = (
    "日期", "工会", "单位", "金额(元)", "项目", "决定编号", "依据编号", "档次", "公示第一天", "公示最后一天", "决定状态"
)  # fmt: skip
_GRANT = ("日期", "工会", "单位", "金额(元)", "项目", "银行回单号", "支出形式", "事由", "支付状态")


def books(world: World) -> Iterator[Book]:
    winners = world.sample(world.members, world.n(WINNERS))
    yield Book("获奖与命名", "工匠杯获奖名单", AWARD, list(_cup(world, winners)))
    yield Book("获奖与命名", "顺义工匠和健康达人", AWARD, list(_titles(world, winners)))
    yield Book("获奖与命名", "创新工作室和创新成果", AWARD, list(_innovation(world)))
    yield Book("助推决定", "创新助推决定", _DECIDED, list(_decided(world)))
    yield Book("支出", "创新助推金发放表", _GRANT, list(_grants(world)))
    yield Book("报名", "慧企学堂报名表", _ENROLMENT, list(_degrees(world)))
    yield Book("报名", "线上技能培训报名表", _ENROLMENT, list(_online(world)))
    yield Book("列入名录", "镇街和成员单位名录", _LIST, list(_lists(world)))
    yield Book("任务完成上报", "产改任务上报", _TASK, list(_tasks(world)))
    yield Book("调查问卷", "职工队伍调查问卷", _SURVEY, list(_survey(world)))


def _award(
    person: Human | None, day: date, edition: str, programme: str, trade: str, honour: str, subject: str, state: str
) -> Row:
    if person is None:
        raise ValueError("an award needs somebody")
    unit = person.unit
    return (day, unit.union, edition, person.name, person.number, unit.number, programme, trade, honour, subject, state)


def _cup(world: World, winners: list[Human]) -> Iterator[Row]:
    edition, programme = f"{YEAR}年“工匠杯”技能竞赛", "“工匠杯”技能竞赛"
    for i, person in enumerate(winners):
        honour = ("一等奖", "二等奖", "三等奖")[min(2, i // 28)]
        yield _award(person, date(YEAR, 11, 3 + i % 7), edition, programme, TRADES[i % 7], honour, "", "已表彰")
    for i, person in enumerate(winners[: world.n(IN_TWO_TRADES)]):
        yield _award(person, date(YEAR, 11, 12), edition, programme, TRADES[(i + 1) % 7], "三等奖", "", "已表彰")
    others = world.sample(world.people[: world.workers // 2], world.n(REVOKED + 9))
    taken = {person.index for person in winners}
    for i, person in enumerate(person for person in others if person.index not in taken):
        trade, state = (TRADES[i % 7], "撤销") if i < world.n(REVOKED) else ("电工", "候选")
        yield _award(person, date(YEAR, 11, 9), edition, programme, trade, "三等奖", "", state)


def _titles(world: World, winners: list[Human]) -> Iterator[Row]:
    for person in winners[: world.n(CRAFTSMEN)]:
        yield _award(
            person, date(YEAR, 12, 6), f"{YEAR}年“顺义工匠”评选", "“顺义工匠”评选", "", "顺义工匠", "", "已命名"
        )
    for person in winners[world.n(CRAFTSMEN) : world.n(CRAFTSMEN + 6)]:
        yield _award(person, date(YEAR, 12, 6), f"{YEAR}年“顺义工匠”评选", "“顺义工匠”评选", "", "顺义工匠", "", "候选")
    for person in world.sample(world.members, world.n(20)):
        yield _award(
            person, date(YEAR, 9, 28), f"{YEAR}年职业健康达人", "职业健康达人选树", "", "职业健康达人", "", "已命名"
        )


def _innovation(world: World) -> Iterator[Row]:
    for kind, programme, count, prefix in CHOSEN:
        for i in range(world.n(count) + 4):
            body = _home_of(world, prefix, i)
            state = "已命名" if i < world.n(count) else ("候选", "撤销")[i % 2]
            yield _named(world.people[body.people.start], body, kind, programme, f"{prefix}第{i + 1}号", state)
    kind, programme, _, prefix = CHOSEN[1]
    first = _home_of(world, prefix, 0)
    other = world.people[first.people.start + 1]  # a second author of one result
    yield _named(other, first, kind, programme, f"{prefix}第1号", "已命名")


def _home_of(world: World, prefix: str, i: int) -> Body:
    """The firm of the i-th studio or innovation."""
    return world.old_private[(i * 31 + len(prefix)) % len(world.old_private)]


def _named(person: Human, body: Body, kind: str, programme: str, subject: str, state: str) -> Row:
    edition = f"{YEAR}年区级{kind}评选"
    who = (person.name, person.number, body.number)
    return (date(YEAR, 10, 20), body.union, edition, *who, programme, "", kind, subject, state)


def _granted(world: World) -> Iterator[tuple[str, str, str, int, str]]:
    """Unit, programme, what was chosen, yuan and grade of each grant: whatever was named gets one."""
    for (_, programme, _, prefix), grades in zip(CHOSEN, (GRANTS[:1], GRANTS[1:]), strict=True):
        sums = [(yuan, grade) for yuan, count, grade in grades for _ in range(world.n(count))]
        for i, (yuan, grade) in enumerate(sums):
            yield _home_of(world, prefix, i).number, programme, f"{prefix}第{i + 1}号", yuan, grade


def _decided(world: World) -> Iterator[Row]:
    """Each grant was public and decided before it was paid."""
    home, public = world.unions[0].number, (date(YEAR, 11, 1), date(YEAR, 11, 8))
    for number, (unit, programme, subject, yuan, grade) in enumerate(_granted(world), 1):
        what = (f"CXJD-{YEAR}-{number:03d}", subject, grade)
        yield (date(YEAR, 11, 10), home, unit, yuan, programme, *what, *public, "已决定")


def _grants(world: World) -> Iterator[Row]:
    home, what = world.unions[0].number, ("直接拨付", "创新助推")
    for number, (unit, programme, _, yuan, _) in enumerate(_granted(world), 1):
        yield (date(YEAR, 11, 25), home, unit, yuan, programme, f"CX{number:06d}", *what, "支付成功")
    _, programme, _, prefix = CHOSEN[1]
    bounced = _home_of(world, prefix, 0).number
    yield (date(YEAR, 11, 26), home, bounced, 5_000, programme, "CXT00001", *what, "退票")


def _degrees(world: World) -> Iterator[Row]:
    edition, states = f"{YEAR}年“慧企学堂”学历提升班", ("已报名", "在读", "在读", "退学")
    people = world.sample(world.members, world.n(DEGREE + 11))
    majors = ("物流管理", "行政管理", "工商管理")
    for i, person in enumerate(people):
        state = states[i % 4] if i < world.n(DEGREE) else ("审核不通过", "已撤回")[i % 2]
        yield (
            date(YEAR, 3, 1) + timedelta(days=i % 20),
            person.unit.union,
            edition,
            person.name,
            person.number,
            "“慧企学堂”学历提升",
            majors[i % 3],
            state,
        )


def _online(world: World) -> Iterator[Row]:
    edition = f"{YEAR}年线上技能培训"
    people = world.sample(world.members, world.n(ONLINE_ENROLLED + WRONG_NUMBERS + 10))
    enrolled = people[: world.n(ONLINE_ENROLLED)]

    def row(person: Human, trade: str, state: str, number: str = "") -> Row:
        return (
            date(YEAR, 4, 11),
            person.unit.union,
            edition,
            person.name,
            number or person.number,
            "线上技能培训",
            trade,
            state,
        )

    for i, person in enumerate(enrolled):
        yield row(person, ONLINE[i % 5], ("已报名", "结业", "未通过考核")[i % 3])
    for i, person in enumerate(enrolled[: world.n(14)]):  # enrolled for a second trade: one person
        yield row(person, ONLINE[(i + 1) % 5], "已报名")
    for person in people[world.n(ONLINE_ENROLLED) :][: world.n(WRONG_NUMBERS)]:
        yield row(person, ONLINE[0], "已报名", identities.wrong_number(person.number))
    for person in people[world.n(ONLINE_ENROLLED + WRONG_NUMBERS) :]:
        yield row(person, "茶艺师", "审核不通过")


def _lists(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for town in world.towns:
        yield (date(YEAR - 1, 1, 1), town.number, "", "镇街名录")
    for name in place.REFORM_GROUP:
        yield (date(YEAR, 3, 15), home, world.institutions[name].number, "产改协调小组成员单位")


def _tasks(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for i, name in enumerate(place.REFORM_GROUP):
        for task in range(3):
            state = "进行中" if i == len(place.REFORM_GROUP) - 1 else "已完成"
            yield (
                date(YEAR, 6 + 3 * (task // 2), 20 + i % 8),
                home,
                world.institutions[name].number,
                "产业工人队伍建设改革",
                f"CG-{i + 1:02d}-{task + 1}",
                f"年度重点任务{task + 1}",
                state,
            )
    for i in range(world.n(38)):
        yield (
            date(YEAR, 3 + i % 9, 25),
            home,
            "",
            "党建工作责任清单",
            f"DJ-{i + 1:03d}",
            "责任清单事项",
            "已完成" if i % 9 else "进行中",
        )


_SURVEY = ("日期", "工会", "活动", "单位", "项目", "问卷编号", "状态")


def _survey(world: World) -> Iterator[Row]:
    for i in range(world.n(620)):
        body = world.old_private[i % 60]
        state = "有效" if i < world.n(580) else ("无效", "代填")[i % 2]
        yield (
            date(YEAR, 5, 9) + timedelta(days=i % 30),
            body.town,
            "第九次职工队伍状况调查",
            body.number,
            "职工队伍状况调查",
            f"WJ-{i + 1:05d}",
            state,
        )
