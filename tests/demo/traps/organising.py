"""Traps of unions founded, members admitted and employers visited (组织建设)."""

from datetime import date

from tests.demo import rules
from tests.demo.traps.finders import again, mistaken, starts, where, wrong_digit
from tests.demo.traps.trap import Trap

TRAPS = (
    Trap(
        holds="identity numbers with a wrong check digit",
        found=wrong_digit("会员登记表-02"),
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
        found=where("会员登记表-02", 状态="待审批"),
        size=25,
        ref="S73",
        rule=rules.own_status("members"),
        right=12286,
        wrong=12311,
    ),
    Trap(
        holds="admissions of 31 December before and of 1 January after the year",
        found=where("会员登记表-02", 入会日期=(date(2021, 12, 31), date(2023, 1, 1))),
        size=30,
        ref="S73",
        rule=rules.period(date(2021, 12, 31), date(2023, 1, 2)),
        right=12286,
        wrong=12316,
    ),
    Trap(
        holds="members of another district's union",
        found=where("会员登记表-02", 工会编号="TZJC01"),
        size=18,
        ref="S73",
        rule=rules.SCOPE,
        right=12286,
        wrong=12304,
    ),
    Trap(
        holds="old unions registered anew or merged",
        found=where("工会组织登记表", 成立方式=("重新登记", "合并重组")),
        size=22,
        ref="S72",
        rule=rules.predicate("how"),
        right=126,
        wrong=148,
    ),
    Trap(
        holds="unions still in preparation",
        found=where("工会组织登记表", 状态="筹备中"),
        size=8,
        ref="S72",
        rule=rules.own_status("organisations"),
        right=126,
        wrong=134,
    ),
    Trap(
        holds="sessions at 23:50 on 31 December and 0:10 on 1 January, at both ends of the year",
        found=starts("双沟通会场次", "场次编号", "SG-KN"),
        size=5,
        ref="S71",
        rule=rules.BEIJING,
        right=715,
        wrong=716,
    ),
    Trap(
        holds="one session entered by the street and by the district",
        found=again("双沟通会场次", "场次编号"),
        size=22,
        ref="S71",
        rule=rules.key("session.held", "session", "organisation"),
        right=715,
        wrong=737,
    ),
    Trap(
        holds="sessions of another district",
        found=starts("双沟通会场次", "场次编号", "SG-W"),
        size=5,
        ref="S71",
        rule=rules.SCOPE,
        right=715,
        wrong=720,
    ),
    Trap(
        holds="a batch that was reversed: sessions of the next district under new numbers",
        found=mistaken("举办场次"),
        size=12,
        ref="S71",
        rule=rules.struck_out("what was struck out with its batch does not count"),
        right=715,
        wrong=727,
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
