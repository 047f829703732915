"""赴基层蹲点: Teams that stay at the grassroots."""

from shenbian.deployments.declared import Sending
from shenbian.fieldwork.duty import noting
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="stationing",
    title="赴基层蹲点",
    refs=("P53",),
    desk=Desk.PARTY,
    kinds=("duty.day",),
    metrics=(
        Metric(
            key="stationing.days",
            title="蹲点工作人次",
            unit="人次",
            measure=Count(rows=rows("duty.day", programme="stationing")),
            aliases=("蹲点",),
        ),
    ),
)

SENDING = Sending(programme=PROGRAMME.key, title="蹲点", desk=PROGRAMME.desk, place="驻点", problems=True)
NOTING = noting(SENDING, key="stationing", icon="building")
