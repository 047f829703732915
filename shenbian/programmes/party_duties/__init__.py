"""党建工作责任清单: The party-building list: tasks done with evidence."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="party_duties",
    title="党建工作责任清单",
    refs=("P52",),
    desk=Desk.PARTY,
    kinds=("task.reported",),
    metrics=(
        Metric(
            key="party_duties.done",
            title="党建责任清单完成任务",
            unit="项",
            measure=Count(rows=rows("task.reported", programme="party_duties")),
            nouns=("任务", "完成"),
            about=("责任清单", "党建"),
        ),
    ),
)
