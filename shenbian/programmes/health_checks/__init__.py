"""新就业形态劳动者健康体检: Health checks redeemed at the clinic; booked is not done, results are never kept."""

from shenbian.editions.declared import Room
from shenbian.gatherings.declared import Demand, Mode, SessionKind
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="health_checks",
    title="新就业形态劳动者健康体检",
    refs=("P50",),
    desk=Desk.SERVICE,
    kinds=("service.used",),
    metrics=(
        Metric(
            key="health_checks.workers",
            title="健康体检新就业形态劳动者",
            unit="人",
            measure=Count(
                rows=rows(
                    "service.used", programme="health_checks", occupation=("courier", "rider", "driver", "trucker")
                ),
                of=("person",),
            ),
            nouns=("新就业形态劳动者", "新就业形态", "劳动者", "体检", "健康体检"),
            about=("体检", "健康体检"),
        ),
    ),
)

SLOT = SessionKind(
    key="health_slot",
    programme=PROGRAMME.key,
    title="体检时段",
    what="为新就业形态劳动者免费体检。凭码在体检机构核销；体检结果只给本人，工会不留存。",
    desk=PROGRAMME.desk,
    modes=(Mode.FIRST, Mode.APPROVAL),
    demands=(Demand.OCCUPATION,),
    counts="service.used",
    is_session=False,
    by_quota=True,
    room=Room.APPLY,
)
