"""冬奥服务保障慰问: Those who served the Winter Games, consoled."""

from shenbian.editions.form import Field, FieldKind
from shenbian.facts.kind import kinds
from shenbian.fieldwork.handing import SITE, handing_out
from shenbian.kit.privacy import Sensitivity
from shenbian.metrics.metric import Count, Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="games_condolence",
    title="冬奥服务保障慰问",
    refs=("P15",),
    desk=Desk.SERVICE,
    kinds=("budget.approved", "money.committed", "paid", "money.returned", "condolence"),
    metrics=(
        Metric(
            key="games_condolence.put_in",
            title="冬奥慰问投入",
            unit="元",
            measure=Total(
                rows=rows("paid", programme="games_condolence"),
                of="amount_fen",
                less=rows("money.returned", programme="games_condolence"),
            ),
            aliases=("冬奥慰问资金",),
            nouns=("投入", "慰问资金", "慰问", "资金", "支出"),
            about=("冬奥", "冬残奥"),
        ),
        Metric(
            key="games_condolence.persons",
            title="冬奥慰问服务保障人员",
            unit="人",
            measure=Count(rows=rows("condolence", programme="games_condolence"), of=("person",)),
            aliases=("冬奥保障人员",),
            nouns=("服务保障人员", "保障人员", "工作人员", "慰问"),
            about=("冬奥", "冬残奥"),
        ),
    ),
)

CONSOLING = handing_out(
    key="games_condolence",
    programme=PROGRAMME.key,
    title="冬奥慰问签收",
    icon="heart",
    desk=PROGRAMME.desk,
    kind="condolence",
    asked=(
        Field(
            key="target",
            title="慰问对象",
            kind=FieldKind.CHOICE,
            choices=lambda: tuple(kinds["condolence"].facet("target").codes.items()),
            sensitivity=Sensitivity.PLAIN,
        ),
        SITE,
    ),
    lists="",
)
