"""群众性安全生产监督检查: Inspectors visit gas firms and others; hazards are followed to their end."""

from collections.abc import Mapping
from typing import Any

from shenbian.editions.form import Field, FieldKind
from shenbian.fieldwork.verbs import Verb
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="safety_inspections",
    title="群众性安全生产监督检查",
    refs=("P34",),
    desk=Desk.PROTECTION,
    kinds=("inspection.made", "hazard.closed"),
    metrics=(
        Metric(
            key="safety_inspections.inspections",
            title="群众性监督检查",
            unit="次",
            measure=Count(rows=rows("inspection.made", programme="safety_inspections")),
            aliases=("群众性监督检查",),
            nouns=("监督检查", "检查"),
            about=("群众性", "燃气", "安全生产"),
        ),
        Metric(
            key="safety_inspections.hazards",
            title="隐患整改",
            unit="处",
            measure=Count(rows=rows("hazard.closed", programme="safety_inspections")),
            aliases=("隐患整改", "整改隐患"),
            nouns=("隐患", "整改"),
            about=("燃气", "隐患", "检查"),
        ),
    ),
)


def _facets(answers: Mapping[str, Any]) -> dict[str, str]:
    return {"no": answers.get("no", "")}


INSPECTING = Verb(
    key="inspection",
    programme=PROGRAMME.key,
    title="检查",
    icon="safety",
    desk=PROGRAMME.desk,
    kind="inspection.made",
    facets=_facets,
    questions=(
        Field(
            key="scope", title="检查了什么", help="例如燃气管线、消防通道、用电", kind=FieldKind.LONG_TEXT, longest=500
        ),
        Field(key="hazards", title="发现几处隐患", kind=FieldKind.NUMBER, least=0, most=1000),
        Field(key="found", title="隐患和整改要求", kind=FieldKind.LONG_TEXT, longest=1000, required=False),
        Field(key="no", title="检查单号", longest=40, required=False),
    ),
)
