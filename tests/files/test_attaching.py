"""Files belong to things; what belongs to nothing is swept out."""

from datetime import UTC, datetime, timedelta

import pytest

from shenbian.files import keeping
from shenbian.files.actions import Paper, attach, sweep, upload
from shenbian.files.models import Attachment, StoredFile
from shenbian.files.queries import attachments_of
from shenbian.kit.period import now
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from tests.files.conftest import PDF, photo

pytestmark = pytest.mark.django_db
ANN = Actor("person:1", person=1)
BEN = Actor("person:2", person=2)
TAKEN = photo(taken="2022:09:06 10:30:00", latitude=(40.0, 7.0, 30.0, "N"), longitude=(116.0, 39.0, 18.0, "E"))
LATER = timedelta(days=1, minutes=1)


def test_what_the_camera_wrote_stands_unless_the_field_says_otherwise() -> None:
    file = upload(TAKEN, name="a.jpg", by=ANN)
    other = upload(TAKEN, name="b.jpg", by=ANN)
    at = datetime(2022, 9, 6, 3, 0, tzinfo=UTC)
    first, second = attach(
        [
            Paper(subject="sample.ticket:1", file=file.pk, kind="photo"),
            Paper(subject="sample.ticket:1", file=other.pk, said=" 门口 ", taken_at=at, latitude=40.0, longitude=116.0),
        ],
        by=ANN,
    )
    assert (first.taken_at, first.latitude, first.longitude) == (
        datetime(2022, 9, 6, 2, 30, tzinfo=UTC),
        40.125,
        116.655,
    )
    assert (second.taken_at, second.latitude, second.longitude, second.said) == (at, 40.0, 116.0, "门口")
    assert (first.get_kind_display(), second.get_kind_display()) == ("照片", "文件")


def test_attaching_again_changes_nothing() -> None:
    file = upload(PDF, name="a.pdf", by=ANN)
    first = attach([Paper(subject="sample.ticket:1", file=file.pk, said="一")], by=ANN)
    again = attach([Paper(subject="sample.ticket:1", file=file.pk, said="二")], by=ANN)
    assert [(each.pk, each.said) for each in again] == [(first[0].pk, "一")]


def test_nobody_attaches_what_another_uploaded() -> None:
    mine, other = upload(PDF, name="a.pdf", by=ANN), upload(PDF, name="a.pdf", by=BEN)
    with pytest.raises(Refused) as refused:
        attach([Paper(subject="sample.ticket:1", file=each.pk) for each in (mine, other)], by=ANN)
    assert (refused.value.reasons, Attachment.objects.count()) == ({1: "没有找到这个文件，请重新上传。"}, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_attaching_and_reading_cost_the_same(count: int, django_assert_num_queries) -> None:
    files = [upload(PDF, name=f"{n}.pdf", by=ANN) for n in range(count)]
    with django_assert_num_queries(5):  # two of them the savepoint
        attach([Paper(subject=f"sample.ticket:{n}", file=file.pk) for n, file in enumerate(files)], by=ANN)
    with django_assert_num_queries(1):
        found = attachments_of([f"sample.ticket:{n}" for n in range(count)])
        assert [each.file.name for each in found] == [f"{n}.pdf" for n in range(count)]


def test_only_what_is_old_and_belongs_to_nothing_is_swept() -> None:
    attached, loose = upload(PDF, name="a.pdf", by=ANN), upload(photo(), name="b.jpg", by=ANN)
    attach([Paper(subject="sample.ticket:1", file=attached.pk)], by=ANN)
    assert sweep(by="test") == 0
    assert sweep(by="test", at=now() + LATER) == 1
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [attached.pk]
    assert keeping.path_of(attached.kept).exists()
    assert not keeping.path_of(loose.kept).exists()
    assert not keeping.path_of(loose.kept, small=True).exists()


def test_bytes_that_another_holds_stay() -> None:
    loose, attached = upload(PDF, name="a.pdf", by=ANN), upload(PDF, name="a.pdf", by=BEN)
    attach([Paper(subject="sample.ticket:1", file=attached.pk)], by=BEN)
    assert sweep(by="test", at=now() + LATER) == 1
    assert (loose.kept, keeping.content_of(attached.kept, sealed=False)) == (attached.kept, PDF)


def test_what_an_upload_left_that_came_to_nothing_goes_too() -> None:
    kept = keeping.name_of(PDF, sealed=False)
    keeping.keep(PDF, kept, sealed=False)
    sweep(by="test", at=now() + timedelta(hours=1))
    assert keeping.path_of(kept).exists()
    sweep(by="test", at=now() + LATER)
    assert not keeping.path_of(kept).exists()
