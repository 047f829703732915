"""Subsidies for what was earned the year before, hardship files, stations, jobs and the service window."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from shenbian.demo.book import Book, Row
from shenbian.demo.world import YEAR, Human, World

# programme, basis, receipt prefix, amounts in yuan with how many people got each
CERTIFICATES = ("职业资格证书助推", "职业资格等级证书", "ZS", ((2_000, 2), (1_000, 5), (600, 11)))
TRAINING = ("技能培训助推", "技能培训", "PX", ((1_000, 231), (1_100, 58)))
CONTESTS = ("技能竞赛获奖助推", "技能竞赛获奖", "JS", ((1_500, 18), (1_000, 27), (500, 9)))
NEW_STATIONS, RENAMED, MOVED, OUTLETS = 44, 6, 3, 110
PAID = (
    "日期",
    "工会",
    "姓名",
    "证件号码",
    "金额(元)",
    "项目",
    "银行回单号",
    "支出形式",
    "成果取得日期",
    "事由",
    "奖项级别",
    "支付状态",
)
_STATION = ("日期", "工会", "项目", "驿站编号", "驿站名称", "建设方式", "依托场所", "状态")
_ATTESTED = ("日期", "工会", "数值(率按万分比)", "指标", "地区", "本区", "应有总数", "数据所有者")


DECIDED = (
    "日期",
    "工会",
    "姓名",
    "证件号码",
    "金额(元)",
    "项目",
    "决定编号",
    "依据编号",
    "档次",
    "奖项级别",
    "成果取得日期",
    "公示第一天",
    "公示最后一天",
    "决定状态",
)
_PUBLIC, _DECIDED_ON = (date(YEAR, 9, 1), date(YEAR, 9, 13)), date(YEAR, 9, 15)  # with Mid-Autumn in between
_TIERS = {
    "ZS": {2_000: "一级（高级技师）", 1_000: "二级（技师）", 600: "三级（高级工）"},
    "PX": {1_000: "技能培训", 1_100: "高技能人才培训"},
    "JS": {1_500: "一等奖", 1_000: "二等奖", 500: "三等奖", 400: "三等奖"},
}


@dataclass(frozen=True)
class Claim:
    """Somebody earned something on a day; `paid` and `receipt` are of its payment, `bounced` whether it came back."""

    person: Human
    amount: int  # yuan
    earned: date
    level: str
    paid: date
    receipt: str
    bounced: bool = False


def books(world: World) -> Iterator[Book]:
    for what, level in ((CERTIFICATES, ""), (TRAINING, ""), (CONTESTS, "市级")):
        claims = list(_claims(world, what, level))
        yield Book("助推决定", f"{what[0]}决定", DECIDED, list(_decided(world, what, claims)))
        yield Book("支出", f"{what[0]}发放表", PAID, list(_subsidies(world, what, claims)))
    yield Book("驿站启用", "暖心驿站登记表", _STATION, list(_stations(world)))
    yield Book("引用外部数据", "引用数据登记表", _ATTESTED, list(_attested(world)))
    yield Book("困难职工建档", "困难职工档案", _HARDSHIP, list(_hardship(world)))
    yield Book("就业服务", "岗位信息登记", _JOB, list(_jobs(world)))
    yield Book("窗口工单", "服务窗口登记", _TICKET, list(_tickets(world)))


Programme = tuple[str, str, str, tuple[tuple[int, int], ...]]


def _claims(world: World, what: Programme, level: str) -> Iterator[Claim]:
    """Those of the year before; two that were earned in other years; of contests some of the district's own."""
    _, _, prefix, tiers = what
    amounts = [amount for amount, count in tiers for _ in range(world.n(count))]
    people = world.sample(world.members, len(amounts) + 8)
    for i, (person, amount) in enumerate(zip(people, amounts, strict=False)):
        day, earned = date(YEAR, 9, 20) + timedelta(days=i % 15), date(YEAR - 1, 1 + i % 12, 1 + i % 28)
        yield Claim(person, amount, earned, level, day, f"{prefix}{i + 1:06d}", bounced=i < world.n(3))
    extra = people[len(amounts) :]
    for i, (person, earned) in enumerate(zip(extra, (date(YEAR - 2, 12, 30), date(YEAR, 1, 5)), strict=False)):
        yield Claim(person, 1_000, earned, level, date(YEAR, 9, 22), f"{prefix}Q{i + 1:05d}")
    for i, person in enumerate(extra[2:8] if level else ()):
        yield Claim(person, 400, date(YEAR - 1, 10, 8), "区级", date(YEAR, 9, 23), f"{prefix}Y{i + 1:05d}")


def _decided(world: World, what: Programme, claims: Iterable[Claim]) -> Iterator[Row]:
    """Each was public and decided before it was paid."""
    programme, _, prefix, _ = what
    home = world.unions[0].number
    for i, each in enumerate(claims, 1):
        number, basis = f"{prefix}JD-{YEAR}-{i:04d}", f"{prefix}{each.earned.year}-{i:05d}"
        yield (
            _DECIDED_ON,
            home,
            each.person.name,
            each.person.number,
            each.amount,
            programme,
            number,
            basis,
            _TIERS[prefix][each.amount],
            each.level,
            each.earned,
            *_PUBLIC,
            "已决定",
        )


def _subsidies(world: World, what: Programme, claims: Iterable[Claim]) -> Iterator[Row]:
    programme, basis, prefix, _ = what
    for i, each in enumerate(claims):
        state = "退票" if each.bounced else "支付成功"
        yield _subsidy(world, each, each.paid, programme, each.receipt, basis, state)
        if each.bounced:  # the account was wrong; the bank sent it back and it was paid again
            yield _subsidy(world, each, date(YEAR, 10, 18), programme, f"{prefix}B{i + 1:05d}", basis, "支付成功")


def _subsidy(world: World, claim: Claim, day: date, programme: str, receipt: str, basis: str, state: str) -> Row:
    home, person = world.unions[0].number, claim.person
    head = (day, home, person.name, person.number, claim.amount, programme, receipt, "发放个人")
    return (*head, claim.earned, basis, claim.level, state)


def _stations(world: World) -> Iterator[Row]:
    hosts = ("党群服务中心", "餐饮门店", "快递外卖站点", "连锁超市")
    total = world.n(NEW_STATIONS)
    for i in range(total + world.n(RENAMED + MOVED)):
        town = world.towns[i % 25]
        how = "新建" if i < total else "更名" if i < total + world.n(RENAMED) else "迁址"
        yield (
            date(YEAR, 3, 4) + timedelta(days=i * 5 % 280),
            town.number,
            "暖心驿站",
            f"YZ-{i + 1:04d}",
            f"{town.name[:-3]}暖心驿站{i // 25 + 1}号",
            how,
            hosts[i % 4],
            "已启用",
        )
    for i in range(world.n(5)):
        yield (
            date(YEAR, 12, 15),
            world.towns[i % 25].number,
            "暖心驿站",
            f"YZ-J{i + 1:03d}",
            "在建驿站",
            "新建",
            hosts[i % 4],
            ("在建", "未验收")[i % 2],
        )


_DISTRICTS = (
    "东城区",
    "西城区",
    "朝阳区",
    "丰台区",
    "石景山区",
    "海淀区",
    "门头沟区",
    "房山区",
    "通州区",
    "顺义区",
    "昌平区",
    "大兴区",
    "怀柔区",
    "平谷区",
    "密云区",
    "延庆区",
)


def _attested(world: World) -> Iterator[Row]:
    home, day, holder = world.unions[0].number, date(YEAR, 12, 31), "北京市总工会"
    for measure, own, best in (("建会率", 3, 9_480), ("职工入会率", 4, 9_610)):
        place = iter(i for i in range(1, 17) if i != own)
        for district in _DISTRICTS:
            rank = own if district == "顺义区" else next(place)
            yield (day, home, best - rank * 57, measure, district, "是" if district == "顺义区" else "否", "", holder)
    yield (day, home, OUTLETS, "顺丰网点建站", "北京市", "否", OUTLETS, holder)


_HARDSHIP = ("日期", "工会", "姓名", "证件号码", "项目", "档案编号", "困难类别", "状态")
_JOB = ("日期", "工会", "单位", "岗位数", "项目", "岗位编号", "状态")
_TICKET = ("日期", "工会", "项目", "工单编号", "类别", "状态")


def _hardship(world: World) -> Iterator[Row]:
    for i, person in enumerate(world.sample(world.members, world.n(132))):
        state = "已建档" if i < world.n(118) else ("公示中", "不予建档")[i % 2]
        yield (
            date(YEAR, 2, 1) + timedelta(days=i * 2 % 330),
            person.unit.union,
            person.name,
            person.number,
            "困难职工帮扶",
            f"KN-{i + 1:04d}",
            ("深度困难", "相对困难", "意外致困")[i % 3],
            state,
        )


def _jobs(world: World) -> Iterator[Row]:
    for i in range(world.n(240)):
        body = world.old_private[i * 3 % len(world.old_private)]
        yield (
            date(YEAR, 2, 20) + timedelta(days=i % 300),
            body.town,
            body.number,
            2 + i % 9,
            "工会促就业",
            f"GW-{i + 1:04d}",
            "已发布" if i % 20 else "下架",
        )


def _tickets(world: World) -> Iterator[Row]:
    for i in range(world.n(960)):
        yield (
            date(YEAR, 1, 4) + timedelta(days=i * 3 % 360),
            world.unions[0].number,
            "职工服务中心窗口",
            f"CK-{i + 1:05d}",
            ("咨询", "求决", "意见建议")[i % 3],
            "已办结" if i % 31 else "办理中",
        )
