"""Duty, delegation, hand-over and help at the window, as their people walk them."""

import pytest

from shenbian.flow.models import Trace
from shenbian.kit.period import today
from shenbian.offices.models import Assistance, Delegation, Duty, Handover
from shenbian.people.models import Person
from tests.desk_offices.browsers import Browsers
from tests.offices.conftest import Cast
from tests.people.making import number, person


def test_an_administrator_goes_on_duty_and_every_page_says_so(cast: Cast, browsers: Browsers) -> None:
    browser = browsers("系统管理员")
    said = {"role": "town_officer", "at": cast.federation.pk, "hours": 2, "reason": "核对名册"}
    assert browser.post("/desk/duty/", said).status_code == 302
    page = browser.get("/desk/posts/").content.decode()
    assert "您正以镇街工会干部的身份办理某区总工会的事项" in page
    (duty,) = Duty.objects.all()
    browser.post(f"/desk/things/offices.duty/{duty.pk}/moves/close/", {"back": "/desk/duty/"})
    assert "您正以" not in browser.get("/desk/posts/").content.decode()
    assert "核对名册" in browsers("审计管理员").get("/desk/duty/").content.decode()


def test_what_is_wrong_with_a_duty_is_said_and_nothing_is_opened(cast: Cast, browsers: Browsers) -> None:
    browser = browsers("系统管理员")
    said = {"role": "town_officer", "at": cast.federation.pk, "hours": 9, "reason": "核对名册"}
    page = browser.post("/desk/duty/", said)
    assert (page.status_code, "最长4小时" in page.content.decode(), Duty.objects.count()) == (422, True, 0)


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("李干事", "/desk/duty/"),
        ("系统管理员", "/desk/assist/"),
        ("钱会计", "/desk/assist/"),
        ("王师傅", "/desk/posts/"),
        ("王师傅", "/desk/duty/"),
    ],
)
def test_who_is_not_meant_finds_nothing(browsers: Browsers, who: str, where: str) -> None:
    assert browsers(who).get(where).status_code == 404


def test_an_officer_lends_a_post_and_takes_it_back(cast: Cast, browsers: Browsers) -> None:
    post = cast.posts["李干事"]
    where = f"/desk/posts/{post.pk}/delegate/?q=赵干事"
    assert "赵干事" in browsers("李干事").get(where).content.decode()
    said = {"to": cast.people["赵干事"].pk, "from_on": today(), "until_on": today(), "reason": "外出培训"}
    assert browsers("李干事").post(where, said).status_code == 302
    (lent,) = Delegation.objects.all()
    assert "您正以镇街工会干部的身份办理东镇总工会的事项" in browsers("赵干事").get("/desk/posts/").content.decode()
    browsers("李干事").post(f"/desk/things/offices.delegation/{lent.pk}/moves/revoke/")
    assert "您正以" not in browsers("赵干事").get("/desk/posts/").content.decode()


def test_nobody_lends_a_post_that_is_not_theirs(cast: Cast, browsers: Browsers) -> None:
    assert browsers("赵干事").get(f"/desk/posts/{cast.posts['李干事'].pk}/delegate/").status_code == 404


def test_a_hand_over_is_drawn_up_by_who_appoints_and_confirmed_by_both(cast: Cast, browsers: Browsers) -> None:
    where = f"/desk/posts/{cast.posts['李干事'].pk}/hand-over/?q=赵干事"
    assert browsers("李干事").get(where).status_code == 404
    said = {"to": cast.people["赵干事"].pk, "on": today(), "paper": "东工发3号"}
    assert browsers("安全管理员").post(where, said).status_code == 302
    (handover,) = Handover.objects.all()
    door = f"/desk/things/offices.handover/{handover.pk}/moves"
    browsers("李干事").post(f"{door}/give/")
    browsers("赵干事").post(f"{door}/take/")
    handover.refresh_from_db()
    assert (handover.status, handover.post.until_on) == ("done", today())


@pytest.fixture
def worker(cast: Cast) -> Person:
    """A courier without a phone, in the register by her number."""
    cast.people["刘小妹"] = person(7, "刘小妹")
    return cast.people["刘小妹"]


def test_the_window_acts_for_a_worker_with_her_consent(cast: Cast, browsers: Browsers, worker: Person) -> None:
    browser = browsers("李干事")
    said = {
        "number": number(7),
        "purpose": "申请入会",
        "how": "fingerprint",
        "witness": "窗口同事赵某",
        "hours": 1,
        "agreed": "on",
    }
    assert browser.post("/desk/assist/", said).status_code == 302
    home = browser.get("/").content.decode()
    assert ("正在为刘*妹代办" in home, "申请入会" in home) == (True, True)
    assert browser.get("/me/data/").status_code == 403
    assert "正在为" not in browser.get("/desk/posts/").content.decode()
    browser.post("/desk/assist/end/")
    assert "正在为" not in browser.get("/").content.decode()
    (helped,) = Assistance.objects.all()
    moves = Trace.objects.filter(subject=helped.subject).order_by("id").values_list("move", flat=True)
    assert (list(moves), helped.person) == (["begin", "open", "close"], worker)


def test_without_consent_or_with_an_unknown_number_nothing_opens(browsers: Browsers, cast: Cast) -> None:
    browser = browsers("李干事")
    said = {"number": number(7), "purpose": "入会", "how": "spoken", "witness": "赵某", "hours": 1}
    assert "agreed" in browser.post("/desk/assist/", said).context["form"].errors
    page = browser.post("/desk/assist/", said | {"agreed": "on"})
    assert ("没有找到这位职工" in page.content.decode(), Assistance.objects.count()) == (True, 0)
