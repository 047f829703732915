"""A grant from the phone to the bank and back: applied for with a photo, public, paid, bounced, paid again; an
objection that stops it. The pages on the way at both sizes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from shenbian.accounts.models import Account
from shenbian.awards.models import Benefit, Objection, PublicNotice
from shenbian.editions.models import Entry
from shenbian.flow.actions import perform
from shenbian.funds.models import Payment
from shenbian.people.models import Person
from shenbian.portal import frame, near
from shenbian.rights.actor import Actor
from tests.awards.claiming import LAST_YEAR, Claims, benefit, make_claims
from tests.awards.conftest import On
from tests.awards.paying import Till, make_till
from tests.awards.test_desk import browser as signed_in
from tests.awards.union_sheet import make_union
from tests.files.conftest import photo
from tests.journeys.conftest import SIZES
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey
PHOTO = {"name": "zhengshu.jpg", "mimeType": "image/jpeg", "buffer": photo(size=(1200, 900))}


@pytest.fixture
def claims(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Claims:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    near.forget(), frame.forget()
    return make_claims()


@pytest.fixture
def district(claims: Claims) -> Claims:
    """What `served` stands on."""
    return claims


@pytest.fixture
def till(claims: Claims, monkeypatch: pytest.MonkeyPatch) -> Till:
    return make_till(claims, On(monkeypatch))


class Screens:
    """A page of somebody, at one size; its pictures."""

    def __init__(self, browser: Browser, served: str) -> None:
        self.browser, self.served = browser, served
        self.contexts: list[BrowserContext] = []

    def of(self, actor: Actor | None, size: str) -> Page:
        width, height = SIZES[size]
        context = self.browser.new_context(viewport={"width": width, "height": height})
        if actor is not None:
            Account.objects.get_or_create(
                person=Person.objects.get(key=actor.person), defaults={"login": f"a{actor.person}"}
            )
            door = signed_in(actor)
            context.add_cookies([{"name": "sessionid", "value": door.cookies["sessionid"].value, "url": self.served}])
        self.contexts.append(context)
        return context.new_page()

    def go(self, page: Page, path: str) -> Page:
        page.goto(f"{self.served}{path}")
        return page


@pytest.fixture
def screens(browser: Browser, served: str) -> Iterator[Screens]:
    made = Screens(browser, served)
    yield made
    for each in made.contexts:
        each.close()


def picture(page: Page, name: str) -> None:
    folder = Path(__file__).parents[2] / "build" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    width = (page.viewport_size or {"width": 0})["width"]
    page.screenshot(path=folder / f"awards-{name}-{width}.png", full_page=True)


def applied(screens: Screens, page: Page, edition: int) -> None:
    """Step by step on the phone, with a photo."""
    screens.go(page, f"/editions/{edition}/")
    picture(page, "edition")
    page.get_by_role("button", name="申请证书助推金").click()
    page.get_by_label("证书编号").fill("ZS-2025-001")
    page.get_by_label("证书等级").select_option("3")
    page.get_by_label("发证日期").fill(f"{LAST_YEAR}-06-01")
    page.get_by_label("选择证书照片").set_input_files([PHOTO])
    picture(page, "certificate")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_label("开户银行").fill("北京银行顺义支行")
    page.get_by_label("本人银行账号").fill("6222 0200 0000 0001")
    page.get_by_label("我保证以上内容和照片真实").check()
    page.get_by_role("button", name="保存，去核对").click()
    picture(page, "summary")
    page.get_by_role("button", name="提交", exact=True).click()
    page.wait_for_url("**/entries/*/")


def test_a_grant_from_the_phone_to_the_bank_bounced_and_paid_again(till: Till, screens: Screens) -> None:
    claims, worker = till.claims, till.claims.member()
    page = screens.of(worker, "phone")
    screens.go(page, "/me/benefits/")
    applied(screens, page, claims.edition().pk)
    entry = Entry.objects.get()
    assert entry.status == "submitted"
    perform("endorse", on=entry, by=claims.cast.bo)
    perform("review", on=entry, by=claims.yu)
    desk = screens.go(screens.of(claims.fang, "desk"), "/desk/awards/")
    desk.get_by_role("link", name="编公示").click()
    desk.get_by_label("联系方式").fill("劳动经济部 69440000")
    desk.get_by_role("button", name="编成公示").click()
    desk.get_by_role("button", name="开始公示").click()
    expect(desk.get_by_text("公示中", exact=True).first).to_be_visible()
    till.month_later()
    commitment = till.commitment()
    officer = screens.go(screens.of(claims.yu, "desk"), "/desk/awards/")
    officer.get_by_role("link", name="编付款").click()
    picture(officer, "pay")
    officer.get_by_role("button", name="编付款").click()
    expect(officer.get_by_text("编制了1笔付款，待审批。")).to_be_visible()
    payment = Payment.objects.get(commitment=commitment)
    payment = till.pay(perform("send", on=perform("approve", on=payment, by=claims.fang), by=till.qian))
    expect(screens.go(page, f"/entries/{entry.pk}/").get_by_text("已发放").first).to_be_visible()
    picture(page, "paid")
    bounced = perform("bounce", on=payment, by=till.qian, said={"reason": "户名不符"})
    expect(screens.go(page, f"/entries/{entry.pk}/").get_by_text("待发放").first).to_be_visible()
    perform("repay", on=bounced, by=claims.yu, said={"account": "6222020000000002", "bank": "工商银行"})
    again = Payment.objects.get(instead_of=payment)
    till.pay(perform("send", on=perform("approve", on=again, by=claims.fang), by=till.qian))
    screens.go(page, "/me/benefits/")
    expect(page.get_by_text("已发放")).to_be_visible()
    expect(page.get_by_text("三级（高级工） 600.00元")).to_be_visible()
    picture(page, "received")
    assert list(Payment.objects.order_by("pk").values_list("status", flat=True)) == ["repaid", "paid"]
    assert benefit(entry).status == "paid"


def test_a_union_hands_in_for_its_members_by_sheet_and_they_follow_it(
    claims: Claims, screens: Screens, tmp_path: Path
) -> None:
    union = make_union(tmp_path / "sheets", claims)
    one, two = union.member(), union.member()
    page = screens.go(screens.of(union.bo, "desk"), "/desk/imports/")
    union.edition()
    page.reload()
    picture(page, "by-sheet-list")
    page.get_by_role("link", name=union.edition().title).click()
    picture(page, "by-sheet")
    rows = [union.row(one), union.row(two, 证书编号="ZS-2", 发证日期=None)]
    packed = {"name": "申报.zip", "mimeType": "application/zip", "buffer": union.packed(rows)}
    page.locator("input[type=file]").set_input_files(packed)  # type: ignore[arg-type]
    page.get_by_role("button", name="上传，先看看会提交什么").click()
    expect(page.get_by_role("cell", name="不能为空。")).to_be_visible()
    picture(page, "by-sheet-look")
    page.get_by_role("button", name="导入1行").click()
    expect(page.get_by_text("导入完成，有些行退回了")).to_be_visible()
    phone = screens.go(screens.of(one, "phone"), f"/entries/{Entry.objects.get().pk}/")
    expect(phone.get_by_text("待工会受理").first).to_be_visible()
    picture(phone, "by-sheet-followed")


def test_an_objection_stops_a_payment(till: Till, screens: Screens) -> None:
    claims = till.claims
    entry = claims.reviewed(claims.member())
    notice = claims.noticed(entry)
    page = screens.go(screens.of(claims.cast.worker(), "phone"), f"/public-notices/{notice.pk}/")
    picture(page, "notice-signed-in")
    page.get_by_role("link", name="提异议").first.click()
    page.get_by_label("异议内容").fill("这张证书不是他本人考的")
    picture(page, "object")
    page.get_by_role("button", name="提出异议").click()
    expect(page.get_by_text("您的异议已登记，公示暂停计时。")).to_be_visible()
    picture(page, "objected")
    till.month_later()
    assert PublicNotice.objects.get().status == "paused"
    commitment = till.commitment()
    officer = screens.go(screens.of(claims.yu, "desk"), "/desk/awards/pay/certificate_subsidy/")
    expect(officer.get_by_text("没有待付款的决定")).to_be_visible()
    desk = screens.go(screens.of(claims.lin, "desk"), f"/desk/things/awards.objection/{Objection.objects.get().pk}/")
    picture(desk, "objection")
    desk.get_by_role("link", name="异议成立").click()
    desk.get_by_label("核实情况").fill("发证机构查无此证。")
    desk.get_by_role("button", name="异议成立").click()
    till.month_later()
    assert (PublicNotice.objects.get().status, Entry.objects.get().status) == ("ended", "objected")
    assert (Benefit.objects.get().status, Payment.objects.count(), commitment.status) == ("dropped", 0, "approved")
    screens.go(page, "/me/benefits/")
    expect(page.get_by_text("发证机构查无此证。")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(size: str, till: Till, screens: Screens) -> None:
    claims, worker = till.claims, till.claims.member()
    till.payable(worker, number="ZS-1")
    till.commitment()
    notice = claims.noticed(*[claims.reviewed(claims.member(), number=f"N-{n}") for n in range(3)])
    claims.reviewed(claims.member(), number="R-1")
    stranger, phone = screens.of(None, size), screens.of(worker, size)
    fang, yu = screens.of(claims.fang, size), screens.of(claims.yu, size)
    paths = {
        "notices": (stranger, "/public-notices/"),
        "notice": (stranger, f"/public-notices/{notice.pk}/"),
        "object-to": (phone, f"/public-notices/{notice.pk}/object/?line=1"),
        "mine": (phone, "/me/benefits/"),
        "list": (fang, "/desk/awards/"),
        "announce": (fang, "/desk/awards/announce/certificate_subsidy/"),
        "desk-notice": (fang, f"/desk/awards/notices/{notice.pk}/"),
        "take-down": (fang, f"/desk/awards/notices/{notice.pk}/objection/"),
        "drawing": (yu, "/desk/awards/pay/certificate_subsidy/"),
        "register": (fang, "/desk/registers/thing.awards.benefit/"),
    }
    found: dict[str, list[str]] = {}
    for name, (page, path) in paths.items():
        screens.go(page, path)
        picture(page, name)
        if wrong := wrong_with(page):
            found[name] = wrong
    assert found == {}
