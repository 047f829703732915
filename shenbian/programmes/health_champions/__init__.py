"""职业健康达人选树: Occupational-health champions, works and healthy enterprises."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="health_champions",
    title="职业健康达人选树",
    refs=("P35",),
    desk=Desk.PROTECTION,
    kinds=("award", "work.received"),
    metrics=(
        Metric(
            key="health_champions.champions",
            title="职业健康达人",
            unit="人",
            measure=Count(rows=rows("award", programme="health_champions"), of=("person",)),
            aliases=("健康达人",),
            nouns=("达人",),
            about=("职业健康",),
        ),
    ),
)
