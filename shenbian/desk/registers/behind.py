"""What is more than a page does at once with the rows of a register: left to run, what was asked sealed beside it."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from shenbian.desk.registers import moves
from shenbian.desk.registers.all import registers
from shenbian.desk.registers.asked import Asked
from shenbian.desk.registers.export import export, exportable, may_reveal
from shenbian.desk.registers.moves import carry_out, chosen, how_many, offered, preview, refused_book
from shenbian.flow.table import Move
from shenbian.jobs.actions import defer
from shenbian.jobs.job import Job, Outcome, Progress, jobs
from shenbian.jobs.models import Run
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor

MOVE, EXPORT = "register.move", "register.export"


def move_behind(asked: Asked, move: Move, *, by: Actor, said: MultiValueDict[str, str], look: bool, once: str) -> Run:
    """Ask for a move on all that are selected, behind the page; with `look` nothing of it is kept. `once` names it."""
    many, doing = how_many(asked, by), "预览：" if look else ""
    if many > moves.MOST:
        raise Refused({0: f"一次最多办理{moves.MOST:,}件。请先用筛选缩小范围，分几次办理。"})
    about = f"{doing}{move.title}（{asked.register.title}，{many:,}件）"
    told = {"register": asked.register.key, "query": asked.parts(), "move": move.name, "said": dict(said.lists())}
    return defer(MOVE, by=by, about=about, once=f"{once}:{look}" if once else "", of=many, look=look, **told)


def _behind(
    progress: Progress, by: Actor, *, register: str, query: dict[str, str], move: str, said: Any, look: bool
) -> Outcome:
    asked, named = _named(register, query, move, by)
    things = chosen(asked, by, keys=None, most=moves.MOST)
    make = preview if look else carry_out
    done = make(named, things, by=by, said=MultiValueDict(said), tell=lambda at, of: progress.tell(at, of, named.title))
    progress.tell(len(things), len(things))
    moved, refused = f"{len(done.moved):,}件", f"{len(done.refused):,}件"
    words = (
        f"{moved}可以办理，{refused}不能。现在什么都还没有改。"
        if look
        else f"办好了{moved}，{refused}没有办，原样未动。"
    )
    if not done.refused:
        return Outcome(words)
    return Outcome(f"{words}原因在清单里。", refused_book(done).getvalue(), f"{named.title}_不能办理.xlsx")


def _named(register: str, query: Mapping[str, str], move: str, by: Actor) -> tuple[Asked, Move]:
    """The selection and the move, as they are today. Raises Refused where there is no such move for them."""
    found = registers().get(register)
    named = next((each for each in offered(found, by) if each.name == move), None) if found else None
    if found is None or named is None:
        raise Refused({0: "您现在不能办理这一步了，可能是职务变了。请回到台账查看。"})
    return Asked.of(found, query), named


def _leads(*, register: str, query: dict[str, str], **rest: Any) -> tuple[str, str]:
    found = registers().get(register)
    address = Asked.of(found, query).address() if found else ""
    return reverse("desk:register", args=[register]) + address.rstrip("?"), f"回到{found.title if found else '台账'}"


def export_behind(asked: Asked, *, by: Actor, in_full: bool, why: str, once: str) -> Run:
    """Ask for a workbook of what is selected. Raises Refused where that is too much."""
    many = exportable(asked, by=by, in_full=in_full, why=why)
    about = f"{asked.register.title}，{many:,}行"
    told = {"register": asked.register.key, "query": asked.parts(), "in_full": in_full, "why": why}
    return defer(EXPORT, by=by, about=about, once=once, of=many, **told)


def _export(progress: Progress, by: Actor, *, register: str, query: dict[str, str], in_full: bool, why: str) -> Outcome:
    found = registers().get(register)
    if found is None:
        raise Refused({0: "现在没有这个台账了。请回到台账查看。"})
    asked, book = Asked.of(found, query), BytesIO()
    in_full = in_full and may_reveal(asked, by)
    many = exportable(asked, by=by, in_full=in_full, why=why)
    rows = export(asked, book, by=by, in_full=in_full, why=why, tell=lambda at: progress.tell(at, many, found.title))
    progress.tell(rows, rows)
    return Outcome(f"导出了{rows:,}行。", book.getvalue(), f"{found.title}_{today():%Y%m%d}.xlsx")


jobs.add(
    Job(key=MOVE, title="批量办理", run=_behind, unit="件", leads=_leads),
    Job(key=EXPORT, title="导出台账", run=_export, unit="行", leads=_leads),
)
