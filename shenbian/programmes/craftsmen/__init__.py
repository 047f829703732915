"""“顺义工匠”评选: The title given to the best hands of the district."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="craftsmen",
    title="“顺义工匠”评选",
    refs=("P24",),
    desk=Desk.ECONOMY,
    kinds=("award",),
    metrics=(
        Metric(
            key="craftsmen.titled",
            title="顺义工匠",
            unit="人",
            measure=Count(rows=rows("award", programme="craftsmen"), of=("person",)),
            aliases=("顺义工匠",),
            nouns=("工匠",),
            about=("评选", "命名"),
            unlike=("工匠杯",),
        ),
    ),
)
