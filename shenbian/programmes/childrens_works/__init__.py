"""六一儿童活动: Children's works against the epidemic."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="childrens_works",
    title="六一儿童活动",
    refs=("P17",),
    desk=Desk.WOMEN,
    kinds=("work.received",),
    metrics=(
        Metric(
            key="childrens_works.works",
            title="六一抗疫作品",
            unit="件",
            measure=Count(rows=rows("work.received", programme="childrens_works")),
            aliases=("抗疫作品",),
            nouns=("作品",),
            about=("六一", "儿童", "少儿"),
        ),
    ),
)
