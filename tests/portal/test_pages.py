"""Every page of the portal: to whom it is open, that it answers, and in which language."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.portal.conftest import Wang

PUBLIC = "home take_part apply sessions verify public_notices offline manifest worker token public_key".split()
OWN = "me card year data correct erase requests consents looked entries my_sessions my_bookings my_calendar".split()


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
def test_anybody_opens_what_is_public(name: str, client: Client) -> None:
    assert client.get(reverse(f"portal:{name}")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("name", OWN)
def test_a_stranger_is_led_to_the_door(name: str, client: Client) -> None:
    url = reverse(f"portal:{name}")
    response = client.get(url)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={url}")


@pytest.mark.parametrize("name", PUBLIC + OWN)
def test_a_member_opens_each(name: str, wang: Wang) -> None:
    assert wang.phone.get(reverse(f"portal:{name}")).status_code == 200


@pytest.mark.parametrize("need", "join_union sign_up subsidy wages station job quiz".split())
def test_a_tile_without_anything_open_says_what_helps_today(need: str, wang: Wang) -> None:
    page = wang.phone.get(reverse("portal:need", args=[need])).content.decode()
    assert page.count('href="tel:12351"') == 1
    assert ("您的工会是机床厂工会。" in page) is (need != "quiz")


def test_a_need_that_nobody_declared_is_not_there(wang: Wang) -> None:
    assert wang.phone.get("/needs/gold/").status_code == 404


def test_chinese_is_first_whatever_the_browser_was_set_to_and_english_is_chosen(wang: Wang) -> None:
    phone = wang.phone
    assert "我要入会" in phone.get("/", headers={"accept-language": "en"}).content.decode()
    assert phone.post("/switch/", {"language": "en", "next": "/me/"})["Location"] == "/me/"
    page = phone.get("/")
    assert page["Content-Language"] == "en"
    assert '<html lang="en"' in page.content.decode() and "我要入会" not in page.content.decode()
    phone.post("/switch/", {"language": "zh-hans"})
    assert "我要入会" in phone.get("/").content.decode()


def test_the_switch_leads_nowhere_else(client: Client) -> None:
    for away in ("https://example.com/", "//example.com", "javascript:alert(1)"):
        assert client.post("/switch/", {"elder": "1", "next": away})["Location"] == "/"


def test_elder_mode_is_a_cookie_and_stands_in_the_page(client: Client, db: None) -> None:
    assert "data-elder" not in client.get("/").content.decode()
    client.post("/switch/", {"elder": "1"})
    assert "data-elder" in client.get("/").content.decode()
    client.post("/switch/", {"elder": "0"})
    assert "data-elder" not in client.get("/").content.decode()


def test_members_are_not_offered_what_no_member_may_enter(wang: Wang, client: Client) -> None:
    """On the first page as in 办事; who asks for it by its need finds it and reads why not."""
    edition = wang.cast.edition("joining")
    url = reverse("portal:edition", args=[edition.pk])
    offered = [url in client.get(page).content.decode() for page in ("/", reverse("portal:apply"))]
    hidden = [url in wang.phone.get(page).content.decode() for page in ("/", reverse("portal:apply"))]
    asked = url in wang.phone.get(reverse("portal:need", args=["join_union"])).content.decode()
    assert (offered, hidden, asked) == ([True, True], [False, False], True)
    assert "一人只有一份会籍" in wang.phone.get(url).content.decode()
