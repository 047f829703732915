"""Sessions: where I am signed in, how long it lasts, in which post I act, and what a request costs."""

import time
from datetime import date, timedelta

from django.test import Client

from shenbian.accounts.models import Account
from shenbian.kit.period import today
from shenbian.rights.actions import appoint, relieve
from shenbian.rights.models import Post
from tests.accounts.conftest import Door, signed_in_by_phone, with_authenticator

HERE = "/accounts/sessions/"


def test_my_sessions_are_listed_and_one_can_be_ended(door: Door) -> None:
    mine, other = Client(HTTP_USER_AGENT="Mozilla (Windows) Edg/120"), Client(HTTP_USER_AGENT="Mozilla (iPhone)")
    signed_in_by_phone(mine)
    signed_in_by_phone(other)
    page = mine.get(HERE).content.decode()
    assert [page.count(word) for word in ("Windows 电脑 · Edge", "iPhone", "就是这台")] == [1, 1, 1]
    theirs = page.split('name="session" value="')[1].split('"')[0]
    mine.post(HERE, {"session": theirs})
    assert (mine.get(HERE).status_code, other.get(HERE).status_code) == (200, 302)


def test_all_the_others_can_be_ended_at_once(door: Door) -> None:
    clients = [Client(), Client(), Client()]
    for client in clients:
        signed_in_by_phone(client)
    clients[0].post(HERE)
    assert [client.get(HERE).status_code for client in clients] == [200, 302, 302]


def test_nobody_ends_the_session_of_another(door: Door) -> None:
    mine, theirs = Client(), Client()
    signed_in_by_phone(theirs)
    other = theirs.get(HERE)
    assert other.status_code == 200
    with_authenticator(mine)
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 -- the models of an app

    wanted = UserSession.objects.get(session_key=theirs.session.session_key).pk
    assert mine.post(HERE, {"session": wanted}).status_code == 404
    assert theirs.get(HERE).status_code == 200


def test_an_officers_session_ends_after_half_an_hour_and_a_members_after_a_month(door: Door) -> None:
    officer, member = Client(), Client()
    with_authenticator(officer)
    signed_in_by_phone(member)
    assert officer.session.get_expiry_age() == 30 * 60
    assert member.session.get_expiry_age() == 30 * 24 * 3600


def test_a_session_that_is_used_lives_on(door: Door) -> None:
    client = Client()
    with_authenticator(client)
    session = client.session
    session["seen"] = int(time.time()) - 25 * 60
    session.save()
    before = session.get_expiry_date()
    client.get(HERE)
    assert client.session["seen"] >= int(time.time()) - 5
    assert client.session.get_expiry_date() >= before


def test_the_cookie_is_kept_from_scripts_and_other_sites(door: Door) -> None:
    client = Client()
    signed_in_by_phone(client)
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def two_posts(door: Door) -> tuple[Client, Post, Post]:
    first = Post.objects.get(person=door.officer)
    second = appoint(door.officer, role="chair", at=door.federation, on=date(2021, 1, 1), by="test")
    client = Client()
    client.force_login(door.officers_account)
    return client, first, second


def acting(client: Client) -> set[str]:
    request = client.get("/accounts/sessions/").wsgi_request
    return {post.role_key for post in request.actor.posts}  # type: ignore[attr-defined]


def test_one_acts_in_the_post_one_chose_or_in_all(door: Door) -> None:
    client, first, second = two_posts(door)
    assert acting(client) == {"town_officer", "chair"}
    assert client.post("/accounts/scope/", {"post": second.pk, "next": "/desk/x/"})["Location"] == "/desk/x/"
    assert acting(client) == {"chair"}
    client.post("/accounts/scope/", {"post": ""})
    assert acting(client) == {"town_officer", "chair"}
    client.post("/accounts/scope/", {"post": first.pk})
    assert acting(client) == {"town_officer"}


def test_the_post_of_another_cannot_be_chosen(door: Door) -> None:
    client, _, _ = two_posts(door)
    theirs = Post.objects.get(person=door.appointed(7, "treasurer"))
    assert client.post("/accounts/scope/", {"post": theirs.pk}).status_code == 404
    assert acting(client) == {"town_officer", "chair"}


def test_a_chosen_post_that_ended_leaves_the_others(door: Door) -> None:
    client, _, second = two_posts(door)
    client.post("/accounts/scope/", {"post": second.pk})
    relieve(second, on=today() - timedelta(days=1), by="test")
    assert acting(client) == {"town_officer"}


def test_one_is_never_led_to_another_site(door: Door) -> None:
    client, first, _ = two_posts(door)
    assert client.post("/accounts/scope/", {"post": first.pk, "next": "https://evil.example/"})["Location"] == "/desk/"


def test_a_signed_in_request_costs_three_queries(door: Door, django_assert_num_queries: object) -> None:
    client = Client()
    client.force_login(door.officers_account)
    # the session; the account with its person; their records with the posts and what is lent
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert client.post("/accounts/scope/", {"post": "0"}).status_code == 404


def test_a_stranger_costs_none(db: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert Client().post("/accounts/scope/").status_code == 302
    assert Account.objects.count() == 0
