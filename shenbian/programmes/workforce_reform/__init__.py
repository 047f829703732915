"""产业工人队伍建设改革: The coordination group and the tasks of its member units."""

from shenbian.metrics.metric import Count, Coverage, Metric, Standing, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="workforce_reform",
    title="产业工人队伍建设改革",
    refs=("P21",),
    desk=Desk.ECONOMY,
    kinds=("list.entry", "task.reported"),
    metrics=(
        Metric(
            key="workforce_reform.members",
            title="产改协调小组成员单位",
            unit="家",
            measure=Standing(
                begun=rows("list.entry", list="reform_group"),
                ended=("list.removed",),
                by=("list", "unit"),
                of=("unit",),
            ),
            nouns=("成员单位", "单位"),
            about=("协调小组", "产业工人", "产改"),
        ),
        Metric(
            key="workforce_reform.reported",
            title="产改成员单位履责",
            unit="",
            measure=Coverage(
                listed=Standing(
                    begun=rows("list.entry", list="reform_group"),
                    ended=("list.removed",),
                    by=("list", "unit"),
                    of=("unit",),
                ),
                hit=Count(rows=rows("task.reported", programme="workforce_reform"), of=("unit",)),
            ),
            nouns=("上报", "上报任务", "成员单位"),
            about=("协调小组", "产业工人", "产改"),
        ),
    ),
)
