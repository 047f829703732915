"""Rules of the house: who counts as what, who may act how long, until when an office answers."""

from shenbian.rulebook.shapes import Part, RuleKind, Shape

_TEXT = Shape.TEXT
_YES = Shape.YES

KINDS = (
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
    RuleKind(key="entry_endorse_days", title="受理时限", sentence="基层工会多少天内签署意见。", unit="天"),
    RuleKind(key="entry_decide_days", title="审批时限", sentence="上级工会多少天内作出决定。", unit="天"),
    RuleKind(key="proposal_file_days", title="提案立案时限", sentence="收到提案后多少天内立案。", unit="天"),
    RuleKind(key="proposal_reply_days", title="提案答复时限", sentence="立案后多少天内答复。", unit="天"),
    RuleKind(key="proposal_answer_days", title="提案反馈时限", sentence="收到答复后多少天内表明是否满意。", unit="天"),
    RuleKind(key="duty_hours", title="值守时限", sentence="管理员一次值守最长多少小时。", unit="小时"),
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
        key="town_tiles",
        title="镇街方位",
        sentence="“一屏”的地图上，各镇街画在从上数第几行、从左数第几列。有镇街没有写的，全部依次排列。",
        parts={"division": Part("区划代码", _TEXT), "row": Part("第几行"), "column": Part("第几列")},
        rows=True,
    ),
)
