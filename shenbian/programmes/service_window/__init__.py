"""职工服务中心窗口: Matters brought to the window and closed."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="service_window",
    title="职工服务中心窗口",
    refs=("P51",),
    desk=Desk.SERVICE,
    kinds=("ticket.closed",),
    metrics=(
        Metric(
            key="service_window.closed",
            title="服务窗口办结",
            unit="件",
            measure=Count(rows=rows("ticket.closed", programme="service_window")),
            nouns=("办结", "办理"),
            about=("服务中心", "窗口"),
        ),
    ),
)
