"""Which rules there are, in words that an officer knows, and of what shape each is: declared once, derived everywhere.

A rule is one whole number (`parts` empty), a few named values (`parts`), or a list of such rows (`rows`). What a rule
says lives in dated tables; only its shape lives here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Shape(Enum):
    """Of what kind one value is."""

    WHOLE = "whole"
    TEXT = "text"
    YES = "yes"


@dataclass(frozen=True)
class Part:
    """One value of a rule: its Chinese title and its shape."""

    title: str
    shape: Shape = Shape.WHOLE


@dataclass(frozen=True, kw_only=True)
class RuleKind:
    """A rule of the rulebook. `sentence` says what it decides; `unit` counts it where it is one number."""

    key: str
    title: str
    sentence: str
    unit: str = ""
    parts: Mapping[str, Part] = field(default_factory=dict)
    rows: bool = False

    def problems(self, values: Any) -> Iterator[str]:
        """What is wrong with a rule's content, in Chinese; nothing where it fits the shape."""
        if self.rows:
            if not isinstance(values, list) or not values:
                yield f"{self.title}至少要有一行。"
                return
            for number, row in enumerate(values, 1):
                yield from (f"第{number}行：{each}" for each in self._row(row))
            return
        yield from self._row(values) if self.parts else self._one(values, Part(self.title))

    def _row(self, row: Any) -> Iterator[str]:
        if not isinstance(row, dict) or set(row) != set(self.parts):
            yield f"应写明：{'、'.join(part.title for part in self.parts.values())}。"
            return
        for key, part in self.parts.items():
            yield from self._one(row[key], part)

    def _one(self, value: Any, part: Part) -> Iterator[str]:
        if part.shape is Shape.WHOLE and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            yield f"{part.title}应是不小于0的整数。"
        elif part.shape is Shape.YES and not isinstance(value, bool):
            yield f"{part.title}应是“是”或“否”。"
        elif part.shape is Shape.TEXT and not (isinstance(value, str) and value.strip()):
            yield f"{part.title}没有填。"


_TEXT, _YES = Shape.TEXT, Shape.YES

_ALL = (
    RuleKind(
        key="occupations",
        title="职业目录",
        sentence="哪些职业属于新就业形态，哪些属于货车司机等八大群体。",
        parts={
            "code": Part("代码", _TEXT),
            "title": Part("职业", _TEXT),
            "new_form": Part("新就业形态", _YES),
            "eight_groups": Part("八大群体", _YES),
        },
        rows=True,
    ),
    RuleKind(
        key="front_rank",
        title="“前列”的含义",
        sentence="多少个区里排到第几名以内，才可以写“位居前列”。",
        parts={"top": Part("前几名"), "of": Part("共几个区")},
    ),
    RuleKind(
        key="public_notice_working_days", title="公示期", sentence="公示多少个工作日，期满才能付款。", unit="个工作日"
    ),
    RuleKind(key="objection_days", title="异议核实时限", sentence="收到对公示的异议后多少天内核实答复。", unit="天"),
    RuleKind(key="entry_endorse_days", title="受理时限", sentence="基层工会多少天内签署意见。", unit="天"),
    RuleKind(key="entry_decide_days", title="审批时限", sentence="上级工会多少天内作出决定。", unit="天"),
    RuleKind(key="proposal_file_days", title="提案立案时限", sentence="收到提案后多少天内立案。", unit="天"),
    RuleKind(key="proposal_reply_days", title="提案答复时限", sentence="立案后多少天内答复。", unit="天"),
    RuleKind(key="proposal_answer_days", title="提案反馈时限", sentence="收到答复后多少天内表明是否满意。", unit="天"),
    RuleKind(key="duty_hours", title="值守时限", sentence="管理员一次值守最长多少小时。", unit="小时"),
    RuleKind(
        key="daily_challenges",
        title="每日挑战",
        sentence="健步走这样的每日挑战，一天多少算有效，多少要核实，几天内送到，坚持多少天算完成。",
        parts={
            "code": Part("代码", _TEXT),
            "least": Part("有效日最少"),
            "most": Part("一天超过多少要核实"),
            "per_minute": Part("每分钟超过多少要核实"),
            "sync_days": Part("几天内送到"),
            "complete_days": Part("完成要多少有效日"),
            "larger": Part("两台设备取大的（否：取先到的）", _YES),
        },
        rows=True,
    ),
    RuleKind(key="delegation_days", title="委托代行时限", sentence="一次委托同事代行职务最长多少天。", unit="天"),
    RuleKind(key="assistance_hours", title="代办时限", sentence="一次代办最长多少小时。", unit="小时"),
    RuleKind(
        key="targets",
        title="工作目标",
        sentence="每季度或每月至少要达到多少；写指标的代码。没有写的只看覆盖，不看多少。",
        parts={"metric": Part("指标", _TEXT), "least": Part("至少")},
        rows=True,
    ),
    RuleKind(
        key="dialogue_conversion_days",
        title="沟通会转化期限",
        sentence="沟通会后多少天内入会，算这一场的转化。",
        unit="天",
    ),
    RuleKind(
        key="booking_answer_hours",
        title="候补和邀请答复时限",
        sentence="候补到位或收到邀请后多少小时内确认，逾期给下一位。",
        unit="小时",
    ),
    RuleKind(
        key="checkin_code_seconds", title="现场码有效时间", sentence="现场签到码多少秒后失效，截屏转发无用。", unit="秒"
    ),
    RuleKind(
        key="mixers",
        title="联谊互选",
        sentence="联谊活动男女最多相差几人，事后互选最多选几人、开放多久，资料和互选几天后清除。",
        parts={
            "apart": Part("男女最多相差几人"),
            "choices": Part("每人最多选几人"),
            "hours": Part("举办后几小时内互选"),
            "days": Part("活动后几天清除"),
            "least": Part("少于几人互选不公布对数"),
        },
    ),
    RuleKind(
        key="brackets",
        title="赛事规则",
        sentence="参赛职工最小多少岁，循环赛胜、平、负各得几分。",
        parts={"least_age": Part("最小年龄"), "win": Part("胜"), "draw": Part("平"), "loss": Part("负")},
    ),
    RuleKind(key="checkin_lead_minutes", title="提前签到", sentence="场次开始前多少分钟起可以签到。", unit="分钟"),
    RuleKind(
        key="checkin_stay_minutes", title="延后签到", sentence="场次结束后多少分钟内还可以自己签到。", unit="分钟"
    ),
    RuleKind(
        key="stream_view_seconds", title="一次观看", sentence="在本平台连续看多少秒以上，才算一次观看。", unit="秒"
    ),
    RuleKind(key="stream_delay_seconds", title="直播延时", sentence="自办的直播至少延时多少秒播出。", unit="秒"),
    RuleKind(
        key="course_presence_minutes",
        title="学习在场确认",
        sentence="线上学习每隔多少分钟确认一次本人在看，不答的时间不算。",
        unit="分钟",
    ),
    RuleKind(key="course_answer_seconds", title="在场确认时限", sentence="在场确认多少秒内要回答。", unit="秒"),
    RuleKind(
        key="certificate_bodies",
        title="颁证机构名录",
        sentence="哪些机构可以为技能培训颁发证书。",
        parts={"title": Part("机构名称", _TEXT)},
        rows=True,
    ),
    RuleKind(
        key="training_trades",
        title="技能培训工种",
        sentence="线上技能培训开哪些工种，报名时从中选一个。",
        parts={"title": Part("工种", _TEXT)},
        rows=True,
    ),
    RuleKind(
        key="town_tiles",
        title="镇街方位",
        sentence="“一屏”的地图上，各镇街画在从上数第几行、从左数第几列。有镇街没有写的，全部依次排列。",
        parts={"division": Part("区划代码", _TEXT), "row": Part("第几行"), "column": Part("第几列")},
        rows=True,
    ),
    RuleKind(
        key="certificate_worth",
        title="职业资格证书助推标准",
        sentence="哪一级职业资格证书助推多少钱。",
        parts={
            "code": Part("代码", _TEXT),
            "title": Part("档次", _TEXT),
            "yuan": Part("金额(元)"),
        },
        rows=True,
    ),
    RuleKind(
        key="training_worth",
        title="技能培训助推标准",
        sentence="哪一类技能培训助推多少钱，不超过实缴的培训费。",
        parts={
            "code": Part("代码", _TEXT),
            "title": Part("档次", _TEXT),
            "yuan": Part("金额(元)"),
        },
        rows=True,
    ),
    RuleKind(
        key="contest_worth",
        title="技能竞赛获奖助推标准",
        sentence="哪一级竞赛的哪个奖次助推多少钱；团队奖由队员均分。",
        parts={
            "level": Part("级别（国家级、市级或区级）", _TEXT),
            "code": Part("代码", _TEXT),
            "title": Part("档次", _TEXT),
            "yuan": Part("金额(元)"),
        },
        rows=True,
    ),
    RuleKind(
        key="studio_worth",
        title="创新工作室助推标准",
        sentence="哪一级创新工作室助推多少钱。",
        parts={
            "code": Part("代码", _TEXT),
            "title": Part("档次", _TEXT),
            "yuan": Part("金额(元)"),
        },
        rows=True,
    ),
    RuleKind(
        key="innovation_worth",
        title="自主创新成果助推标准",
        sentence="哪一档自主创新成果助推多少钱。",
        parts={
            "code": Part("代码", _TEXT),
            "title": Part("档次", _TEXT),
            "yuan": Part("金额(元)"),
        },
        rows=True,
    ),
    RuleKind(
        key="bargaining_worth",
        title="集体协商资金支持标准",
        sentence="开展哪一类集体协商支持多少钱。",
        parts={
            "code": Part("代码", _TEXT),
            "title": Part("档次", _TEXT),
            "yuan": Part("金额(元)"),
        },
        rows=True,
    ),
    RuleKind(
        key="recognised_contests",
        title="认可的技能竞赛",
        sentence="哪些技能竞赛的获奖可以申请助推，各算哪一级。",
        parts={
            "code": Part("代码", _TEXT),
            "title": Part("竞赛名称", _TEXT),
            "level": Part("级别（国家级、市级或区级）", _TEXT),
        },
        rows=True,
    ),
    RuleKind(
        key="benefit_caps",
        title="助推金年度上限",
        sentence="每个项目每人（或每个单位）每年最多助推多少钱；没有列出的不设上限。",
        parts={"programme": Part("项目代码", _TEXT), "yuan": Part("每年最多(元)")},
        rows=True,
    ),
    RuleKind(
        key="benefit_household_caps",
        title="助推金每户年度上限",
        sentence="每个项目一户家庭每年合计最多助推多少钱；一户有哪些人，依在册的困难档案。没有列出的不设上限。",
        parts={"programme": Part("项目代码", _TEXT), "yuan": Part("每户每年最多(元)")},
        rows=True,
    ),
    RuleKind(
        key="minimum_living_line",
        title="最低生活保障标准",
        sentence="当地每人每月的最低生活保障标准，困难职工按它认定；标准调整的，从当月起另立一条。",
        unit="分/人·月",
    ),
    RuleKind(
        key="relative_hardship_percent",
        title="相对困难比例",
        sentence="人均收入扣除刚性支出后低于最低生活保障标准的百分之多少，为相对困难。",
        unit="%",
    ),
    RuleKind(
        key="hardship_means",
        title="困难家庭财产限额",
        sentence="困难职工家庭最多可以有几套住房、几辆机动车、几个企业或经营户。",
        parts={"houses": Part("住房"), "vehicles": Part("机动车"), "businesses": Part("企业或经营户")},
    ),
    RuleKind(key="hardship_visit_days", title="入户走访时限", sentence="初审以后多少天内入户走访。", unit="天"),
    RuleKind(
        key="hardship_check_days",
        title="经济状况核对时限",
        sentence="走访以后多少天内完成家庭经济状况核对。",
        unit="天",
    ),
    RuleKind(
        key="hardship_aid_caps",
        title="困难帮扶上限",
        sentence="从困难档案发放帮扶金，每次、每人每年最多多少元。",
        parts={"time": Part("每次最多(元)"), "year": Part("每人每年最多(元)")},
    ),
    RuleKind(
        key="hardship_keep_years",
        title="困难档案保存年限",
        sentence="困难档案退出（或没有建成）多少年后，清除其中的家庭情况。",
        unit="年",
    ),
    RuleKind(
        key="hardship_recheck_months", title="困难档案复核周期", sentence="建档后每隔多少个月复核一次。", unit="个月"
    ),
    RuleKind(
        key="hardship_recheck_days", title="困难档案复核时限", sentence="到了复核日期，多少天内复核完。", unit="天"
    ),
    RuleKind(key="hardship_follow_up_days", title="退出回访时限", sentence="退出困难档案后多少天内回访。", unit="天"),
    RuleKind(
        key="mediator_certificate_months",
        title="调解员培训合格证有效期",
        sentence="调解员培训合格证颁发后多少个月内有效。",
        unit="个月",
    ),
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
RULE_KINDS = {each.key: each for each in _ALL}


def rule_titles() -> list[tuple[str, str]]:
    """What there is to choose from. A function, so that one rule more is no migration."""
    return [(key, kind.title) for key, kind in RULE_KINDS.items()]
