"""A stream from its plan to its replay: an officer tests it and goes live, a worker watches, the two are told apart."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from shenbian.accounts.models import Account
from shenbian.kit.period import BEIJING, now
from shenbian.people.models import Person
from shenbian.streams.models import Stream, Watching
from shenbian.streams.queries import watched
from tests.journeys.conftest import SIZES
from tests.streams.conftest import HOST, House, make_house, signed_in, watch

pytestmark = pytest.mark.journey
VIDEO, REPLAY = f"https://{HOST}/choir.webm", f"https://{HOST}/replay.webm"
LISTED = f"https://{HOST}/choir.m3u8"
# A second of a square that changes its colour, as the browser itself writes it.
FILM = """async () => {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  const film = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm" }), parts = [];
  film.ondataavailable = (event) => parts.push(event.data);
  const done = new Promise((resolve) => (film.onstop = resolve));
  film.start();
  const paint = () => {
    pen.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`;
    pen.fillRect(0, 0, 300, 150);
  };
  const colours = setInterval(paint, 80);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  clearInterval(colours);
  film.stop();
  await done;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join(""));
}"""

PLAY = "() => Object.assign(document.querySelector('video'), { muted: true, loop: true }).play()"


@pytest.fixture
def house(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> House:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    settings.STREAM_HOSTS = [HOST]
    return make_house()


@pytest.fixture
def address(house: House) -> Iterator[str]:
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, port=0)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


def opened(browser: Browser, address: str, size: str, person: Person | None, problems: list[str]) -> Page:
    width, height = SIZES[size]
    context: BrowserContext = browser.new_context(viewport={"width": width, "height": height}, service_workers="block")
    if person is not None:
        Account.objects.get_or_create(person=person, defaults={"login": f"a{person.pk}"})
        session = signed_in(person).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    return page


def picture(page: Page, name: str) -> None:
    folder = Path(__file__).parents[2] / "build" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"streams-{name}.png", full_page=True)


def test_a_stream_is_tested_shown_watched_and_shown_again(browser: Browser, house: House, address: str) -> None:
    problems: list[str] = []
    desk = opened(browser, address, "desk", house.place.officers["desk_officer@SYculture"], problems)
    starts = now().astimezone(BEIJING) + timedelta(minutes=1)
    desk.goto(f"{address}/desk/streams/new/")
    desk.get_by_label("名称").fill("合唱展演直播")
    desk.get_by_label("开始时间").fill(f"{starts:%Y-%m-%dT%H:%M}")
    desk.get_by_label("预计结束").fill(f"{starts + timedelta(hours=2):%Y-%m-%dT%H:%M}")
    desk.get_by_label("播放地址").fill(VIDEO)
    picture(desk, "plan-1280")
    desk.get_by_role("button", name="安排这场直播").click()
    stream = Stream.objects.get()
    where = f"{address}/desk/streams/{stream.pk}/"

    phone = opened(browser, address, "phone", house.worker(), problems)
    phone.goto(f"{address}/live/")
    picture(phone, "coming-360")
    phone.get_by_role("link", name="合唱展演直播").click()
    phone.get_by_role("button", name="提醒我").click()
    expect(phone.get_by_text("记下了")).to_be_visible()
    picture(phone, "reminded-360")

    desk.get_by_role("link", name="测试通过…").click()
    desk.get_by_label("内容已经审核").check()
    desk.get_by_label("延时播出").fill("30")
    desk.get_by_label("互动值守人").fill(house.minder.name)
    desk.get_by_role("button", name="测试通过").click()
    desk.goto(where)
    desk.get_by_role("button", name="开播").click()
    expect(desk.get_by_text("直播中", exact=True).first).to_be_visible()

    film = base64.b64decode(phone.evaluate(FILM))

    def shown(route: Route) -> None:
        route.fulfill(body=film, content_type="video/webm")

    phone.route(f"https://{HOST}/**", shown)
    phone.goto(f"{address}/live/{stream.pk}/")
    phone.evaluate(
        """() => { const v = document.querySelector("video"); v.muted = true; v.loop = true; return v.play(); }"""
    )
    with phone.expect_response("**/live/beat/") as heard:
        phone.evaluate(PLAY)
    assert heard.value.status == 204
    picture(phone, "live-360")
    assert Watching.objects.get().person is not None
    watch(stream, now() - timedelta(minutes=30), 120)  # somebody else, before

    desk.goto(where)
    desk.get_by_role("button", name="结束直播").click()
    expect(desk.get_by_text("已结束", exact=True).first).to_be_visible()
    desk.get_by_role("link", name="开放回放…").click()
    desk.get_by_label("回放地址").fill(REPLAY)
    desk.get_by_role("button", name="开放回放").click()
    phone.goto(f"{address}/live/{stream.pk}/")
    expect(phone.get_by_text("回放", exact=True)).to_be_visible()
    watch(stream, now() - timedelta(minutes=5), 60, phase="replay")
    told = watched(stream)
    assert (told.live.views, told.replay.views) == (1, 1)
    desk.goto(where)
    picture(desk, "stream-1280")
    desk.set_viewport_size({"width": 360, "height": 740})
    picture(desk, "stream-360")
    desk.goto(f"{address}/desk/streams/")
    picture(desk, "list-360")
    assert problems == []
    for page in (desk, phone):
        page.context.close()


def test_the_kept_player_is_asked_for_where_a_browser_needs_it(browser: Browser, house: House, address: str) -> None:
    problems: list[str] = []
    stream = house.live(house.plan(playlist=LISTED))
    phone = opened(browser, address, "phone", None, problems)
    asked: list[str] = []
    phone.on("request", lambda sent: asked.append(sent.url))
    phone.add_init_script("HTMLMediaElement.prototype.canPlayType = () => ''")
    listed = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttps://live.example.org/1.ts\n#EXT-X-ENDLIST\n"
    phone.route(
        f"https://{HOST}/**",
        lambda route: route.fulfill(
            body=listed, content_type="application/vnd.apple.mpegurl", headers={"Access-Control-Allow-Origin": "*"}
        ),
    )
    phone.goto(f"{address}/live/{stream.pk}/")
    phone.wait_for_function("window.Hls && document.querySelector('video').src.startsWith('blob:')")
    assert phone.evaluate("window.Hls.version") == "1.7.4"
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {address.split("/")[2], HOST}
    assert problems == []
    phone.context.close()
