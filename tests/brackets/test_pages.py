"""Pages of tournaments: the referee's, the one of the desk with its rounds, the phone's."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.rights.actor import Actor
from tests.brackets.conftest import Games
from tests.editions.conftest import person_of

DESK, PORTAL = 13, 9


def client_of(actor: Actor) -> Client:
    client = Client()
    account, _ = Account.objects.get_or_create(person=person_of(actor), defaults={"login": f"p{actor.person}"})
    client.force_login(account)
    return client


def test_a_desk_sets_up_enters_and_a_referee_enters_results(games: Games) -> None:
    client = client_of(games.desk)
    edition = f"/desk/tournaments/of/{games.edition.pk}/"
    assert "还没有赛事" in client.get(edition).content.decode()
    sent = client.post(f"{edition}new/", {"title": "象棋", "form": "knockout"})
    enter = sent.headers["Location"]
    people = [person_of(games.cast.worker(of=games.cast.plant)) for _ in range(3)]
    ringer = person_of(games.cast.worker())
    assert client.post(enter, {"listed": "\n".join(each.name for each in people)}).status_code == 302
    assert client.post(enter, {"listed": ringer.name}).status_code in (409, 422)
    nobody = client.post(enter, {"listed": f"{people[0].name}\n没有这个人"}).content.decode()
    assert "第2行：您的职责里没有找到“没有这个人”。" in nobody
    pk = int(enter.split("/")[3])
    client.post(f"/desk/things/brackets.tournament/{pk}/moves/draw/")
    page = client.get(f"/desk/tournaments/{pk}/").content.decode()
    assert "轮空" in page
    assert "和现在的对阵一致" in page
    record = re.findall(r"/desk/tournaments/matches/\d+/record/", page)[0]
    assert people[0].name[:2] in client.get(record).content.decode()
    assert client.post(record, {"one_score": 3, "two_score": 3}).status_code == 422
    assert client.post(record, {"one_score": 3, "two_score": 1}).status_code == 302
    protest = record.replace("record", "protest")
    assert client.post(protest, {"side": "two", "reason": "比分记错"}).status_code == 302
    assert "有异议，待裁决" in client.get(f"/desk/tournaments/{pk}/").content.decode()


@pytest.mark.parametrize("number", [2, 5])
def test_a_page_asks_as_often_for_five_as_for_two(games: Games, number: int, django_assert_num_queries: Any) -> None:
    drawn = games.drawn(number=number)
    desk, worker = client_of(games.desk), client_of(games.workers[drawn.entrants.order_by("pk")[0].pk])
    for client, path, count in ((desk, "/desk/tournaments/", DESK), (worker, "/me/matches/", PORTAL)):
        client.get(f"{path}{drawn.pk}/")
        with django_assert_num_queries(count):
            assert client.get(f"{path}{drawn.pk}/").status_code == 200


def test_a_worker_sees_the_next_match_and_masked_names(games: Games) -> None:
    drawn = games.drawn(number=2)
    worker = games.workers[drawn.entrants.order_by("pk")[0].pk]
    page = client_of(worker).get("/me/matches/").content.decode()
    assert "待赛" in page
    board = client_of(games.cast.worker()).get(f"/me/matches/{drawn.pk}/").content.decode()
    assert games.cast.plant.name in board
    assert not any(person_of(each).name in board for each in games.workers.values())
    games.plays(games.match(drawn, 1))
    pages = [client_of(each).get("/me/matches/").content.decode() for each in games.workers.values()]
    assert sorted(re.findall(r"[胜负] \d：\d", "".join(pages))) == ["胜 3：1", "负 1：3"]  # one's own points first
    told = zip(pages, games.workers.values(), strict=True)
    assert ["对手：" in page and person_of(each).name not in page for page, each in told] == [True, True]
    assert client_of(worker).get(f"/me/matches/{games.tournament(title='围棋').pk}/").status_code == 404
