"""Money at the desk: every page of it holds on a phone and at a desk; the treasurer takes the bank's answer in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, expect

from shenbian.flow.actions import perform
from shenbian.funds.actions import give_back, register_invoice
from shenbian.kit.period import today
from tests.funds.conftest import Coffers, make_coffers
from tests.funds.test_batches import drawn, paper
from tests.journeys.conftest import SIZES
from tests.journeys.looks import wrong_with

pytestmark = pytest.mark.journey


@pytest.fixture
def coffers(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Coffers:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    return make_coffers()


@pytest.fixture
def district(coffers: Coffers) -> Coffers:
    """What `served` stands on."""
    return coffers


def signed_in(browser: Browser, served: str, client: Client, size: tuple[int, int]) -> BrowserContext:
    """A browser with the client's session."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": served}])
    return context


def spent(coffers: Coffers) -> dict[str, str]:
    """A budget of which everything has happened; the pages that tell of it."""
    item = coffers.item(500_000_00, title="送温暖慰问经费")
    coffers.item(80_000_00, title="困难职工节日慰问")
    said = {"contract": "HT2026-08", "quotes": [{"seller": "另一家商贸公司", "said": "31200元"}]}
    commitment = coffers.commitment(item, 30_000_00, title="慰问品采购", **said)
    for title in ("米面油", "棉被"):
        coffers.commitment(item, 28_000_00, title=title)
    payment = coffers.payment(commitment, 12_000_00, to="paid", basis="第一批慰问品")
    invoice = {"number": "24117000000012345678", "seller": "顺义商贸公司", "amount_fen": 12_000_00}
    register_invoice(payment, dated_on=today(), by=coffers.chen, **invoice)
    give_back(payment, amount_fen=300_00, on=today(), receipt="TH1", by=coffers.qian)
    batch = drawn(coffers, coffers.commitment(item, 5_000_00, title="慰问金发放", form="person"))
    first = batch.payments.earliest("pk")
    perform("bounce", on=first, by=coffers.qian, said={"reason": "户名不符"})
    return {
        "execution": "/desk/funds/",
        "item": f"/desk/funds/items/{item.pk}/",
        "commitment": f"/desk/funds/commitments/{commitment.pk}/",
        "payment": f"/desk/funds/payments/{payment.pk}/",
        "bounced": f"/desk/funds/payments/{first.pk}/",
        "batches": "/desk/funds/batches/",
        "batch": f"/desk/funds/batches/{batch.pk}/",
        "months": "/desk/funds/months/",
        "findings": "/desk/funds/findings/",
        "refund": f"/desk/funds/payments/{payment.pk}/refund/",
        "register": "/desk/registers/thing.funds.payment/",
        "thing": f"/desk/things/funds.payment/{payment.pk}/",
    }


@pytest.mark.parametrize("how", SIZES)
def test_axe_finds_nothing(how: str, browser: Browser, served: str, coffers: Coffers) -> None:
    found: dict[str, list[str]] = {}
    paths = spent(coffers)
    treasurer = coffers.client("treasurer", coffers.place.federation)
    officer = coffers.client("desk_officer", coffers.place.federation, "service")
    planned = {
        "new-item": "/desk/funds/items/new/",
        "commit": f"{paths['item']}commit/",
        "pay": f"{paths['commitment']}pay/",
        "invoice": f"{paths['payment']}invoice/",
    }
    pictures = Path("build", "pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    for client, told in ((treasurer, paths), (officer, planned)):
        context = signed_in(browser, served, client, SIZES[how])
        page = context.new_page()
        for name, path in told.items():
            page.goto(f"{served}{path}")
            page.screenshot(path=pictures / f"money-{name}-{how}.png", full_page=True)
            if wrong := wrong_with(page):
                found[path] = wrong
        context.close()
    assert found == {}


def test_the_treasurer_takes_the_banks_answer_in_and_sees_what_came_of_it(
    browser: Browser, served: str, coffers: Coffers
) -> None:
    batch = drawn(coffers, coffers.commitment(coffers.item(), form="person"))
    payments = enumerate(batch.payments.order_by("pk"), 1)
    lines = [(each.pk, f"{n}00", "成功", f"H{n}", today(), "") for n, each in payments]
    told = paper(*lines[:2], (lines[2][0], 300, "失败", "", "", "户名不符"))
    context = signed_in(browser, served, coffers.client("treasurer", coffers.place.federation), SIZES["desk"])
    page = context.new_page()
    page.goto(f"{served}/desk/funds/batches/{batch.pk}/")
    page.get_by_label("银行回执").set_input_files({"name": "回执.csv", "mimeType": "text/csv", "buffer": told})
    page.get_by_role("button", name="导入银行回执").click()
    expect(page.get_by_text("已付2笔，退票1笔")).to_be_visible()
    page.get_by_role("button", name="对账完成").click()
    expect(page.get_by_text("已对账").first).to_be_visible()
    context.close()
