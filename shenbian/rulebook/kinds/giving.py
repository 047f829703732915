"""Rules of what is given by decision: public notices, subsidies, the files of hardship."""

from shenbian.rulebook.shapes import Part, RuleKind, Shape

_TEXT = Shape.TEXT

KINDS = (
    RuleKind(
        key="public_notice_working_days", title="公示期", sentence="公示多少个工作日，期满才能付款。", unit="个工作日"
    ),
    RuleKind(key="objection_days", title="异议核实时限", sentence="收到对公示的异议后多少天内核实答复。", unit="天"),
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
)
