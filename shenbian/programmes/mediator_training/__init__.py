"""调解员专项培训: Mediators trained; due in every town and subdistrict."""

from shenbian.courses.attending import Attends
from shenbian.gatherings.declared import Mode, SessionKind
from shenbian.metrics.metric import Count, Coverage, Metric, Standing, rows
from shenbian.programmes.mediator_training.learning import CERTIFICATE, COURSE, ENROLLING
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

__all__ = ["CERTIFICATE", "COURSE", "PROGRAMME"]

PROGRAMME = Programme(
    key="mediator_training",
    title="调解员专项培训",
    refs=("P38",),
    desk=Desk.RIGHTS,
    kinds=("enrolment", "certificate", "list.entry", "session.held", "turn"),
    entries=(ENROLLING,),
    metrics=(
        Metric(
            key="mediator_training.coverage",
            title="调解员培训镇街覆盖",
            unit="",
            measure=Coverage(
                listed=Standing(
                    begun=rows("list.entry", list="towns"),
                    ended=("list.removed",),
                    by=("list", "organisation"),
                    of=("organisation",),
                ),
                hit=Count(rows=rows("certificate", programme="mediator_training"), of=("organisation",)),
                under=True,
            ),
            nouns=("全覆盖", "镇街", "覆盖"),
            about=("调解员",),
        ),
        Metric(
            key="mediator_training.trained",
            title="调解员培训合格",
            unit="人",
            measure=Count(rows=rows("certificate", programme="mediator_training"), of=("person",)),
            aliases=("合格调解员",),
            nouns=("合格", "结业", "参训", "调解员"),
            about=("调解员", "培训"),
        ),
    ),
)

LESSON = SessionKind(
    key="mediator_lesson",
    programme=PROGRAMME.key,
    title="调解员培训课",
    what="劳动争议调解员的专项培训。每个镇街都要有人参加。",
    desk=PROGRAMME.desk,
    verb="报名",
    modes=(Mode.INVITATION, Mode.FIRST, Mode.OPEN),
    follows=(Attends(),),
)
