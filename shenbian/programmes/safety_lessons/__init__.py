"""安全和职业病防治课程: lessons on safety, occupational disease and law; one issue on two channels is one."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="safety_lessons",
    title="安全和职业病防治课程",
    refs=("P32",),
    desk=Desk.PROTECTION,
    kinds=("issue.published",),
    metrics=(
        Metric(
            key="safety_lessons.issues",
            title="安全生产和普法课程",
            unit="期",
            measure=Count(rows=rows("issue.published", programme="safety_lessons")),
            nouns=("课程", "普法知识", "推送", "推文", "教育"),
            about=("安全生产", "职业病", "普法"),
        ),
    ),
)
