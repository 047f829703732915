"""The pages of notices in a real browser, at both widths: they are read, opened, and broken by nobody's eyes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from shenbian.accounts.models import Account
from shenbian.notices.actions import Telling, deliver_due, read, tell
from shenbian.notices.models import Delivery, Notice
from shenbian.rights.models import Post
from tests.journeys.conftest import browser, district, own_database, page, served
from tests.journeys.looks import wrong_with
from tests.notices.conftest import NOON, Line, line, me, reached
from tests.record.conftest import District

__all__ = ["browser", "district", "line", "own_database", "page", "served"]
pytestmark = pytest.mark.journey
TOLD = (
    (
        "thing.waits",
        "等您办理：入会申请（12件）",
        "12件入会申请等您办理（待核实），最早9月6日(周二)到期。",
        "record.record:1",
    ),
    ("thing.moved", "入会申请：已入会", "您的入会申请已有结果：已入会。", "editions.entry:1"),
    ("thing.moved", "求学圆梦补贴：公示中", "您的求学圆梦补贴已到区总工会（公示中），预计9月13日(周二)前答复。", ""),
)


@pytest.fixture
def officer(district: District, line: type[Line], page: Page, served: str) -> Iterator[Page]:
    """Signed in as a head of the federation, told three things, one of them read."""
    person = reached(1)
    Post.objects.create(
        person=person,
        organisation=district.federation,
        role_key="chair",
        from_on="2020-01-01",
        appointed_by="test",
    )
    Post.objects.create(
        person=person,
        organisation=district.federation,
        role_key="system_administrator",
        from_on="2020-01-01",
        appointed_by="test",
    )
    tell(
        [Telling(to=person.key, kind=kind, title=title, body=body, subject=of) for kind, title, body, of in TOLD],
        by="test",
    )
    Notice.objects.update(told_at=NOON)
    deliver_due(by="test", at=NOON)
    Delivery.objects.update(state="failed", attempts=6, error="线路忙。")
    read(list(Notice.objects.order_by("pk").values_list("pk", flat=True))[:1], by=me(person))
    client = Client()
    client.force_login(Account.objects.create(person=person, login="chair"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": served}])
    return page


PAGES = ("desk/notices", "desk/notices/preferences", "desk/notices/sending", "notices", "notices/preferences")


@pytest.mark.parametrize("at", PAGES)
def test_the_pages_are_open_to_everybody(officer: Page, served: str, at: str, request: pytest.FixtureRequest) -> None:
    officer.goto(f"{served}/{at}/")
    found = wrong_with(officer)
    folder = Path(request.config.rootpath, "build", "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    size = officer.viewport_size or {"width": 0}
    officer.screenshot(path=folder / f"{at.replace('/', '-')}-{size['width']}.png", full_page=True)
    assert found == []


def test_opening_one_and_reading_the_rest(officer: Page, served: str) -> None:
    officer.goto(f"{served}/notices/")
    officer.get_by_role("button", name="求学圆梦补贴：公示中").click()
    assert officer.url == f"{served}/notices/"
    officer.get_by_role("button", name="全部标为已读").click()
    assert officer.locator("strong", has_text="入会申请").count() == 0
    assert Notice.objects.filter(read_at=None).count() == 0
