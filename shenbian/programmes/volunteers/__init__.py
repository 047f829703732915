"""职工志愿服务: Workers who volunteer: persons, person-times, and the division-rank units that they belong to."""

from shenbian.gatherings.declared import SessionKind
from shenbian.metrics.metric import Count, Metric, RolledUp, Total, rows
from shenbian.programmes.volunteers.certificate import HOURS
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

__all__ = ["HOURS", "PROGRAMME"]

PROGRAMME = Programme(
    key="volunteers",
    title="职工志愿服务",
    refs=("P13",),
    desk=Desk.CULTURE,
    kinds=("session.held", "turn"),
    metrics=(
        Metric(
            key="volunteers.units",
            title="志愿者所在处级单位",
            unit="家",
            measure=RolledUp(rows=rows("turn", programme="volunteers"), facet="rank", value="division"),
            nouns=("处级单位", "单位"),
            about=("志愿者", "志愿服务", "志愿"),
        ),
        Metric(
            key="volunteers.persons",
            title="职工志愿者",
            unit="人",
            measure=Count(rows=rows("turn", programme="volunteers"), of=("person",)),
            aliases=("职工志愿者", "志愿者"),
            nouns=("职工", "志愿服务"),
            about=("志愿者", "志愿服务", "志愿"),
            unlike=("培训",),
        ),
        Metric(
            key="volunteers.turns",
            title="志愿服务人次",
            unit="人次",
            measure=Total(rows=rows("turn", programme="volunteers"), of="quantity"),
            aliases=("志愿服务",),
            nouns=("志愿者", "参与", "参加", "服务"),
            about=("志愿者", "志愿服务", "志愿"),
        ),
    ),
)

TASK = SessionKind(
    key="volunteer_task",
    programme=PROGRAMME.key,
    title="志愿服务任务",
    what="到社区、站点做志愿服务。签到签退计时，满时长可以开具证明；带薪值班不算志愿服务。",
    desk=PROGRAMME.desk,
    verb="报名",
    hours=True,
    alone=True,
    certifies=HOURS.key,
    unpaid=True,
)
