"""The desk's room of streams: what is listed to whom, planning one, its page, a counter read off."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shenbian.editions.actions import SettingUp, set_up
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.kit.period import BEIJING, now
from shenbian.rights.actor import Actor
from shenbian.streams.models import Reading, Stream
from tests.files.conftest import photo
from tests.streams.conftest import PLATFORM, PLAYLIST, House, signed_in, watch

OPERATOR = Actor.operator("test")
LIST, PAGE = 5, 12


@pytest.fixture
def client(house: House) -> Client:
    """The culture desk at the district."""
    return house.place.client("desk_officer", house.place.federation, "culture")


def text_of(client: Client, path: str) -> str:
    page = client.get(path).content.decode().split('<main id="main"')[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", page.split(">", 1)[1]).split())


def listed(client: Client, query: str = "") -> list[str]:
    return re.findall(
        r'<a href="/desk/streams/\d+/">([^<]*)</a>', client.get(f"/desk/streams/{query}").content.decode()
    )


def planned(**said: Any) -> dict[str, Any]:
    """A plan as a browser sends it."""
    at = now().astimezone(BEIJING)
    told = {
        "kind": "live_stream",
        "title": "歌手大赛决赛直播",
        "playlist": PLAYLIST,
        "host": "",
        "link": "",
        "about": "",
    }
    times = {"starts_at": f"{at:%Y-%m-%dT%H:%M}", "ends_at": f"{at + timedelta(hours=2):%Y-%m-%dT%H:%M}", "edition": ""}
    return told | times | said


def reading(value: int = 4_000, **said: Any) -> dict[str, Any]:
    at = now().astimezone(BEIJING)
    told = {"counter": "", "platform": PLATFORM, "phase": "live", "value": value, "client_key": str(uuid4())}
    shot = SimpleUploadedFile("计数.png", photo(), "image/png")
    return told | {"taken_at": f"{at:%Y-%m-%dT%H:%M}", "shot": shot} | said


def test_each_officer_sees_the_streams_of_their_place_and_line(house: House, client: Client) -> None:
    place = house.place
    house.plan("区里的")
    house.plan("镇里的", at=place.east, starts_at=now() - timedelta(days=1))
    assert listed(client) == ["区里的", "镇里的"]
    assert listed(place.client("town_officer", place.east)) == ["镇里的"]
    assert listed(place.client("town_officer", place.west)) == []
    assert listed(place.client("desk_officer", place.federation, "finance")) == []
    assert signed_in(house.worker()).get("/desk/streams/").status_code == 404
    assert (
        place.client("town_officer", place.west).get(f"/desk/streams/{Stream.objects.all()[0].pk}/").status_code == 404
    )


def test_the_list_is_narrowed_by_state_and_turned_over(house: House, client: Client) -> None:
    one = house.tested(house.plan("甲", starts_at=now() + timedelta(hours=1)))
    house.plan("乙")
    assert listed(client, "?state=tested") == ["甲"]
    assert listed(client, f"?after={int(one.starts_at.timestamp())}_{one.pk}") == ["乙"]
    assert listed(client, "?state=none&after=x_y") == ["甲", "乙"]


def test_a_stream_is_planned_under_an_edition_or_by_itself(house: House, client: Client) -> None:
    body = house.place.federation
    said = SettingUp(programme="live_stream", title="2026年歌手大赛", year=2026, organisation=body, desk="culture")
    edition = set_up(said, by=OPERATOR)
    assert "2026年歌手大赛" in text_of(client, f"/desk/streams/new/?edition={edition.pk}")
    assert (
        f'href="/desk/streams/new/?edition={edition.pk}"'
        in client.get(f"/desk/editions/{edition.pk}/").content.decode()
    )
    answer = client.post("/desk/streams/new/", planned(organisation=body.pk, edition=edition.pk))
    stream = Stream.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/streams/{stream.pk}/")
    assert (stream.edition, stream.playlist, stream.programme, stream.desk) == (
        edition, PLAYLIST, "live_stream", "culture",
    )  # fmt: skip
    assert "歌手大赛决赛直播" in text_of(client, f"/desk/editions/{edition.pk}/")


def test_a_plan_says_what_is_wrong_beside_the_field(house: House, client: Client) -> None:
    body = house.place.federation.pk
    wrong = planned(
        organisation=body, playlist="https://elsewhere.example/a.m3u8", host="市总工会", ends_at="2020-01-01T08:00"
    )
    answer = client.post("/desk/streams/new/", wrong)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert [each in told for each in ("不能在本平台播放", "请写观看的链接", "预计结束应晚于开始时间")] == [True] * 3
    lesson = client.post("/desk/streams/new/", planned(organisation=body, kind="live_lesson"))
    assert (lesson.status_code, Stream.objects.get().programme) == (302, "public_training")


def test_the_page_tells_who_watched_and_keeps_the_kinds_apart(house: House, client: Client) -> None:
    stream = house.live()
    for _ in range(2):
        watch(stream, now() - timedelta(minutes=10), 120)
    stream = house.ended(stream)
    house.read(stream, 4_000)
    house.read(stream, 30_000, phase="replay")
    page = text_of(client, f"/desk/streams/{stream.pk}/")
    assert "直播中：本平台2人次，其他平台4,000人次；回放30,000人次。回放不计入直播观看。" in page
    assert "连续看满30秒算一次观看" in page and "不能相加" in page
    assert re.findall(r"下一步|开放回放…|恢复直播|补登|登记一次读数", page) == [
        "下一步", "开放回放…", "恢复直播", "登记一次读数",
    ]  # fmt: skip


def test_a_counter_is_read_on_the_page_with_its_picture(house: House, client: Client) -> None:
    stream = house.ended()
    where = f"/desk/streams/{stream.pk}/"
    answer = client.post(f"{where}readings/", reading())
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{where}#readings")
    taken = Reading.objects.get(counter__own=False)
    assert (taken.value, Fact.objects.get(evidence=taken.subject).quantity) == (4_000, 4_000)
    assert "截图" in text_of(client, where)
    again = client.post(f"{where}readings/", reading(3_000, counter=taken.counter_id, platform=""))
    told = again.content.decode()
    assert (again.status_code, "已有读数4,000" in told, 'value="3000"' in told) == (409, True, True)
    bare = client.post(f"{where}readings/", reading(platform="", shot=""))
    assert (bare.status_code, "请写是哪个平台" in bare.content.decode()) == (422, True)
    perform("strike", on=taken, by=house.desk, said={"reason": "看错了"})
    assert "已作废" in text_of(client, where)


def test_who_may_not_keep_the_register_reads_and_writes_nothing(house: House) -> None:
    stream, place = house.ended(), house.place
    auditor = place.client("auditor", place.federation)
    where = f"/desk/streams/{stream.pk}/"
    assert "登记一次读数" not in text_of(auditor, where)
    assert auditor.post(f"{where}readings/", reading()).status_code == 404
    assert auditor.get("/desk/streams/new/").status_code == 404


def test_the_pages_cost_the_same_for_one_and_three(
    house: House, client: Client, django_assert_num_queries: Any
) -> None:
    stream = house.live()
    client.get("/desk/streams/")
    for count in (1, 2):
        for number in range(count):
            house.plan(f"{count}-{number}")
            house.read(stream, 100 * count + number, minutes=30 - 10 * count - number, platform=f"平台{count}{number}")
        with django_assert_num_queries(LIST):
            client.get("/desk/streams/")
        with django_assert_num_queries(PAGE):
            client.get(f"/desk/streams/{stream.pk}/")
