"""中秋关爱新就业形态劳动者: Moon cakes with couriers and riders."""

from shenbian.gatherings.declared import Demand, Mode, SessionKind
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="mid_autumn",
    title="中秋关爱新就业形态劳动者",
    refs=("P19",),
    desk=Desk.SERVICE,
    kinds=("session.held", "turn"),
    metrics=(
        Metric(
            key="mid_autumn.workers",
            title="中秋活动新就业形态劳动者",
            unit="人",
            measure=Count(
                rows=rows("turn", programme="mid_autumn", occupation=("courier", "rider", "driver", "trucker")),
                of=("person",),
            ),
            nouns=("快递员", "外卖配送员", "外卖", "骑手", "劳动者", "新就业形态"),
            about=("中秋", "月饼"),
            unlike=("体检",),
        ),
    ),
)

GATHERING = SessionKind(
    key="mid_autumn_gathering",
    programme=PROGRAMME.key,
    title="中秋活动",
    what="和快递员、外卖配送员等新就业形态劳动者一起过中秋。",
    desk=PROGRAMME.desk,
    verb="报名",
    modes=(Mode.INVITATION, Mode.FIRST, Mode.APPROVAL),
    demands=(Demand.OCCUPATION,),
)
