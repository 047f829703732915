"""What programmes demand of whoever books: a promise that was made, an occupation that is on record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shenbian.flow.row import Row
from shenbian.gatherings.declared import Demand
from shenbian.people.models import GroupSpell

_PROMISES = {
    Demand.WAIVER: "请确认健康状况适合参加。",
    Demand.GUARDIAN: "带孩子参加，须由监护人同意孩子参加并同意收集孩子的称呼和年龄。",
    Demand.SINGLE: "请先作单身承诺。",
}
WORDS = {
    Demand.WAIVER: "我的健康状况适合参加",
    Demand.GUARDIAN: "我是孩子的监护人，同意孩子参加，也同意为这次活动收集孩子的称呼和年龄",
    Demand.SINGLE: "我承诺现在是单身，情况属实",
    Demand.OCCUPATION: "",
}


def missing(rows: Sequence[Row]) -> Callable[[Demand, Row], str | None]:
    """Says what of a demand is missing in a row. One query where an occupation is demanded, else none."""
    kinds = [row.thing.session.kind for row in rows]
    asked = {row.thing.person_id for row in rows} if any(k and Demand.OCCUPATION in k.demands for k in kinds) else set()
    working = set(GroupSpell.objects.filter(person__in=asked, until_on=None).values_list("person", flat=True))

    def why(demand: Demand, row: Row) -> str | None:
        booking = row.thing
        if demand is Demand.OCCUPATION:
            shown = booking.person_id in working or booking.said.get("occupation")
            return None if shown else "这一场只对新就业形态劳动者开放，请先登记职业或出示职业证明。"
        if demand is Demand.GUARDIAN and not booking.companions:
            return None
        return None if booking.said.get(demand.value) else _PROMISES[demand]

    return why
