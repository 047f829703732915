"""Something handed to a worker, noted on the phone (发放): to one person once, or to a team of a unit on one slip.

What is said here is only how it is asked: handed on to `goods`, which has it leave its store, and gives each one once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shenbian.editions.form import Field, FieldKind
from shenbian.fieldwork.verbs import About, Onward, Verb
from shenbian.flow.refusals import Refused
from shenbian.goods.actions import Handed, hand_out
from shenbian.goods.models import Item, Store
from shenbian.goods.queries import item_of, store_for, titles_of
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Desk, Right
from shenbian.rights.rules import reaches

SLIP, COUNT, STATION = "slip", "count", "station"
_PLAIN = Sensitivity.PLAIN

ITEM = Field(key="item", title="物品", help="和入库单上的名称一样", longest=60, sensitivity=_PLAIN)
PLACE = Field(key=STATION, title="发放点", longest=60, required=False, sensitivity=_PLAIN)
SITE = Field(
    key="site",
    title="慰问点",
    help="在工地、岗亭等慰问点发的，写它的名称",
    longest=100,
    required=False,
    sensitivity=_PLAIN,
)
TOGETHER = (
    Field(
        key=SLIP, title="集体单号", help="发给单位、由一人代签的，才写", longest=40, required=False, sensitivity=_PLAIN
    ),
    Field(
        key=COUNT, title="集体单上的数量", kind=FieldKind.NUMBER, least=1, most=100_000, required=False,
        sensitivity=_PLAIN,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class HandsOut(Onward):
    """The kernel of goods."""

    programme: str
    kind: str
    desk: Desk

    def open_to(self, actor: Actor) -> bool:
        return any(each.takes_in(each.path, self.desk) for each in reaches(actor, Right.REGISTER_KEEP))

    def take(self, record: Any, *, by: Actor) -> str:
        told: Mapping[str, Any] = record.answers
        item, store = self._from_where(record)
        said = Handed(
            kind=self.kind,
            on=record.happened_on,
            item=item,
            store=store,
            programme=self.programme,
            edition=record.edition,
            organisation=record.organisation,
            person=record.person,
            unit=record.unit,
            slip=told.get(SLIP) or "",
            quantity=told.get(COUNT) or 1,
            station=told.get(STATION) or "",
            site=told.get(SITE.key) or "",
            target=told.get("target") or "",
            evidence=record.subject,
        )
        return hand_out(said, by=by).subject

    def offered(self, actor: Actor, *, most: int) -> Sequence[str]:
        return titles_of(self.programme, most=most)

    def _from_where(self, record: Any) -> tuple[Item | None, Store | None]:
        """Of which item, from which store. Raises Refused where the campaign has none of it."""
        title, station = record.answers.get(ITEM.key), record.answers.get(STATION) or ""
        if not title:
            return None, None
        item = item_of(record.edition, title)
        if item is None:
            raise Refused(f"“{record.edition}”没有登记过“{title}”。请核对名称，或先登记采购入库。")
        store = store_for(item, station, record.organisation)
        if store is None and station:
            raise Refused(f"没有找到叫“{station}”的发放点。请写库点的名称。")
        if store is None:
            raise Refused(f"请写明在哪个发放点：{record.organisation}的“{item}”不止在一处，或者还没有调拨来。")
        return item, store


def handing_out(
    *, key: str, programme: str, title: str, icon: str, desk: Desk, kind: str, asked: tuple[Field, ...], lists: str
) -> Verb:
    """The verb by which a programme hands out what `kind` counts. `asked` are its own questions, each a facet."""
    return Verb(
        key=key,
        programme=programme,
        title=title,
        icon=icon,
        desk=desk,
        kind=kind,
        about=About.PERSON,
        edition=True,
        slip=SLIP,
        count=COUNT,
        where=STATION if PLACE in asked else "",
        lists=lists,
        onward=HandsOut(programme, kind, desk),
        questions=(*asked, *TOGETHER),
        facets=lambda answers: {},
    )
