"""What may become of a household's file: from the application over visit, check of means and public notice to the day
on which it is no longer needed, and a call afterwards. Different hands for different steps."""

from __future__ import annotations

from shenbian.aid.effects import (
    Agrees,
    Assess,
    Authorised,
    Finds,
    KeepHousehold,
    Leaves,
    NextRecheck,
    OpensFile,
    filed,
    left,
)
from shenbian.aid.forms import Applied, Checked, FollowedUp, Left, Rechecked, Visited, Why
from shenbian.aid.guards import (
    Consents,
    FilledIn,
    FromSheet,
    InNotice,
    NothingOnWay,
    NotInNotice,
    NotOfHousehold,
    OneHousehold,
    PastDay,
    RecheckDue,
    Signed,
    WasHelped,
    WithinMeans,
)
from shenbian.flow.table import Clock, Flow, Move, Phase, State
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import FreshHand

_KEEP, _REVIEW, _DECIDE = Right.REGISTER_KEEP, Right.ENTRY_REVIEW, Right.ENTRY_DECIDE
_NOTICE = Right.EDITION_MANAGE  # whoever runs the public notice
_OTHERS = NotOfHousehold()


def _days(rule: str) -> Clock:
    return Clock(days=rule, source="困难职工帮扶办法")


DOSSIER = Flow(
    "hardship_dossier",
    title="困难档案",
    states=(
        State("draft",            "填写中",         Phase.DRAFT),
        State("returned",         "退回补正",       Phase.DRAFT),
        State("submitted",        "待初审",         Phase.WAITING, _days("entry_endorse_days")),
        State("first_review",     "待入户走访",     Phase.WAITING, _days("hardship_visit_days")),
        State("home_visit",       "待核对经济状况", Phase.WAITING, _days("hardship_check_days")),
        State("verification",     "待公示",         Phase.WAITING, _days("entry_decide_days")),
        State("publicity",        "公示中",         Phase.WAITING),
        State("cleared",          "公示期满待批准", Phase.WAITING, _days("entry_decide_days")),
        State("filed",            "已建档",         Phase.DONE),
        State("aided",            "已帮扶在档",     Phase.DONE),
        State("recheck_due",      "待年度复核",     Phase.WAITING, _days("hardship_recheck_days")),
        State("rechecked",        "已复核在档",     Phase.DONE),
        State("exited",           "已退出待回访",   Phase.WAITING, _days("hardship_follow_up_days")),
        State("followed_up",      "已回访",         Phase.DONE),
        State("refused",          "不予建档",       Phase.VOID),
        State("withdrawn",        "已撤回",         Phase.VOID),
        State("objection_upheld", "公示异议成立",   Phase.VOID),
    ),
    moves=(
        Move(name="submit", title="提交申请", source=("draft", "returned"), target="submitted",
             right=Right.ENTRY_MAKE, asks=Applied, guards=(FilledIn(), OneHousehold()), effects=(Agrees(),),
             tells=("owner",), says="您的{what}已到{where}，预计{due}前完成初审。"),
        Move(name="register", title="登记纸面申请", source=("draft", "returned"), target="submitted", right=_KEEP,
             guards=(FilledIn(), _OTHERS, OneHousehold())),
        Move(name="accept", title="初审通过", source=("submitted",), target="first_review",
             right=Right.ENTRY_ENDORSE, guards=(_OTHERS, OneHousehold()), tells=("owner",),
             says="您的{what}已通过初审，{due}前会有人到家里走访，请备好申请书和授权书。"),
        Move(name="visit", title="登记入户走访", source=("first_review",), target="home_visit", right=_KEEP,
             asks=Visited, guards=(_OTHERS, PastDay(), Signed()), effects=(Finds("visit"), Authorised())),
        Move(name="verify", title="核对无误，认定类别", source=("home_visit",), target="verification", right=_REVIEW,
             asks=Checked,
             guards=(_OTHERS, FreshHand(than=("register", "accept", "visit")), PastDay(), Consents(), WithinMeans(),
                     OneHousehold()),
             effects=(Finds("means"), Assess()), tells=("owner",)),
        Move(name="publicise", title="开始公示", source=("verification",), target="publicity", right=_NOTICE,
             guards=(InNotice("open", ("running",), "还没有列入正在进行的公示。"),), tells=("owner",),
             says="您的{what}开始公示，只公布隐去中间字的姓名和困难类别。"),
        Move(name="clear", title="公示期满", source=("publicity",), target="cleared", right=_NOTICE,
             guards=(InNotice("clean", ("ended",), "公示还没有期满，或者还有异议待核实。"),)),
        Move(name="unpublicise", title="退回待公示", source=("publicity",), target="verification", right=_NOTICE,
             guards=(NotInNotice(),)),
        Move(name="uphold", title="公示异议成立", source=("publicity",), target="objection_upheld", right=_NOTICE,
             guards=(InNotice("struck", (), "没有成立的异议。"),), tells=("owner",)),
        Move(name="file", title="批准建档", source=("cleared",), target="filed", right=_DECIDE,
             guards=(_OTHERS, FreshHand(), InNotice("clean", ("ended",), "公示还没有期满，或者还有异议待核实。"),
                     OneHousehold()),
             effects=(OpensFile(),), facts=(filed,), tells=("owner",),
             says="您的{what}已批准，困难档案已建立。"),
        Move(name="file_told", title="登记为已建档", source=("draft", "publicity", "refused"), target="filed",
             right=_KEEP, guards=(FromSheet(), OneHousehold()), effects=(OpensFile(), KeepHousehold()),
             facts=(filed,)),
        Move(name="publish_told", title="登记为公示中", source=("draft",), target="publicity", right=_KEEP,
             guards=(FromSheet(),)),
        Move(name="refuse_told", title="登记为不予建档", source=("draft",), target="refused", right=_KEEP,
             guards=(FromSheet(),)),
        Move(name="return", title="退回补正", source=("submitted",), target="returned",
             right=Right.ENTRY_ENDORSE, asks=Why, guards=(_OTHERS,), tells=("owner",)),
        Move(name="return", title="退回补正", source=("first_review", "home_visit"), target="returned",
             right=_REVIEW, asks=Why, guards=(_OTHERS,), tells=("owner",)),
        Move(name="refuse", title="不予建档", source=("submitted", "first_review", "home_visit", "verification",
                                                      "cleared"), target="refused",
             right=_DECIDE, asks=Why, guards=(_OTHERS,), tells=("owner",)),
        Move(name="withdraw", title="撤回申请", source=("draft", "returned", "submitted", "first_review", "home_visit",
                                                        "verification"), target="withdrawn",
             right=Right.ENTRY_WITHDRAW),
        Move(name="help", title="登记帮扶", source=("filed", "rechecked"), target="aided", right=_KEEP,
             guards=(WasHelped(),)),
        Move(name="call_recheck", title="到期复核", source=("filed", "aided", "rechecked"), target="recheck_due",
             right=_KEEP, guards=(RecheckDue(),), tells=("owner",),
             says="您的{what}到了年度复核的时候，{where}会联系您。"),
        Move(name="recheck", title="复核后继续帮扶", source=("recheck_due",), target="rechecked", right=_REVIEW,
             asks=Rechecked, guards=(_OTHERS, PastDay()), effects=(Finds("recheck"), Assess(), NextRecheck()),
             tells=("owner",)),
        Move(name="exit", title="退出档案", source=("filed", "aided", "rechecked", "recheck_due"), target="exited",
             right=_DECIDE, asks=Left, guards=(_OTHERS, PastDay(), NothingOnWay()),
             effects=(Leaves(), Finds("exit")), facts=(left,), tells=("owner",)),
        Move(name="follow_up", title="登记回访", source=("exited",), target="followed_up", right=_KEEP,
             asks=FollowedUp, guards=(_OTHERS, PastDay()), effects=(Finds("follow_up"),)),
    ),
)  # fmt: skip

# What follows by itself from a notice, a sheet, a help or the day: nobody presses a button for it.
FOLLOWS = frozenset("publicise clear unpublicise uphold file_told publish_told refuse_told help call_recheck".split())
