"""警示教育: Warning education for cadres."""

from shenbian.gatherings.declared import Mode, SessionKind
from shenbian.metrics.metric import Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="warning_education",
    title="警示教育",
    refs=("P54",),
    desk=Desk.PARTY,
    kinds=("session.held", "turn"),
    metrics=(
        Metric(
            key="warning_education.turns",
            title="警示教育参加人次",
            unit="人次",
            measure=Total(rows=rows("turn", programme="warning_education"), of="quantity"),
            aliases=("警示教育",),
            nouns=("参加", "党员干部"),
            about=("警示教育",),
        ),
    ),
)

MEETING = SessionKind(
    key="warning_meeting",
    programme=PROGRAMME.key,
    title="警示教育会",
    what="党员干部的警示教育。",
    desk=PROGRAMME.desk,
    verb="报名",
    modes=(Mode.INVITATION, Mode.OPEN),
)
