"""普法宣传: The Civil Code and other laws, explained."""

from shenbian.gatherings.declared import Mode, SessionKind
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="law_lectures",
    title="普法宣传",
    refs=("P44",),
    desk=Desk.RIGHTS,
    kinds=("session.held", "turn"),
    metrics=(
        Metric(
            key="law_lectures.sessions",
            title="普法活动场次",
            unit="场",
            measure=Count(rows=rows("session.held", programme="law_lectures")),
            aliases=("普法活动", "普法讲座", "普法宣传"),
            nouns=("活动", "讲座"),
            about=("普法", "民法典", "禁毒"),
        ),
    ),
)

LECTURE = SessionKind(
    key="law_lecture",
    programme=PROGRAMME.key,
    title="普法场次",
    what="劳动法律的讲座和宣传。不用预约，直接来听。",
    desk=PROGRAMME.desk,
    modes=(Mode.OPEN, Mode.FIRST, Mode.INVITATION),
)
