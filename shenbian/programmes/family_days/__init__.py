"""职工亲子劳动体验: Parents and children at work in field and workshop."""

from shenbian.metrics.metric import Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="family_days",
    title="职工亲子劳动体验",
    refs=("P10",),
    desk=Desk.WOMEN,
    kinds=("session.held", "turn"),
    metrics=(
        Metric(
            key="family_days.families",
            title="亲子劳动体验家庭",
            unit="人次",
            measure=Total(rows=rows("turn", programme="family_days"), of="quantity"),
            aliases=("亲子家庭",),
            nouns=("家庭", "参加", "参与"),
            about=("亲子", "春耕节"),
        ),
    ),
)
