"""Officers: a password and a second factor open the desk; one of them alone opens the portal."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from shenbian.accounts.rules import setup_path
from shenbian.accounts.views.sign_in import current_code
from tests.accounts.conftest import (
    PASSWORD,
    Door,
    by_password,
    by_phone,
    code_in,
    signed_in_by_phone,
    with_authenticator,
)

SECOND = "/accounts/second/?next=/desk/record/2022/"


def at_desk(client: Client) -> bool:
    """Whether this session acts in its posts: only then may it choose among them."""
    return client.post("/accounts/scope/", {"next": "/"}).headers["Location"] == "/"


def test_a_password_alone_leads_to_the_second_factor_and_opens_no_desk(door: Door, client: Client) -> None:
    assert by_password(client, following="/desk/record/2022/")["Location"] == "/desk/record/2022/"  # type: ignore[index]
    assert client.post("/accounts/scope/")["Location"] == "/accounts/second/?next=/accounts/scope/"
    assert "设置动态口令" in client.get(SECOND).content.decode()


def test_a_phone_code_alone_does_not_even_set_the_second_factor_up(door: Door, client: Client) -> None:
    signed_in_by_phone(client, "13911110002")
    page = client.get(SECOND).content.decode()
    assert ("请用登录名和密码再登录一次" in page, "otpauth" in page) == (True, False)


def test_setting_up_opens_the_desk_and_shows_the_recovery_codes_once(door: Door, client: Client) -> None:
    codes = with_authenticator(client)
    assert (len(codes), at_desk(client)) == (10, True)
    assert client.get("/accounts/second/codes/").status_code == 302


def test_a_wrong_first_code_sets_nothing_up(door: Door, client: Client) -> None:
    by_password(client)
    page = client.get(SECOND).content.decode()
    wrong = "000000" if "000000" not in page else "111111"
    answer = client.post("/accounts/second/", {"code": wrong})
    assert ("口令不对" in answer.content.decode(), Authenticator.objects.count()) == (True, 0)


def test_the_next_sign_in_asks_for_the_authenticator(door: Door, client: Client) -> None:
    with_authenticator(Client())
    cache.clear()  # a code is good once, and the clock has not moved
    by_password(client)
    asked = client.get("/accounts/login/second/").content.decode()
    answer = client.post("/accounts/login/second/", {"code": code_in(asked.split("显示在这里")[1])})
    assert answer["Location"] == "/accounts/login/trust/"
    assert client.post("/accounts/login/trust/", {"action": "pass"})["Location"] == "/desk/"
    assert at_desk(client)


def test_the_code_of_an_authenticator_is_good_once(door: Door, client: Client) -> None:
    with_authenticator(client)
    for expected in (True, False):
        other = Client()
        by_password(other)
        answer = other.post("/accounts/login/second/", {"code": current_code(door.officers_account)})
        assert (answer.status_code == 302) is expected


def test_a_recovery_code_is_good_once(door: Door) -> None:
    code = with_authenticator(Client())[0]
    for expected in (302, 200):
        client = Client()
        by_password(client)
        assert client.post("/accounts/login/second/", {"code": code}).status_code == expected


def test_a_known_device_with_a_phone_code_is_a_second_factor(door: Door, client: Client) -> None:
    with_authenticator(Client())
    cache.clear()
    by_password(client)
    client.post("/accounts/login/second/", {"code": current_code(door.officers_account)})
    client.post("/accounts/login/trust/", {"action": "trust"})
    client.post("/accounts/logout/")
    answer = client.post(
        "/accounts/login/code/confirm/", {"code": code_in(by_phone(client, "13911110002")), "next": "/desk/"}
    )
    assert (answer["Location"], at_desk(client)) == ("/desk/", True)


def test_a_known_device_with_a_password_is_still_asked(door: Door, client: Client) -> None:
    with_authenticator(Client())
    cache.clear()
    by_password(client)
    client.post("/accounts/login/second/", {"code": current_code(door.officers_account)})
    client.post("/accounts/login/trust/", {"action": "trust"})
    client.post("/accounts/logout/")
    cache.clear()
    by_password(client)
    assert client.post("/accounts/scope/")["Location"] == "/accounts/second/?next=/accounts/scope/"
    client.post("/accounts/second/", {"code": current_code(door.officers_account)})
    assert at_desk(client)


def test_the_secret_is_sealed_in_the_database(door: Door, client: Client) -> None:
    by_password(client)
    page = client.get(SECOND).content.decode()
    secret = re.sub(r"\s", "", re.search(r'<p class="mono">([A-Z2-7 ]+)</p>', page).group(1))  # type: ignore[union-attr]
    client.post("/accounts/second/", {"code": code_in(page.split("现在的动态口令是")[1])})
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert (secret in stored, len(secret)) == (False, 32)


def test_the_screen_shows_no_code_outside_the_demo(door: Door, client: Client, settings: object) -> None:
    settings.SMS = "log"  # type: ignore[attr-defined]
    by_password(client)
    assert "演示环境" not in client.get(SECOND).content.decode()


@pytest.mark.parametrize("login", ["zhang", "nobody"])
def test_five_wrong_passwords_lock_the_name_out_and_say_until_when(door: Door, client: Client, login: str) -> None:
    for _ in range(5):
        answer = by_password(client, login, "不是这个密码")
        assert "登录名或密码不对" in answer.content.decode()  # type: ignore[attr-defined]
    answer = by_password(client, login, PASSWORD)
    assert re.search(r"请在 \d\d:\d\d 以后再试", answer.content.decode())  # type: ignore[attr-defined]
    assert "_auth_user_id" not in client.session


def test_a_set_up_link_sets_the_password_once(door: Door, client: Client) -> None:
    door.officers_account.set_unusable_password()
    door.officers_account.save()
    link = setup_path(door.officers_account)
    assert client.post(link, {"password": "1234567890", "again": "1234567890"}).status_code == 200
    answer = client.post(link, {"password": PASSWORD, "again": PASSWORD})
    assert answer["Location"] == "/desk/"
    assert "设置动态口令" in client.get(SECOND).content.decode()
    assert Client().get(link).status_code == 410


def test_a_link_of_somebody_else_or_a_changed_one_opens_nothing(door: Door, client: Client) -> None:
    link = setup_path(door.officers_account)
    assert client.get(link[:-2] + ("a/" if link[-2] != "a" else "b/")).status_code == 410
    assert client.get("/accounts/setup/AAAA/x-y/").status_code == 410


def test_an_officer_who_shows_no_second_factor_is_a_worker_in_the_portal(door: Door, client: Client) -> None:
    signed_in_by_phone(client, "13911110002")
    assert client.get("/accounts/sessions/").status_code == 200
