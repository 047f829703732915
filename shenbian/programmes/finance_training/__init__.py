"""工会财务培训: Training of union accountants."""

from shenbian.courses.attending import Attends
from shenbian.gatherings.declared import Mode, SessionKind
from shenbian.metrics.metric import Metric, Total, rows
from shenbian.programmes.finance_training.learning import CERTIFICATE, COURSE, ENROLLING
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

__all__ = ["CERTIFICATE", "COURSE", "PROGRAMME"]

PROGRAMME = Programme(
    key="finance_training",
    title="工会财务培训",
    refs=("P55",),
    desk=Desk.FINANCE,
    kinds=("enrolment", "certificate", "session.held", "turn"),
    entries=(ENROLLING,),
    metrics=(
        Metric(
            key="finance_training.turns",
            title="财务培训参加人次",
            unit="人次",
            measure=Total(rows=rows("turn", programme="finance_training"), of="quantity"),
            aliases=("财务培训",),
            nouns=("参加", "参训"),
            about=("财务培训", "财务"),
        ),
    ),
)

LESSON = SessionKind(
    key="finance_lesson",
    programme=PROGRAMME.key,
    title="财务培训课",
    what="工会财务人员的培训。",
    desk=PROGRAMME.desk,
    verb="报名",
    modes=(Mode.INVITATION, Mode.FIRST, Mode.OPEN),
    follows=(Attends(),),
)
