"""防疫一线慰问: Front-line people of the epidemic visited and consoled, known by name or by a team's receipt."""

from shenbian.metrics.metric import Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="frontline_condolence",
    title="防疫一线慰问",
    refs=("P12",),
    desk=Desk.SERVICE,
    kinds=("condolence",),
    metrics=(
        Metric(
            key="frontline_condolence.turns",
            title="慰问防疫一线人员",
            unit="人次",
            measure=Total(rows=rows("condolence", programme="frontline_condolence"), of="quantity"),
            nouns=("慰问", "一线人员", "防疫人员", "工作人员"),
            about=("防疫一线", "疫情防控", "防疫", "抗疫"),
            unlike=("送温暖", "送清凉"),
        ),
    ),
)
