"""The sheets 预算批复 and 事前审批. A correction books the difference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from shenbian.facts.fact import NewFact
from shenbian.flow.saving import save_columns
from shenbian.funds import booking, counting
from shenbian.funds.declared import FREE, SET_ASIDE, SOURCE
from shenbian.funds.models import BudgetItem, Commitment
from shenbian.funds.taking.rows import Rows, amend, bodies, body_of, corrected, entered, kept, text
from shenbian.kit.refusal import Refused
from shenbian.ledger.declared import Key, Line, NewVoucher
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.standard.programme import catalogue
from shenbian.standard.taking import Amended, Taken, Taker


class Approvals(Taker):
    """预算批复."""

    kind: ClassVar[str] = counting.APPROVED
    tables: ClassVar[tuple[str, ...]] = ("funds.budgetitem",)

    def take(self, rows: Rows, *, by: Actor, batch: int) -> Taken:
        where = bodies(rows)
        items = [self._item(row.fact, where[row.fact.organisation or 0], batch) for row in rows]
        return entered(items, rows, self.tables[0], by=by, batch=batch)

    def _item(self, fact: NewFact, body: Organisation, batch: int) -> BudgetItem | str:
        if "adjusts" in fact.facets:
            return "预算调整请在预算项目的页面上办理。"
        programme = str(fact.facets["programme"])
        item = BudgetItem(
            organisation=body,
            desk=catalogue[programme].desk.value,
            programme=programme,
            year=int(str(fact.facets["year"])),
            amount_fen=fact.amount_fen or 0,
            first_hand_id=body_of(fact.facets.get("owner")),
            approved_on=fact.happened_on,
            source=fact.source,
            evidence=fact.evidence,
            batch=batch,
            **text(fact, "no", "title", "origin", "account"),
        )
        item.came = fact
        return item

    def correct(self, rows: Rows, *, by: Actor, batch: int) -> Taken:
        return corrected(rows, lambda rest: self._correct(rest, by, batch), by=by, batch=batch)

    def _correct(self, rows: Rows, by: Actor, batch: int) -> list[Amended]:
        items = kept(BudgetItem, rows, "approved")
        _same(
            rows, items, lambda each: (each.organisation_id, each.programme), "更正不能换工会或项目，请撤回后重新导入。"
        )
        more = [(row.fact.amount_fen or 0) - item.amount_fen for row, item in zip(rows, items, strict=True)]
        keys = [(booking.item_key(FREE, each), booking.item_key(SOURCE, each)) for each in items]
        _book_more(rows, items, more, keys, by=by, batch=batch)
        amended = [amend(item, self.tables[0], self._told(row.fact)) for item, row in zip(items, rows, strict=True)]
        save_columns(items, self._told(rows[0].fact))
        return amended

    def _told(self, fact: NewFact) -> dict[str, Any]:
        told = text(fact, "title", "origin", "account")
        return {"amount_fen": fact.amount_fen or 0, "approved_on": fact.happened_on, "evidence": fact.evidence, **told}


class Approved(Taker):
    """事前审批."""

    kind: ClassVar[str] = counting.COMMITTED
    tables: ClassVar[tuple[str, ...]] = ("funds.commitment",)

    def take(self, rows: Rows, *, by: Actor, batch: int) -> Taken:
        numbers = {str(row.fact.facets["budget"]) for row in rows}
        found = BudgetItem.objects.filter(no__in=numbers, status__in=("approved", "closed"))
        items = {each.no: each for each in found.select_related("organisation", "first_hand")}
        things = [self._commitment(row.fact, items.get(str(row.fact.facets["budget"])), batch) for row in rows]
        return entered(things, rows, self.tables[0], by=by, batch=batch)

    def _commitment(self, fact: NewFact, item: BudgetItem | None, batch: int) -> Commitment | str:
        if item is None:
            return f"没有编号为“{fact.facets['budget']}”的预算。"
        if why := _apart(fact, item):
            return why
        commitment = Commitment(
            item=item,
            organisation=item.organisation,
            desk=item.desk,
            amount_fen=fact.amount_fen or 0,
            edition=fact.edition,
            approved_on=fact.happened_on,
            source=fact.source,
            evidence=fact.evidence,
            batch=batch,
            **text(fact, "no", "title", "form", "minute", "contract"),
        )
        commitment.came = fact
        return commitment

    def correct(self, rows: Rows, *, by: Actor, batch: int) -> Taken:
        return corrected(rows, lambda rest: self._correct(rest, by, batch), by=by, batch=batch)

    def _correct(self, rows: Rows, by: Actor, batch: int) -> list[Amended]:
        things = kept(Commitment, rows, "approved")
        reasons = {place: why for place, (row, each) in enumerate(zip(rows, things, strict=True))
                   if (why := _apart(row.fact, each.item) or self._moved(row.fact, each))}  # fmt: skip
        if reasons:
            raise Refused(reasons)
        more = [(row.fact.amount_fen or 0) - each.amount_fen for row, each in zip(rows, things, strict=True)]
        keys = [(booking.commitment_key(SET_ASIDE, each), booking.item_key(FREE, each.item)) for each in things]
        _book_more(rows, things, more, keys, by=by, batch=batch)
        amended = [amend(each, self.tables[0], self._told(row.fact)) for each, row in zip(things, rows, strict=True)]
        save_columns(things, self._told(rows[0].fact))
        return amended

    def _moved(self, fact: NewFact, commitment: Commitment) -> str:
        same = (fact.facets["budget"], fact.facets["form"]) == (commitment.item.no, commitment.form)
        return "" if same else "更正不能换预算或支出形式，请撤回后重新导入。"

    def _told(self, fact: NewFact) -> dict[str, Any]:
        told = text(fact, "title", "minute", "contract")
        more = {"approved_on": fact.happened_on, "edition": fact.edition, "evidence": fact.evidence}
        return {"amount_fen": fact.amount_fen or 0, **more, **told}


def _apart(fact: NewFact, item: BudgetItem) -> str:
    """Why a commitment is none of this budget."""
    owner = item.first_hand.path if item.first_hand else ""
    if fact.organisation != item.organisation_id:
        return f"预算“{item.no}”是{item.organisation.name}的。"
    if fact.facets["programme"] != item.programme:
        return f"预算“{item.no}”是“{catalogue[item.programme].title}”的。"
    if str(fact.facets.get("owner", "")) != owner:
        return "上级拨入资金所有者与预算不一致。" if owner else "这项预算不是上级拨入的资金。"
    return ""


def _same(rows: Rows, things: Sequence[Any], key: Callable[[Any], Any], why: str) -> None:
    told = [(row.fact.organisation, row.fact.facets.get("programme")) for row in rows]
    wrong = {place: why for place, (each, said) in enumerate(zip(things, told, strict=True)) if key(each) != said}
    if wrong:
        raise Refused(wrong)


def _book_more(
    rows: Rows, things: Sequence[Any], more: Sequence[int], keys: Sequence[tuple[Key, Key]], *, by: Actor, batch: int
) -> None:
    """Book what a correction adds to the first of the two holdings and takes from the second, or the other way."""
    booking.book(
        [
            (
                place,
                NewVoucher(
                    row.fact.happened_on,
                    f"更正：{thing}",
                    f"{thing.subject}:corrected:{row.stands}",
                    (Line(to, amount), Line(of, -amount)),
                ),
            )
            for place, (row, thing, amount, (to, of)) in enumerate(zip(rows, things, more, keys, strict=True))
            if amount
        ],
        by=by,
        batch=batch,
    )
