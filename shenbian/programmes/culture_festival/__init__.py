"""职工文化艺术节: the arts festival and its sister, the sports festival: activities, and who took part in any."""

from shenbian.gatherings.declared import SessionKind
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="culture_festival",
    title="职工文化艺术节",
    refs=("P03",),
    desk=Desk.CULTURE,
    kinds=("session.held", "turn", "work.received", "stage.entered"),
    umbrella="arts",
    metrics=(
        Metric(
            key="culture_festival.activities",
            title="艺术节和体育节主题活动",
            unit="场",
            measure=Count(
                rows=rows("session.held", "work.received", "walked", umbrella=("arts", "sports")), of=("edition",)
            ),
            nouns=("主题活动", "系列活动", "文体活动", "活动", "赛事"),
            about=("艺术节", "体育节"),
        ),
        Metric(
            key="culture_festival.participants",
            title="艺术节和体育节参与职工",
            unit="人",
            measure=Count(
                rows=rows("turn", "work.received", "walked", "stage.entered", umbrella=("arts", "sports")),
                of=("person",),
            ),
            nouns=("职工参与", "参与职工", "参加职工", "职工参加", "职工", "参与"),
            about=("艺术节", "体育节"),
        ),
        Metric(
            key="culture_festival.turns",
            title="艺术节和体育节参与人次",
            unit="人次",
            measure=Count(rows=rows("turn", "work.received", "walked", "stage.entered", umbrella=("arts", "sports"))),
            nouns=("参与人次", "参与", "参加", "职工"),
            about=("艺术节", "体育节"),
            unlike=("观看", "直播"),
        ),
    ),
)

ROUND = SessionKind(
    key="culture_round",
    programme=PROGRAMME.key,
    title="文化艺术节场次",
    what="艺术节的演出、展览和体验。约好时间，到场签到。",
    desk=PROGRAMME.desk,
)
