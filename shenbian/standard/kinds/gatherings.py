"""Things that happen at a time and a place, and who took part."""

from shenbian.facts.kind import Facet, Has, Kind, Refers, Status
from shenbian.standard.kinds.facets import MINUTES, MODE, OCCUPATION, PROGRAMME, TRADE, number

CANCELLED = "场次已取消,不计"
UMBRELLA = Facet(
    key="umbrella",
    title="所属主题活动",
    codes={"arts": "职工文化艺术节", "sports": "职工体育节", "theme": "主题宣传教育活动"},
)

KINDS = (
    Kind(
        key="session.held",
        title="举办场次",
        one="场",
        natural=("session",),
        edition=Has.MAY,
        occurred_at=True,
        facets=(
            PROGRAMME,
            number("session", "场次编号"),
            Facet(key="topic", title="主题"),
            UMBRELLA,
            MODE,
            Facet(key="audience", title="对象", codes={"workers": "职工", "employers": "企业", "families": "亲子家庭"}),
            MINUTES,
        ),
        status=Status(
            final=("已举办",),
            left_out={"已取消": CANCELLED, "延期": "场次延期,尚未举办", "计划": "尚未举办"},
        ),
        by_moves=True,
    ),
    Kind(
        key="turn",
        title="参与记录",
        one="人次",
        natural=("session", "person", "slip"),
        edition=Has.MAY,
        person=Has.MAY,
        unit=Has.MAY,
        quantity="人次",
        occurred_at=True,
        facets=(
            PROGRAMME,
            number("session", "场次编号"),
            Facet(key="slip", title="集体签到单号"),
            UMBRELLA,
            OCCUPATION,
            MINUTES,
        ),
        status=Status(
            title="签到情况",
            final=("已签到", "已参加", "迟到"),
            left_out={
                "未到": "报名未到场,不计人次",
                "请假": "请假未到场,不计人次",
                "候补": "候补未入场,不计人次",
                "带薪值班": "带薪值班不是志愿服务",
            },
        ),
        refers=(Refers(facet="session", kind="session.held", otherwise="没有这一已举办的场次(未登记或已取消)"),),
        by_moves=True,
    ),
    Kind(
        key="duty.day",
        title="下沉值守",
        one="人次",
        natural=("programme", "person", "happened_on", "place"),
        person=Has.MUST,
        facets=(
            PROGRAMME,
            Facet(key="place", title="社区(村)或驻点", required=True),
            Facet(key="standing", title="身份", codes={"cadre": "工会干部", "social_worker": "专职工会社会工作者"}),
            Facet(key="work", title="工作内容"),
        ),
        by_moves=True,
        status=Status(final=("已到岗",), left_out={"未到岗": "未到岗,不计", "居家": "居家待命,不计下沉"}),
    ),
    Kind(
        key="enrolment",
        title="报名",
        one="人",
        natural=("edition", "person", "trade"),
        by_moves=True,
        edition=Has.MUST,
        person=Has.MUST,
        facets=(PROGRAMME, TRADE),
        status=Status(
            final=("已报名", "在读", "结业", "退学", "未通过考核"),
            left_out={"审核不通过": "不符合报名条件", "已撤回": "本人撤回报名"},
        ),
    ),
    Kind(
        key="stage.entered",
        title="参赛阶段",
        one="人",
        natural=("edition", "person", "stage"),
        edition=Has.MUST,
        person=Has.MUST,
        facets=(
            PROGRAMME,
            UMBRELLA,
            Facet(
                key="stage", title="阶段", codes={"entry": "报名参赛", "heat": "海选", "final": "决赛"}, required=True
            ),
        ),
        status=Status(final=("参赛", "入围"), left_out={"弃权": "弃权,未参赛", "取消资格": "资格不符,成绩取消"}),
    ),
    Kind(
        key="attempt",
        title="答题",
        one="人次",
        natural=("edition", "person"),
        edition=Has.MUST,
        person=Has.MUST,
        facets=(PROGRAMME, Facet(key="score", title="得分")),
        status=Status(
            final=("已提交",), left_out={"未提交": "未提交答卷", "作废": "非本人作答,作废", "非会员": "不是工会会员"}
        ),
    ),
    Kind(
        key="certificate",
        title="结业合格",
        one="人",
        natural=("edition", "person"),
        by_moves=True,
        edition=Has.MUST,
        person=Has.MUST,
        facets=(PROGRAMME, Facet(key="no", title="证书编号")),
        status=Status(
            title="考核结果", final=("合格",), left_out={"不合格": "考核不合格", "缺考": "缺考", "未结业": "尚未结业"}
        ),
    ),
    Kind(
        key="walked",
        title="健步达标",
        one="人次",
        natural=("edition", "person", "happened_on"),
        edition=Has.MUST,
        person=Has.MUST,
        by_moves=True,
        quantity="步",
        quantity_default=None,
        facets=(PROGRAMME, UMBRELLA, Facet(key="device", title="数据来源")),
        status=Status(
            title="数据情况", final=("有效",), left_out={"异常": "步速异常,当日无效", "手工": "手工填报,不计"}
        ),
    ),
    Kind(
        key="reading",
        title="平台数据采集",
        one="次",
        natural=("counter", "occurred_at"),
        edition=Has.MAY,
        quantity="计数器读数",
        quantity_default=None,
        occurred_at=True,
        facets=(
            PROGRAMME,
            number("counter", "计数器"),
            Facet(key="platform", title="平台"),
            Facet(key="phase", title="时段", codes={"live": "直播中", "replay": "回放"}, required=True),
        ),
        by_moves=True,
    ),
)
