"""职工亲子劳动体验: Parents and children at work in field and workshop."""

from shenbian.gatherings.declared import Demand, SessionKind
from shenbian.metrics.metric import Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.guards import is_member
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

DAY = SessionKind(
    key="family_day",
    programme=PROGRAMME.key,
    title="亲子劳动体验",
    what="带上孩子到田间、车间体验劳动。只登记孩子的称呼和年龄，须监护人同意。",
    desk=PROGRAMME.desk,
    who=(is_member,),
    demands=(Demand.GUARDIAN,),
    family=True,
    insured=True,
)
