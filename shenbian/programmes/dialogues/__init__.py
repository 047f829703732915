"""双沟通会: Talks with workers and with employers, on line and on the spot."""

from shenbian.gatherings.declared import Mode, SessionKind
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="dialogues",
    title="双沟通会",
    refs=("P59",),
    desk=Desk.ORGANISING,
    kinds=("session.held",),
    metrics=(
        Metric(
            key="dialogues.sessions",
            title="双沟通会",
            unit="场",
            measure=Count(rows=rows("session.held", programme="dialogues")),
            aliases=("双沟通会", "沟通会"),
        ),
    ),
)

WITH_WORKERS = SessionKind(
    key="worker_dialogue",
    programme=PROGRAMME.key,
    title="职工沟通会",
    what="在职工方便的时间摆摊答疑、现场办理入会。不用预约，直接来。",
    desk=PROGRAMME.desk,
    modes=(Mode.OPEN, Mode.FIRST, Mode.INVITATION),
    audience="workers",
    leads_to="joining",
)

WITH_EMPLOYERS = SessionKind(
    key="employer_dialogue",
    programme=PROGRAMME.key,
    title="企业沟通会",
    what="上门和企业谈建会、谈服务。",
    desk=PROGRAMME.desk,
    modes=(Mode.INVITATION, Mode.OPEN),
    audience="employers",
    leads_to="joining",
)
