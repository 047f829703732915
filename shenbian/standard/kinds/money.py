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
BOUNCED = "银行退票,款项未付出"

KINDS = (
    Kind(
        key="paid",
        title="支出",
        one="笔",
        natural=("receipt",),
        person=Has.MAY,
        unit=Has.MAY,
        edition=Has.MAY,
        amount=Has.MUST,
        owner="owner",
        facets=(
            PROGRAMME,
            RECEIPT,
            FORM,
            Facet(key="owner", title="上级拨入资金所有者", type=Type.ORGANISATION),
            Facet(key="earned_on", title="成果取得日期", type=Type.DAY),
            Facet(key="basis", title="事由"),
            Facet(
                key="level",
                title="奖项级别",
                codes={"national": "国家级", "city": "市级", "district": "区级"},
            ),
        ),
        status=Status(
            title="支付状态",
            final=("支付成功",),
            left_out={"退票": BOUNCED, "待支付": "尚未支付", "已作废": "单据作废"},
        ),
    ),
    Kind(
        key="money.returned",
        title="结余退回",
        one="笔",
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
