"""线上技能培训: Skill courses on line."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.programmes.online_skills.learning import CERTIFICATE, COURSE, ENROLLING
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

__all__ = ["CERTIFICATE", "COURSE", "PROGRAMME"]

PROGRAMME = Programme(
    key="online_skills",
    title="线上技能培训",
    refs=("P26",),
    desk=Desk.ECONOMY,
    kinds=("enrolment", "certificate"),
    entries=(ENROLLING,),
    metrics=(
        Metric(
            key="online_skills.trades",
            title="线上技能培训工种",
            unit="个",
            measure=Count(rows=rows("enrolment", programme="online_skills"), of=("trade",)),
            nouns=("工种",),
            about=("线上", "线上技能", "技能培训"),
            unlike=("工匠杯",),
        ),
        Metric(
            key="online_skills.enrolled",
            title="线上技能培训报名职工",
            unit="人",
            measure=Count(rows=rows("enrolment", programme="online_skills"), of=("person",)),
            nouns=("报名", "职工报名", "报名职工", "学员", "职工"),
            about=("线上", "线上技能", "技能培训"),
            unlike=("助推",),
        ),
    ),
)
