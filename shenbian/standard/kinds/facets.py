"""Facets that several kinds share, each said once."""

from shenbian.facts.kind import Facet, Type

PROGRAMME = Facet(key="programme", title="项目", codes_of="programmes", required=True)
TRADE = Facet(key="trade", title="工种")
OCCUPATION = Facet(
    key="occupation",
    title="职业",
    codes={
        "courier": "快递员",
        "rider": "外卖配送员",
        "driver": "网约车司机",
        "trucker": "货车司机",
        "guard": "保安员",
        "other": "其他",
    },
)
MODE = Facet(key="mode", title="方式", codes={"online": "线上", "offline": "线下"})
MINUTES = Facet(key="minutes", title="时长(分钟)", type=Type.WHOLE)


def number(key: str, title: str) -> Facet:
    """The register's own number of the thing, required: its natural key."""
    return Facet(key=key, title=title, required=True)
