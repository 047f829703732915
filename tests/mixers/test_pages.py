"""Pages of mixers: what one finds in the portal, and that the desk shows three counts and nobody."""

from __future__ import annotations

from typing import Any

from django.test import Client

from shenbian.accounts.models import Account
from shenbian.mixers.models import Choice
from shenbian.rights.actor import Actor
from tests.editions.conftest import officer, person_of
from tests.mixers.conftest import Evening

DESK = 7


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.create(person=person_of(actor), login=f"p{actor.person}"))
    return client


def test_a_worker_writes_a_profile_chooses_and_gives_a_contact(evening: Evening) -> None:
    one, two = evening.held_with(2)
    pk, client = evening.session.pk, client_of(one)
    assert f'href="/me/mixers/{pk}/"' in client.get("/me/mixers/").content.decode()
    said = {"nickname": "山风", "sentence": ""}
    assert client.post(f"/me/mixers/{pk}/profile/", said).status_code == 422
    assert client.post(f"/me/mixers/{pk}/profile/", said | {"sentence": "爱爬山"}).status_code == 302
    assert "昵称1" in client.get(f"/me/mixers/{pk}/choose/").content.decode()
    assert client.post(f"/me/mixers/{pk}/choose/", {"chosen": evening.profile(two).pk}).status_code == 302
    evening.chooses(two, [one])
    evening.over()
    contact = f"/me/mixers/{pk}/contact/{evening.profile(two).pk}/"
    assert contact in client.get(f"/me/mixers/{pk}/").content.decode()
    assert client.post(contact, {"contact": "wx-one"}).status_code == 302
    assert "等对方同意" in client.get(f"/me/mixers/{pk}/").content.decode()
    assert client.get(f"/me/mixers/{pk}/choose/").status_code == 302


def test_a_mixer_of_others_is_not_there(evening: Evening) -> None:
    pk = evening.session.pk
    client = client_of(evening.cast.worker(of=evening.cast.plant))
    paths = ("", "profile/", "choose/")
    assert {client.get(f"/me/mixers/{pk}/{path}").status_code for path in paths} == {404}


def test_the_desk_shows_counts_and_nobody(evening: Evening, django_assert_num_queries: Any) -> None:
    people = evening.held_with(5)
    for each in people:
        evening.chooses(each, [other for other in people if other != each][:3])
    evening.over()
    client = client_of(officer(60, "desk_officer", evening.cast.district, "women"))
    client.get("/desk/mixers/")
    with django_assert_num_queries(DESK):
        page = client.get("/desk/mixers/").content.decode()
    assert "5人" in page
    assert "昵称" not in page
    assert not any(person_of(each).name in page for each in people)
    assert Choice.objects.count() == 5
