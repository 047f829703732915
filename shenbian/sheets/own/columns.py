"""The columns of the registers with nouns of their own."""

from __future__ import annotations

from shenbian.facts.kind import Status, kinds
from shenbian.kit import codes
from shenbian.orgs.levels import Level, Rank, UnitKind
from shenbian.people.models import Began, Ended, Group
from shenbian.rights.catalogue import APPOINTABLE, Desk
from shenbian.sheets.column import Cell, Column
from shenbian.sheets.fact_columns import ORGANISATION, UNIT, person_columns
from shenbian.standard.kinds.facets import OCCUPATION

SECTIONS = codes.read("industries")
EVIDENCE = Column(key="evidence", title="备注/凭证", aliases=("备注", "凭证", "批复文号"), longest=300)

ORGANISATIONS_STATUS = Status(
    final=("已批复", "正常", "已撤销"),
    left_out={"筹备中": "尚未批复，不算建会", "待审批": "尚未批复，不算建会", "不予批复": "没有批准建会"},
)
UNITS_STATUS = Status(final=("存续", "正常"), left_out={"筹建": "单位还没有设立", "查无此单位": "核查不存在"})
MEMBERS_STATUS = Status(
    title="状态",
    final=("已批准", "在册", "已离会"),
    left_out={"待审批": "尚未批准入会", "待审核": "尚未批准入会", "退回": "入会申请已退回", "已撤回": "本人撤回申请"},
)
POSTS_STATUS = Status(final=("在任", "已离任"), left_out={"公示中": "任前公示未结束", "未批复": "选举结果尚未批复"})


def _also(listed: codes.CodeList) -> dict[str, str]:
    """The other names of the codes of a list."""
    return {alias: entry.code for entry in listed.entries for alias in entry.aliases}


def words(status: Status) -> dict[str, str]:
    return {word: word for word in (*status.final, *status.left_out)}


def status(said: Status, *, required: bool = True) -> Column:
    return Column(key="status", title=said.title, required=required, codes=words(said), example=said.final[0])


ORGANISATIONS = (
    Column(key="number", title="工会编号", required=True, example="110113-001", longest=40, aliases=("编号",)),
    Column(key="name", title="工会名称", required=True, example="某某有限公司工会委员会", aliases=("名称", "工会全称")),
    Column(
        key="level",
        title="类型",
        cell=Cell.CODE,
        required=True,
        codes=dict(Level.choices),
        example="基层工会",
        aliases=("工会类型", "组织类型"),
    ),
    Column(key="parent", title="上级工会编号", example="110113-000", longest=40, aliases=("上级工会",)),
    Column(key="division", title="区划代码", example="110113001", longest=12),
    Column(key="founded_on", title="成立日期", cell=Cell.DAY, example="2022-03-05", aliases=("建会日期", "批复日期")),
    Column(
        key="how",
        title="成立方式",
        cell=Cell.CODE,
        required=True,
        codes=dict(kinds["union.founded"].facet("how").codes),
        example="新建",
        aliases=("建会方式",),
    ),
    Column(
        key="unit",
        title="所在单位",
        cell=Cell.UNIT,
        aliases=("单位", "单位编号", "单位名称", "统一社会信用代码"),
    ),
    Column(key="term_from", title="届期起", cell=Cell.DAY, aliases=("本届起",)),
    Column(key="term_until", title="届期止", cell=Cell.DAY, aliases=("本届止",)),
    status(ORGANISATIONS_STATUS),
    Column(key="dissolved_on", title="撤销日期", cell=Cell.DAY),
    EVIDENCE,
)

UNITS = (
    Column(key="number", title="单位编号", required=True, example="U0001", longest=40),
    Column(key="name", title="单位名称", required=True, example="某某有限公司", aliases=("名称", "单位全称")),
    Column(key="uscc", title="统一社会信用代码", example="", longest=40, aliases=("信用代码", "社会信用代码")),
    Column(
        key="kind",
        title="类型",
        cell=Cell.CODE,
        required=True,
        codes=dict(UnitKind.choices),
        example="企业",
        aliases=("单位类型",),
    ),
    Column(key="stated_on", title="情况日期", cell=Cell.DAY, example="2022-01-01", aliases=("填报日期",)),
    Column(key="parent", title="上级单位", aliases=("上级单位编号", "主管单位")),
    Column(key="workers", title="职工人数", cell=Cell.WHOLE, example=120, aliases=("职工数",)),
    Column(
        key="industry",
        title="行业门类",
        cell=Cell.CODE,
        codes=dict(SECTIONS.choices(on=None)),
        also=_also(SECTIONS),
        example="制造业",
        aliases=("行业",),
    ),
    Column(key="rank", title="级别", cell=Cell.CODE, codes=dict(Rank.choices), aliases=("单位级别",)),
    Column(key="two_new", title="两新组织", cell=Cell.YES, example="是", aliases=("是否两新组织",)),
    Column(key="party_organisation", title="已建立党组织", cell=Cell.YES, example="否", aliases=("是否建立党组织",)),
    Column(key="should_have_union", title="应建会", cell=Cell.YES, example="是", aliases=("是否应建会",)),
    Column(
        key="organisation",
        title="所在镇街工会编号",
        cell=Cell.ORGANISATION,
        aliases=("所在镇街工会", "镇街工会", "镇街工会编号"),
    ),
    status(UNITS_STATUS, required=False),
    EVIDENCE,
)

COVERS = (
    Column(key="unit", title="单位", cell=Cell.UNIT, required=True, example="信用代码、编号或名称", aliases=UNIT),
    Column(
        key="organisation",
        title="工会",
        cell=Cell.ORGANISATION,
        required=True,
        example="110113-001",
        aliases=ORGANISATION,
    ),
    Column(key="from_on", title="建会日期", cell=Cell.DAY, required=True, example="2022-03-05", aliases=("覆盖日期",)),
    Column(key="until_on", title="终止日期", cell=Cell.DAY, aliases=("不再覆盖日期",)),
    EVIDENCE,
)

MEMBERS = (
    *person_columns(required=True),
    Column(key="sex", title="性别", cell=Cell.CODE, codes={"1": "男", "2": "女"}, example="男"),
    Column(key="phone", title="手机号", aliases=("手机", "手机号码", "联系电话", "电话")),
    Column(
        key="organisation",
        title="工会编号",
        cell=Cell.ORGANISATION,
        required=True,
        example="110113-001",
        aliases=("工会", "工会名称", "所属工会", "工会组织"),
    ),
    Column(key="unit", title="单位", cell=Cell.UNIT, example="信用代码、编号或名称", aliases=UNIT),
    Column(key="from_on", title="入会日期", cell=Cell.DAY, required=True, example="2022-03-05", aliases=("入会时间",)),
    Column(
        key="began",
        title="入会方式",
        cell=Cell.CODE,
        codes=dict(Began.choices),
        example="入会",
    ),
    Column(key="until_on", title="离会日期", cell=Cell.DAY, aliases=("离会时间",)),
    Column(key="ended", title="离会方式", cell=Cell.CODE, codes=dict(Ended.choices)),
    Column(key="group", title="群体", cell=Cell.CODE, codes=dict(Group.choices), aliases=("重点群体",)),
    Column(key="occupation", title="职业", cell=Cell.CODE, codes=dict(OCCUPATION.codes)),
    status(MEMBERS_STATUS, required=False),
    EVIDENCE,
)

POSTS = (
    *person_columns(required=True),
    Column(
        key="organisation",
        title="工会编号",
        cell=Cell.ORGANISATION,
        required=True,
        example="110113-001",
        aliases=("工会", "工会名称", "所属工会", "任职工会"),
    ),
    Column(
        key="role",
        title="职务",
        cell=Cell.CODE,
        required=True,
        codes={role.key: role.title for role in APPOINTABLE},
        example=APPOINTABLE[0].title,
        aliases=("角色",),
    ),
    Column(
        key="desk",
        title="条线",
        cell=Cell.TEXT,
        example="",
        aliases=("工作条线", "部门"),
    ),
    Column(key="from_on", title="任职日期", cell=Cell.DAY, required=True, example="2022-03-05", aliases=("任职时间",)),
    Column(key="until_on", title="离任日期", cell=Cell.DAY, aliases=("免职日期", "离任时间")),
    Column(key="title", title="职务名称", longest=60),
    Column(key="paper", title="任职文件", longest=80),
    status(POSTS_STATUS, required=False),
    EVIDENCE,
)
DESKS = {desk.label: desk.value for desk in Desk}
