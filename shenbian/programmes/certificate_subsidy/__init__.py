"""职业资格证书助推: Help for a vocational certificate earned in the year before."""

from shenbian.metrics.metric import Back, Count, Metric, Total, rows
from shenbian.programmes.certificate_subsidy.applying import ENTRY
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="certificate_subsidy",
    title="职业资格证书助推",
    refs=("P29",),
    desk=Desk.ECONOMY,
    kinds=("paid", "benefit.granted"),
    entries=(ENTRY,),
    metrics=(
        Metric(
            key="certificate_subsidy.persons",
            title="职业资格证书助推职工",
            unit="人",
            measure=Count(rows=rows("paid", programme="certificate_subsidy", earned_on=Back(1)), of=("person",)),
            nouns=("助推金", "助推", "补助", "领取", "申领", "发放"),
            about=("职业资格", "资格证书", "等级证书"),
        ),
        Metric(
            key="certificate_subsidy.money",
            title="职业资格证书助推金",
            unit="元",
            measure=Total(rows=rows("paid", programme="certificate_subsidy", earned_on=Back(1)), of="amount_fen"),
            nouns=("助推金", "补贴", "领取", "发放"),
            about=("职业资格", "资格证书", "等级证书"),
        ),
    ),
)
