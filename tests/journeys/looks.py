"""What every page is asked: whether axe finds anything, whether it fits its screen. And its picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PICTURES = Path(__file__).parents[2] / "build" / "pictures"


def wrong_with(page: Page, **options: Any) -> list[str]:
    """What axe finds, by rule and first place, and whether the page is wider than its screen. `options` are axe's."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    wrong = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
    return wrong if fits(page) else [*wrong, "wider than the screen"]


def fits(page: Page) -> bool:
    """Whether nothing stands beyond the screen's right edge."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def picture(page: Page, name: str) -> None:
    """The whole page under `build/pictures`, with its width in the name."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    width = (page.viewport_size or {"width": 0})["width"]
    page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
