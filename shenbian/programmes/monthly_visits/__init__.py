"""每月一访三必问: Each employer on the register is visited every month."""

from shenbian.metrics.metric import Count, Coverage, Metric, Standing, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="monthly_visits",
    title="每月一访三必问",
    refs=("P58",),
    desk=Desk.ORGANISING,
    kinds=("visit",),
    metrics=(
        Metric(
            key="monthly_visits.coverage",
            title="每月一访完成率",
            unit="",
            measure=Coverage(
                listed=Standing(
                    begun=rows("register.listed", register="non_union"),
                    ended=("register.struck",),
                    by=("register", "unit"),
                    of=("unit", "month"),
                    each="month",
                ),
                hit=Count(rows=rows("visit", programme="monthly_visits"), of=("unit", "month")),
            ),
            aliases=("每月一访",),
            nouns=("走访",),
            about=("未建会",),
        ),
    ),
)
