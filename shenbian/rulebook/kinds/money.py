"""Rules of money: accounts, prices and fees, red lines, what the bank is told and answers."""

from shenbian.rulebook.shapes import Part, RuleKind, Shape

_TEXT = Shape.TEXT

KINDS = (
    RuleKind(
        key="chart_of_accounts",
        title="会计科目表",
        sentence="支出和收入记在哪些科目，科目的代码和名称。",
        parts={"code": Part("代码", _TEXT), "title": Part("科目", _TEXT)},
        rows=True,
    ),
    RuleKind(
        key="fund_headings",
        title="资金入账科目",
        sentence="银行存款、上级补助收入各用哪个科目，拨入的资金默认在哪个科目支出。",
        parts={
            "bank": Part("银行存款", _TEXT),
            "received": Part("上级补助收入", _TEXT),
            "passed": Part("拨入资金的支出", _TEXT),
        },
    ),
    RuleKind(
        key="service_prices",
        title="服务单价",
        sentence="按核销结算的服务（如健康体检），每核销一人最多付给服务机构多少分钱。",
        parts={"programme": Part("项目代码", _TEXT), "fen": Part("每人(分)")},
        rows=True,
    ),
    RuleKind(
        key="labour_fees",
        title="劳务费标准",
        sentence="请专家、评委、教师，每半天最多付多少分钱，依据哪一条规定。",
        parts={
            "code": Part("代码", _TEXT),
            "title": Part("职称或身份", _TEXT),
            "most_fen": Part("每半天最多(分)"),
            "article": Part("依据", _TEXT),
        },
        rows=True,
    ),
    RuleKind(
        key="labour_tax",
        title="劳务报酬预扣税率",
        sentence="一次劳务报酬超过多少分，先减除多少分和千分之几，余下的按千分之几预扣，再减速算扣除数。从低到高一行一档。",
        parts={
            "over_fen": Part("超过(分)"),
            "less_fen": Part("减除(分)"),
            "less_permille": Part("减除千分之几"),
            "rate_permille": Part("税率千分之几"),
            "quick_fen": Part("速算扣除(分)"),
        },
        rows=True,
    ),
    RuleKind(
        key="labour_headings",
        title="代扣税款入账科目",
        sentence="代扣的个人所得税记在哪个科目。",
        parts={"payable": Part("应付税款", _TEXT)},
    ),
    RuleKind(
        key="split_days",
        title="拆分采购的时间范围",
        sentence="同一工会向同一供应商、或为同一事项，多少天内的几项采购合起来达到集体决策标准，列为拆分采购的疑点。",
        unit="天",
    ),
    RuleKind(
        key="payment_red_words",
        title="支出红线",
        sentence="审批单和付款里出现哪些词就不能办理，依据哪一条规定。",
        parts={"word": Part("词", _TEXT), "article": Part("依据", _TEXT)},
        rows=True,
    ),
    RuleKind(
        key="payment_caps",
        title="个人发放上限",
        sentence="一个项目每人每次最多发放多少分钱，依据哪一条规定。",
        parts={"programme": Part("项目代码", _TEXT), "most_fen": Part("最多(分)"), "article": Part("依据", _TEXT)},
        rows=True,
    ),
    RuleKind(
        key="budget_ratios",
        title="支出占预算的比例",
        sentence="某几个项目一年批出的钱，合计最多占本级工会当年预算的百分之多少，依据哪一条规定；几个项目的代码用顿号隔开。",
        parts={
            "programmes": Part("项目代码", _TEXT),
            "percent": Part("最多占预算(%)"),
            "article": Part("依据", _TEXT),
        },
        rows=True,
    ),
    RuleKind(
        key="bank_file",
        title="银行付款文件的栏目",
        sentence="送银行的付款文件有哪些栏目，每栏填什么：number 流水号、payee 户名、account 账号、bank 开户行、"
        "yuan 金额(元)、purpose 用途。",
        parts={"title": Part("栏目", _TEXT), "holds": Part("填什么", _TEXT)},
        rows=True,
    ),
    RuleKind(
        key="bank_answer",
        title="银行回执的栏目",
        sentence="银行回执里哪一栏是什么：number 流水号、yuan 金额(元)、state 状态、receipt 回单号、day 日期、"
        "reason 原因。",
        parts={"title": Part("栏目", _TEXT), "holds": Part("是什么", _TEXT)},
        rows=True,
    ),
    RuleKind(
        key="collective_decision_fen",
        title="集体决策标准",
        sentence="一项支出达到多少分钱，须经集体研究决定，并写明会议纪要的文号。",
        unit="分",
    ),
)
