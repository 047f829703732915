"""Traps of mediation and legal aid (权益保障)."""

from datetime import date

from shenbian.demo.book import Book
from tests.demo import rules
from tests.demo.books import Books
from tests.demo.traps.finders import starts, where
from tests.demo.traps.trap import Found, Trap


def workers_of(prefix: str) -> Found:
    """The cases of which the numbers begin so, and the workers named in them."""
    return lambda books: [
        books.where("劳动争议调解登记", lambda row: row["案件编号"].startswith(prefix)),
        books.where("调解案件职工名册", lambda row: row["案件编号"].startswith(prefix)),
    ]


def on_both(books: Books) -> list[Book]:
    known = {row[4] for row in books.by_name["调解到账登记"].rows}
    return [books.where("法律援助到账登记", lambda row: row["银行回单号"] in known)]


TRAPS = (
    Trap(
        holds="cases that failed, were withdrawn or are not signed",
        found=where("劳动争议调解登记", 调解结果=("调解失败", "撤回", "调解中", "未签字")),
        size=61,
        ref="S59",
        rule=rules.status("case.settled"),
        right=182,
        wrong=243,
    ),
    Trap(
        holds="failed cases, and the workers named in them",
        found=workers_of("TJ-2022-S"),
        size=211,
        ref="S60",
        rule=rules.status("case.settled"),
        right=1681,
        wrong=1831,
    ),
    Trap(
        holds="cases settled in 2021 or 2023",
        found=lambda books: [
            *starts("劳动争议调解登记", "案件编号", "TJ-2021")(books),
            *starts("劳动争议调解登记", "案件编号", "TJ-2023")(books),
        ],
        size=16,
        ref="S59",
        rule=rules.period(date(2021, 1, 1), date(2024, 1, 1)),
        right=182,
        wrong=198,
    ),
    Trap(
        holds="one payment on the mediators' sheet and on the aid sheet",
        found=on_both,
        size=45,
        ref="S62",
        rule=rules.key("money.recovered", "receipt", "programme"),
        right=125999307,
        wrong=129942148,
    ),
    Trap(
        holds="money agreed or awarded, and not paid",
        found=where("调解到账登记", 到账情况="约定未付"),
        size=40,
        ref="S62",
        rule=rules.status("money.recovered"),
        right=125999307,
        wrong=129600087,
    ),
)
