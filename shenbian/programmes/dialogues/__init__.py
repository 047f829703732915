"""双沟通会: Talks with workers and with employers, on line and on the spot."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="dialogues",
    title="双沟通会",
    refs=("P59",),
    desk=Desk.ORGANISING,
    kinds=("session.held",),
    metrics=(
        Metric(
            key="dialogues.sessions",
            title="双沟通会",
            unit="场",
            measure=Count(rows=rows("session.held", programme="dialogues")),
            aliases=("双沟通会", "沟通会"),
        ),
    ),
)
