"""Rights work: disputes settled, workers they concern, legal aid, inspections, contracts, audits."""

from shenbian.facts.kind import Facet, Has, Kind, Refers, Status
from shenbian.standard.kinds.facets import PROGRAMME, number

KINDS = (
    Kind(
        key="case.settled",
        title="调解成功案件",
        one="件",
        natural=("no",),
        unit=Has.MAY,
        amount=Has.MAY,  # agreed, not paid
        facets=(
            PROGRAMME,
            number("no", "案件编号"),
            Facet(key="route", title="来源", codes={"own": "当事人申请", "court": "法院委派委托"}),
        ),
        status=Status(
            title="调解结果",
            final=("调解成功",),
            left_out={
                "调解失败": "未达成协议",
                "撤回": "当事人撤回",
                "调解中": "尚在调解",
                "未签字": "协议未签字,不生效",
            },
        ),
    ),
    Kind(
        key="case.worker",
        title="案件涉及职工",
        one="人",
        natural=("no", "person"),
        person=Has.MUST,
        facets=(PROGRAMME, number("no", "案件编号")),
        refers=(
            Refers(facet="no", kind="case.settled", otherwise="案件未调解成功或未登记,职工不计入", takes_day=True),
        ),
    ),
    Kind(
        key="aid.accepted",
        title="法律援助受理",
        one="起",
        natural=("no",),
        person=Has.MAY,
        facets=(
            PROGRAMME,
            number("no", "援助编号"),
            Facet(
                key="form",
                title="援助形式",
                codes={
                    "advice": "法律咨询",
                    "drafting": "代写文书",
                    "arbitration": "仲裁代理",
                    "litigation": "诉讼代理",
                },
                required=True,
            ),
        ),
        status=Status(
            final=("已受理", "已办结"),
            left_out={"不予受理": "不符合援助条件", "待补正": "材料待补正", "已撤回": "申请人撤回"},
        ),
    ),
    Kind(
        key="lead.accepted",
        title="线索移送",
        one="条",
        natural=("no",),
        facets=(PROGRAMME, number("no", "线索编号")),
        status=Status(final=("已受理",), left_out={"已移送": "检察院尚未受理", "退回": "线索退回"}),
    ),
    Kind(
        key="inspection.made",
        title="监督检查",
        one="次",
        natural=("unit", "happened_on"),
        unit=Has.MUST,
        facets=(PROGRAMME, Facet(key="no", title="检查单号")),
        status=Status(final=("已检查",), left_out={"仅书面": "未到现场,不算检查"}),
    ),
    Kind(
        key="hazard.closed",
        title="隐患整改",
        one="处",
        natural=("no",),
        unit=Has.MUST,
        facets=(PROGRAMME, number("no", "隐患编号"), Facet(key="level", title="隐患等级")),
        status=Status(final=("已整改",), left_out={"整改中": "尚未整改到位"}),
    ),
    Kind(
        key="contract.effective",
        title="集体合同生效",
        one="份",
        natural=("no",),
        unit=Has.MAY,
        facets=(PROGRAMME, number("no", "合同编号")),
        status=Status(final=("已生效",), left_out={"审查中": "报送未满法定期限", "已过期": "合同已过期"}),
    ),
    Kind(
        key="congress.held",
        title="职代会",
        one="次",
        natural=("no",),
        unit=Has.MAY,
        facets=(PROGRAMME, number("no", "会议编号")),
        status=Status(final=("已召开",), left_out={"人数不足": "到会不足法定人数,会议无效"}),
    ),
    Kind(
        key="proposal.recommended",
        title="提案推荐",
        one="件",
        natural=("no",),
        person=Has.MAY,
        unit=Has.MAY,
        facets=(PROGRAMME, number("no", "提案编号")),
        status=Status(final=("已推荐", "优秀"), left_out={"未立案": "未立案", "转意见": "转为意见建议"}),
    ),
    Kind(
        key="ticket.closed",
        title="窗口工单",
        one="件",
        natural=("no",),
        facets=(PROGRAMME, number("no", "工单编号"), Facet(key="class", title="类别")),
        status=Status(final=("已办结",), left_out={"办理中": "尚未办结", "未回访": "未回访,不能办结"}),
    ),
    Kind(
        key="hardship.filed",
        title="困难职工建档",
        one="户",
        natural=("no",),
        person=Has.MUST,
        facets=(
            PROGRAMME,
            number("no", "档案编号"),
            Facet(
                key="class",
                title="困难类别",
                codes={"deep": "深度困难", "relative": "相对困难", "accident": "意外致困"},
            ),
        ),
        status=Status(final=("已建档",), left_out={"公示中": "公示未结束", "不予建档": "不符合条件"}),
    ),
    Kind(
        key="audit.done",
        title="审计项目",
        one="个",
        natural=("no",),
        facets=(
            PROGRAMME,
            number("no", "审计编号"),
            Facet(key="type", title="类别", codes={"audit": "审计", "revisit": "审计回访"}, required=True),
        ),
        status=Status(final=("已完成",), left_out={"实施中": "尚未出具报告"}),
    ),
)
