"""每月一访三必问: Each employer on the register is visited every month, and asked three things."""

from collections.abc import Mapping
from typing import Any

from shenbian.editions.form import Field, FieldKind
from shenbian.fieldwork.verbs import Verb
from shenbian.metrics.metric import Count, Coverage, Metric, Standing, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="monthly_visits",
    title="每月一访三必问",
    refs=("P58",),
    desk=Desk.ORGANISING,
    kinds=("visit",),
    metrics=(
        Metric(
            key="monthly_visits.coverage",
            title="每月一访完成率",
            unit="",
            measure=Coverage(
                listed=Standing(
                    begun=rows("register.listed", register="non_union"),
                    ended=("register.struck",),
                    by=("register", "unit"),
                    of=("unit", "month"),
                    each="month",
                ),
                hit=Count(rows=rows("visit", programme="monthly_visits"), of=("unit", "month")),
            ),
            aliases=("每月一访",),
            nouns=("走访",),
            about=("未建会",),
        ),
    ),
)

# No document gives the wording of the three; these are what the registers of the year say was asked.
_THREE = {"workers": "职工人数", "wish": "建会意愿", "needs": "困难"}


def _facets(answers: Mapping[str, Any]) -> dict[str, str]:
    """Whose office was met, and that the three were asked; the answers themselves stay with the record."""
    asked = [title for key, title in _THREE.items() if answers.get(key) not in (None, "")]
    return {"met": answers.get("met", ""), "answers": f"已问{'、'.join(asked)}" if asked else ""}


VISITING = Verb(
    key="visit",
    programme=PROGRAMME.key,
    title="走访",
    icon="building",
    desk=PROGRAMME.desk,
    kind="visit",
    register="non_union",
    facets=_facets,
    questions=(
        Field(key="met", title="见到的人", help="写职务，例如人事负责人，不写姓名", longest=40),
        Field(
            key="workers", title="一问：职工人数", help="现在有多少职工", kind=FieldKind.NUMBER, least=0, most=1_000_000
        ),
        Field(key="wish", title="二问：建会意愿", help="愿不愿意建会，为什么", kind=FieldKind.LONG_TEXT, longest=500),
        Field(key="needs", title="三问：困难和需要", kind=FieldKind.LONG_TEXT, longest=500),
        Field(key="follow", title="要跟进的事", kind=FieldKind.LONG_TEXT, longest=500, required=False),
    ),
)
