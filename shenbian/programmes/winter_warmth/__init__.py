"""送温暖: Care in the cold season."""

from shenbian.metrics.metric import Count, Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="winter_warmth",
    title="送温暖",
    refs=("P47",),
    desk=Desk.SERVICE,
    kinds=("budget.approved", "money.committed", "paid", "condolence", "money.returned"),
    metrics=(
        Metric(
            key="winter_warmth.put_in",
            title="送温暖送清凉投入",
            unit="元",
            measure=Total(
                rows=rows("paid", programme=("winter_warmth", "summer_cooling")),
                of="amount_fen",
                less=rows("money.returned", programme=("winter_warmth", "summer_cooling")),
            ),
            nouns=("投入", "累计投入", "资金", "支出"),
            about=("送温暖", "送清凉"),
        ),
        Metric(
            key="winter_warmth.turns",
            title="送温暖慰问",
            unit="人次",
            measure=Total(rows=rows("condolence", programme="winter_warmth"), of="quantity"),
            nouns=("慰问", "走访", "职工"),
            about=("送温暖",),
            unlike=("送清凉",),
        ),
        Metric(
            key="winter_warmth.sites",
            title="送温暖慰问点",
            unit="个",
            measure=Count(rows=rows("condolence", programme="winter_warmth"), of=("site",)),
            nouns=("慰问点", "工地", "站点"),
            about=("送温暖",),
        ),
    ),
)
