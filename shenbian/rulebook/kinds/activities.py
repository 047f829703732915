"""Rules of what people take part in: challenges, sessions, matches, streams, courses and their certificates."""

from shenbian.rulebook.shapes import Part, RuleKind, Shape

_TEXT = Shape.TEXT
_YES = Shape.YES

KINDS = (
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
        key="mediator_certificate_months",
        title="调解员培训合格证有效期",
        sentence="调解员培训合格证颁发后多少个月内有效。",
        unit="个月",
    ),
)
