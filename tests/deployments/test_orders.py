"""An order says who goes where, from–until; whoever is named hears of it; it may change, and loses no day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shenbian.deployments.actions import assign
from shenbian.deployments.models import Assignment
from shenbian.deployments.queries import counts_of, my_tasks, orders_covered, people_in
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.kit.period import Period, chinese_day, today
from shenbian.kit.refusal import Refused as RefusedBelow
from shenbian.notices.models import Notice
from tests.deployments.conftest import COMMUNITY, Posts, ago


def told(posts: Posts, who: Any) -> list[str]:
    return list(Notice.objects.filter(to=who.person).order_by("pk").values_list("title", flat=True))


def test_whoever_is_named_hears_of_it_when_it_is_issued_and_finds_it(posts: Posts) -> None:
    order = posts.order(posts.gao, issued=False)
    assert (told(posts, posts.gao), list(my_tasks(posts.gao, today()))) == ([], [])
    order = perform("issue", on=order, by=posts.fang)
    assert told(posts, posts.gao) == [f"下沉值守任务：{Period.through(ago(3), ago(-3))}"]
    assert [each.order for each in my_tasks(posts.gao, today())] == [order]
    assert order.unit == posts.community
    assign(order, [posts.person(posts.gao), posts.person(posts.song)], by=posts.fang)
    assert (len(told(posts, posts.gao)), len(told(posts, posts.song))) == (1, 1)
    assert Assignment.objects.filter(order=order, status="named").count() == 2


def test_an_order_without_people_or_past_its_days_is_not_issued(posts: Posts) -> None:
    with pytest.raises(Refused) as no:
        posts.order()
    assert no.value.why == "任务单里还没有人。请先派人，再下达。"
    with pytest.raises(Refused) as no:
        posts.order(posts.gao, from_on=ago(9), until_on=ago(8))
    assert no.value.why == f"任务单到{chinese_day(ago(8))}为止，已经过了。请先改日期。"
    with pytest.raises(RefusedBelow) as below:
        posts.order(posts.gao, until_on=ago(9))
    assert str(below.value) == "最后一天早于第一天。"


def test_only_who_runs_this_line_of_work_orders(posts: Posts) -> None:
    order = posts.order(posts.gao)
    for who in (posts.gao, posts.song, posts.wei):
        with pytest.raises(NotYours):
            assign(order, [posts.person(posts.song)], by=who)
        with pytest.raises(NotYours):
            perform("end", on=order, by=who)
    assert [list(orders_covered(who)) for who in (posts.fang, posts.gao, posts.wei)] == [[order], [order], []]


def test_an_order_is_not_cut_short_of_its_days(posts: Posts) -> None:
    order = posts.order(posts.gao)
    posts.day(posts.gao, back=1)
    said = order.as_it_is() | {"until_on": ago(2)}
    with pytest.raises(Refused) as no:
        perform("amend", on=order, by=posts.fang, said=said)
    day = chinese_day(ago(1))
    assert no.value.why == f"已登记{day}至{day}的值守，日期不能改到它们之外。"
    with pytest.raises(Refused) as no:
        perform("cancel", on=order, by=posts.fang, said={"reason": "解封"})
    assert "不能取消" in no.value.why
    amended = perform("amend", on=order, by=posts.fang, said=said | {"until_on": today(), "place": "石园南区社区"})
    assert (amended.until_on, amended.place) == (today(), "石园南区社区")
    assert told(posts, posts.gao)[1] == f"下沉值守任务有变：{Period.through(ago(3), today())}"
    assert perform("end", on=order, by=posts.fang).status == "ended"


def test_who_comes_back_early_has_a_last_day(posts: Posts) -> None:
    order = posts.order(posts.gao)
    posts.day(posts.gao, back=1)
    named = people_in(order).get()
    for last, why in ((ago(2), "还在那里值守"), (ago(-9), "请写其中的一天")):
        with pytest.raises(Refused) as no:
            perform("return", on=named, by=posts.fang, said={"until_on": last})
        assert why in no.value.why
    perform("return", on=named, by=posts.fang, said={"until_on": ago(1), "reason": "另有任务"})
    with pytest.raises(Refused) as no:
        posts.day(posts.gao, order=order)
    assert no.value.why == f"这个人{chinese_day(ago(1))}已从这项任务返回。"
    assert posts.day(posts.gao).order is None  # a day of their own, under no order


def test_another_takes_the_place_of_whoever_is_replaced(posts: Posts) -> None:
    order = posts.order(posts.gao)
    named = people_in(order).get()
    said = {"until_on": today(), "who": "没有这个人"}
    with pytest.raises(Refused) as no:
        perform("replace", on=named, by=posts.fang, said=said)
    assert no.value.why == "您的职责里没有找到“没有这个人”。请写证件号码，或者姓名的全称。"
    song = posts.person(posts.song)
    perform("replace", on=named, by=posts.fang, said=said | {"who": song.name})
    assert [(each.status, each.person, each.instead_of) for each in people_in(order)] == [
        ("named", song, named),
        ("replaced", posts.person(posts.gao), None),
    ]
    assert len(told(posts, posts.song)) == 1


def test_who_was_there_is_not_struck_from_the_list(posts: Posts) -> None:
    order = posts.order(posts.gao, posts.song)
    posts.day(posts.gao)
    gone, stays = perform("remove", on=list(people_in(order).order_by("pk")), by=posts.fang)
    assert (gone.why, stays.thing.status if stays.thing else "") == (
        "这个人已有登记的值守，不能划去。提前回来的请用“提前返回”。",
        "removed",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_order_and_three(posts: Posts, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        posts.order(posts.gao, posts.song, place=f"{COMMUNITY}{number}")
    fang, gao = posts.fang, posts.gao
    with django_assert_num_queries(3):
        assert len(counts_of(list(orders_covered(fang)))) == count
    with django_assert_num_queries(1):
        assert [each.order.organisation.name for each in my_tasks(gao, today())] == ["顺义区总工会"] * count


def test_counts_of_an_order_keep_person_days_and_people_apart(posts: Posts) -> None:
    order = posts.order(posts.gao, posts.song)
    for back in (0, 1, 2):
        posts.day(posts.gao, back=back)
    posts.day(posts.song)
    posts.day(posts.song, place="石园南区社区")  # two communities in one day are two
    counted = counts_of([order])[order.pk]
    assert (counted.named, counted.days, counted.people) == (2, 5, 2)
    assert [each.days for each in people_in(order)] == [3, 2]
    assert order.days == Period.through(ago(3), today() + timedelta(days=3))
