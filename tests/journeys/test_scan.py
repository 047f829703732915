"""The camera reads a code in a real browser, under our content policy, where the browser has no reader of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.field.conftest import SHOP_CODE, Field
from tests.journeys.conftest import MORE_QUIET, QUIET, chromium
from tests.journeys.test_field import district as district
from tests.journeys.test_field import ground as ground
from tests.journeys.test_field import opened

pytestmark = pytest.mark.journey
SIZE = (640, 480)
FRAMES = 15  # of each code; the camera gives twenty a second
CODES = ("U2", SHOP_CODE)  # the unit's number, the code on its licence


def film(path: Path) -> Path:
    """What the camera sees: each code for a while, one after the other, over and over."""
    frames = b""
    for code in CODES:
        drawn, png = BytesIO(), BytesIO()
        segno.make_qr(code, error="m").save(png, kind="png", scale=8, border=4)
        seen = Image.new("RGB", SIZE, "silver")
        card = Image.open(png).convert("RGB").resize((300, 300), Image.Resampling.LANCZOS)
        card = card.rotate(7, Image.Resampling.BICUBIC, expand=True, fillcolor="white")  # nobody holds one straight
        seen.paste(card, ((SIZE[0] - card.width) // 2, (SIZE[1] - card.height) // 2))
        seen.save(drawn, "JPEG", quality=80)
        frames += drawn.getvalue() * FRAMES
    path.write_bytes(frames)
    return path


@pytest.fixture
def with_camera(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A browser of its own: a camera is given to it when it starts, and what its owner says to whoever asks for it."""
    camera = (
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film(tmp_path / 'seen.mjpeg')}",
        f"--use-fake-ui-for-media-stream{getattr(request, 'param', '')}",
    )
    started = browser.browser_type.launch(executable_path=chromium(), args=[*QUIET, *MORE_QUIET, *camera])
    yield started
    started.close()


@pytest.fixture
def page(ground: Field, with_camera: Browser, served: str) -> Iterator[Page]:
    """An officer's phone at the page where codes are scanned."""
    context = opened(with_camera, served, ground)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.goto(f"{served}/desk/field/scan/")
    yield page
    context.close()
    assert problems == []


def picture(page: Page, name: str) -> None:
    page.screenshot(path=Path(__file__).parents[2] / "build" / "pictures" / f"scan-{name}-360.png", full_page=True)


def test_the_camera_reads_a_code_and_leads_to_what_it_names(page: Page, ground: Field) -> None:
    assert page.evaluate("'BarcodeDetector' in window") is False  # else the decoder would not be asked
    page.get_by_role("button", name="打开相机").click()
    page.wait_for_url(f"**/desk/field/?unit={ground.shop.pk}")
    expect(page.get_by_text("清风商店").first).to_be_visible()


def test_another_page_is_told_each_code_once_and_goes_on_without_a_network(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.evaluate(
        """async () => {
            const box = document.querySelector("[data-camera]").cloneNode(true);
            document.querySelector("[data-camera]").replaceWith(box);
            window.told = [];
            const { camera } = await import("/static/look/scan.js");
            camera(box, (text) => `第${window.told.push(text)}个：${text}`);
        }"""
    )
    page.get_by_role("button", name="打开相机").click()
    expect(page.get_by_role("status")).to_contain_text(
        re.compile(r"第([2-9]|\d\d)个"), timeout=15_000
    )  # it may have read more by now
    picture(page, "going-on")
    assert set(page.evaluate("window.told.slice(0, 2)")) == set(CODES)
    page.get_by_role("button", name="关上相机").click()
    expect(page.get_by_role("status")).to_have_text("相机关上了。")
    expect(page.get_by_label("相机画面")).to_be_hidden()


@pytest.mark.parametrize("with_camera", ["=deny"], indirect=True)
def test_where_the_camera_is_refused_the_page_says_so_and_offers_typing(page: Page) -> None:
    page.get_by_role("button", name="打开相机").click()
    expect(page.get_by_role("status")).to_contain_text("这个网页还没有得到使用相机的许可")
    expect(page.get_by_label("输入号码或名称")).to_be_focused()
    picture(page, "refused")
