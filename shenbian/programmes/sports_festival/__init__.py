"""职工体育节: Matches and tournaments of the workers' sports festival."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="sports_festival",
    title="职工体育节",
    refs=("P04",),
    desk=Desk.CULTURE,
    kinds=("session.held", "turn", "award"),
    metrics=(
        Metric(
            key="sports_festival.players",
            title="体育节参赛职工",
            unit="人",
            measure=Count(rows=rows("turn", programme="sports_festival"), of=("person",)),
            nouns=("参赛", "参赛职工", "职工参赛", "运动员"),
            about=("体育节", "体育赛事"),
        ),
    ),
)
