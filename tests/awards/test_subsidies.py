"""An application from the worker to what is payable: who may, what it is worth, given once and public before."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from shenbian.awards import worth
from shenbian.awards.actions import Objecting, object_to
from shenbian.awards.models import Benefit, PublicNotice
from shenbian.awards.timed import end_notices
from shenbian.editions.actions import withdraw
from shenbian.editions.models import Entry
from shenbian.editions.queries import why_not
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.flow.models import Trace
from shenbian.flow.refusals import NotYours
from shenbian.jobs.timed import clockwork
from shenbian.kit.period import BEIJING, chinese_day, today
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from shenbian.rulebook.actions import set_rule
from tests.awards.claiming import LAST_YEAR, Claims, benefit, benefits
from tests.awards.conftest import On
from tests.editions.conftest import person_of

CLOCK = clockwork["awards.end_notices"].actor


def after_notice(on: On) -> date:
    """A month on: whatever the holidays, five working days have passed."""
    day = today() + timedelta(days=30)
    on(day)
    end_notices(CLOCK, datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING))
    return day


def refused(claims: Claims, worker: Actor, kind: str = "certificate_subsidy", **said: object) -> str:
    with pytest.raises(Refused) as no:
        claims.submitted(worker, kind, **said)
    return str(no.value)


def test_what_is_endorsed_reviewed_and_public_is_payable_and_a_fact(claims: Claims, on: On) -> None:
    entry = claims.reviewed(claims.member())
    assert (entry.status, benefits()) == ("reviewed", [("certificate_subsidy", 60_000, "held")])
    claims.noticed(entry)
    day = after_notice(on)
    entry.refresh_from_db()
    assert (entry.status, benefits()) == ("payable", [("certificate_subsidy", 60_000, "granted")])
    (fact,) = Fact.objects.filter(kind="benefit.granted")
    assert (fact.person, fact.happened_on, fact.amount_fen, fact.source) == (entry.owner, day, 60_000, entry.number)
    assert fact.facets == {
        "programme": "certificate_subsidy",
        "no": entry.number,
        "basis": benefit(entry).basis,
        "tier": "三级（高级工）",
        "earned_on": f"{LAST_YEAR}-06-01",
    }


def test_the_sum_keeps_its_lines_with_the_rule_of_its_day(claims: Claims) -> None:
    entry = claims.reviewed(claims.member())
    before = benefit(entry).lines
    rows = [{"code": "3", "title": "三级（高级工）", "yuan": 500}]
    later = set_rule("certificate_worth", rows, at=claims.cast.district, from_on=today(), by="test")
    assert [(each["label"], each["fen"], each["from"]) for each in before] == [
        ("三级（高级工）", 60_000, "2000-01-01"),
    ]
    again = benefit(claims.reviewed(claims.member(), number="ZS-2"))
    assert [(each["fen"], each["rule"]) for each in again.lines] == [(50_000, later.pk)]
    assert benefit(entry).lines == before


def test_a_training_is_worth_no_more_than_was_paid(claims: Claims) -> None:
    entry = claims.reviewed(claims.member(), "training_subsidy", fee="800")
    assert [(each["label"], each["fen"]) for each in benefit(entry).lines] == [
        ("技能培训", 100_000),
        ("不超过实缴费用800.00元", -20_000),
    ]
    assert benefit(entry).amount_fen == 80_000


def test_what_one_gets_in_a_year_has_a_cap_and_the_rest_is_cut(claims: Claims) -> None:
    rows = [{"programme": "certificate_subsidy", "yuan": 1000}]
    set_rule("benefit_caps", rows, at=claims.cast.district, from_on=date(2020, 1, 1), by="test")
    worker = claims.member()
    amounts = [benefit(claims.reviewed(worker, number=f"ZS-{n}")).amount_fen for n in (1, 2)]
    assert amounts == [60_000, 40_000]
    assert refused(claims, worker, number="ZS-3") == f"{today().year}年已达到每人每年1,000.00元的上限。"


def test_those_who_live_together_have_a_cap_together(claims: Claims, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"programme": "certificate_subsidy", "yuan": 1000}]
    set_rule("benefit_household_caps", rows, at=claims.cast.district, from_on=date(2020, 1, 1), by="test")
    one, other, stranger = claims.member(), claims.member(), claims.member()
    home = frozenset(person_of(each).pk for each in (one, other))
    monkeypatch.setattr(worth, "homes", [lambda people: dict.fromkeys(home & set(people), home)])
    amounts = [benefit(claims.reviewed(who, number=f"ZS-{n}")) for n, who in enumerate((one, other, stranger))]
    assert [each.amount_fen for each in amounts] == [60_000, 40_000, 60_000]
    assert [each["label"] for each in amounts[1].lines][1:] == ["每户每年上限1,000.00元"]
    assert refused(claims, one, number="ZS-9") == f"{today().year}年这一户已达到每户每年1,000.00元的上限。"


def test_only_a_member_applies_and_only_for_what_was_earned_as_one(claims: Claims) -> None:
    assert why_not(claims.cast.worker(), claims.edition()) == ["只有在册会员才能办理。"]
    joined = date(LAST_YEAR, 9, 1)
    assert refused(claims, claims.member(on=joined)) == (
        f"您{chinese_day(joined)}入会，成果是{LAST_YEAR}年6月1日取得的，当时还不是会员。"
        "助推金只发给取得成果时已入会的职工。"
    )
    assert refused(claims, claims.member(), earned_on=f"{LAST_YEAR - 1}-12-30") == (
        f"本期受理{LAST_YEAR}年取得的成果，您填的是{LAST_YEAR - 1}年12月30日，请在相应的一期申请。"
    )


def test_a_contest_that_is_not_on_the_list_is_no_answer(claims: Claims) -> None:
    with pytest.raises(Refused, match="竞赛名称"):
        claims.draft(claims.member(), "contest_subsidy", contest="village")
    entry = claims.draft(claims.member(), "contest_subsidy")
    rows = [{"code": "national", "title": "全国职业技能大赛", "level": "国家级"}]
    set_rule("recognised_contests", rows, at="", from_on=date(2010, 1, 1), by="test")
    with pytest.raises(Refused, match="这项竞赛不在认可的竞赛目录内"):
        perform("submit", on=entry, by=Actor(f"person:{entry.owner}", person=entry.owner))


def test_one_certificate_is_given_for_once_across_programmes_and_a_hit_is_named(claims: Claims) -> None:
    worker = claims.member()
    first = claims.reviewed(worker, number="JY-100 01")
    said = f"区总工会{chinese_day(today())}办理的“职业资格证书助推”（编号{first.number}）"
    assert refused(claims, worker, "training_subsidy", number="ｊｙ１００－０１") == (
        f"这项成果已享受过：{said}。同一成果不重复享受。"
    )
    assert refused(claims, claims.member(), number="JY10001") == f"这项成果已由他人申领：{said}。请核对编号。"


def test_one_invoice_is_used_once(claims: Claims) -> None:
    first = claims.reviewed(claims.member(), "training_subsidy")
    told = refused(claims, claims.member(), "training_subsidy", number="JY-2")
    assert told == (
        f"这张发票已用于区总工会{chinese_day(today())}办理的“技能培训助推”（编号{first.number}），一张发票只用一次。"
    )


def test_the_prize_of_a_team_is_divided_and_not_multiplied(claims: Claims) -> None:
    amounts = [benefit(claims.reviewed(claims.member(), "contest_subsidy", team="3")).amount_fen for _ in range(3)]
    assert amounts == [50_000, 50_000, 50_000]
    fourth = claims.endorsed(claims.member(), "contest_subsidy", team="3")
    with pytest.raises(Refused) as no:
        perform("review", on=fourth, by=claims.yu)
    assert str(no.value) == "团队奖项的助推金共1,500.00元，由队员均分；已有队员申领，只剩0.00元。"


def test_who_says_a_team_is_smaller_takes_nothing_from_the_others(claims: Claims) -> None:
    claims.reviewed(claims.member(), "contest_subsidy", team="3")
    alone = claims.endorsed(claims.member(), "contest_subsidy", team="1")
    with pytest.raises(Refused, match=r"只剩1,000\.00元"):
        perform("review", on=alone, by=claims.yu)


def test_two_claims_for_one_thing_in_one_call_are_one(claims: Claims) -> None:
    entries = [claims.endorsed(claims.member(), number="ZS-7") for _ in range(2)]
    first, second = perform("review", on=entries, by=claims.yu)
    assert (first.moved, second.why) == (True, "与第1件是同一项成果，同一成果不重复享受。")


def test_an_exception_is_allowed_by_another_hand_with_a_reason_and_leaves_a_trace(claims: Claims) -> None:
    worker = claims.member()
    late = claims.endorsed(worker, "training_subsidy", number="ZS-1")
    first = claims.reviewed(worker)
    with pytest.raises(Refused, match="这项成果已享受过"):
        perform("review", on=late, by=claims.yu)
    with pytest.raises(NotYours):
        perform("allow", on=late, by=claims.yu, said={"why": "两项内容不同"})
    allowed = perform("allow", on=late, by=claims.fang, said={"why": "两项内容不同"})
    with pytest.raises(Refused, match="例外是您准许的，请由另一位同事复核。"):
        perform("review", on=allowed, by=claims.fang)
    perform("review", on=allowed, by=claims.yu)
    made = benefit(late)
    assert (made.besides, made.allowed_why, made.allowed_by) == (benefit(first), "两项内容不同", claims.fang.ref)
    trace = Trace.objects.get(subject=late.subject, move="allow")
    assert (trace.actor, trace.said) == (claims.fang.ref, {"why": "两项内容不同"})


def test_there_is_no_exception_where_nothing_stands_in_the_way(claims: Claims) -> None:
    entry = claims.endorsed(claims.member())
    with pytest.raises(Refused, match="没有重复享受的提示"):
        perform("allow", on=entry, by=claims.fang, said={"why": "以防万一"})


def test_whoever_endorsed_or_reviewed_does_not_make_it_public(claims: Claims) -> None:
    entry = perform("review", on=claims.endorsed(claims.member()), by=claims.lin)
    with pytest.raises(Refused, match="不同环节须由不同的人办理"):
        claims.noticed(entry, by=claims.lin)
    perform("start", on=PublicNotice.objects.get(), by=claims.fang)


def test_nobody_makes_public_what_is_not_reviewed(claims: Claims) -> None:
    with pytest.raises(Refused, match="现在是“待复核”，复核通过的才能公示"):
        claims.noticed(claims.endorsed(claims.member()))


def test_what_follows_the_notice_is_not_done_by_hand(claims: Claims) -> None:
    entry = claims.reviewed(claims.member())
    for name in ("announce",):
        with pytest.raises(Refused, match="随公示和付款自动办理"):
            perform(name, on=entry, by=claims.fang)
    claims.noticed(entry)
    with pytest.raises(Refused, match="随公示和付款自动办理"):
        perform("clear", on=entry, by=claims.fang)
    with pytest.raises(Refused, match="享受记录随申报、公示和付款自动办理"):
        perform("grant", on=benefit(entry), by=claims.fang)


def test_what_is_sent_back_refused_or_withdrawn_gives_the_thing_free(claims: Claims) -> None:
    worker = claims.member()
    first = claims.reviewed(worker)
    perform("return", on=first, by=claims.fang, said={"reason": "照片看不清"})
    again = perform("submit", on=first, by=worker)
    again = perform("review", on=perform("endorse", on=again, by=claims.cast.bo), by=claims.yu)
    withdraw(again, by=worker)
    claims.reviewed(worker, "training_subsidy", number="ZS-1")
    assert [status for _, _, status in benefits()] == ["dropped", "dropped", "held"]


def test_what_is_public_is_withdrawn_no_more(claims: Claims) -> None:
    worker = claims.member()
    entry = claims.reviewed(worker)
    claims.noticed(entry)
    with pytest.raises(Refused):
        withdraw(entry, by=worker)


def test_an_upheld_objection_takes_the_benefit_away_and_brings_the_claim_back_to_the_desk(
    claims: Claims, on: On
) -> None:
    good, bad = claims.reviewed(claims.member(), number="ZS-1"), claims.reviewed(claims.member(), number="ZS-2")
    notice = claims.noticed(good, bad)
    line = notice.lines.get(subject=bad.subject)
    objection = object_to(Objecting(notice=notice, line=line, text="没有这张证书"), by=claims.cast.worker())
    perform("uphold", on=objection, by=claims.lin, said={"found": "发证机构查无此证。"})
    after_notice(on)
    assert [Entry.objects.get(pk=each.pk).status for each in (good, bad)] == ["payable", "objected"]
    assert [status for _, _, status in benefits()] == ["granted", "dropped"]
    perform("refuse", on=bad, by=claims.lin, said={"reason": "证书无法核实"})


def test_a_notice_that_is_called_off_lets_its_claims_wait_again(claims: Claims) -> None:
    entry = claims.reviewed(claims.member())
    perform("cancel", on=claims.noticed(entry), by=claims.fang, said={"reason": "写错名称"})
    entry.refresh_from_db()
    assert (entry.status, benefit(entry).status) == ("reviewed", "held")
    claims.noticed(entry)


# The law of the database.


def refuses(statement: str, *values: object) -> str:
    with pytest.raises(IntegrityError) as no, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(no.value).splitlines()[0]


def test_no_benefit_is_granted_or_paid_before_its_notice_ended(claims: Claims) -> None:
    entry = claims.reviewed(claims.member())
    sql = "UPDATE awards_benefit SET status = %s WHERE id = %s"
    wrong = "公示没有期满，或者有异议成立，不能发放。"
    assert [refuses(sql, status, benefit(entry).pk) for status in ("granted", "paid")] == [wrong, wrong]
    claims.noticed(entry)
    assert refuses(sql, "granted", benefit(entry).pk) == wrong


def test_a_clean_line_of_another_thing_or_amount_is_none(claims: Claims, on: On) -> None:
    one, two = claims.reviewed(claims.member(), number="ZS-1"), claims.reviewed(claims.member(), number="ZS-2")
    claims.noticed(one)
    after_notice(on)
    sql = "UPDATE awards_benefit SET status = 'granted', line_id = %s WHERE id = %s"
    assert refuses(sql, benefit(one).line_id, benefit(two).pk) == "公示的不是这一项或者不是这个金额。"


def test_one_person_and_thing_stand_once_whatever_writes_it(claims: Claims) -> None:
    made = benefit(claims.reviewed(claims.member()))
    other = Benefit.objects.get(pk=made.pk)
    other.pk, other.number, other._state.adding = None, "另一号", True
    with pytest.raises(IntegrityError, match="person_benefits_once"), transaction.atomic():
        other.save()

    assert refuses("UPDATE awards_benefit SET amount_fen = 1 WHERE id = %s", made.pk) == (
        "评定过的享受记录不能换人、换依据、改金额。"
    )


def test_a_team_gets_no_more_than_its_prize_whatever_writes_it(claims: Claims) -> None:
    for _ in range(3):
        claims.reviewed(claims.member(), "contest_subsidy", team="3")
    made = Benefit.objects.order_by("pk")[0]
    made.pk, made.number, made._state.adding = None, "另一号", True
    made.basis, made.amount_fen = "contest:other", 1
    with pytest.raises(IntegrityError, match="团队奖项的助推金不能多发"), transaction.atomic():
        made.save()


def test_an_account_number_that_cannot_be_one_is_said_before_anything_is_handed_in(claims: Claims) -> None:
    told = refused(claims, claims.member(), account="我的工资卡")
    assert told == "“打到哪里”中：银行账号应为8到30位数字。"
