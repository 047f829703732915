"""The desk's pages of a challenge: totals, rankings and days within one's reach, and its workbook."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from shenbian.accounts.models import Account
from shenbian.challenges.actions import name_in_ranking
from shenbian.flow.models import Trace
from shenbian.rights.actor import Actor
from tests.challenges.conftest import Walk, data_folder, queries, walk
from tests.editions.conftest import person_of

__all__ = ["data_folder", "queries", "walk"]


def signed_in(actor: Actor) -> Client:
    account, _ = Account.objects.get_or_create(person=person_of(actor), defaults={"login": f"p{actor.person}"})
    client = Client()
    client.force_login(account)
    return client


def page(actor: Actor, walk: Walk, tail: str = "") -> str:
    answer = signed_in(actor).get(f"/desk/editions/{walk.edition.pk}/challenge/{tail}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_officer_sees_the_people_of_their_place_with_their_place_among_all(walk: Walk) -> None:
    worker, one = walk.joins()
    _, other = walk.joins(of=walk.cast.shop)
    walk.provides(walk.steps(7000, entry=one), walk.steps(9000, entry=other))
    name_in_ranking(one, named=False, by=worker)
    whole, mine = page(walk.desk, walk), page(walk.cast.bo, walk)
    assert f"1 {other.person.name} 百货工会 1天 9,000 {other.number}" in whole
    assert f"2 {one.person.name} 本人不公开 机床厂工会 1天 7,000 {one.number}" in whole
    assert f"2 {one.person.name} 本人不公开 机床厂工会 1天 7,000 {one.number}" in mine
    assert str(other.number) not in mine
    assert "报名 1 人 有有效日 1 人" in mine


def test_unions_are_listed_by_average_or_by_total_each_with_its_unit(walk: Walk) -> None:
    _, one = walk.joins()
    walk.joins()
    _, other = walk.joins(of=walk.cast.shop)
    walk.provides(walk.steps(10_000, entry=one), walk.steps(9000, entry=other))
    assert "1 百货工会 9,000 9,000 1人 2 机床厂工会 5,000 10,000 2人" in page(walk.desk, walk, "unions/")
    total = page(walk.desk, walk, "unions/?by=total")
    assert "人均（步/人） 合计（步） 报名 1 机床厂工会 5,000 10,000 2人 2 百货工会" in total


def test_what_waits_for_a_decision_is_listed_first_and_decided_on_its_own_page(walk: Walk) -> None:
    worker, _ = walk.joins()
    (came, _other) = walk.sends(worker, walk.steps(70_000), walk.steps(100, ago=2))
    assert "1天的数据需要工会核实" in page(walk.cast.bo, walk)
    listed = page(walk.cast.bo, walk, "days/")
    assert "70,000步 待核实 一天的步数过大，待工会核实 手机计步 本人的程序" in listed
    assert "不到有效日的最少步数" in page(walk.cast.bo, walk, "days/?state=uncounted")
    assert "没有要核实的数据" in page(walk.cast.gu, walk, "days/")
    client = signed_in(walk.cast.bo)
    at = f"/desk/things/challenges.daycount/{came.day.pk}/"
    moves = re.findall(r"/moves/(\w+)/", client.get(at).content.decode())
    assert sorted(set(moves)) == ["accept", "refuse", "strike"]
    client.post(f"{at}moves/accept/", {"reason": "参加了百公里徒步"})
    assert "1 人 有有效日" not in page(walk.cast.gu, walk)
    assert "总数 70,000 步" in page(walk.cast.bo, walk)


def test_the_rankings_go_out_as_a_workbook_and_leave_a_trace(walk: Walk) -> None:
    _, one = walk.joins()
    walk.provides(walk.steps(9000, entry=one))
    answer = signed_in(walk.desk).post(f"/desk/editions/{walk.edition.pk}/challenge/export/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert Trace.objects.filter(move="export", subject=walk.edition.subject).get().said == {"rows": 1}


def test_outside_ones_line_of_work_and_where_there_is_no_challenge_there_is_nothing(walk: Walk) -> None:
    other = walk.cast.edition("joining")
    for actor, edition in ((walk.cast.heads, walk.edition), (walk.worker(), walk.edition), (walk.cast.ting, other)):
        for tail in ("", "days/", "unions/"):
            assert signed_in(actor).get(f"/desk/editions/{edition.pk}/challenge/{tail}").status_code == 404


def test_each_page_costs_the_same_for_one_person_and_for_many(walk: Walk, queries: Callable[..., Any]) -> None:
    client = signed_in(walk.desk)
    client.get("/desk/")
    costs = {"": PEOPLE, "unions/": UNIONS, "days/?state=counted": DAYS}
    for _ in range(2):
        walk.provides(*(walk.steps(9000, entry=walk.joins()[1]) for _ in range(3)))
        for tail, cost in costs.items():
            with queries(cost):
                client.get(f"/desk/editions/{walk.edition.pk}/challenge/{tail}")


PEOPLE, UNIONS, DAYS = 12, 13, 12
