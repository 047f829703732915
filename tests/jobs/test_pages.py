"""The pages of what I left running: how far it is, with script and without; nobody else's; what runs by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.desk.notices.links import link_of
from shenbian.jobs.actions import defer, run_next, tick
from shenbian.jobs.models import Run, Tick
from shenbian.kit.period import now
from shenbian.kit.refusal import Refused
from shenbian.notices.models import Notice
from shenbian.rights.actor import Actor
from shenbian.rights.queries import actor_of
from tests.jobs.conftest import LATER, Counting, officer

Queries = Callable[[int], Any]


def signed_in(n: int, role: str = "town_officer") -> tuple[Client, Actor]:
    who = officer(n, role)
    client = Client()
    client.force_login(Account.objects.create(person=who, login=f"a{n}"))
    return client, actor_of(who)


def test_a_run_is_followed_from_waiting_to_its_paper(counting: Counting) -> None:
    client, me = signed_in(1)
    run = defer("test.count", by=me, about="苹果", of=3)
    address = f"/desk/jobs/{run.pk}/"
    assert "马上就轮到" in client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in part, 'hx-trigger="every 2s"' in part) == (False, True)
    counting.at_step = lambda step: step == 2 and said.append(client.get(address).content.decode())
    said: list[str] = []
    run_next()
    assert ("已办1步，共3步" in said[0], "第1步" in said[0], "取消任务" in said[0]) == (True, True, True)
    ended = client.get(address)
    assert ("数到了3。" in ended.content.decode(), "every 2s" in ended.content.decode()) == (True, False)
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    paper = client.get(f"{address}paper/")
    assert (b"".join(paper.streaming_content), paper["Content-Disposition"][:10]) == (b"1 2 3", "attachment")


def test_nobody_finds_what_another_left_running(counting: Counting) -> None:
    (mine, me), (other, _) = signed_in(1), signed_in(2)
    run = defer("test.count", by=me)
    run_next()
    address = f"/desk/jobs/{run.pk}/"
    assert [other.get(address).status_code, other.get(f"{address}paper/").status_code] == [404, 404]
    assert [other.post(f"{address}{verb}/").status_code for verb in ("cancel", "again")] == [404, 404]
    assert (len(other.get("/desk/jobs/").context["rows"]), len(mine.get("/desk/jobs/").context["rows"])) == (0, 1)


def test_one_is_cancelled_and_tried_again_at_its_page(counting: Counting) -> None:
    client, me = signed_in(1)
    run = defer("test.count", by=me)
    address = f"/desk/jobs/{run.pk}/"
    client.post(f"{address}cancel/")
    page = client.get(address).content.decode()
    assert ("还没有开始就取消了" in page, "再试一次" in page) == (True, True)
    client.post(f"{address}again/")
    run_next()
    assert Run.objects.get().state == "done"
    assert "它已经结束了" in client.post(f"{address}cancel/", follow=True).content.decode()
    assert "不用再试" in client.post(f"{address}again/", follow=True).content.decode()


def test_the_notice_of_one_that_failed_leads_to_its_page_which_says_why(counting: Counting) -> None:
    def at_step(step: int) -> None:
        raise Refused({0: "名单里没有人。"})

    counting.at_step = at_step
    client, me = signed_in(1)
    run = defer("test.count", by=me)
    run_next()
    address = link_of(Notice.objects.get().subject)
    assert address == f"/desk/jobs/{run.pk}/"
    page = client.get(address).content.decode()
    assert ("没有办完，什么都没有改" in page, "名单里没有人。" in page) == (True, True)


def test_one_that_waits_says_when_nobody_is_there_who_would_run_it(counting: Counting) -> None:
    client, me = signed_in(1)
    run = defer("test.count", by=me)
    address = f"/desk/jobs/{run.pk}/"
    assert "后台没有在运行" in client.get(address).content.decode()
    tick(at=now())
    assert "后台没有在运行" not in client.get(address).content.decode()
    Tick.objects.update(began_at=now() - 2 * LATER)
    assert "后台没有在运行" in client.get(address).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    counting: Counting, many: int, django_assert_num_queries: Queries
) -> None:
    client, me = signed_in(1)
    for _ in range(many):
        defer("test.count", by=me)
    client.get("/desk/jobs/")
    with django_assert_num_queries(5):
        client.get("/desk/jobs/")


def test_the_list_goes_on_page_by_page(counting: Counting) -> None:
    client, me = signed_in(1)
    runs = [defer("test.count", by=me).pk for _ in range(32)]
    first = client.get("/desk/jobs/")
    assert [each.run.pk for each in first.context["rows"]] == runs[:1:-1]
    second = client.get(f"/desk/jobs/?before={first.context['after']}")
    assert ([each.run.pk for each in second.context["rows"]], second.context["after"]) == (runs[1::-1], None)
    assert "还没有后台任务" in signed_in(2)[0].get("/desk/jobs/").content.decode()


def test_whoever_runs_the_system_sees_what_runs_by_itself(
    counting: Counting, django_assert_num_queries: Queries
) -> None:
    client, _ = signed_in(1, "system_administrator")
    page = client.get("/desk/timed/").content.decode()
    assert ("发送通知" in page, "每20秒" in page, "后台没有在运行" in page) == (True, True, True)
    tick()
    with django_assert_num_queries(6):
        page = client.get("/desk/timed/").content.decode()
    assert "后台没有在运行" not in page
    assert signed_in(2)[0].get("/desk/timed/").status_code == 404
