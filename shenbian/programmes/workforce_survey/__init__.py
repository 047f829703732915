"""职工队伍状况调查: The ninth national survey: the district's share of questionnaires."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="workforce_survey",
    title="职工队伍状况调查",
    refs=("P22",),
    desk=Desk.STATISTICS,
    kinds=("survey.answered",),
    metrics=(
        Metric(
            key="workforce_survey.answers",
            title="职工队伍调查有效问卷",
            unit="份",
            measure=Count(rows=rows("survey.answered", programme="workforce_survey")),
            aliases=("有效问卷",),
            nouns=("问卷",),
            about=("队伍调查", "状况调查", "职工队伍"),
        ),
    ),
)
