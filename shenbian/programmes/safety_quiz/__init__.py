"""安全生产答题: The safety quiz and its culture parcels."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="safety_quiz",
    title="安全生产答题",
    refs=("P33",),
    desk=Desk.PROTECTION,
    kinds=("attempt", "parcel.issued"),
    metrics=(
        Metric(
            key="safety_quiz.players",
            title="安全生产答题职工",
            unit="人",
            measure=Count(rows=rows("attempt", programme="safety_quiz"), of=("person",)),
            aliases=("安全生产答题", "安全知识答题"),
            nouns=("职工", "答题", "会员"),
            about=("安全生产", "安全知识"),
        ),
    ),
)
