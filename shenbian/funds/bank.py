"""The bank's two papers: the file of a list of payments, and the answer to it. Their columns are a dated rule."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shenbian.funds import accounts
from shenbian.funds.models import Payment, PaymentBatch
from shenbian.kit import typed
from shenbian.kit.money import yuan
from shenbian.kit.refusal import Refused
from shenbian.kit.workbook import reading
from shenbian.rulebook.queries import NoRule, look_up

FILE, ANSWER = "bank_file", "bank_answer"
_HOLDS: dict[str, Callable[[Payment], str]] = {
    "number": lambda each: str(each.pk),
    "payee": lambda each: each.to,
    "account": lambda each: accounts.opened(each.account_sealed),
    "bank": lambda each: each.bank,
    "yuan": lambda each: str(yuan(each.net_fen)),
    "purpose": lambda each: str(each.commitment),
}


def layout(key: str, batch: PaymentBatch, on: date) -> dict[str, str]:
    """What each column of the paper holds, by its title. Raises Refused where no rule says so."""
    try:
        rows = look_up(key, at=batch.organisation, on=on)
    except NoRule as why:
        raise Refused({0: str(why)}) from why
    return {row["title"]: row["holds"] for row in rows}


def file_of(payments: Iterable[Payment], columns: dict[str, str]) -> bytes:
    """The file as CSV that a spreadsheet opens (UTF-8 with its mark). Account numbers are in clear: for the bank alone.

    Raises Refused for a column that holds what is unknown.
    """
    unknown = [title for title, holds in columns.items() if holds not in _HOLDS]
    if unknown:
        raise Refused({0: f"银行文件的栏目“{'、'.join(unknown)}”不知道该填什么，请核对规则表。"})
    made = io.StringIO()
    paper = csv.writer(made)
    paper.writerow(columns)
    paper.writerows([_HOLDS[holds](each) for holds in columns.values()] for each in payments)
    return b"\xef\xbb\xbf" + made.getvalue().encode()


@dataclass(frozen=True)
class Answer:
    """One line of the bank's answer. `place` is the line of the file; `receipt` where it was paid, else `reason`."""

    place: int
    number: int
    amount_fen: int
    paid: bool
    receipt: str = ""
    on: date | None = None
    reason: str = ""


def answers_in(content: bytes, columns: dict[str, str]) -> tuple[list[Answer], dict[int, str]]:
    """The lines of the bank's answer (CSV or .xlsx), and by line why one cannot be read. Raises Refused for a file
    that is none or lacks a column."""
    lines = list(_lines(content))
    if not lines:
        raise Refused({0: "文件是空的。"})
    titles = [str(each).strip() for each in lines[0]]
    missing = [title for title in columns if title not in titles]
    if missing:
        raise Refused({0: f"银行回执缺少栏目：{'、'.join(missing)}。"})
    at = {holds: titles.index(title) for title, holds in columns.items()}
    answers, unread = [], dict[int, str]()
    for place, line in enumerate(lines[1:], 2):
        if not any(str(each).strip() for each in line):
            continue
        try:
            answers.append(_answer(place, {holds: line[n] if n < len(line) else "" for holds, n in at.items()}))
        except ValueError as why:
            unread[place] = str(why)
    return answers, unread


def _lines(content: bytes) -> Iterator[Sequence[Any]]:
    if content[:2] == b"PK":
        try:
            yield from reading.read(content).rows()
        except reading.BadWorkbook as why:
            raise Refused({0: str(why)}) from why
        return
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            yield from csv.reader(io.StringIO(content.decode(encoding)))
            return
        except UnicodeDecodeError:
            continue
    raise Refused({0: "读不懂文件的文字编码，请另存为 .xlsx 或 UTF-8 的 CSV。"})


def _answer(place: int, said: dict[str, Any]) -> Answer:
    number = typed.text(said["number"])
    if not number.isdigit():
        raise ValueError(f"流水号“{number}”不是数字。")
    state = typed.text(said["state"])
    if not state:
        raise ValueError("没有写明是否成功。")
    paid = "成功" in state and "不成功" not in state and "未成功" not in state
    receipt = typed.text(said["receipt"])
    if paid and not receipt:
        raise ValueError("支付成功而没有回单号。")
    return Answer(
        place=place,
        number=int(number),
        amount_fen=typed.amount(said["yuan"]),
        paid=paid,
        receipt=receipt,
        on=typed.day(said["day"]) if paid else None,
        reason=typed.text(said["reason"]) or state,
    )
