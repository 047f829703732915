"""Opening a sealed file in a real browser: the page asks why, then the file comes."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from shenbian.accounts.models import Account
from shenbian.files.actions import upload
from shenbian.people.models import PersonReading
from shenbian.rights.actor import Actor
from tests.files.conftest import photo
from tests.journeys.conftest import browser, district, own_database, page, served
from tests.journeys.looks import wrong_with
from tests.people.making import person
from tests.record.conftest import District

__all__ = ["browser", "district", "own_database", "page", "served"]
pytestmark = pytest.mark.journey


def test_a_sealed_photo_is_opened_with_a_reason(district: District, page: Page, served: str, tmp_path: Path) -> None:
    officer, shown = person(1), person(2, "李秀英")
    file = upload(photo(), name="残疾证.jpg", by=Actor(f"person:{officer.key}"), sealed=True, about=shown.key)
    client = Client()
    client.force_login(Account.objects.create(person=officer, login="officer"))
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": served}])
    page.goto(f"{served}/files/{file.pk}/")
    assert wrong_with(page) == []
    size = page.viewport_size or {"width": 0}
    Path("build/pictures").mkdir(parents=True, exist_ok=True)
    page.screenshot(path=f"build/pictures/files-why-{size['width']}.png", full_page=True)
    page.get_by_label("事由").fill("审核补助申请")
    page.get_by_role("button", name="记下事由并查阅").click()
    page.wait_for_load_state()
    assert page.evaluate("document.images.length") == 1
    assert PersonReading.objects.get().why == "审核补助申请"
