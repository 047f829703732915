"""A challenge on the phone: my days and why one does not count, my place, the rankings, being named, leaving."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from shenbian.accounts.models import Account
from shenbian.challenges.models import Unnamed
from shenbian.rights.actor import Actor
from tests.challenges.conftest import Walk, data_folder, queries, walk
from tests.editions.conftest import person_of

__all__ = ["data_folder", "queries", "walk"]


def phone(actor: Actor) -> Client:
    account, _ = Account.objects.get_or_create(person=person_of(actor), defaults={"login": f"p{actor.person}"})
    client = Client()
    client.force_login(account)
    return client


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main.group() if main else ""))


def test_my_days_say_which_count_and_why_the_others_do_not(walk: Walk) -> None:
    worker, entry = walk.joins()
    mine, at = phone(worker), f"/entries/{entry.pk}/days/"
    assert "还没有收到您的数据" in text(mine, at)
    walk.sends(worker, walk.steps(8421), walk.steps(6500, device="band"), walk.steps(100, ago=2))
    said = text(mine, at)
    assert "我的总数 8,421 步" in said
    assert "8,421 步 · 手机计步 6,500 步 · 手环 · 同一天另一台设备的数已计，一天只计一台 有效" in said
    assert "100 步 · 手机计步 · 不到有效日的最少步数 不计" in said
    assert "1天，满20天为完成" in said
    assert phone(walk.worker()).get(at).status_code == 404


def test_whoever_takes_part_is_not_asked_to_once_more_until_they_left(walk: Walk) -> None:
    worker, entry = walk.joins()
    mine, at = phone(worker), f"/editions/{walk.edition.pk}/"
    assert ("参加健步走" in text(mine, at), "看我办过的" in text(mine, at)) == (False, True)
    assert mine.post(f"{at}begin/").status_code == 409
    mine.post(f"/entries/{entry.pk}/moves/withdraw/")
    assert "参加健步走" in text(mine, at)


def test_others_are_masked_in_the_ranking_and_who_asked_is_not_named(walk: Walk) -> None:
    worker, one = walk.joins()
    shy, other = walk.joins(of=walk.cast.shop)
    walk.provides(walk.steps(7000, entry=one), walk.steps(9000, entry=other))
    at = f"/editions/{walk.edition.pk}/ranking/"
    assert f"1 {other.person.name[0]}*" in text(phone(worker), at)
    client = phone(shy)
    client.post(f"/entries/{other.pk}/days/named/", {"named": "0"})
    assert "1 不公开 百货工会 · 1个有效日 9,000 步 2" in text(phone(worker), at)
    assert f"1 {other.person.name}（我）" in text(client, at)
    client.post(f"/entries/{other.pk}/days/named/", {"named": "1"})
    assert Unnamed.objects.count() == 0
    assert phone(worker).post(f"/entries/{other.pk}/days/named/", {"named": "0"}).status_code == 404


def test_unions_are_ranked_with_the_unit_of_each_order(walk: Walk) -> None:
    worker, one = walk.joins()
    walk.joins()
    walk.provides(walk.steps(9000, entry=one))
    at = f"/editions/{walk.edition.pk}/ranking/unions/"
    assert "1 机床厂工会（我的工会） 2人报名 · 合计9,000 步 4,500 步/人" in text(phone(worker), at)
    assert "1 机床厂工会（我的工会） 2人报名 · 人均4,500 步 9,000 步" in text(phone(worker), f"{at}?by=total")


def test_who_takes_part_finds_it_and_may_leave(walk: Walk) -> None:
    worker, entry = walk.joins()
    client = phone(worker)
    assert "我的每日数据和排名" in text(client, f"/entries/{entry.pk}/")
    assert "工会排名" in text(client, f"/editions/{walk.edition.pk}/")
    client.post(f"/entries/{entry.pk}/moves/withdraw/")
    entry.refresh_from_db()
    assert entry.status == "withdrawn"
    said = text(client, f"/entries/{entry.pk}/days/")
    assert ("已退出" in said, "不显示我" in said) == (True, False)


def test_each_page_costs_the_same_for_one_day_and_for_many(walk: Walk, queries: Callable[..., Any]) -> None:
    worker, entry = walk.joins()
    client = phone(worker)
    client.get("/me/")
    costs = {f"/entries/{entry.pk}/days/": DAYS, f"/editions/{walk.edition.pk}/ranking/": PEOPLE}
    costs[f"/editions/{walk.edition.pk}/ranking/unions/"] = UNIONS
    for round in range(2):
        walk.sends(worker, *(walk.steps(9000, ago=1 + round * 3 + ago) for ago in range(3)))
        walk.provides(*(walk.steps(9000, entry=walk.joins()[1]) for _ in range(2)))
        for path, cost in costs.items():
            with queries(cost):
                client.get(path)


DAYS, PEOPLE, UNIONS = 12, 8, 9
