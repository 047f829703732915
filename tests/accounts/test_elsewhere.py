"""Accounts from elsewhere open an account of ours once they are connected to it, and make none."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from shenbian.accounts.elsewhere import providers
from shenbian.accounts.models import Account
from shenbian.kit.env import BadEnvironment
from tests.accounts.conftest import Door, signed_in_by_phone, with_authenticator
from tests.accounts.provider import CLIENT, SECRET, Provider, running

LOGIN = "/accounts/elsewhere/oidc/oidc/login/"


@pytest.fixture
def provider(door: Door, settings: object) -> Iterator[Provider]:
    with running() as started:
        app = {"provider_id": "oidc", "name": "统一身份认证", "client_id": CLIENT, "secret": SECRET}
        settings.SOCIALACCOUNT_PROVIDERS = {  # type: ignore[attr-defined]
            "openid_connect": {"APPS": [app | {"settings": {"server_url": started.address}}]}
        }
        yield started


def through(client: Client, address: str = LOGIN) -> str:
    """Go to the provider and come back; gives where one is led then."""
    gone = client.post(address)["Location"]
    state = parse_qs(urlsplit(gone).query)["state"][0]
    return client.get(f"{LOGIN}callback/", {"code": "c", "state": state})["Location"]


def person_of(client: Client) -> int | None:
    key = client.session.get("_auth_user_id")
    return Account.objects.get(pk=key).person_id if key else None


def test_the_first_time_the_phone_says_whose_it_is_and_then_it_opens_by_itself(door: Door, provider: Provider) -> None:
    client = Client()
    assert through(client) == "/accounts/login/"
    assert (person_of(client), Account.objects.filter(person=door.member).count()) == (None, 0)
    assert "请先用手机号验证一次" in client.get("/accounts/login/").content.decode()
    signed_in_by_phone(client)
    again = Client()
    assert through(again) == "/"
    assert person_of(again) == door.member.pk


def test_somebody_signed_in_connects_and_disconnects_it(door: Door, provider: Provider) -> None:
    client = Client()
    signed_in_by_phone(client)
    assert through(client, f"{LOGIN}?process=connect") == "/accounts/elsewhere/"
    page = client.get("/accounts/elsewhere/").content.decode()
    number = page.split('name="account" value="')[1].split('"')[0]
    assert person_of(fresh := Client()) is None and through(fresh) == "/"
    client.post("/accounts/elsewhere/", {"account": number})
    assert through(Client()) == "/accounts/login/"


def test_an_officer_who_comes_from_elsewhere_still_shows_the_second_factor(door: Door, provider: Provider) -> None:
    client = Client()
    with_authenticator(client)
    through(client, f"{LOGIN}?process=connect")
    assert through(Client()) == "/accounts/login/second/"


def test_an_account_from_elsewhere_is_nobodys_second(door: Door, provider: Provider) -> None:
    officer, member = Client(), Client()
    with_authenticator(officer)
    through(officer, f"{LOGIN}?process=connect")
    signed_in_by_phone(member)
    through(member, f"{LOGIN}?process=connect")
    assert "还没有连接别的登录方式" in member.get("/accounts/elsewhere/").content.decode()


def test_the_button_is_there_only_where_it_is_set_up(door: Door, provider: Provider, settings: object) -> None:
    shown = Client().get("/accounts/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}  # type: ignore[attr-defined]
    hidden = Client().get("/accounts/login/").content.decode()
    assert ["用统一身份认证登录" in page for page in (shown, hidden)] == [True, False]
    assert Client().post(LOGIN).status_code == 404


def test_the_environment_switches_them_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [len(each["APPS"]) for each in providers().values()] == [0, 0]
    monkeypatch.setenv("SHENBIAN_WEIXIN_ID", "wx1")
    with pytest.raises(BadEnvironment, match="SHENBIAN_WEIXIN_SECRET"):
        providers()
    monkeypatch.setenv("SHENBIAN_WEIXIN_SECRET", "s")
    assert providers()["weixin"]["APPS"] == [{"name": "微信", "client_id": "wx1", "secret": "s"}]
