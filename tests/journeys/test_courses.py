"""A worker enrols on her phone, learns, answers that she is there, passes, and a stranger verifies her certificate."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from shenbian.accounts.models import Account
from shenbian.courses import actions
from shenbian.courses.actions import LessonSaid, Settings, course_of
from shenbian.courses.models import Question
from shenbian.kit import period
from shenbian.people.actions import admit
from shenbian.portal import frame, near
from tests.courses.conftest import BODY, TRADE, Clock, asked
from tests.editions.conftest import LONG_AGO, OPERATOR, cast
from tests.journeys.conftest import SIZES
from tests.journeys.test_portal import Phone
from tests.people import making

pytestmark = pytest.mark.journey


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock(period.now())
    for module in (actions.learning, actions.examining):
        monkeypatch.setattr(module, "now", lambda: told.at)
    return told


@pytest.fixture
def phone(district: object, own_database: str, served: str, browser: Browser) -> Iterator[Phone]:
    made = cast.__wrapped__(None)  # type: ignore[attr-defined]  # the same cast, on this database
    person = making.person(510, "王小梅", "13912345678")
    admit(person, to=made.plant, on=LONG_AGO, by="test")
    near.forget(), frame.forget()
    edition = made.edition("online_skill_enrolling", desk="economy")
    course = course_of(edition)
    assert course is not None
    actions.arrange(course, Settings(body=BODY, questions=2), by=OPERATOR)
    actions.add_lesson(course, LessonSaid(title="光和色彩", medium="text", minutes=1, body="红黄蓝。"), by=OPERATOR)
    actions.add_questions(course, [asked(1), asked(2, asks="some", right=(0, 2))], by=OPERATOR)
    width, height = SIZES["phone"]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    client = Client()
    client.force_login(Account.objects.create(person=person, login="wang"))
    context.add_cookies([{"name": k, "value": v.value, "url": served} for k, v in client.cookies.items()])
    here = Phone(made, person, edition, served, context)
    yield here
    context.close()
    assert here.problems == []


def learn(page: Page, clock: Clock) -> None:
    """A minute on the page, and the sum that asks whether she is there."""
    for _ in range(3):
        clock.pass_(20)
        with page.expect_response("**/me/courses/beat/"):
            page.clock.run_for(20_000)
    expect(page.locator("[data-sum]")).to_have_text(re.compile(r"\d"))  # asked once the answer was read
    left, right = re.findall(r"\d+", page.locator("[data-sum]").inner_text())
    page.get_by_label("您在看吗").fill(str(int(left) + int(right)))
    page.get_by_role("button", name="我在看").click()
    expect(page.get_by_role("status")).to_have_text("这一课学完了。")


def test_a_worker_enrols_learns_passes_and_is_verified(phone: Phone, clock: Clock) -> None:
    page = phone.go(f"/editions/{phone.edition.pk}/")
    page.get_by_role("button", name="报名学习").or_(page.get_by_role("link", name="报名学习")).click()
    page.get_by_label("工种").select_option(TRADE)
    if page.get_by_label("手机号").count():
        page.get_by_label("手机号").fill("13912345678")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_label("我本人学习").check()
    page.get_by_role("button", name="保存，去核对").click()
    page.get_by_role("button", name="提交").click()

    page = phone.go("/me/courses/")
    page.get_by_role("link", name=re.compile("线上技能培训")).click()
    phone.picture("course"), phone.fits()
    page.clock.install(time=clock.at)
    page.get_by_role("link", name="开始学习").click()
    phone.picture("lesson"), phone.fits()
    learn(page, clock)
    page.get_by_role("link", name="回到课程").click()

    page.get_by_role("link", name="去考试").click()
    phone.picture("exam"), phone.fits()
    page.get_by_role("button", name="开始考试").click()
    for number in (1, 2):
        expect(page.get_by_text(f"第{number}题，共2题").first).to_be_visible()
        text = page.locator("legend").inner_text()
        for place in Question.objects.get(text=text.split("\n")[0]).right:
            page.locator(f"input[name=chosen][value='{place}']").check()
        phone.picture(f"question-{number}"), phone.fits()
        page.get_by_role("button", name="存下").click()
    page.get_by_role("button", name="交卷", exact=True).click()
    expect(page.get_by_text("100分，合格。")).to_be_visible()
    page.get_by_role("link", name="看证书").click()
    phone.picture("certificate"), phone.fits()
    code = re.search(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){3}", page.inner_text("main"))
    assert code and "王小梅" in page.inner_text("main")

    stranger = phone.context.browser.new_page(viewport={"width": 1280, "height": 900})  # type: ignore[union-attr]
    stranger.goto(f"{phone.served}/verify/")
    stranger.get_by_label("证书核验码").fill(code[0].lower())
    stranger.get_by_role("button", name="核验证书").click()
    expect(stranger.get_by_text("证书是真的，现在有效")).to_be_visible()
    assert ("王小梅" in stranger.content(), "王*梅" in stranger.content()) == (False, True)
    stranger.close()
