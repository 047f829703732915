"""暖心驿站: Rest stops for those who work outdoors."""

from shenbian.metrics.metric import Attested, Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="warm_stations",
    title="暖心驿站",
    refs=("P45",),
    desk=Desk.SERVICE,
    kinds=("station.opened", "attested"),
    metrics=(
        Metric(
            key="warm_stations.opened",
            title="新建暖心驿站",
            unit="家",
            measure=Count(rows=rows("station.opened", programme="warm_stations", how="new")),
            aliases=("暖心驿站", "新建驿站"),
            unlike=("累计建成", "累计建", "现有", "共有"),
        ),
        Metric(
            key="warm_stations.courier_outlets",
            title="全市建站的顺丰网点",
            unit="家",
            measure=Attested(rows=rows("attested", measure="courier_outlets")),
            aliases=("顺丰网点",),
            nouns=("网点",),
            about=("顺丰", "驿站"),
            scope="全市",
        ),
    ),
)
