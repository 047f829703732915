"""Every component, in a browser: seen, heard, pressed."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect

import shenbian.look
from tests.look.conftest import GALLERY, HOST, NOWHERE, Answers, Opener

TEMPLATES = Path(shenbian.look.__file__).with_name("templates") / "look"
FRAMES = {"look/base.html", "look/alone.html"}  # what pages extend

journey = pytest.mark.journey


def complaints(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page).response["violations"]
    return [(rule["id"], node["html"][:120]) for rule in found for node in rule["nodes"]]


def wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def test_a_stranger_is_led_to_the_door(db: None) -> None:
    assert Client().get(GALLERY).status_code == 302


def test_the_gallery_shows_every_component(answers: Answers) -> None:
    drawn = {template.name for template in answers[GALLERY, "", False].templates}  # type: ignore[attr-defined]
    assert {f"look/{path.name}" for path in TEMPLATES.glob("*.html")} - FRAMES - drawn == set()


@journey
@pytest.mark.parametrize(
    ("width", "elder", "dark"),
    [(1280, False, False), (360, False, False), (360, True, False), (1280, False, True), (1280, True, True)],
)
def test_nothing_bars_the_way(opened: Opener, width: int, elder: bool, dark: bool) -> None:
    page = opened(GALLERY, width=width, elder=elder, dark=dark)
    assert complaints(page) == []
    assert not wide(page)


@journey
def test_icons_stay_on_their_grid(opened: Opener) -> None:
    page = opened(GALLERY)
    outside = """() => [...document.querySelectorAll("svg.icon")].filter((svg) => {
        if (!svg.checkVisibility()) return false;
        const box = svg.getBBox();
        return box.x < 1 || box.y < 1 || box.x + box.width > 23 || box.y + box.height > 23;
    }).map((svg) => svg.innerHTML)"""
    assert page.evaluate(outside) == []


@journey
def test_what_is_pressed_on_a_phone_is_large_enough(opened: Opener) -> None:
    pressed = """(selector) => Math.min(
        ...[...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect().height))"""
    plain, elder = (opened(GALLERY, width=360, elder=elder) for elder in (False, True))
    for page, least in ((plain, 44), (elder, 60)):
        page.evaluate("document.body.classList.add('portal')")
        assert (
            page.evaluate(pressed, "main .button, main .chip, main .tile, main a.line, main .bar > a, main select")
            >= least
        )


@journey
def test_rows_are_walked_opened_and_found_by_keys(opened: Opener) -> None:
    page = opened(GALLERY)
    here = "document.activeElement.innerText.split(/[\\n\\t]/)[0].trim()"
    page.keyboard.press("j")
    assert page.evaluate(here) == "第一机床厂工会 技能提升补贴"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(here) == "南河街道总工会"
    page.keyboard.press("k")
    assert page.evaluate(here) == "北屯镇 夏季送清凉"
    page.keyboard.press("e")
    expect(page).to_have_url(f"{HOST}{GALLERY}#g-telling")
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    expect(page.locator("[data-search]")).to_have_value("jk?")
    page.locator("[data-search]").blur()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


@journey
@pytest.mark.parametrize("width", [1280, 360])
def test_a_number_opens_in_the_drawer_and_closes_where_it_was(opened: Opener, width: int) -> None:
    page = opened(GALLERY, width=width)
    figure = page.get_by_role("link", name="新建会")
    figure.click()
    drawer = page.locator("#drawer")
    expect(drawer.get_by_role("heading", name="新建会 126家")).to_be_in_viewport()
    assert complaints(page) == []
    expect(page).to_have_url(HOST + GALLERY)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(figure).to_be_focused()


@journey
def test_without_script_the_number_is_a_page_and_the_menu_opens(opened: Opener) -> None:
    page = opened(GALLERY, width=360, script=False)
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    page.get_by_role("link", name="打开菜单").click()
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="收起菜单").click()
    expect(menu).to_be_hidden()
    page.get_by_role("link", name="新建会").click()
    expect(page.get_by_role("heading", name="新建会 126家")).to_be_visible()
    expect(page.locator("#menu")).to_have_count(1)


@journey
@pytest.mark.parametrize("path", [NOWHERE, "/nowhere/"])
def test_what_is_not_there_is_said_in_plain_words(opened: Opener, path: str) -> None:
    page = opened(path, width=360)
    expect(page.get_by_role("heading", name="这里没有您要找的内容")).to_be_visible()
    assert complaints(page) == []
