"""Something handed to a worker, noted on the phone (发放): to one person once, or to a team of a unit on one slip.

What is said here is only how it is asked. That a person gets one of a kind once is the natural key of the fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shenbian.editions.form import Field, FieldKind
from shenbian.fieldwork.verbs import About, Verb
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk

SLIP, COUNT, STATION = "slip", "count", "station"
_PLAIN = Sensitivity.PLAIN

ITEM = Field(key="item", title="物品", help="和入库单上的名称一样", longest=60, sensitivity=_PLAIN)
PLACE = Field(key=STATION, title="发放点", longest=60, required=False, sensitivity=_PLAIN)
TOGETHER = (
    Field(
        key=SLIP, title="集体单号", help="发给单位、由一人代签的，才写", longest=40, required=False, sensitivity=_PLAIN
    ),
    Field(
        key=COUNT, title="集体单上的数量", kind=FieldKind.NUMBER, least=1, most=100_000, required=False,
        sensitivity=_PLAIN,
    ),
)  # fmt: skip


def handing_out(
    *, key: str, programme: str, title: str, icon: str, desk: Desk, kind: str, asked: tuple[Field, ...], lists: str
) -> Verb:
    """The verb by which a programme hands out what `kind` counts. `asked` are its own questions, each a facet."""
    facets = (*(each.key for each in asked), SLIP)

    def counted(answers: Mapping[str, Any]) -> dict[str, str]:
        return {name: str(answers[name]) for name in facets if answers.get(name)}

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
        questions=(*asked, *TOGETHER),
        facets=counted,
    )
