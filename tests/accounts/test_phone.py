"""Signing in by phone: whoever is in the registers gets in with the code, and nobody learns who is there."""

import re
from typing import ClassVar

import pytest
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.people.rules import phone_number
from tests.accounts.conftest import PHONE, UNKNOWN, Door, by_phone, code_in, signed_in_by_phone
from tests.people.making import person

CONFIRM = "/accounts/login/code/confirm/"


def who(client: Client) -> int | None:
    """The person (id) of the account that the session belongs to."""
    key = client.session.get("_auth_user_id")
    return Account.objects.get(pk=key).person_id if key else None


def test_a_code_signs_in_the_person_and_opens_their_account_the_first_time(door: Door, client: Client) -> None:
    assert not Account.objects.filter(person=door.member).exists()
    answer = client.post(CONFIRM, {"code": code_in(by_phone(client, "139 1111 0001", "/sessions-test/")), "next": "/"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert who(client) == door.member.pk
    signed_in_by_phone(Client())
    assert Account.objects.filter(person=door.member).count() == 1


def test_a_wrong_code_is_refused_and_the_third_ends_the_attempt(door: Door, client: Client) -> None:
    right = code_in(by_phone(client, PHONE))
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(2):
        answer = client.post(CONFIRM, {"code": wrong})
        assert (answer.status_code, "验证码不对" in answer.content.decode()) == (200, True)
    assert client.post(CONFIRM, {"code": wrong}).status_code == 302
    client.post(CONFIRM, {"code": right})
    assert who(client) is None


def test_a_code_is_good_for_three_minutes(door: Door, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    right = code_in(by_phone(client, PHONE))
    session = client.session
    login = session["account_login"]
    login["state"]["stages"]["login_by_code"]["data"]["at"] -= 181
    session["account_login"] = login
    session.save()
    client.post(CONFIRM, {"code": right})
    assert who(client) is None


def test_an_unknown_number_is_answered_like_a_known_one(door: Door, settings: object) -> None:
    settings.SMS = "log"  # type: ignore[attr-defined]
    told = []
    for phone in (PHONE, UNKNOWN):
        client = Client()
        asked = client.post("/accounts/login/code/", {"phone": phone}, follow=True)
        wrong = client.post(CONFIRM, {"code": "12345"})
        told.append((asked.redirect_chain, _bare(asked.content.decode(), phone), _bare(wrong.content.decode(), phone)))
    assert told[0] == told[1]


def _bare(page: str, phone: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(phone_number(phone)[-4:], "….")


def test_a_number_of_two_people_signs_in_neither(door: Door, client: Client) -> None:
    person(40, "王另一", phone=PHONE)
    page = by_phone(client, PHONE)
    assert "登记在几个人名下" in page
    assert Account.objects.filter(person=door.member).count() == 0


def test_asking_too_often_says_when_to_come_back(door: Door, client: Client) -> None:
    for _ in range(3):
        by_phone(client, PHONE)
    page = by_phone(client, PHONE)
    assert re.search(r"请在 \d\d:\d\d 以后再试", page)


def test_the_session_keeps_no_number(door: Door, client: Client) -> None:
    signed_in_by_phone(client)
    assert PHONE not in str(dict(client.session))


def test_a_number_that_cannot_be_one_is_said_beside_the_field(door: Door, client: Client) -> None:
    assert "手机号应为 11 位数字" in by_phone(client, "12345")


def test_a_blocked_account_is_told_so_after_the_code_and_not_before(door: Door, client: Client) -> None:
    account = signed_in_by_phone(Client())
    account.is_active = False
    account.save()
    answer = client.post(CONFIRM, {"code": code_in(by_phone(client, PHONE))}, follow=True)
    assert "账号已停用" in answer.content.decode()
    assert who(client) is None


class Paper:
    """A sender of this installation's own."""

    sent: ClassVar[list[tuple[str, str]]] = []

    def send(self, phone: str, text: str, *, request: object) -> None:
        self.sent.append((phone, text[:20]))


def test_the_sender_is_a_class_named_in_the_settings(door: Door, client: Client, settings: object) -> None:
    settings.SMS = "tests.accounts.test_phone.Paper"  # type: ignore[attr-defined]
    Paper.sent.clear()
    assert "演示环境" not in by_phone(client, PHONE)
    assert [(phone, text.startswith("【身边】您的登录验证码是 ")) for phone, text in Paper.sent] == [(PHONE, True)]
