"""What the year's sheets hold that must not leak into a figure, and the rule that keeps each out: one declaration.

The tests take each rule away and see the named figure change; `docs/testing.md` shows this table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shenbian.demo import corrections, identities
from shenbian.demo.book import Book
from shenbian.demo.world import World
from shenbian.record.year import REFS
from tests.demo import rules
from tests.demo.books import Books
from tests.demo.rules import Rule

Found = Callable[[Books], Sequence[Book]]


@dataclass(frozen=True, kw_only=True)
class Trap:
    """`size` rows of the sheets; with the rule the figure is `right`, without it `wrong` (money in yuan).

    `sheets` are the workbooks that come in again without the rule; the trap's rows, where none are named.
    """

    holds: str
    found: Found
    size: int
    ref: str
    rule: Rule
    right: float
    wrong: float
    sheets: Found | None = None

    @property
    def metric(self) -> str:
        return REFS[self.ref]


def _where(name: str, **cells: object) -> Found:
    """Rows of one workbook whose cells are these (of a set or tuple: one of these)."""

    def holds(row: Any) -> bool:
        return all(row[k] in v if isinstance(v, tuple) else row[k] == v for k, v in cells.items())

    return lambda books: [books.where(name, holds)]


def _starts(name: str, header: str, prefix: str) -> Found:
    return lambda books: [books.where(name, lambda row: str(row[header]).startswith(prefix))]


def _again(name: str, *by: str) -> Found:
    return lambda books: [books.again(name, *by)]


def _all(name: str) -> Found:
    return lambda books: [books.where(name)]


def _cancelled(books: Books) -> list[Book]:
    held = {row[4] for row in books.by_name["公益培训场次"].rows if row[-1] == "已举办"}
    return [books.where("公益培训签到表", lambda row: row["场次编号"] not in held and row["签到情况"] == "已签到")]


def _in_four(books: Books) -> list[Book]:
    """Sign-ins of people who came to four activities."""
    names = [name for name in books.by_name if name.startswith("节庆活动签到表")]
    went = defaultdict(set)
    for name in names:
        for row in books.by_name[name].rows:
            went[row[4]].add(row[2])
    four = {number for number, activities in went.items() if len(activities) >= 4}
    return [books.where(name, lambda row: row["证件号码"] in four) for name in names]


def _abroad(books: Books) -> list[Book]:
    return [books.where("节庆活动签到表-2022-09", lambda row: row["工会"] == "TZJC01")]


def _workers_of(prefix: str) -> Found:
    """The cases of which the numbers begin so, and the workers named in them."""
    return lambda books: [
        books.where("劳动争议调解登记", lambda row: row["案件编号"].startswith(prefix)),
        books.where("调解案件职工名册", lambda row: row["案件编号"].startswith(prefix)),
    ]


def _on_both(books: Books) -> list[Book]:
    known = {row[4] for row in books.by_name["调解到账登记"].rows}
    return [books.where("法律援助到账登记", lambda row: row["银行回单号"] in known)]


def _namesakes(books: Books) -> list[Book]:
    """Those who share a name with somebody else on the sheet."""
    name = "冬奥服务保障慰问签收"
    numbers = defaultdict(set)
    for row in books.by_name[name].rows:
        numbers[row[3]].add(row[4])
    return [books.where(name, lambda row: len(numbers[row["姓名"]]) > 1)]


def _short(books: Books) -> list[Book]:
    return [books.where("歌手大赛参赛名单", lambda row: len(row["证件号码"]) == 15)]


def _wrong_digit(name: str) -> Found:
    def wrong(row: Any) -> bool:
        number = row["证件号码"]
        return bool(identities.check_digit(number[:17]) != number[17])

    return lambda books: [books.where(name, wrong)]


def _two_stations(books: Books) -> list[Book]:
    book = books.again("春节慰问品签领", "姓名", "证件号码", "物品")
    return [Book(book.register, book.name, book.headers, [row for row in book.rows if row[4]])]


def _earned_elsewhen(books: Books) -> list[Book]:
    return [books.where("职业资格证书助推发放表", lambda row: row["成果取得日期"].year != 2021)]


def _mistaken(register: str) -> Found:
    return lambda books: [book for book in corrections.mistaken(World()) if book.register == register]


def _late(books: Books) -> list[Book]:
    return list(corrections.late(World()))


TRAPS = (
    Trap(
        holds="one person signed in twice to one session",
        found=_again("公益培训签到表"),
        size=37,
        ref="S14",
        rule=rules.any_key("turn"),
        right=3430,
        wrong=3467,
    ),
    Trap(
        holds="one person in four activities",
        found=_in_four,
        size=4318,
        ref="S09",
        rule=rules.distinct("persons"),
        right=41260,
        wrong=49638,
    ),
    Trap(
        holds="cancelled sessions",
        found=_where("公益培训场次", 状态="已取消"),
        size=6,
        ref="S13",
        rule=rules.status("session.held"),
        right=160,
        wrong=166,
    ),
    Trap(
        holds="sign-ins to cancelled sessions",
        found=_cancelled,
        size=80,
        ref="S14",
        rule=rules.refers("turn"),
        right=3430,
        wrong=3510,
    ),
    Trap(
        holds="a cup of four rounds, which is one activity",
        found=_where("节庆活动场次", 活动="职工象棋赛"),
        size=4,
        ref="S08",
        rule=rules.distinct("editions", "session"),
        right=14,
        wrong=30,
    ),
    Trap(
        holds="replays of a stream beside the live counter",
        found=_where("直播观看数据", 时段="回放"),
        size=5,
        ref="S10",
        rule=rules.predicate("phase"),
        right=63450,
        wrong=218450,
    ),
    Trap(
        holds="works withdrawn",
        found=_where("云诵读作品登记", 状态="撤回"),
        size=5,
        ref="S12",
        rule=rules.status("work.received"),
        right=86,
        wrong=91,
    ),
    Trap(
        holds="works withdrawn, of unions with no other work",
        found=_where("云诵读作品登记", 状态="撤回"),
        size=5,
        ref="S11",
        rule=rules.status("work.received"),
        right=29,
        wrong=34,
    ),
    Trap(
        holds="the same work handed in again under a new number",
        found=_again("云诵读作品登记", "作品指纹"),
        size=7,
        ref="S12",
        rule=rules.key("work.received", "edition", "no"),
        right=86,
        wrong=93,
    ),
    Trap(
        holds="the same work handed in again under a new number",
        found=_again("六一抗疫作品登记", "作品指纹"),
        size=9,
        ref="S28",
        rule=rules.key("work.received", "edition", "no"),
        right=346,
        wrong=355,
    ),
    Trap(
        holds="registered for a course, but absent",
        found=_where("公益培训签到表", 签到情况="未到"),
        size=210,
        ref="S14",
        rule=rules.status("turn"),
        right=3430,
        wrong=3640,
    ),
    Trap(
        holds="registered for the mixer, but absent",
        found=_where("七夕联谊签到表", 签到情况="未到"),
        size=9,
        ref="S29",
        rule=rules.status("turn"),
        right=96,
        wrong=105,
    ),
    Trap(
        holds="guests of the festival who do other work",
        found=_where("中秋活动签到表", 签到情况="已签到", 职业="保安员"),
        size=17,
        ref="S30",
        rule=rules.predicate("occupation"),
        right=536,
        wrong=553,
    ),
    Trap(
        holds="cadres on call at home that day",
        found=_where("干部和社工下沉登记", 状态="居家"),
        size=30,
        ref="S23",
        rule=rules.status("duty.day"),
        right=1012,
        wrong=1042,
    ),
    Trap(
        holds="one deployment noted by the community and by the federation",
        found=_again("干部和社工下沉登记"),
        size=25,
        ref="S23",
        rule=rules.any_key("duty.day"),
        right=1012,
        wrong=1037,
    ),
    Trap(
        holds="paid duty, which is not volunteering",
        found=_where("志愿服务签到表-2022-06", 签到情况="带薪值班"),
        size=63,
        ref="S20",
        rule=rules.status("turn"),
        right=170300,
        wrong=170363,
    ),
    Trap(
        holds="parcels bought and not handed out",
        found=_all("春节慰问品入库"),
        size=2,
        ref="S27",
        rule=rules.kind_read("stock.bought", said="counts parcels issued, not bought"),
        right=12600,
        wrong=14700,
    ),
    Trap(
        holds="one rider at five stations for one parcel",
        found=_two_stations,
        size=240,
        ref="S27",
        rule=rules.key("parcel.issued", "edition", "item", "person", "slip", "station"),
        right=12600,
        wrong=12840,
    ),
    Trap(
        holds="two people of one name",
        found=_namesakes,
        size=3,
        ref="S26",
        rule=rules.BY_NUMBER,
        right=351,
        wrong=350,
        sheets=_all("冬奥服务保障慰问签收"),
    ),
    Trap(
        holds="one person entered again under an old 15-digit number",
        found=_short,
        size=5,
        ref="S04",
        rule=rules.LENGTHENED,
        right=1286,
        wrong=1291,
    ),
    Trap(
        holds="identity numbers with a wrong check digit",
        found=_wrong_digit("线上技能培训报名表"),
        size=5,
        ref="S43",
        rule=rules.CHECK_DIGIT,
        right=424,
        wrong=429,
    ),
    Trap(
        holds="identity numbers with a wrong check digit",
        found=_wrong_digit("会员登记表-02"),
        size=6,
        ref="S73",
        rule=rules.CHECK_DIGIT,
        right=12286,
        wrong=12292,
    ),
    Trap(
        holds="an admission that is a transfer in, or a member who came over with a re-registered union",
        found=lambda books: [
            books.where(name, lambda row: row["入会方式"] == "转入") for name in ("会员登记表-01", "会员登记表-02")
        ],
        size=795,
        ref="S73",
        rule=rules.kind_read("member.admitted", "member.transferred_in", said="transfers are a kind of their own"),
        right=12286,
        wrong=13081,
    ),
    Trap(
        holds="applications not yet approved",
        found=_where("会员登记表-02", 状态="待审批"),
        size=25,
        ref="S73",
        rule=rules.own_status("members"),
        right=12286,
        wrong=12311,
    ),
    Trap(
        holds="admissions of 31 December before and of 1 January after the year",
        found=_where("会员登记表-02", 入会日期=(date(2021, 12, 31), date(2023, 1, 1))),
        size=30,
        ref="S73",
        rule=rules.period(date(2021, 12, 31), date(2023, 1, 2)),
        right=12286,
        wrong=12316,
    ),
    Trap(
        holds="members of another district's union",
        found=_where("会员登记表-02", 工会编号="TZJC01"),
        size=18,
        ref="S73",
        rule=rules.SCOPE,
        right=12286,
        wrong=12304,
    ),
    Trap(
        holds="old unions registered anew or merged",
        found=_where("工会组织登记表", 成立方式=("重新登记", "合并重组")),
        size=22,
        ref="S72",
        rule=rules.predicate("how"),
        right=126,
        wrong=148,
    ),
    Trap(
        holds="unions still in preparation",
        found=_where("工会组织登记表", 状态="筹备中"),
        size=8,
        ref="S72",
        rule=rules.own_status("organisations"),
        right=126,
        wrong=134,
    ),
    Trap(
        holds="sessions at 23:50 on 31 December and 0:10 on 1 January, at both ends of the year",
        found=_starts("双沟通会场次", "场次编号", "SG-KN"),
        size=5,
        ref="S71",
        rule=rules.BEIJING,
        right=715,
        wrong=716,
    ),
    Trap(
        holds="one session entered by the street and by the district",
        found=_again("双沟通会场次", "场次编号"),
        size=22,
        ref="S71",
        rule=rules.key("session.held", "session", "organisation"),
        right=715,
        wrong=737,
    ),
    Trap(
        holds="sessions of another district",
        found=_starts("双沟通会场次", "场次编号", "SG-W"),
        size=5,
        ref="S71",
        rule=rules.SCOPE,
        right=715,
        wrong=720,
    ),
    Trap(
        holds="people of another district at our choir",
        found=_abroad,
        size=60,
        ref="S09",
        rule=rules.SCOPE,
        right=41260,
        wrong=41320,
    ),
    Trap(
        holds="a batch that was reversed: sessions of the next district under new numbers",
        found=_mistaken("举办场次"),
        size=12,
        ref="S71",
        rule=rules.struck_out("what was struck out with its batch does not count"),
        right=715,
        wrong=727,
    ),
    Trap(
        holds="a batch that was reversed: a station entered twice",
        found=_mistaken("驿站启用"),
        size=1,
        ref="S63",
        rule=rules.struck_out("what was struck out with its batch does not count"),
        right=44,
        wrong=45,
    ),
    Trap(
        holds="a voided fact: a lesson that never went out",
        found=_mistaken("课程与推送"),
        size=1,
        ref="S53",
        rule=rules.struck_out("a voided fact does not count"),
        right=69,
        wrong=70,
    ),
    Trap(
        holds="a late correction of an amount typed tenfold",
        found=_late,
        size=1,
        ref="S16",
        rule=rules.struck_out("a corrected fact gives way to the new one"),
        right=3898300,
        wrong=4182590,
    ),
    Trap(
        holds="one issue on two channels",
        found=_again("安全生产和普法课程", "期号"),
        size=31,
        ref="S53",
        rule=rules.key("issue.published", "programme", "no", "channel"),
        right=69,
        wrong=100,
    ),
    Trap(
        holds="cases that failed, were withdrawn or are not signed",
        found=_where("劳动争议调解登记", 调解结果=("调解失败", "撤回", "调解中", "未签字")),
        size=61,
        ref="S59",
        rule=rules.status("case.settled"),
        right=182,
        wrong=243,
    ),
    Trap(
        holds="failed cases, and the workers named in them",
        found=_workers_of("TJ-2022-S"),
        size=211,
        ref="S60",
        rule=rules.status("case.settled"),
        right=1681,
        wrong=1831,
    ),
    Trap(
        holds="cases settled in 2021 or 2023",
        found=lambda books: [
            *_starts("劳动争议调解登记", "案件编号", "TJ-2021")(books),
            *_starts("劳动争议调解登记", "案件编号", "TJ-2023")(books),
        ],
        size=16,
        ref="S59",
        rule=rules.period(date(2021, 1, 1), date(2024, 1, 1)),
        right=182,
        wrong=198,
    ),
    Trap(
        holds="one payment on the mediators' sheet and on the aid sheet",
        found=_on_both,
        size=45,
        ref="S62",
        rule=rules.key("money.recovered", "receipt", "programme"),
        right=125999307,
        wrong=129942148,
    ),
    Trap(
        holds="money agreed or awarded, and not paid",
        found=_where("调解到账登记", 到账情况="约定未付"),
        size=40,
        ref="S62",
        rule=rules.status("money.recovered"),
        right=125999307,
        wrong=129600087,
    ),
    Trap(
        holds="a bounced payment that was paid again",
        found=_where("职业资格证书助推发放表", 支付状态="退票"),
        size=3,
        ref="S48",
        rule=rules.status("paid"),
        right=15600,
        wrong=20600,
    ),
    Trap(
        holds="money passed to a town's union and spent there",
        found=_where("疫情防控专项资金支出", 上级拨入资金所有者="SYZGH"),
        size=50,
        ref="S16",
        rule=rules.first_hand("paid"),
        right=3898300,
        wrong=4898280,
    ),
    Trap(
        holds="payments of the year before and of the year after",
        found=_starts("疫情防控专项资金支出", "银行回单号", "YQ-202"),
        size=2,
        ref="S16",
        rule=rules.period(date(2021, 12, 30), date(2023, 1, 5)),
        right=3898300,
        wrong=4035300,
    ),
    Trap(
        holds="certificates earned in 2020 or 2022 among those earned in 2021 and paid in 2022",
        found=_earned_elsewhen,
        size=2,
        ref="S47",
        rule=rules.predicate("earned_on"),
        right=18,
        wrong=20,
    ),
    Trap(
        holds="awards of the district's own contests",
        found=_where("技能竞赛获奖助推发放表", 奖项级别="区级"),
        size=6,
        ref="S51",
        rule=rules.predicate("level"),
        right=54,
        wrong=60,
    ),
    Trap(
        holds="one winner in two trades",
        found=_again("工匠杯获奖名单", "证件号码"),
        size=3,
        ref="S38",
        rule=rules.distinct("persons"),
        right=168,
        wrong=171,
    ),
    Trap(
        holds="candidates and revoked winners, one trade that awarded nobody",
        found=_where("工匠杯获奖名单", 状态=("候选", "撤销")),
        size=13,
        ref="S37",
        rule=rules.status("award"),
        right=7,
        wrong=8,
    ),
    Trap(
        holds="stations renamed or moved",
        found=_where("暖心驿站登记表", 建设方式=("更名", "迁址")),
        size=9,
        ref="S63",
        rule=rules.predicate("how"),
        right=44,
        wrong=53,
    ),
    Trap(
        holds="the city's 110 outlets beside the district's 44 stations",
        found=_where("引用数据登记表", 指标="顺丰网点建站"),
        size=1,
        ref="S63",
        rule=rules.attested_apart("station.opened", "attested"),
        right=44,
        wrong=290099,
    ),
    Trap(
        holds="health checks booked and missed",
        found=_where("新就业形态体检核销", 核销情况=("爽约", "已预约")),
        size=230,
        ref="S66",
        rule=rules.status("service.used"),
        right=1500,
        wrong=1730,
    ),
    Trap(
        holds="visits by telephone",
        found=lambda books: [
            books.where(name, lambda row: row["状态"] == "电话联系")
            for name in books.by_name
            if name.startswith("未建会企业走访登记")
        ],
        size=40,
        ref="S69",
        rule=rules.status("visit"),
        right=0.957530218882718,
        wrong=0.9705978438418817,
    ),
)
