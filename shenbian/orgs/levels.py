"""What kinds of union bodies and units there are. Declarations only."""

from django.db import models


class Level(models.TextChoices):
    """A union body's place in the tree (工会组织类型)."""

    FEDERATION = "federation", "区总工会"
    TOWN = "town", "镇街总工会"
    ZONE = "zone", "功能区总工会"
    INDUSTRY = "industry", "产业工会"
    SYSTEM = "system", "系统工会"
    GROUP = "group", "集团工会"
    GRASSROOTS = "grassroots", "基层工会"
    JOINT = "joint", "联合工会"
    SMALL_THIRD = "small_third", "小三级工会"
    TEAM = "team", "工会小组"
    COORDINATION = "coordination", "协调小组"


class UnitKind(models.TextChoices):
    """What sort of body a unit is (单位类型)."""

    EMPLOYER = "employer", "企业"
    AGENCY = "agency", "机关"
    INSTITUTION = "institution", "事业单位"
    PARTY = "party", "党委部门"
    COURT = "court", "法院"
    PROCURATORATE = "procuratorate", "检察院"
    COMMUNITY = "community", "社区"
    VILLAGE = "village", "村"
    SCHOOL = "school", "学校"
    PLATFORM = "platform", "平台企业"
    CONTRACTOR = "contractor", "平台合作企业"
    SOCIAL = "social", "社会组织"


class Rank(models.TextChoices):
    """A unit's administrative rank (单位级别)."""

    DIVISION = "division", "处级"
    SECTION = "section", "科级"
    NONE = "none", "无级别"


class Part(models.TextChoices):
    """A unit's part in a coordination group (成员单位职责)."""

    LEAD = "lead", "牵头单位"
    MEMBER = "member", "成员单位"


# A body stands under one of its own tier or a higher one; teams and coordination groups have nothing below them.
TIER = {
    Level.FEDERATION: 0,
    Level.TOWN: 1,
    Level.ZONE: 1,
    Level.INDUSTRY: 1,
    Level.SYSTEM: 1,
    Level.GROUP: 1,
    Level.GRASSROOTS: 2,
    Level.JOINT: 2,
    Level.SMALL_THIRD: 2,
    Level.TEAM: 3,
    Level.COORDINATION: 3,
}
ROOTS = frozenset(level for level, tier in TIER.items() if tier < 2)  # may stand without a body above
LEAVES = frozenset(level for level, tier in TIER.items() if tier == 3)
