"""疫情防控专项资金: The earmarked fund: goods bought, transfers made, less what came back."""

from shenbian.metrics.metric import Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="epidemic_fund",
    title="疫情防控专项资金",
    refs=("P11",),
    desk=Desk.FINANCE,
    kinds=("budget.approved", "money.committed", "paid", "money.returned"),
    metrics=(
        Metric(
            key="epidemic_fund.put_in",
            title="投入疫情防控专项资金",
            unit="元",
            measure=Total(
                rows=rows("paid", programme="epidemic_fund"),
                of="amount_fen",
                less=rows("money.returned", programme="epidemic_fund"),
            ),
            aliases=("防疫专项资金", "疫情防控资金", "防控专项资金", "防疫资金"),
            nouns=("专项资金", "投入", "资金"),
            about=("疫情防控", "防疫", "抗疫", "防控"),
        ),
    ),
)
