"""线上技能培训: Skill courses on line."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="online_skills",
    title="线上技能培训",
    refs=("P26",),
    desk=Desk.ECONOMY,
    kinds=("enrolment",),
    metrics=(
        Metric(
            key="online_skills.trades",
            title="线上技能培训工种",
            unit="个",
            measure=Count(rows=rows("enrolment", programme="online_skills"), of=("trade",)),
            aliases=("工种",),
            about=("线上", "技能培训"),
        ),
        Metric(
            key="online_skills.enrolled",
            title="线上技能培训报名职工",
            unit="人",
            measure=Count(rows=rows("enrolment", programme="online_skills"), of=("person",)),
            aliases=("报名职工", "职工报名"),
            about=("线上", "技能培训"),
        ),
    ),
)
