"""劳模宣讲和劳动教育实践: Model workers speak in communities; labour education; due in each quarter."""

from shenbian.gatherings.declared import Mode, SessionKind
from shenbian.metrics.metric import Count, Lowest, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="model_lectures",
    title="劳模宣讲和劳动教育实践",
    refs=("P09",),
    desk=Desk.CULTURE,
    kinds=("session.held",),
    metrics=(
        Metric(
            key="model_lectures.quarterly",
            title="每季度劳模宣讲和劳动教育场次",
            unit="场",
            measure=Lowest(
                of=Count(rows=rows("session.held", programme=("model_lectures", "family_days"))), per="quarter"
            ),
            aliases=("劳模宣讲",),
            nouns=("劳动教育", "主题实践活动", "实践活动", "宣讲", "宣讲活动"),
            about=("劳模宣讲", "劳模", "劳动教育"),
        ),
        Metric(
            key="model_lectures.talks",
            title="劳模宣讲场次",
            unit="场",
            measure=Count(rows=rows("session.held", programme="model_lectures")),
            nouns=("宣讲", "宣讲活动"),
            about=("劳模宣讲", "劳模"),
        ),
    ),
)

TALK = SessionKind(
    key="model_talk",
    programme=PROGRAMME.key,
    title="劳模宣讲",
    what="劳模走进社区和单位，讲自己的故事。不用预约，直接来听。",
    desk=PROGRAMME.desk,
    modes=(Mode.OPEN, Mode.FIRST, Mode.INVITATION),
)
