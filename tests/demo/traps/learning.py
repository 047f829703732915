"""Traps of training, lessons and craftsmen (劳动经济, 培训)."""

from shenbian.demo.book import Book
from tests.demo import rules
from tests.demo.books import Books
from tests.demo.traps.finders import again, mistaken, where, wrong_digit
from tests.demo.traps.trap import Trap


def cancelled(books: Books) -> list[Book]:
    held = {row[4] for row in books.by_name["公益培训场次"].rows if row[-1] == "已举办"}
    return [books.where("公益培训签到表", lambda row: row["场次编号"] not in held and row["签到情况"] == "已签到")]


TRAPS = (
    Trap(
        holds="one person signed in twice to one session",
        found=again("公益培训签到表"),
        size=37,
        ref="S14",
        rule=rules.any_key("turn"),
        right=3430,
        wrong=3467,
    ),
    Trap(
        holds="cancelled sessions",
        found=where("公益培训场次", 状态="已取消"),
        size=6,
        ref="S13",
        rule=rules.status("session.held"),
        right=160,
        wrong=166,
    ),
    Trap(
        holds="sign-ins to cancelled sessions",
        found=cancelled,
        size=80,
        ref="S14",
        rule=rules.refers("turn"),
        right=3430,
        wrong=3510,
    ),
    Trap(
        holds="registered for a course, but absent",
        found=where("公益培训签到表", 签到情况="未到"),
        size=210,
        ref="S14",
        rule=rules.status("turn"),
        right=3430,
        wrong=3640,
    ),
    Trap(
        holds="identity numbers with a wrong check digit",
        found=wrong_digit("线上技能培训报名表"),
        size=5,
        ref="S43",
        rule=rules.CHECK_DIGIT,
        right=424,
        wrong=429,
    ),
    Trap(
        holds="a voided fact: a lesson that never went out",
        found=mistaken("课程与推送"),
        size=1,
        ref="S53",
        rule=rules.struck_out("a voided fact does not count"),
        right=69,
        wrong=70,
    ),
    Trap(
        holds="one issue on two channels",
        found=again("安全生产和普法课程", "期号"),
        size=31,
        ref="S53",
        rule=rules.key("issue.published", "programme", "no", "channel"),
        right=69,
        wrong=100,
    ),
    Trap(
        holds="one winner in two trades",
        found=again("工匠杯获奖名单", "证件号码"),
        size=3,
        ref="S38",
        rule=rules.distinct("persons"),
        right=168,
        wrong=171,
    ),
    Trap(
        holds="candidates and revoked winners, one trade that awarded nobody",
        found=where("工匠杯获奖名单", 状态=("候选", "撤销")),
        size=13,
        ref="S37",
        rule=rules.status("award"),
        right=7,
        wrong=8,
    ),
)
