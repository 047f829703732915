"""A file is shown to whoever may see the thing it belongs to; for anybody else it does not exist."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.files.actions import Paper, attach, upload
from shenbian.files.models import StoredFile
from shenbian.flow.actions import perform
from shenbian.people.models import Person, PersonReading
from shenbian.rights.actor import Actor
from tests.files.conftest import PDF, Cast, photo
from tests.flow.conftest import officer
from tests.sample_app.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    ticket = cast.tickets()[0]
    perform("hand_in", on=ticket, by=cast.bo)
    return ticket


def signed_in(actor: Actor) -> Client:
    person = Person.objects.get(key=actor.person)
    account, _ = Account.objects.get_or_create(person=person, defaults={"login": f"a{person.pk}"})
    client = Client()
    client.force_login(account)
    return client


def owner(ticket: Ticket) -> Actor:
    return Actor(f"person:{ticket.owner}", person=ticket.owner)


def attached(ticket: Ticket, by: Actor, content: bytes = PDF, **said: object) -> StoredFile:
    file = upload(content, name="证明.pdf", by=by, **said)
    attach([Paper(subject=ticket.subject, file=file.pk)], by=by)
    return file


def status(actor: Actor, file: StoredFile, what: str = "") -> int:
    return signed_in(actor).get(f"/files/{file.pk}/{what}").status_code


def test_who_sees_what_belongs_to_a_ticket(cast: Cast, ticket: Ticket) -> None:
    file = attached(ticket, cast.bo)
    stranger = Actor("", person=cast.people(1)[0].key)
    answers = {
        "uploader": status(cast.bo, file),
        "colleague": status(cast.ning, file),
        "owner": status(owner(ticket), file),
        "head of the line": status(cast.dan, file),
        "other plant": status(cast.gu, file),
        "other line": status(cast.lin, file),
        "other member": status(stranger, file),
    }
    assert answers == {
        "uploader": 200,
        "colleague": 200,
        "owner": 200,
        "head of the line": 200,
        "other plant": 404,
        "other line": 404,
        "other member": 404,
    }


def test_what_belongs_to_nothing_is_its_uploaders_alone(cast: Cast) -> None:
    file = upload(PDF, name="a.pdf", by=cast.bo)
    assert (status(cast.bo, file), status(cast.ning, file), status(cast.dan, file)) == (200, 404, 404)


def test_a_stranger_is_led_to_the_door(cast: Cast, ticket: Ticket) -> None:
    file = attached(ticket, cast.bo, photo())
    for address in (f"/files/{file.pk}/", f"/files/{file.pk}/thumb/"):
        answer = Client().get(address)
        assert (answer.status_code, answer["Location"].startswith("/accounts/login/")) == (302, True)
    assert Client().post("/files/").status_code == 302


def test_a_file_comes_alone_and_as_what_it_is(cast: Cast, ticket: Ticket) -> None:
    answer = signed_in(cast.bo).get(f"/files/{attached(ticket, cast.bo).pk}/")
    assert answer.content == PDF
    named = (
        "Content-Type",
        "Content-Disposition",
        "X-Content-Type-Options",
        "Cache-Control",
        "Content-Security-Policy",
    )
    assert {name: answer[name] for name in named} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "inline; filename*=UTF-8''%E8%AF%81%E6%98%8E.pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    }


def test_a_photo_has_a_small_picture_and_a_paper_none(cast: Cast, ticket: Ticket) -> None:
    image, paper = attached(ticket, cast.bo, photo()), attached(ticket, cast.bo)
    answer = signed_in(cast.ning).get(f"/files/{image.pk}/thumb/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert (status(cast.ning, paper, "thumb/"), status(cast.gu, image, "thumb/")) == (404, 404)


def test_sealed_asks_why_and_the_one_it_shows_learns_who_looked(cast: Cast, ticket: Ticket) -> None:
    file = attached(ticket, owner(ticket), sealed=True, about=ticket.owner)
    desk = officer("desk_officer", cast.district, "culture")
    client = signed_in(desk)
    page = client.get(f"/files/{file.pk}/")
    assert (page.status_code, "谁、什么时候、为什么查阅，会记下来，本人看得到。" in page.content.decode()) == (
        200,
        True,
    )
    refused = client.post(f"/files/{file.pk}/", {"why": " "})
    assert (refused.status_code, "查阅密封文件应写明事由，本人可以看到。" in refused.content.decode()) == (422, True)
    assert PersonReading.objects.count() == 0
    opened = client.post(f"/files/{file.pk}/", {"why": "审核申请"})
    assert (opened.content, opened["Cache-Control"]) == (PDF, "private, no-store")
    read = PersonReading.objects.get()
    assert (read.person.key, read.field, read.read_by, read.why) == (
        ticket.owner,
        f"file:{file.pk}",
        desk.ref,
        "审核申请",
    )


def test_sealed_is_opened_by_its_owner_without_a_word_and_by_no_mere_reader(cast: Cast, ticket: Ticket) -> None:
    file = attached(ticket, owner(ticket), sealed=True, about=ticket.owner)
    assert signed_in(owner(ticket)).get(f"/files/{file.pk}/").content == PDF
    assert (status(cast.bo, file), status(cast.dan, file), PersonReading.objects.count()) == (404, 200, 0)


def test_a_phone_may_send_the_same_photo_again(cast: Cast) -> None:
    client = signed_in(cast.bo)
    key = "0b7e4b1e-8a0e-4c55-9c35-0e2f7c3d9a11"
    answers = [
        client.post("/files/", {"file": SimpleUploadedFile("现场.jpg", photo()), "client_key": key}) for _ in range(2)
    ]
    file = StoredFile.objects.get()
    assert [(each.status_code, each.json()) for each in answers] == [
        (201, {"id": file.pk, "name": "现场.jpg", "image": True})
    ] * 2


def test_what_is_not_taken_is_told_why(cast: Cast) -> None:
    client = signed_in(cast.bo)
    wrong = client.post("/files/", {"file": SimpleUploadedFile("a.html", b"<html>")})
    nothing = client.post("/files/")
    odd = client.post("/files/", {"file": SimpleUploadedFile("a.pdf", PDF), "client_key": "7"})
    assert [(each.status_code, each.json()["why"]) for each in (wrong, nothing, odd)] == [
        (422, "只能上传图片(JPG、PNG、WebP)、PDF、Word(docx)和 Excel(xlsx)。请换一种格式再上传。"),
        (422, "没有收到文件，或者它超过了30兆。请重新选择。"),
        (422, "这次上传的编号不对，请刷新页面再试。"),
    ]
    assert StoredFile.objects.count() == 0
