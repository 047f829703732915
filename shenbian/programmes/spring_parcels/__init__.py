"""“年味十足 聚在顺义”春节活动: Spring Festival parcels: counted when handed out, not when bought."""

from shenbian.fieldwork.handing import ITEM, PLACE, handing_out
from shenbian.metrics.metric import Metric, Total, rows
from shenbian.rights.catalogue import Desk
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="spring_parcels",
    title="“年味十足 聚在顺义”春节活动",
    refs=("P16",),
    desk=Desk.SERVICE,
    kinds=("stock.bought", "stock.allotted", "parcel.issued"),
    metrics=(
        Metric(
            key="spring_parcels.parcels",
            title="春节慰问品发放",
            unit="份",
            measure=Total(rows=rows("parcel.issued", programme="spring_parcels"), of="quantity"),
            aliases=("春节慰问品", "春节礼包"),
            nouns=("慰问品", "礼包", "温暖礼包", "福字", "春联"),
            about=("春节", "新春", "年味"),
        ),
    ),
)

HANDING = handing_out(
    key="spring_parcel",
    programme=PROGRAMME.key,
    title="发放春节慰问品",
    icon="heart",
    desk=PROGRAMME.desk,
    kind="parcel.issued",
    asked=(ITEM, PLACE),
    lists=ITEM.key,
)
