"""From the application to the file: each step by another hand, nothing filed before it was public, the sum is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from shenbian.aid.actions import read_dossier, save_part
from shenbian.aid.models import Assessment, Dossier, Finding
from shenbian.aid.timed import call_rechecks
from shenbian.awards.actions import Drafted, Objecting, draft_notice, object_to
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, WrongMoment
from shenbian.kit.period import midnight
from shenbian.kit.refusal import Refused
from shenbian.people.models import PersonReading
from shenbian.personal.actions import withdraw
from shenbian.personal.models import Consent
from shenbian.rights.actor import Actor
from shenbian.rulebook.actions import set_rule
from tests.aid.conftest import CHECKED, DAY, Help, On, facts
from tests.house.test_erasing import naming

FOUND = {"on": DAY, "found": "收入没有变化"}


def test_a_household_is_filed_after_review_visit_check_and_public_notice(aid: Help, on: On) -> None:
    dossier = aid.filed(on)
    (fact,) = facts("hardship.filed")
    day = DAY + timedelta(days=8)
    assert (dossier.status, dossier.klass, dossier.filed_on) == ("filed", "deep", day)
    assert (dossier.number, dossier.recheck_on) == (f"KN2022-{dossier.pk:06d}", date(2023, 9, 27))
    assert (fact.happened_on, fact.person, fact.source) == (day, aid.gao.person, dossier.number)
    assert fact.facets == {"programme": "hardship", "no": dossier.number, "class": "deep"}


def test_the_sum_is_kept_with_the_rule_rows_that_it_rests_on(aid: Help) -> None:
    dossier = aid.verified()
    kept = Assessment.objects.get()
    told = read_dossier(dossier, by=aid.dan, why="核对认定结果").sums[0][1]
    assert (kept.klass, kept.persons, kept.line_fen, kept.percent) == ("deep", 3, 132_000, 200)
    assert (kept.line_rule.key, kept.percent_rule.key) == ("minimum_living_line", "relative_hardship_percent")
    assert told == {
        "lines": [
            ["本人全年收入", 4_800_000],
            ["配偶全年收入", 0],
            ["子女全年收入", 0],
            ["家庭其他收入", 120_000],
            ["自付医疗费", -3_000_050],
            ["子女上学", -600_000],
        ],
        "per_head_fen": 36_665,
    }


def test_the_line_of_the_place_and_the_month_decides(aid: Help) -> None:
    set_rule("minimum_living_line", 30_000, at=aid.place.east, from_on=DAY, by="test")
    set_rule("minimum_living_line", 10_000, at=aid.place.east, from_on=DAY + timedelta(days=1), by="test")
    assert aid.verified().klass == "relative"


def test_a_household_above_the_line_is_in_no_class_and_hears_the_sum(aid: Help) -> None:
    dossier = aid.visited(aid.submitted(money={"other_income": "200000"}))
    with pytest.raises(Refused, match=r"不在困难职工范围内.*人均每月5,888"):
        aid.verified(dossier)
    assert (Assessment.objects.count(), Finding.objects.filter(step="means").count()) == (0, 0)


def test_what_happened_suddenly_counts_above_the_line(aid: Help) -> None:
    dossier = aid.submitted(money={"other_income": "200000"}, causes={"sudden": "on"})
    assert aid.verified(aid.visited(dossier)).klass == "accident"


def test_no_visit_is_noted_without_both_signed_papers(aid: Help) -> None:
    dossier = perform("accept", on=aid.submitted(), by=aid.bo)
    with pytest.raises(Refused, match="请先上传签好的困难帮扶申请书、家庭经济状况核对授权委托书"):
        perform("visit", on=dossier, by=aid.zhou, said={"on": DAY, "by_whom": "周", "found": "在", "signed": True})


def test_nobody_asks_about_means_without_consent_and_it_may_be_withdrawn(aid: Help) -> None:
    dossier = aid.visited()
    consent = Consent.objects.get(purpose="means_check")
    assert (consent.person, consent.given_through) == (aid.person(aid.gao), aid.gao.ref)
    assert [each.authorised_on for each in dossier.members.all()] == [DAY] * 3
    withdraw(aid.person(aid.gao), purpose="means_check", by=aid.gao)
    with pytest.raises(Refused, match="没有同意核对"):
        aid.verified(dossier)


@pytest.mark.parametrize(("found", "told"), [("houses", "住房2，最多1"), ("vehicles", "机动车2，最多1")])
def test_a_hidden_house_or_car_is_found(aid: Help, found: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        aid.verified(**{found: 2})


def test_different_hands_review_check_and_decide(aid: Help, on: On) -> None:
    dossier = perform("accept", on=aid.submitted(), by=aid.bo)
    aid.sign(dossier)
    said = {"on": DAY, "by_whom": "周、李", "found": "在", "signed": True}
    dossier = perform("visit", on=dossier, by=aid.dan, said=said)
    with pytest.raises(Refused, match="不同环节须由不同的人"):
        perform("verify", on=dossier, by=aid.dan, said=CHECKED)


def test_who_checked_does_not_decide(aid: Help, on: On) -> None:
    dossier = perform("verify", on=aid.visited(), by=aid.fang, said=CHECKED)
    dossier = aid.cleared(on, dossier)
    with pytest.raises(Refused, match="不同环节须由不同的人"):
        perform("file", on=dossier, by=aid.fang)


def test_nobody_handles_the_file_of_their_own_household(aid: Help) -> None:
    bo = aid.person(aid.bo)
    aid.home.append(aid.member_of(bo, "sibling"))
    dossier = aid.submitted()
    with pytest.raises(Refused, match="不能办理自己和家人的困难档案"):
        perform("accept", on=dossier, by=aid.bo)


@pytest.mark.parametrize("who", ["gao", "zhou", "wei", "dan"])
def test_only_who_decides_files(aid: Help, on: On, who: str) -> None:
    dossier = aid.cleared(on)
    with pytest.raises(NotYours):
        perform("file", on=dossier, by=getattr(aid, who))


def test_nothing_is_filed_before_the_notice_ended(aid: Help, on: On) -> None:
    dossier = aid.verified()
    for status in ("verification", "publicity"):
        assert Dossier.objects.get().status == status
        with pytest.raises(WrongMoment):
            perform("file", on=dossier, by=aid.fang)
        if status == "verification":
            aid.notice(dossier)


def test_the_database_files_nothing_that_was_not_public(aid: Help) -> None:
    dossier = aid.verified()
    changed = {"status": "filed", "phase": "done", "waits_for": "", "number": "KN-1", "filed_on": DAY}
    with pytest.raises(DatabaseError, match="公示没有期满，不能建档"), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(**changed)


def test_a_notice_shows_the_masked_name_and_the_class_only(aid: Help) -> None:
    line = aid.notice(aid.verified()).lines.get()
    assert (line.masked, line.told, line.amount_fen) == ("高*国", "深度困难", None)


def test_only_what_was_checked_is_made_public(aid: Help) -> None:
    dossier = aid.visited()
    with pytest.raises(Refused, match="只有核对无误"):
        aid.notice(dossier)


def test_an_objection_that_is_upheld_ends_it(aid: Help, on: On) -> None:
    dossier = aid.verified()
    notice = aid.notice(dossier)
    said = Objecting(notice=notice, line=notice.lines.get(), text="家里有两套房")
    objection = object_to(said, by=aid.wei)
    perform("uphold", on=objection, by=aid.fang, said={"found": "确有两套住房"})
    dossier.refresh_from_db()
    assert (dossier.status, [each.stands for each in dossier.members.all()]) == ("objection_upheld", [False] * 3)
    assert facts("hardship.filed") == []


def test_a_notice_called_off_leaves_the_file_to_be_made_public_anew(aid: Help, on: On) -> None:
    dossier = aid.verified()
    perform("cancel", on=aid.notice(dossier), by=aid.dan, said={"reason": "写错了"})
    dossier.refresh_from_db()
    assert dossier.status == "verification"
    assert aid.filed(on, dossier).status == "filed"


def test_a_draft_notice_that_is_called_off_moves_nothing(aid: Help) -> None:
    dossier = aid.verified()
    told = Drafted(
        programme="hardship", title="公示", organisation=aid.place.federation, desk="service",
        subjects=[dossier.subject],
    )  # fmt: skip
    perform("cancel", on=draft_notice(told, by=aid.dan), by=aid.dan, said={"reason": "写错了"})
    dossier.refresh_from_db()
    assert dossier.status == "verification"


def test_a_year_later_the_file_waits_to_be_checked_again(aid: Help, on: On) -> None:
    dossier = aid.filed(on)
    clock = Actor("timed:test", operates=True)
    on(date(2023, 9, 26))
    assert call_rechecks(clock, midnight(date(2023, 9, 26))) == ""
    on(date(2023, 9, 27))
    assert call_rechecks(clock, midnight(date(2023, 9, 27))) == "1份档案待复核"
    dossier = save_part(dossier, "money", {"other_income": "30000"}, by=aid.dan)
    dossier = perform("recheck", on=dossier, by=aid.dan, said=FOUND)
    assert (dossier.status, dossier.klass, dossier.recheck_on) == ("rechecked", "relative", date(2024, 9, 27))
    assert [each.klass for each in Assessment.objects.all()] == ["deep", "relative"]


def test_a_file_ends_with_its_reason_and_is_called_back(aid: Help, on: On) -> None:
    dossier = aid.filed(on)
    said = {"on": DAY + timedelta(days=8), "reason": "lifted", "found": "找到了工作"}
    dossier = perform("exit", on=dossier, by=aid.fang, said=said)
    (fact,) = facts("hardship.left")
    assert (dossier.status, dossier.reason, dossier.left_on) == ("exited", "lifted", said["on"])
    assert (fact.facets, fact.person) == (
        {"programme": "hardship", "no": dossier.number, "lifted": True}, aid.gao.person
    )  # fmt: skip
    dossier = perform("follow_up", on=dossier, by=aid.zhou, said={"on": said["on"], "found": "生活平稳"})
    assert (dossier.status, [each.stands for each in dossier.members.all()]) == ("followed_up", [False] * 3)
    assert len(facts("hardship.filed")) == 1


def test_whoever_reads_a_file_says_why_and_its_household_sees_it(aid: Help) -> None:
    dossier = aid.submitted()
    with pytest.raises(Refused, match="应写明事由"):
        read_dossier(dossier, by=aid.bo)
    with pytest.raises(NotYours):
        read_dossier(dossier, by=aid.wei, why="好奇")
    told = read_dossier(dossier, by=aid.bo, why="初审")
    assert (told.parts["causes"]["main"], told.members[1][1]["name"]) == ("6", "李秀英")
    assert read_dossier(dossier, by=aid.gao).parts == told.parts
    assert list(PersonReading.objects.values_list("person__key", "read_by", "why")) == [
        (aid.gao.person, aid.bo.ref, "困难档案：初审")
    ]


def test_nothing_of_a_household_stands_in_clear_in_the_database(aid: Help, on: On) -> None:
    aid.filed(on)
    assert naming("李秀英", "石园北区1号楼", "租住一室", "爱人患病", aid.home[1]["number"]) == []


def test_what_was_found_is_never_changed(aid: Help) -> None:
    aid.verified()
    for model in (Finding, Assessment):
        with pytest.raises(DatabaseError, match="不能改动"), transaction.atomic():
            model.objects.update(on=DAY - timedelta(days=1))
