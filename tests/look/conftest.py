"""The gallery in a real browser, without a server: what the desk answers is asked beforehand by the test client."""

import mimetypes
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from shenbian.accounts.models import Account
from shenbian.orgs.actions import found
from shenbian.rights.actions import appoint
from tests.databases import at_work_on, drop, make_copy
from tests.journeys.conftest import browser
from tests.people import making

__all__ = ["browser"]

HOST = "http://127.0.0.1"
GALLERY, DRAWER, NOWHERE = "/desk/gallery/", "/desk/gallery/drawer/", "/desk/gallery/nowhere/"
Opener = Callable[..., Page]
Answers = dict[tuple[str, str, bool], HttpResponse]  # by address, part of the page that asks, elder mode


def officer() -> Client:
    """The browser of somebody with a post."""
    district = found("某区总工会", level="federation", number="001", founded_on=date(2000, 1, 1), by="test")
    person = making.person(1)
    appoint(person, role="desk_officer", at=district, on=date(2020, 1, 1), by="test")
    client = Client()
    client.force_login(Account.objects.create(person=person, login="officer"))
    return client


@pytest.fixture(scope="session")
def answers(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Asked once, in a database of their own: the browser's loop may not touch a test's connection."""
    asked = [(GALLERY, ""), (DRAWER, ""), (DRAWER, "drawer"), (NOWHERE, ""), ("/nowhere/", "")]
    given: Answers = {}
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("SHENBIAN_HOME", str(tmp_path_factory.mktemp("look")))
        copy = make_copy("look")
        with at_work_on(copy):
            client = officer()
            for elder in (False, True):
                client.cookies["elder"] = "1" if elder else "0"
                for path, target in asked:
                    headers = {"HX-Request": "true", "HX-Target": target} if target else {}
                    given[path, target, elder] = client.get(path, headers=headers)
        drop(copy)
    return given


@pytest.fixture
def opened(browser: Browser, answers: Answers, request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Open an address of the desk at a width, in a scheme; the page must not complain. Leaves its picture."""
    pages: list[Page] = []
    problems: list[str] = []

    def at(path: str, *, width: int = 1280, elder: bool = False, dark: bool = False, script: bool = True) -> Page:
        def give(route: Route) -> None:
            asked = route.request.url.removeprefix(HOST).split("#")[0]
            if asked.startswith("/static/"):
                held = str(finders.find(asked.removeprefix("/static/")))
                route.fulfill(path=held, content_type=mimetypes.guess_type(asked)[0])
                return
            response = answers[asked, route.request.headers.get("hx-target", ""), elder]
            headers = {name: value for name, value in response.items() if name != "Content-Length"}
            route.fulfill(status=response.status_code, body=response.content, headers=headers)

        scheme = "dark" if dark else "light"
        made = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        made.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        made.route("**/*", give)
        made.goto(HOST + path)
        pages.append(made)
        return made

    yield at
    pictures = Path(request.config.rootpath, "build", "pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    for number, made in enumerate(pages):
        made.screenshot(path=pictures / f"look-{request.node.originalname}-{number}.png", full_page=True)
        made.close()
    assert [text for text in problems if "status of 404" not in text] == []
