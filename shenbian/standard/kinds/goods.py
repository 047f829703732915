"""Goods and services that reach people: parcels, condolence, health checks, stations."""

from shenbian.facts.kind import Facet, Has, Kind, Status
from shenbian.standard.kinds.facets import OCCUPATION, PROGRAMME, number

KINDS = (
    Kind(
        key="stock.bought",
        title="物品采购入库",
        one="批",
        natural=("no",),
        edition=Has.MAY,
        quantity="份",
        quantity_default=None,
        facets=(PROGRAMME, number("no", "入库单号"), Facet(key="item", title="物品", required=True)),
        status=Status(final=("已入库",), left_out={"在途": "尚未入库", "退货": "已退货"}),
    ),
    Kind(
        key="parcel.issued",
        title="物品发放",
        one="份",
        natural=("edition", "item", "person", "slip"),
        edition=Has.MUST,
        person=Has.MAY,
        unit=Has.MAY,
        quantity="份",
        facets=(
            PROGRAMME,
            Facet(key="item", title="物品", required=True),
            Facet(key="slip", title="集体签领单号"),
            Facet(key="station", title="发放点"),
            OCCUPATION,
        ),
        status=Status(title="领取情况", final=("已领取",), left_out={"未领取": "未领取,不计", "退回": "已退回,不计"}),
    ),
    Kind(
        key="condolence",
        title="走访慰问",
        one="人次",
        natural=("edition", "person", "slip"),
        edition=Has.MUST,
        person=Has.MAY,
        unit=Has.MAY,
        quantity="人次",
        facets=(
            PROGRAMME,
            Facet(key="slip", title="集体签收单号"),
            Facet(
                key="target",
                title="慰问对象",
                codes={
                    "medical": "医护人员",
                    "justice": "公检法干警",
                    "town": "镇街一线",
                    "zone": "功能区一线",
                    "games": "冬奥服务保障人员",
                    "worker": "一线职工",
                    "hardship": "困难职工",
                },
            ),
        ),
        status=Status(title="签收情况", final=("已签收",), left_out={"未签收": "未签收,不计", "退回": "已退回,不计"}),
    ),
    Kind(
        key="service.used",
        title="服务核销",
        one="人",
        natural=("edition", "person"),
        edition=Has.MUST,
        person=Has.MUST,
        facets=(PROGRAMME, OCCUPATION, Facet(key="place", title="服务机构")),
        status=Status(
            title="核销情况",
            final=("已核销",),
            left_out={"已预约": "仅预约,未到检", "爽约": "爽约未到", "取消": "已取消预约"},
        ),
        by_moves=True,
    ),
    Kind(
        key="station.opened",
        title="驿站启用",
        one="家",
        natural=("no",),
        facets=(
            PROGRAMME,
            number("no", "驿站编号"),
            Facet(key="name", title="驿站名称"),
            Facet(
                key="how", title="建设方式", codes={"new": "新建", "renamed": "更名", "moved": "迁址"}, required=True
            ),
            Facet(
                key="host",
                title="依托场所",
                codes={
                    "party_centre": "党群服务中心",
                    "restaurant": "餐饮门店",
                    "courier": "快递外卖站点",
                    "shop": "连锁超市",
                },
            ),
        ),
        status=Status(final=("已启用",), left_out={"在建": "尚未启用", "未验收": "尚未验收"}),
    ),
    Kind(
        key="hired",
        title="就业服务",
        one="个",
        natural=("no",),
        unit=Has.MAY,
        quantity="岗位数",
        facets=(PROGRAMME, number("no", "岗位编号")),
        status=Status(final=("已发布",), left_out={"下架": "岗位不实,已下架", "待审": "尚未审核"}),
    ),
)
