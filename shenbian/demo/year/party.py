"""Deployment of cadres and social workers, stationing, education, training of mediators and accountants, audits."""

from collections.abc import Iterator
from datetime import date, timedelta

from shenbian.demo.book import Book, Row
from shenbian.demo.world import YEAR, World
from shenbian.demo.year.culture import _COLLECTIVE as COLLECTIVE
from shenbian.demo.year.festival import SESSION
from shenbian.demo.year.members import cadres, social_workers

CADRE_TURNS, DEPLOYED_SOCIAL_WORKERS, LESSONS = 1_012, 106, 69
_DUTY = ("日期", "工会", "姓名", "证件号码", "项目", "社区(村)或驻点", "身份", "工作内容", "状态")
_CERTIFICATE = ("日期", "工会", "活动", "姓名", "证件号码", "项目", "证书编号", "考核结果")
_ISSUE = ("日期", "工会", "项目", "期号", "主题", "渠道", "状态")
_AUDIT = ("日期", "工会", "项目", "审计编号", "类别", "状态")


def books(world: World) -> Iterator[Book]:
    yield Book("下沉值守", "干部和社工下沉登记", _DUTY, list(_deployed(world)))
    yield Book("下沉值守", "赴基层蹲点日志", _DUTY, list(_stationed(world)))
    yield Book("结业合格", "调解员培训考核", _CERTIFICATE, list(_mediators(world)))
    yield Book("课程与推送", "安全生产和普法课程", _ISSUE, list(_lessons(world)))
    yield Book("举办场次", "党建财务普法场次", SESSION, list(_sessions(world)))
    yield Book("参与记录", "党建财务培训集体签到", COLLECTIVE, list(_turns(world)))
    yield Book("审计项目", "经审项目登记", _AUDIT, list(_audits(world)))


def _deployed(world: World) -> Iterator[Row]:
    works = ("核酸采样秩序维护", "人员信息采集", "卡口值守")
    officers = cadres(world)
    home = world.unions[0].number
    rows = []
    for i in range(world.n(CADRE_TURNS)):
        person = officers[i % len(officers)]
        day = date(YEAR, 4, 25) + timedelta(days=i // len(officers) * 3 % 240)
        place = world.communities[(i * 7) % len(world.communities)].name
        rows.append(
            (day, home, person.name, person.number, "干部下沉和社工参与防疫", place, "工会干部", works[i % 3], "已到岗")
        )
    yield from rows
    yield from rows[: world.n(25)]  # noted by the community and by the federation
    for row in rows[: world.n(30)]:
        yield (date(YEAR, 12, 20), *row[1:8], "居家")
    for i, person in enumerate(social_workers(world)[: world.n(DEPLOYED_SOCIAL_WORKERS)]):
        for turn in range(3):
            community = world.communities[(i + turn) % len(world.communities)]
            yield (
                date(YEAR, 5, 3) + timedelta(days=turn * 9),
                community.town,
                person.name,
                person.number,
                "干部下沉和社工参与防疫",
                community.name,
                "专职工会社会工作者",
                works[turn],
                "已到岗",
            )


def _stationed(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for i, person in enumerate(cadres(world)[:24]):
        for turn in range(world.n(6)):
            town = world.towns[i % 25]
            yield (
                date(YEAR, 8, 1) + timedelta(days=turn * 2 % 150),
                home,
                person.name,
                person.number,
                "赴基层蹲点",
                town.name[:-3],
                "工会干部",
                "蹲点",
                "已到岗",
            )


def _mediators(world: World) -> Iterator[Row]:
    """Somebody of each town passed; most of them belong to unions below the town's."""
    by_town: dict[str, list[int]] = {}
    for body in world.old_private:
        by_town.setdefault(body.town, []).append(body.people.start)
    number = 0
    for i, town in enumerate(world.towns):
        for j, index in enumerate(by_town[town.number][:5]):
            person = world.people[index]
            number += 1
            result = "合格" if j < 3 + i % 2 else ("不合格", "缺考")[j % 2]
            yield (
                date(YEAR, 8, 26),
                person.unit.union,
                f"{YEAR}年调解员专项培训",
                person.name,
                person.number,
                "调解员专项培训",
                f"TJY-{number:04d}",
                result,
            )


def _lessons(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for i in range(world.n(LESSONS)):
        topic = ("安全生产", "职业病防治", "普法知识")[i % 3]
        yield (
            date(YEAR, 1, 6) + timedelta(days=i * 5 % 355),
            home,
            "安全和职业病防治课程",
            f"KC-{i + 1:03d}",
            topic,
            "公众号",
            "已发布",
        )
    for i in range(world.n(31)):  # the same issue on the inspectors' platform too
        yield (
            date(YEAR, 1, 7) + timedelta(days=i * 5 % 355),
            home,
            "安全和职业病防治课程",
            f"KC-{i + 1:03d}",
            "安全生产",
            "监督检查员学习平台",
            "已发布",
        )
    for i in range(world.n(4)):
        yield (
            date(YEAR, 12, 28),
            home,
            "安全和职业病防治课程",
            f"KC-C{i + 1:02d}",
            "普法知识",
            "公众号",
            ("审核中", "已撤稿")[i % 2],
        )


_PLANS = (("警示教育", "JY", 4, 66), ("工会财务培训", "CW", 6, 58), ("普法宣传", "PF", 14, 45))


def _sessions(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for programme, prefix, count, _ in _PLANS:
        for i in range(world.n(count)):
            yield (
                date(YEAR, 2 + i % 10, 16),
                home,
                f"{YEAR}年{programme}",
                programme,
                f"{prefix}-{i + 1:02d}",
                programme,
                "",
                "线下",
                "已举办",
            )


def _turns(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for programme, prefix, count, people in _PLANS:
        for i in range(world.n(count)):
            yield (
                date(YEAR, 2 + i % 10, 16),
                home,
                f"{YEAR}年{programme}",
                people + i,
                programme,
                f"{prefix}-{i + 1:02d}",
                f"{prefix}D-{i + 1:02d}",
                "已签到",
            )


def _audits(world: World) -> Iterator[Row]:
    home = world.unions[0].number
    for i in range(world.n(36)):
        yield (
            date(YEAR, 3 + i % 9, 12),
            home,
            "经审监督",
            f"SJ-{i + 1:03d}",
            "审计" if i < 24 else "审计回访",
            "已完成" if i % 12 else "实施中",
        )
