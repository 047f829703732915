"""Who hears of what the house itself does: whoever must act next, and whom it concerns. Nobody else."""

from datetime import date

import pytest

from shenbian.amendments.actions import Source, propose_rule
from shenbian.flow.actions import perform
from shenbian.flow.offers import may_see
from shenbian.kit.period import today
from shenbian.notices.models import Notice
from shenbian.offices.actions import assist, delegate, prepare_handover
from shenbian.personal import actions as personal
from tests.offices.conftest import Cast

PAPER = Source(number="顺工发〔2026〕8号", title="关于调整公示期的通知", signer="区总工会", reason="与上级办法一致")


def heard(cast: Cast) -> list[tuple[str, str]]:
    """(who, title) of everything told so far, which is then forgotten."""
    names = {person.key: name for name, person in cast.people.items()}
    told = [(names[each.to], each.title) for each in Notice.objects.order_by("pk")]
    Notice.objects.all().delete()
    return told


def test_a_proposed_rule_is_told_to_the_second_hand_and_not_to_the_first(cast: Cast) -> None:
    cast.join("吴部长", "desk_head"), cast.join("郑部长", "desk_head")
    by = cast.actor("吴部长")
    propose_rule("public_notice_working_days", 7, at=cast.federation, from_on=date(2026, 12, 1), source=PAPER, by=by)
    assert heard(cast) == [("郑部长", "等您办理：规则修订")]


@pytest.mark.parametrize(
    ("move", "said", "state"), [("approve", {}, "已生效"), ("return", {"reason": "文号不符"}, "已退回")]
)
def test_who_proposed_hears_of_the_decision(cast: Cast, move: str, said: dict[str, str], state: str) -> None:
    cast.join("吴部长", "desk_head"), cast.join("郑部长", "desk_head")
    by = cast.actor("吴部长")
    days = date(2026, 12, 1)
    drawn = propose_rule("public_notice_working_days", 7, at=cast.federation, from_on=days, source=PAPER, by=by)
    heard(cast)
    perform(move, on=drawn, by=cast.actor("郑部长"), said=said)
    assert heard(cast) == [("吴部长", f"规则修订：{state}")]


def test_a_delegate_hears_that_a_post_is_lent_and_taken_back_and_sees_it(cast: Cast) -> None:
    by, days = cast.actor("李干事"), {"from_on": today(), "until_on": today()}
    thing = delegate(cast.posts["李干事"], to=cast.people["赵干事"], reason="外出培训", by=by, **days)
    assert heard(cast) == [("赵干事", "委托代行：委托中")]
    assert (may_see(thing, cast.actor("赵干事")), may_see(thing, cast.actor("王师傅"))) == (True, False)
    perform("revoke", on=thing, by=by)
    assert heard(cast) == [("赵干事", "委托代行：已收回")]


def test_a_hand_over_is_told_to_whose_word_is_asked(cast: Cast) -> None:
    by, new = cast.actor("安全管理员"), cast.join("孙干事", "town_officer", at=cast.town)
    thing = prepare_handover(cast.posts["李干事"], to=new, on=today(), by=by)
    assert heard(cast) == [("李干事", "职务交接：待移交人确认")]
    thing = perform("give", on=thing, by=cast.actor("李干事"))
    assert heard(cast) == [("孙干事", "职务交接：待接任人确认")]
    perform("cancel", on=thing, by=by)
    assert heard(cast) == [("孙干事", "职务交接：已取消")]


def test_whoever_is_assisted_hears_that_it_began_and_ended(cast: Cast) -> None:
    worker, person = cast.actor("李干事"), cast.people["王师傅"]
    thing = assist(person, at=cast.town, purpose="申请补贴", how="signed", witness="签字单", hours=1, by=worker)
    assert Notice.objects.get().body == (
        "东镇总工会的工作人员按您的同意开始为您代办，每一步都会留痕；不是您同意的，请打12351。"
    )
    assert heard(cast) == [("王师傅", "代办：代办中")]
    perform("close", on=thing, by=worker)
    assert heard(cast) == [("王师傅", "代办：已结束")]


def test_a_request_about_ones_data_is_told_to_who_answers_it_and_the_answer_to_its_owner(cast: Cast) -> None:
    cast.join("武经办", "desk_officer")
    person = cast.people["王师傅"]
    asked = personal.ask(person, about="name", wanted="王师付应为王师傅", by=cast.actor("王师傅"))
    assert heard(cast) == [("武经办", "等您办理：更正个人信息")]
    perform("correct", on=asked, by=cast.actor("武经办"), said={"answer": "已更正"})
    assert heard(cast) == [("王师傅", "更正个人信息：已更正")]
