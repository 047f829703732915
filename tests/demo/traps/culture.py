"""Traps of festivals, contests and works (宣教文体)."""

from collections import defaultdict

from shenbian.demo.book import Book
from tests.demo import rules
from tests.demo.books import Books
from tests.demo.traps.finders import again, where
from tests.demo.traps.trap import Trap


def in_four(books: Books) -> list[Book]:
    """Sign-ins of people who came to four activities."""
    names = [name for name in books.by_name if name.startswith("节庆活动签到表")]
    went = defaultdict(set)
    for name in names:
        for row in books.by_name[name].rows:
            went[row[4]].add(row[2])
    four = {number for number, activities in went.items() if len(activities) >= 4}
    return [books.where(name, lambda row: row["证件号码"] in four) for name in names]


def abroad(books: Books) -> list[Book]:
    return [books.where("节庆活动签到表-2022-09", lambda row: row["工会"] == "TZJC01")]


def short(books: Books) -> list[Book]:
    return [books.where("歌手大赛参赛名单", lambda row: len(row["证件号码"]) == 15)]


TRAPS = (
    Trap(
        holds="one person in four activities",
        found=in_four,
        size=4318,
        ref="S09",
        rule=rules.distinct("persons"),
        right=41260,
        wrong=49638,
    ),
    Trap(
        holds="a cup of four rounds, which is one activity",
        found=where("节庆活动场次", 活动="职工象棋赛"),
        size=4,
        ref="S08",
        rule=rules.distinct("editions", "session"),
        right=14,
        wrong=30,
    ),
    Trap(
        holds="replays of a stream beside the live counter",
        found=where("直播观看数据", 时段="回放"),
        size=5,
        ref="S10",
        rule=rules.predicate("phase"),
        right=63450,
        wrong=218450,
    ),
    Trap(
        holds="works withdrawn",
        found=where("云诵读作品登记", 状态="撤回"),
        size=5,
        ref="S12",
        rule=rules.status("work.received"),
        right=86,
        wrong=91,
    ),
    Trap(
        holds="works withdrawn, of unions with no other work",
        found=where("云诵读作品登记", 状态="撤回"),
        size=5,
        ref="S11",
        rule=rules.status("work.received"),
        right=29,
        wrong=34,
    ),
    Trap(
        holds="the same work handed in again under a new number",
        found=again("云诵读作品登记", "作品指纹"),
        size=7,
        ref="S12",
        rule=rules.key("work.received", "edition", "no"),
        right=86,
        wrong=93,
    ),
    Trap(
        holds="the same work handed in again under a new number",
        found=again("六一抗疫作品登记", "作品指纹"),
        size=9,
        ref="S28",
        rule=rules.key("work.received", "edition", "no"),
        right=346,
        wrong=355,
    ),
    Trap(
        holds="registered for the mixer, but absent",
        found=where("七夕联谊签到表", 签到情况="未到"),
        size=9,
        ref="S29",
        rule=rules.status("turn"),
        right=96,
        wrong=105,
    ),
    Trap(
        holds="guests of the festival who do other work",
        found=where("中秋活动签到表", 签到情况="已签到", 职业="保安员"),
        size=17,
        ref="S30",
        rule=rules.predicate("occupation"),
        right=536,
        wrong=553,
    ),
    Trap(
        holds="one person entered again under an old 15-digit number",
        found=short,
        size=5,
        ref="S04",
        rule=rules.LENGTHENED,
        right=1286,
        wrong=1291,
    ),
    Trap(
        holds="people of another district at our choir",
        found=abroad,
        size=60,
        ref="S09",
        rule=rules.SCOPE,
        right=41260,
        wrong=41320,
    ),
)
