"""Money: put in, returned, recovered for workers. Amounts in fen; a payment is known by its bank receipt."""

from shenbian.facts.kind import Facet, Has, Kind, Refers, Status, Type
from shenbian.standard.kinds.facets import PROGRAMME, number

RECEIPT = number("receipt", "银行回单号")
FORM = Facet(
    key="form",
    title="支出形式",
    codes={
        "goods": "购买慰问品",
        "material": "购买物资",
        "transfer": "直接拨付",
        "service": "购买服务",
        "person": "发放个人",
    },
    required=True,
)
ORIGIN = Facet(
    key="origin",
    title="资金来源",
    codes={
        "own": "本级经费",
        "higher": "上级拨入",
        "government": "政府补助",
        "administration": "行政补助",
        "donation": "社会捐助",
    },
    required=True,
)
OWNER = Facet(key="owner", title="上级拨入资金所有者", type=Type.ORGANISATION)
LEVEL = Facet(key="level", title="奖项级别", codes={"national": "国家级", "city": "市级", "district": "区级"})
BOUNCED = "银行退票,款项未付出"

KINDS = (
    Kind(
        key="budget.approved",
        title="预算批复",
        one="项",
        by_moves=True,
        natural=("no",),
        amount=Has.MUST,
        owner="owner",
        facets=(
            PROGRAMME,
            number("no", "预算编号"),
            Facet(key="title", title="预算项目", required=True),
            Facet(key="year", title="预算年度", type=Type.WHOLE, required=True),
            ORIGIN,
            Facet(key="account", title="科目", required=True),
            OWNER,
            Facet(key="adjusts", title="调整的预算编号"),
        ),
        status=Status(title="批复状态", final=("已批复",), left_out={"草案": "尚未批复", "未批准": "没有批准"}),
    ),
    Kind(
        key="money.committed",
        title="事前审批",
        one="件",
        by_moves=True,
        natural=("no",),
        edition=Has.MAY,
        amount=Has.MUST,
        owner="owner",
        facets=(
            PROGRAMME,
            number("no", "审批单号"),
            Facet(key="budget", title="预算编号", required=True),
            FORM,
            Facet(key="title", title="事项", required=True),
            Facet(key="minute", title="会议纪要文号"),
            Facet(key="contract", title="合同编号"),
            OWNER,
        ),
        status=Status(title="审批状态", final=("已批准",), left_out={"待审批": "尚未批准", "未批准": "没有批准"}),
        refers=(Refers(facet="budget", kind="budget.approved", otherwise="没有这一项预算"),),
    ),
    Kind(
        key="paid",
        title="支出",
        one="笔",
        by_moves=True,
        natural=("receipt",),
        person=Has.MAY,
        unit=Has.MAY,
        edition=Has.MAY,
        amount=Has.MUST,
        after=("money.committed", "benefit.granted"),
        owner="owner",
        facets=(
            PROGRAMME,
            RECEIPT,
            FORM,
            OWNER,
            Facet(key="earned_on", title="成果取得日期", type=Type.DAY),
            Facet(key="basis", title="事由"),
            LEVEL,
            Facet(key="commitment", title="审批单号"),
            Facet(key="receiver", title="收款工会", type=Type.ORGANISATION),
        ),
        status=Status(
            title="支付状态",
            final=("支付成功",),
            left_out={"退票": BOUNCED, "待支付": "尚未支付", "已作废": "单据作废"},
        ),
    ),
    Kind(
        key="benefit.granted",
        title="助推决定",
        one="件",
        natural=("no",),
        person=Has.MAY,
        unit=Has.MAY,
        amount=Has.MUST,
        facets=(
            PROGRAMME,
            number("no", "决定编号"),
            number("basis", "依据编号"),
            Facet(key="tier", title="档次"),
            Facet(key="level", title="奖项级别", codes={"national": "国家级", "city": "市级", "district": "区级"}),
            Facet(key="earned_on", title="成果取得日期", type=Type.DAY),
            Facet(key="team", title="团队人数", type=Type.WHOLE),
            Facet(key="public_from", title="公示第一天", type=Type.DAY),
            Facet(key="public_until", title="公示最后一天", type=Type.DAY),
        ),
        status=Status(
            title="决定状态",
            final=("已决定",),
            left_out={"公示中": "公示没有期满", "不予助推": "没有批准", "已撤销": "决定已经撤销"},
        ),
        by_moves=True,
    ),
    Kind(
        key="money.returned",
        title="结余退回",
        one="笔",
        by_moves=True,
        natural=("receipt",),
        amount=Has.MUST,
        facets=(PROGRAMME, RECEIPT, FORM, number("original", "原支出回单号")),
        refers=(Refers(facet="original", kind="paid", otherwise="没有这一笔支出"),),
    ),
    Kind(
        key="money.recovered",
        title="挽回经济损失",
        one="笔",
        natural=("receipt",),
        person=Has.MAY,
        unit=Has.MAY,
        amount=Has.MUST,
        facets=(PROGRAMME, RECEIPT, Facet(key="no", title="案件编号")),
        status=Status(
            title="到账情况",
            final=("已到账",),
            left_out={"约定未付": "约定金额尚未支付", "已判未付": "判决金额尚未支付", "退票": BOUNCED},
        ),
    ),
)
