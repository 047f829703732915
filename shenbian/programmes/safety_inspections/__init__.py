"""群众性安全生产监督检查: Inspectors visit gas firms and others; hazards are followed to their end."""

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
