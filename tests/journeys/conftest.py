"""A small district, served; a browser of desk size and one of phone size. Each journey leaves its pictures."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.databases import own_database
from tests.record.conftest import District, make_district

__all__ = ["own_database"]

SIZES = {"desk": (1280, 900), "phone": (360, 740)}
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
MORE_QUIET = ("--disable-component-update", "--disable-sync")


_held = ExitStack()


def chromium() -> str:
    """The system's Chromium: its shell without windows where there is one, which costs a fifth less."""
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert found is not None, "journeys are left out where there is no Chromium (tools/test)"
    return found


@cache
def _started() -> Browser:
    """The one browser of this process, however many folders of tests take this fixture: its driver runs one loop."""
    patch = _held.enter_context(pytest.MonkeyPatch.context())
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the driver's loop runs in this thread
    play = _held.enter_context(sync_playwright())
    started = play.chromium.launch(executable_path=chromium(), args=[*QUIET, *MORE_QUIET])
    _held.callback(started.close)
    return started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    yield _started()
    _held.close()


@pytest.fixture
def district(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    return make_district()


@pytest.fixture
def served(district: District) -> Iterator[str]:
    """The address of a server over the district's database."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, port=0)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


LEFT = "net::ERR_ABORTED"  # the page was left before the answer came: nobody was waiting for it


def _wrong(said: ConsoleMessage) -> bool:
    """An error that nobody meant: a form that is refused with the reason (422, 409) is an answer like any other."""
    return said.type == "error" and not any(f"a status of {code} " in said.text for code in (409, 422))


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height = SIZES[request.param]
    opened = browser.new_page(viewport={"width": width, "height": height})
    problems: list[str] = []
    opened.on("console", lambda said: problems.append(said.text) if _wrong(said) else None)
    opened.on("requestfailed", lambda sent: problems.append(sent.url) if sent.failure != LEFT else None)
    yield opened
    name = f"{request.node.originalname}-{request.param}.png"
    pictures = Path(request.config.rootpath, "build", "pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    opened.screenshot(path=pictures / name, full_page=True)
    opened.close()
    assert problems == []
