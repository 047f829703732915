"""端午“赏诗词 赢话费”: A quiz on poems; one try per member."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="dragon_boat_quiz",
    title="端午“赏诗词 赢话费”",
    refs=("P20",),
    desk=Desk.CULTURE,
    kinds=("attempt",),
    metrics=(
        Metric(
            key="dragon_boat_quiz.players",
            title="端午答题会员",
            unit="人",
            measure=Count(rows=rows("attempt", programme="dragon_boat_quiz"), of=("person",)),
            nouns=("工会会员", "会员", "职工", "答题"),
            about=("端午", "诗词"),
        ),
    ),
)
