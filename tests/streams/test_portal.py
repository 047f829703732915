"""看直播 on a worker's phone: what is on, the player's page, its beats, being reminded; nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

import shenbian
from shenbian.accounts.security import POLICY
from shenbian.flow.actions import perform
from shenbian.kit.period import now
from shenbian.notices.models import Notice
from shenbian.portal.live.player import INTEGRITY, KEPT
from shenbian.portal.live.viewers import signed
from shenbian.portal.notices.links import link_of
from shenbian.streams.actions import Beat
from shenbian.streams.models import Reminder, Watching
from tests.streams.conftest import HOST, PLAYLIST, REPLAY, House, signed_in

LIST, PAGE, BEAT = 3, 1, 1
STATIC = Path(shenbian.__file__).parent / "portal" / "static"


def token_of(client: Client, pk: int) -> str:
    found = re.search(r'data-token="([^"]+)"', client.get(f"/live/{pk}/").content.decode())
    assert found is not None
    return found[1]


def titles(client: Client) -> list[str]:
    page = client.get("/live/").content.decode()
    return re.findall(r'<h2 class="card-title">([^<]+)|<span class="grow">([^<]+)<small>', page)  # type: ignore[return-value]


def test_everybody_sees_what_is_on_what_comes_and_what_can_be_seen_again(house: House) -> None:
    assert "现在没有直播" in Client().get("/live/").content.decode()
    house.plan("第二场")
    perform("offer_replay", on=house.ended(house.live(house.plan("上一场"))), by=house.desk, said={"replay": REPLAY})
    house.live(house.plan("这一场"))
    perform("postpone", on=house.plan("延期的"), by=house.desk, said={"reason": "天气"})
    assert ["".join(each) for each in titles(Client())] == [
        "正在直播", "这一场", "将要直播", "第二场", "延期的", "可以回看", "上一场",
    ]  # fmt: skip


def test_the_tile_leads_there(house: House) -> None:
    assert '<a class="tile" href="/live/">' in Client().get("/").content.decode()
    assert Client().get("/needs/live/").headers["Location"] == "/live/"


def test_the_player_works_without_script_and_asks_named_servers_alone(house: House) -> None:
    stream = house.live()
    answer = Client().get(f"/live/{stream.pk}/")
    page = answer.content.decode()
    assert f'<video controls playsinline preload="none" src="{PLAYLIST}"' in page
    assert answer.headers["Content-Security-Policy"] == (
        f"{POLICY}; media-src 'self' https://{HOST} blob:; connect-src 'self' https://{HOST}"
    )
    assert f'data-integrity="{INTEGRITY}"' in page and f"/static/{KEPT}" in page
    addresses = re.findall(r'(?:src|href)="(https?:[^"]+)"', page)
    assert addresses == [PLAYLIST]


def test_only_what_is_played_here_widens_the_policy(house: House) -> None:
    stream = house.plan("市总直播", host="市总工会", playlist="", link="https://video.example.com/1")
    for move, said in (("test", {"content_checked": True}), ("go_live", {})):
        stream = perform(move, on=stream, by=house.desk, said=said)
    pages = [f"/live/{stream.pk}/", f"/live/{house.plan().pk}/", "/live/", "/"]
    answers = [Client().get(path) for path in pages]
    assert {each.headers["Content-Security-Policy"] for each in answers} == {POLICY}
    page = answers[0].content.decode()
    assert ("到主办方的网站观看" in page, "<video" in page, "live.js" in page) == (True, False, False)


def test_the_kept_player_is_the_release_that_the_page_names() -> None:
    digest = hashlib.sha256((STATIC / KEPT).read_bytes())
    assert f"sha256-{base64.b64encode(digest.digest()).decode()}" == INTEGRITY
    assert digest.hexdigest() in (STATIC / KEPT).with_name("README.md").read_text()


def test_beats_of_a_stranger_and_of_somebody_signed_in_are_counted(house: House) -> None:
    stream, person = house.live(), house.worker()
    stranger, member = Client(), signed_in(person)
    tokens = [token_of(client, stream.pk) for client in (stranger, stranger, member)]
    answers = [Client().post("/live/beat/", {"token": token}).status_code for token in tokens]
    assert answers == [204, 204, 204]  # the second is the same browser again, at once: heard, and no other viewer
    assert sorted(Watching.objects.values_list("person", flat=True), key=str) == [person.pk, None]
    assert stranger.cookies["viewer"]["path"] == "/live/" and stranger.cookies["viewer"]["httponly"]


def test_a_beat_costs_one_statement_and_no_session(house: House, django_assert_num_queries: Any) -> None:
    stream, client = house.live(), signed_in(house.worker())
    told = {"token": token_of(client, stream.pk)}
    with django_assert_num_queries(BEAT):
        assert Client(enforce_csrf_checks=True).post("/live/beat/", told).status_code == 204


def test_a_beat_that_nobody_signed_or_of_what_is_over_is_not_counted(house: House) -> None:
    stream = house.live()
    told = {"token": token_of(Client(), stream.pk)}
    assert [Client().post("/live/beat/", said).status_code for said in ({"token": "x"}, {})] == [403, 403]
    house.ended(stream)
    over = [told, {"token": signed(Beat(stream.pk, "replay", uuid4()))}]
    assert [Client().post("/live/beat/", said).content for said in over] == [b"over"] * 2
    assert Watching.objects.count() == 0
    assert "直播已经结束" in Client().get(f"/live/{stream.pk}/").content.decode()


def test_replay_is_watched_and_counted_apart(house: House) -> None:
    stream = perform("offer_replay", on=house.ended(), by=house.desk, said={"replay": REPLAY})
    client = Client()
    assert f'src="{REPLAY}"' in client.get(f"/live/{stream.pk}/").content.decode()
    Client().post("/live/beat/", {"token": token_of(client, stream.pk)})
    assert list(Watching.objects.values_list("phase", flat=True)) == ["replay"]


def test_whoever_wishes_is_reminded_and_told_of_the_change(house: House) -> None:
    stream, person = house.plan(), house.worker()
    client, where = signed_in(person), f"/live/{stream.pk}/"
    assert "登录后提醒我" in Client().get(where).content.decode()
    assert Client().post(f"{where}remind/").headers["Location"].startswith("/accounts/login/")
    assert "记下了" in client.post(f"{where}remind/", follow=True).content.decode()
    client.post(f"{where}remind/")
    assert Reminder.objects.count() == 1
    perform("cancel", on=stream, by=house.desk, said={"reason": "撞期"})
    notice = Notice.objects.get()
    assert (notice.title, link_of(notice.subject)) == ("取消：合唱展演直播", where)
    assert "这场直播取消了" in client.get(where).content.decode()
    client.post(f"{where}remind/", {"off": "1"})
    assert Reminder.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_cost_the_same_for_one_and_three(house: House, count: int, django_assert_num_queries: Any) -> None:
    streams = [house.live(house.plan(f"{n}", starts_at=now() - timedelta(minutes=n))) for n in range(count)]
    with django_assert_num_queries(LIST):
        Client().get("/live/")
    with django_assert_num_queries(PAGE):
        Client().get(f"/live/{streams[0].pk}/")


def test_what_is_not_there_is_not_there(house: House) -> None:
    assert Client().get("/live/9999/").status_code == 404
