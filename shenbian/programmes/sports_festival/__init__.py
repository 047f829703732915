"""职工体育节: Matches and tournaments of the workers' sports festival."""

from shenbian.gatherings.declared import Demand, SessionKind
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.guards import is_member
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="sports_festival",
    title="职工体育节",
    refs=("P04",),
    desk=Desk.CULTURE,
    kinds=("session.held", "turn", "award"),
    umbrella="sports",
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

MATCH_DAY = SessionKind(
    key="sports_round",
    programme=PROGRAMME.key,
    title="体育节场次",
    what="体育节的比赛和趣味运动。参加前请确认身体状况适合运动。",
    desk=PROGRAMME.desk,
    who=(is_member,),
    demands=(Demand.WAIVER,),
    insured=True,
    plays=True,
)
