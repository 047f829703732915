"""One person, one day, one place is one fact, whoever notes it; what is not so is refused with its reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from shenbian.deployments.models import DutyDay, Problem
from shenbian.deployments.queries import days_covered, my_days, problems_covered
from shenbian.facts.models import Fact
from shenbian.flow.actions import begin, perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import chinese_day, now, today
from shenbian.people.actions import merge
from shenbian.rights.queries import actor_of
from tests.deployments.conftest import COMMUNITY, Posts, ago, facts
from tests.people.making import person


def why(posts: Posts, who: object = None, **said: object) -> str:
    with pytest.raises(Refused) as no:
        posts.day(who or posts.gao, **said)  # type: ignore[arg-type]
    return no.value.why


def test_a_day_is_the_fact_that_an_import_would_write(posts: Posts) -> None:
    day = posts.day(posts.gao)
    (fact,) = facts()
    assert (fact.source, fact.person, fact.happened_on) == (
        f"deployment|{posts.gao.person}|{today()}|{COMMUNITY}",
        posts.gao.person,
        today(),
    )
    assert (fact.organisation, fact.evidence) == (posts.place.federation.pk, day.subject)
    assert fact.facets == {
        "programme": "deployment",
        "place": COMMUNITY,
        "standing": "cadre",
        "work": "卡口值守",
    }
    assert (day.status, day.organisation, day.is_late) == ("logged", posts.place.federation, False)


def test_standing_is_what_the_posts_of_that_day_say(posts: Posts) -> None:
    assert posts.day(posts.song, standing="cadre").standing == "social_worker"
    member = posts.place.admit(posts.place.plant, "王小梅")[0].person
    keeper = posts.place.actor("town_officer", posts.place.east)
    assert "没有查到任职" in why(posts, actor_of(member), by=keeper)
    assert posts.day(actor_of(member), by=keeper, standing="social_worker").standing == "social_worker"


def test_the_same_day_noted_by_the_community_and_by_the_federation_is_one(posts: Posts) -> None:
    posts.day(posts.gao)
    name = posts.person(posts.gao).name
    told = why(posts, by=posts.fang)
    assert told == (
        f"{chinese_day(today())}在“{COMMUNITY}”已有一次下沉值守（{name}登记），同一人同一天同一地点只记一次。"
    )
    assert (DutyDay.objects.count(), len(facts())) == (1, 1)
    posts.day(posts.gao, place="石园南区社区")
    posts.day(posts.gao, back=1)
    posts.day(posts.gao, programme="stationing")
    assert len(facts()) == 4


def test_the_database_holds_it_too(posts: Posts) -> None:
    twin = posts.day(posts.gao)
    twin.pk = None
    begin([twin], by=posts.gao)  # a draft is in nobody's way
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyDay.objects.filter(pk=twin.pk).update(status="logged", phase="done")


def test_nothing_is_written_down_before_its_day_and_what_comes_late_says_so(posts: Posts) -> None:
    assert why(posts, back=-1) == f"{chinese_day(ago(-1))}还没有到。值守以后再登记。"
    late = posts.day(posts.gao, back=5)
    assert (late.is_late, late.status) == (True, "logged")
    DutyDay.objects.filter(pk=late.pk).update(arrived_at=now() - timedelta(days=5))
    late.refresh_from_db()
    assert late.is_late is False


def test_a_day_falls_under_the_order_of_its_person_and_lies_within_it(posts: Posts) -> None:
    order = posts.order(posts.gao)
    assert posts.day(posts.gao).order == order
    assert posts.day(posts.song).order is None
    assert posts.day(posts.gao, back=4).order is None
    assert "不在里面" in why(posts, back=5, order=order)
    assert why(posts, posts.song, order=order, back=1).startswith("任务单“石园北区核酸采样点支援”里没有派这个人")
    drafted = posts.order(posts.song, issued=False, place="石园东区")
    assert "还没有下达或已经取消" in why(posts, posts.song, back=1, order=drafted)


def test_an_order_says_the_work_where_nobody_else_does(posts: Posts) -> None:
    posts.order(posts.gao)
    assert posts.day(posts.gao, work="").work == "核酸采样秩序维护"


def test_anothers_day_is_written_down_within_ones_duty_only(posts: Posts) -> None:
    assert posts.day(posts.gao, by=posts.fang).organisation == posts.place.federation
    with pytest.raises(NotYours):
        posts.day(posts.song, by=posts.gao)  # keeps no register
    assert posts.day(posts.song, by=posts.place.actor("town_officer", posts.place.east)).status == "logged"
    assert [each.person.name for each in days_covered(posts.wei)] == []
    assert (days_covered(posts.fang).count(), my_days(posts.song).count()) == (2, 1)


def test_a_correction_strikes_out_and_writes_anew(posts: Posts) -> None:
    day = posts.day(posts.gao)
    said = {"day": ago(1), "place": "石园南区社区", "work": "信息采集", "reason": "写错了社区"}
    with pytest.raises(NotYours):
        perform("correct", on=day, by=posts.gao, said=said)
    day = perform("correct", on=day, by=posts.fang, said=said)
    old, new = Fact.objects.filter(kind="duty.day").order_by("id")
    assert (old.voided_at is None, new.voided_at, new.happened_on) == (False, None, ago(1))
    assert new.facets["place"] == "石园南区社区"
    assert (new.evidence, Fact.objects.get(kind="void").voids) == (day.subject, old.pk)
    only_work = perform("correct", on=day, by=posts.fang, said=said | {"work": "秩序维护"})
    assert (only_work.work, len(facts())) == ("秩序维护", 1)
    other = posts.day(posts.gao)
    with pytest.raises(Refused) as no:
        perform("correct", on=other, by=posts.fang, said=said)
    assert "已有一次下沉值守" in no.value.why


def test_ones_own_is_withdrawn_until_it_is_confirmed_and_makes_room(posts: Posts) -> None:
    day = posts.day(posts.gao)
    day = perform("withdraw", on=day, by=posts.gao, said={"reason": "记错了"})
    assert (day.status, facts()) == ("struck", [])
    day = posts.day(posts.gao)
    mine = posts.day(posts.fang)
    with pytest.raises(Refused) as no:
        perform("confirm", on=mine, by=posts.fang)
    assert no.value.why == "这一天是您自己的，或是您登记的，请由另一位同事核实。"
    perform("confirm", on=day, by=posts.fang)
    with pytest.raises(Refused):
        perform("withdraw", on=day, by=posts.gao, said={"reason": "记错了"})
    assert perform("strike", on=day, by=posts.fang, said={"reason": "没有到岗"}).status == "struck"


def test_a_day_of_a_record_that_was_merged_away_is_still_struck_out(posts: Posts) -> None:
    day = posts.day(posts.gao)
    survivor = person(700, posts.person(posts.gao).name)
    merge(posts.person(posts.gao), into=survivor, reason="同一人", by="test")
    perform("strike", on=day, by=posts.fang, said={"reason": "没有到岗"})
    assert facts() == []


def test_a_problem_is_followed_to_its_end_and_a_visit_without_one_says_so(posts: Posts) -> None:
    none = posts.day(posts.gao, programme="stationing", back=1)
    found = posts.day(posts.gao, programme="stationing", problem="小区没有充电桩")
    (problem,) = problems_covered(posts.fang)
    assert (problem.what, problem.status, problem.phase) == ("小区没有充电桩", "open", "waiting")
    assert {label: value for label, value, _ in none.shows()}["发现的问题"] == "没有发现问题"
    assert {label: value for label, value, _ in found.shows()}["发现的问题"] == ["小区没有充电桩（待解决）"]
    with pytest.raises(NotYours):
        perform("solve", on=problem, by=posts.wei, said={"solved_on": today(), "done": "装了"})
    said = {"solved_on": today(), "done": "物业装了四个"}
    solved = perform("solve", on=problem, by=posts.fang, said=said)
    assert (solved.status, solved.done, Problem.objects.filter(phase="waiting").count()) == (
        "solved",
        "物业装了四个",
        0,
    )
