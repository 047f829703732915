"""送清凉: Care in the hot season."""

from shenbian.metrics.metric import Count, Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="summer_cooling",
    title="送清凉",
    refs=("P48",),
    desk=Desk.SERVICE,
    kinds=("budget.approved", "money.committed", "paid", "condolence", "money.returned"),
    metrics=(
        Metric(
            key="summer_cooling.turns",
            title="送清凉慰问",
            unit="人次",
            measure=Total(rows=rows("condolence", programme="summer_cooling"), of="quantity"),
            nouns=("慰问", "走访", "职工"),
            about=("送清凉",),
            unlike=("送温暖",),
        ),
        Metric(
            key="summer_cooling.sites",
            title="送清凉慰问点",
            unit="个",
            measure=Count(rows=rows("condolence", programme="summer_cooling"), of=("site",)),
            nouns=("慰问点", "工地", "站点"),
            about=("送清凉",),
        ),
    ),
)
