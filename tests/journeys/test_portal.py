"""A worker on her phone: home, card, year and proof, who looked, a form; without script; without a network."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from shenbian.accounts.models import Account
from shenbian.editions.models import Edition, Entry
from shenbian.facts.seal import seal_all
from shenbian.people.actions import admit, reveal
from shenbian.people.models import Person
from shenbian.portal import frame, near
from tests.editions.conftest import LONG_AGO, Cast, cast
from tests.files.conftest import PDF, photo
from tests.journeys.conftest import SIZES
from tests.journeys.looks import wrong_with
from tests.people import making
from tests.portal.conftest import attended

pytestmark = pytest.mark.journey
PATHS = "/ /take-part/ /apply/ /me/ /me/card/ /me/year/ /me/data/ /me/data/correct/ /me/data/erase/ /me/data/requests/ \
/me/consents/ /me/looked/ /me/entries/ /verify/ /public-notices/ /offline/ /needs/wages/".split()


class Phone:
    """Wang Mei's phone, and what she has behind her."""

    def __init__(self, cast: Cast, person: Person, edition: Edition, served: str, context: BrowserContext) -> None:
        self.cast, self.person, self.edition, self.served, self.context = cast, person, edition, served, context
        self.page = context.new_page()
        self.problems: list[str] = []
        self.page.on("console", lambda told: self.problems.append(told.text) if told.type == "error" else None)

    def go(self, path: str) -> Page:
        self.page.goto(f"{self.served}{path}")
        return self.page

    def picture(self, name: str) -> None:
        folder = Path(__file__).parents[2] / "build" / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        width = (self.page.viewport_size or {"width": 0})["width"]
        self.page.screenshot(path=folder / f"portal-{name}-{width}.png", full_page=True)

    def fits(self) -> None:
        assert self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.fixture
def wang(district: object, own_database: str) -> tuple[Cast, Person, Edition]:
    """On the journeys' own database: the cast of editions, a member, an open edition of proposals."""
    made = cast.__wrapped__(None)  # type: ignore[attr-defined]  # the same cast, on this database
    person = making.person(500, "王小梅", "13912345678")
    admit(person, to=made.plant, on=LONG_AGO, by="test")
    near.forget(), frame.forget()
    return made, person, made.edition("proposal")


def opened(browser: Browser, served: str, person: Person, **said: object) -> BrowserContext:
    account = Account.objects.create(person=person, login=f"p{person.pk}")
    door = Client()
    door.force_login(account)
    context = browser.new_context(**{"viewport": {"width": 360, "height": 740}, **said})  # type: ignore[arg-type]
    context.add_cookies([{"name": "sessionid", "value": door.cookies["sessionid"].value, "url": served}])
    return context


@pytest.fixture
def phone(wang: tuple[Cast, Person, Edition], browser: Browser, served: str) -> Iterator[Phone]:
    made, person, edition = wang
    context = opened(browser, served, person)
    yield Phone(made, person, edition, served, context)
    context.close()


def test_home_card_and_year_with_a_proof_that_holds(phone: Phone, tmp_path: Path) -> None:
    attended(phone.cast, phone.person, 1, day=date(2022, 5, 4))
    seal_all(by="test")
    page = phone.go("/")
    expect(page.get_by_text("王小梅，您好。")).to_be_visible()
    phone.picture("home"), phone.fits()
    page.get_by_role("link", name="会员卡").click()
    expect(page.get_by_role("img", name="会员卡二维码，出示给核验的人扫")).to_be_visible()
    phone.picture("card"), phone.fits()
    page = phone.go("/me/year/")
    phone.picture("year"), phone.fits()
    with page.expect_download() as taken:
        page.get_by_role("link", name="凭据").first.click()
    file = tmp_path / "proof.json"
    taken.value.save_as(file)
    page.get_by_role("link", name="去核验凭据").click()
    page.get_by_label("凭据文件").set_input_files(file)
    page.get_by_role("button", name="核验", exact=True).click()
    expect(page.get_by_text("凭据是真的，没有改动")).to_be_visible()
    phone.picture("verified"), phone.fits()
    assert phone.problems == []


def test_a_member_sees_who_looked(phone: Phone) -> None:
    reveal(phone.person, field="document", by=phone.cast.bo.ref, why="核对入会材料")
    page = phone.go("/me/")
    page.get_by_role("link", name="谁看过我的信息").click()
    expect(page.get_by_text("基层工会干部 · 机床厂工会")).to_be_visible()
    expect(page.get_by_text("事由：核对入会材料")).to_be_visible()
    phone.picture("looked"), phone.fits()
    assert phone.problems == []


def fill(page: Page, said: dict[str, str]) -> None:
    for label, value in said.items():
        page.get_by_label(label, exact=True).fill(value)


PROPOSAL = {"提案题目": "更衣室加装空调", "为什么提": "夏天太热", "建议怎么办": "加装两台"}
PHOTO: FilePayload = {"name": "更衣室.jpg", "mimeType": "image/jpeg", "buffer": photo()}
PAPER: FilePayload = {"name": "测算.pdf", "mimeType": "application/pdf", "buffer": PDF}
SECONDERS = {"附议人一": "李四", "附议人二": "赵六"}


def test_a_form_one_thing_a_page_with_back_and_saved_steps(phone: Phone) -> None:
    page = phone.go(f"/editions/{phone.edition.pk}/")
    phone.picture("edition"), phone.fits()
    page.get_by_role("button", name="提一件提案").click()
    while page.get_by_label("提案题目", exact=True).count() == 0:
        page.get_by_role("button", name="保存").click()
    fill(page, PROPOSAL)
    page.get_by_label("选择附件材料").set_input_files([PHOTO, PAPER])
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.locator(".papers .attached")).to_have_count(2)
    expect(page.get_by_label("提案题目", exact=True)).to_have_value("更衣室加装空调")
    page.get_by_role("button", name=re.compile("移除.*测算")).click()
    expect(page.locator(".papers .attached")).to_have_count(1)
    phone.picture("step"), phone.fits()
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="返回").click()
    expect(page.get_by_label("提案题目", exact=True)).to_have_value("更衣室加装空调")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="保存").click()  # nothing filled in: the page says what is missing
    expect(page.locator(".errors").first).to_be_visible()
    phone.picture("step-refused"), phone.fits()
    fill(page, SECONDERS)
    page.get_by_label("我是本届职工代表，附议人都知道并同意").check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="核对后提交")).to_be_visible()
    expect(page.get_by_role("link", name="更衣室.jpg")).to_be_visible()
    phone.picture("summary"), phone.fits()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("您的申请已到")).to_be_visible()
    phone.picture("entry"), phone.fits()
    entry = Entry.objects.get(person=phone.person)
    assert (entry.phase, set(PROPOSAL.values()) <= set(entry.answers.values())) == ("waiting", True)
    assert [text for text in phone.problems if "422" not in text] == []


def test_typed_without_a_network_closed_reopened_sent_once_seen_once(phone: Phone) -> None:
    whole = f"/editions/{phone.edition.pk}/whole/"
    page = phone.go("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page = phone.go(whole)
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page = phone.go(whole)  # now through the worker, which keeps it
    phone.context.set_offline(True)
    fill(page, PROPOSAL | SECONDERS)
    page.get_by_label("我是本届职工代表，附议人都知道并同意").check()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("现在没有网络。您填的已经存在这台手机上，有网以后自动送出。")).to_be_visible()
    phone.picture("offline")
    page.close()
    again = phone.context.new_page()
    again.goto(f"{phone.served}{whole}")  # from the phone: there is still no network
    expect(again.get_by_label("提案题目", exact=True)).to_have_value("更衣室加装空调")
    assert not Entry.objects.filter(person=phone.person).exists()
    phone.context.set_offline(False)
    again.wait_for_url("**/entries/*/")
    assert Entry.objects.filter(person=phone.person).count() == 1
    again.goto(f"{phone.served}{whole}")
    expect(again.get_by_label("提案题目", exact=True)).to_have_value("")  # nothing is left to be sent
    assert Entry.objects.filter(person=phone.person).count() == 1


def test_what_was_not_kept_says_so_without_a_network(phone: Phone) -> None:
    page = phone.go("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.go("/"), page.wait_for_function("navigator.serviceWorker.controller !== null")
    phone.context.set_offline(True)
    phone.go("/me/data/")
    expect(page.get_by_role("heading", name="没有网络")).to_be_visible()


def test_after_signing_out_the_phone_has_forgotten_my_pages(phone: Phone) -> None:
    page = phone.go("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    phone.go("/")
    assert page.evaluate("caches.open('own').then((own) => own.keys()).then((all) => all.length)") == 1
    phone.context.clear_cookies()
    phone.go("/")
    assert page.evaluate("caches.has('own')") is False


def test_everything_works_without_script(wang: tuple[Cast, Person, Edition], browser: Browser, served: str) -> None:
    made, person, edition = wang
    context = opened(browser, served, person, java_script_enabled=False)
    phone = Phone(made, person, edition, served, context)
    page = phone.go("/")
    page.get_by_role("button", name="长辈版").click()
    expect(page.locator("html")).to_have_attribute("data-elder", "")
    phone.picture("elder")
    page = phone.go(f"/editions/{edition.pk}/")
    page.get_by_role("button", name="提一件提案").click()
    while page.get_by_label("提案题目", exact=True).count() == 0:
        page.get_by_role("button", name="保存").click()
    fill(page, PROPOSAL)
    page.get_by_label("选择附件材料").set_input_files([PAPER])
    page.get_by_role("button", name="保存").click()
    fill(page, SECONDERS)
    page.get_by_label("我是本届职工代表，附议人都知道并同意").check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("link", name="测算.pdf")).to_be_visible()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("您的申请已到")).to_be_visible()
    context.close()


@pytest.mark.parametrize("how", ["phone", "desk", "elder"])
def test_axe_finds_nothing(how: str, wang: tuple[Cast, Person, Edition], browser: Browser, served: str) -> None:
    made, person, edition = wang
    width, height = SIZES["desk" if how == "desk" else "phone"]
    context = opened(browser, served, person, viewport={"width": width, "height": height})
    if how == "elder":
        context.add_cookies([{"name": "elder", "value": "1", "url": served}])
    attended(made, person, 1)
    reveal(person, field="document", by=made.bo.ref, why="核对入会材料")
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for path in [*PATHS, f"/editions/{edition.pk}/", f"/editions/{edition.pk}/whole/"]:
        page.goto(served + path)
        if wrong := wrong_with(page):
            found[path] = wrong
    context.close()
    assert found == {}


def test_the_first_page_is_light_and_its_targets_fit_a_thumb(phone: Phone) -> None:
    sizes: dict[str, int] = {}
    phone.page.on("response", lambda got: sizes.__setitem__(got.url, int(got.request.sizes()["responseBodySize"])))
    page = phone.go("/")
    page.wait_for_load_state("networkidle")
    first = {url: size for url, size in sizes.items() if not url.endswith((".png", "sw.js", "/offline/"))}
    assert sum(first.values()) <= 60_000, first
    for mode, least in (("0", 44), ("1", 60)):
        phone.context.add_cookies([{"name": "elder", "value": mode, "url": phone.served}])
        page = phone.go("/")
        heights = page.evaluate(
            "[...document.querySelectorAll('main a, main button, nav a, .portal-top button')]"
            ".map((one) => [one.textContent.trim(), one.getBoundingClientRect().height])"
        )
        assert [name for name, height in heights if height < least] == []
