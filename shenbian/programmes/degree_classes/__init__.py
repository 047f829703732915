"""“慧企学堂”学历提升: Degree classes; enrolled is not attended and not finished."""

from shenbian.metrics.metric import Count, Metric, rows
from shenbian.programmes.degree_classes.learning import APPLYING, CERTIFICATE, COURSE
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

__all__ = ["CERTIFICATE", "COURSE", "PROGRAMME"]

PROGRAMME = Programme(
    key="degree_classes",
    title="“慧企学堂”学历提升",
    refs=("P25",),
    desk=Desk.ECONOMY,
    kinds=("enrolment", "certificate"),
    entries=(APPLYING,),
    metrics=(
        Metric(
            key="degree_classes.enrolled",
            title="学历提升班报名职工",
            unit="人",
            measure=Count(rows=rows("enrolment", programme="degree_classes"), of=("person",)),
            nouns=("报名", "职工报名", "报名职工", "学员", "职工"),
            about=("慧企学堂", "学历", "学习班"),
            unlike=("毕业", "结业"),
        ),
    ),
)
