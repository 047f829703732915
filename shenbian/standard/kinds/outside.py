"""Figures that another body owns: attested with a document, never added to ours."""

from shenbian.facts.kind import Facet, Kind, Type

KINDS = (
    Kind(
        key="attested",
        title="引用外部数据",
        one="项",
        natural=("measure", "place", "happened_on"),
        quantity="数值(率按万分比)",
        quantity_default=None,
        facets=(
            Facet(
                key="measure",
                title="指标",
                codes={"union_rate": "建会率", "member_rate": "职工入会率", "courier_outlets": "顺丰网点建站"},
                required=True,
            ),
            Facet(key="place", title="地区", required=True),
            Facet(key="ours", title="本区", type=Type.YES, required=True),
            Facet(key="of", title="应有总数", type=Type.WHOLE),
            Facet(key="holder", title="数据所有者", required=True),
        ),
    ),
)
