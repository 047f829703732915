"""Papers of a form: uploaded on their step beside what is typed, listed, removed, demanded; sealed where it says so."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shenbian.editions.actions import add_papers, begin_entry, remove_paper
from shenbian.editions.declared import EntryKind, entry_kinds
from shenbian.editions.form import Field, FieldKind, Form, Step
from shenbian.editions.models import Edition, Entry
from shenbian.editions.queries import papers_of
from shenbian.files.models import Attachment, StoredFile
from shenbian.flow.actions import perform
from shenbian.flow.filing import Sheet
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from shenbian.kit.privacy import Sensitivity
from shenbian.people.models import Person, PersonReading
from tests.files.conftest import PDF, photo
from tests.portal.conftest import Wang, signed_in

SLIP = Field(key="slip", title="工资单", kind=FieldKind.FILE, help="近三个月的")
CARD = Field(key="card", title="银行卡照片", kind=FieldKind.FILE, required=False, sensitivity=Sensitivity.SEALED)
WHY = Field(key="why", title="说明", longest=20)


@pytest.fixture
def edition(wang: Wang, card: EntryKind, monkeypatch: pytest.MonkeyPatch) -> Edition:
    form = Form((Step("papers", "材料", (WHY, SLIP, CARD)),))
    monkeypatch.setitem(entry_kinds._all, card.key, replace(card, form=form))
    return wang.cast.edition(card.key)


def begun(wang: Wang, edition: Edition) -> tuple[Entry, str]:
    wang.phone.post(f"/editions/{edition.pk}/begin/")
    entry = Entry.objects.get(person=wang.person, edition=edition)
    return entry, f"/entries/{entry.pk}/fill/papers/"


def pdf(name: str = "九月.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def hanging(entry: Entry) -> list[tuple[str, str]]:
    rows = Attachment.objects.filter(subject=entry.subject).select_related("file").order_by("pk")
    return [(each.said, each.file.name) for each in rows]


def test_a_paper_is_uploaded_beside_what_is_typed_and_nothing_typed_is_lost(edition: Edition, wang: Wang) -> None:
    entry, url = begun(wang, edition)
    assert 'enctype="multipart/form-data"' in wang.phone.get(url).content.decode()
    page = wang.phone.post(
        url, {"why": "还没写完", "upload": "slip", "paper_slip": [pdf(), pdf("十月.pdf", PDF + b"1")]}
    )
    assert (page.status_code, page.context["form"]["why"].value()) == (200, "还没写完")
    assert hanging(entry) == [("工资单", "九月.pdf"), ("工资单", "十月.pdf")]
    assert [each["title"] for each in page.context["papers"][0]["papers"]] == ["九月.pdf", "十月.pdf"]
    entry.refresh_from_db()
    assert (entry.saved, entry.answers) == ([], {})
    first = page.context["papers"][0]["papers"][0]["remove"]
    page = wang.phone.post(url, {"why": "还没写完", "remove": first})
    assert (page.context["form"]["why"].value(), hanging(entry)) == ("还没写完", [("工资单", "十月.pdf")])


def test_going_on_takes_the_chosen_papers_along(edition: Edition, wang: Wang) -> None:
    entry, url = begun(wang, edition)
    done = wang.phone.post(url, {"why": "补贴", "paper_slip": pdf()})
    assert (done.status_code, done["Location"]) == (302, f"/entries/{entry.pk}/summary/")
    assert hanging(entry) == [("工资单", "九月.pdf")]
    assert "九月.pdf" in wang.phone.get(done["Location"]).content.decode()
    assert wang.phone.post(done["Location"]).status_code == 302
    assert "九月.pdf" in wang.phone.get(f"/entries/{entry.pk}/").content.decode()


def test_without_a_paper_that_is_demanded_it_is_not_handed_in(edition: Edition, wang: Wang) -> None:
    entry, url = begun(wang, edition)
    wang.phone.post(url, {"why": "补贴"})
    page = wang.phone.get(f"/entries/{entry.pk}/summary/")
    assert "还没有上传，请先补上再提交。" in page.content.decode()
    refused = wang.phone.post(f"/entries/{entry.pk}/summary/")
    assert (refused.status_code, refused.context["why"]) == (409, "还缺材料：工资单。请拍照或上传后再提交。")


def test_what_is_not_taken_is_said_beside_its_field(edition: Edition, wang: Wang) -> None:
    entry, url = begun(wang, edition)
    page = wang.phone.post(url, {"why": "补贴", "paper_slip": pdf("a.exe", b"MZ\x90")})
    assert (page.status_code, hanging(entry)) == (422, [])
    assert [bool(each["error"]) for each in page.context["papers"]] == [True, False]
    assert page.context["form"]["why"].value() == "补贴"
    many = [pdf(f"{n}.pdf", PDF + str(n).encode()) for n in range(10)]
    page = wang.phone.post(url, {"why": "补贴", "paper_slip": many})
    assert page.context["papers"][0]["error"] == "“工资单”最多9份，已有0份。请先移除不要的，再上传。"
    assert (hanging(entry), StoredFile.objects.count()) == ([], 0)


def test_a_page_that_is_sent_twice_brings_its_papers_once(edition: Edition, wang: Wang) -> None:
    entry, url = begun(wang, edition)
    said = {"why": "补贴", "papers_key": str(uuid.uuid4())}
    for _ in range(2):
        wang.phone.post(url, {**said, "paper_slip": pdf()})
    assert (hanging(entry), StoredFile.objects.count()) == ([("工资单", "九月.pdf")], 1)


def test_a_sealed_paper_has_no_small_picture_and_who_looked_is_told(edition: Edition, wang: Wang) -> None:
    entry, url = begun(wang, edition)
    wang.phone.post(url, {"why": "补贴", "paper_slip": pdf(), "paper_card": pdf("卡.jpg", photo())})
    wang.phone.post(f"/entries/{entry.pk}/summary/")
    sealed = StoredFile.objects.get(name="卡.jpg")
    assert (sealed.sealed, sealed.about) == (True, wang.person.key)
    assert f"/files/{sealed.pk}/thumb/" not in wang.phone.get(f"/entries/{entry.pk}/").content.decode()
    assert wang.phone.get(f"/files/{sealed.pk}/").status_code == 200
    assert PersonReading.objects.count() == 0


def test_the_officer_sees_the_papers_and_nobody_else_does(edition: Edition, wang: Wang, neighbour: Wang) -> None:
    entry, url = begun(wang, edition)
    wang.phone.post(url, {"why": "补贴", "paper_slip": pdf()})
    wang.phone.post(f"/entries/{entry.pk}/summary/")
    paper = StoredFile.objects.get()
    assert neighbour.phone.get(f"/files/{paper.pk}/").status_code == 404
    assert neighbour.phone.post(url, {"why": "x", "paper_slip": pdf()}).status_code == 404

    _account, desk = signed_in(Person.objects.get(key=wang.cast.bo.person))
    page = desk.get(f"/desk/things/editions.entry/{entry.pk}/").content.decode()
    assert page.count(f"/files/{paper.pk}/") >= 1
    assert desk.get(f"/files/{paper.pk}/").status_code == 200


def test_papers_change_only_while_the_form_does_and_only_by_their_owner(
    edition: Edition, wang: Wang, neighbour: Wang, django_assert_num_queries: Callable[..., object]
) -> None:
    by = wang.cast.worker(of=wang.cast.plant)
    entry = begin_entry(edition, by=by)
    (hung,) = add_papers(entry, field="slip", sheets=[Sheet("a.pdf", PDF)], by=by)
    with pytest.raises(NotYours):
        add_papers(entry, field="slip", sheets=[Sheet("a.pdf", PDF)], by=wang.cast.bo)
    with pytest.raises(KeyError):
        add_papers(entry, field="why", sheets=[Sheet("a.pdf", PDF)], by=by)
    with django_assert_num_queries(1):
        assert {key: len(rows) for key, rows in papers_of(entry).items()} == {"slip": 1}
    entry = perform("withdraw", on=entry, by=by)
    for late in (
        lambda: remove_paper(entry, field="slip", paper=hung.pk, by=by),
        lambda: add_papers(entry, field="slip", sheets=[Sheet("b.pdf", PDF)], by=by),
    ):
        with pytest.raises((WrongMoment, Refused)):
            late()
    assert hanging(entry) == [("工资单", "a.pdf")]
