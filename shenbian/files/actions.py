"""Taking files in, attaching them, opening sealed ones, sweeping out what belongs to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from shenbian.files import keeping
from shenbian.files.media import MEDIA, media_of
from shenbian.files.models import Attachment, StoredFile
from shenbian.files.pictures import Picture, drawn_anew
from shenbian.files.queries import unattached
from shenbian.kit import sm
from shenbian.kit.period import now
from shenbian.kit.refusal import Refused, refuse_if
from shenbian.people.models import Person, PersonReading
from shenbian.rights.actor import Actor

KEPT_FOR = timedelta(days=1)  # how long an upload may belong to nothing
_LOCK = 110_113_003  # class of the advisory locks on what lies on disk


@transaction.atomic
def upload(
    content: bytes,
    *,
    name: str,
    by: Actor,
    client_key: UUID | None = None,
    sealed: bool = False,
    about: int | None = None,
) -> StoredFile:
    """Take a file in; the same `client_key` of the same sender again gives what is there, and nothing is done twice.

    `sealed` needs `about`, the key of the person whom it shows. Raises Refused, in Chinese, for what is not taken.
    """
    if client_key is not None and (known := _known(by, client_key)):
        return known
    media = media_of(content)
    picture = drawn_anew(content, media) if MEDIA[media].image else None
    shown = picture.content if picture else content
    kept = keeping.name_of(shown, sealed=sealed)
    file = StoredFile(
        digest=sm.sm3(content).hex(),
        kept=kept,
        size=len(shown),
        media=media,
        name=_name(name),
        sealed=sealed,
        about=about,
        uploaded_by=by.ref,
        client_key=client_key,
    )
    if picture:
        _describe(file, picture)
    _lock(kept)
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except IntegrityError:
        known = _known(by, client_key) if client_key else None
        if known is None:
            raise
        return known  # the same phone sent it twice at the same moment
    keeping.keep(shown, kept, sealed=sealed)
    if picture and file.has_thumbnail:
        keeping.keep(picture.thumbnail, kept, sealed=False, small=True)
    return file


def _known(by: Actor, client_key: UUID) -> StoredFile | None:
    return StoredFile.objects.filter(uploaded_by=by.ref, client_key=client_key).first()


def _describe(file: StoredFile, picture: Picture) -> None:
    file.width, file.height, file.taken_at = picture.width, picture.height, picture.taken_at
    if picture.place:
        file.latitude, file.longitude = picture.place


def _name(said: str) -> str:
    """The last part of what the sender calls it, without what no file name should hold."""
    bare = PurePosixPath(said.replace("\\", "/")).name
    shown = "".join(each for each in bare if each.isprintable() and each not in '<>:"|?*').strip(" .")
    return shown[-120:] or "未命名"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What to attach to which thing ("app.model:pk"). What the field says of time and place counts more than what
    the camera wrote."""

    subject: str
    file: int
    kind: str = Attachment.Kind.PAPER.value
    said: str = ""
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


@transaction.atomic
def attach(papers: Sequence[Paper], *, by: Actor) -> list[Attachment]:
    """Attach files to things; what is attached already stays as it is. Raises Refused for a file of somebody else's.

    Whether the actor may change the thing is asked above: attaching is part of a move. Three queries.
    """
    own = StoredFile.objects.select_for_update(no_key=True).filter(uploaded_by=by.ref)
    files = {each.pk: each for each in own.filter(pk__in=[each.file for each in papers]).order_by("pk")}
    refuse_if({n: "没有找到这个文件，请重新上传。" for n, each in enumerate(papers) if each.file not in files})
    rows = [_attachment(each, files[each.file], by) for each in papers]
    Attachment.objects.bulk_create(rows, ignore_conflicts=True)
    pairs = {(each.subject, each.file) for each in papers}
    found = Attachment.objects.filter(subject__in={s for s, _ in pairs}, file__in=files).select_related("file")
    return [each for each in found.order_by("pk") if (each.subject, each.file.pk) in pairs]


@transaction.atomic
def detach(attachments: Sequence[int]) -> None:
    """Take papers (ids of attachments) off their things; the files are swept when they hang on nothing.

    Whether the actor may is asked above, as for `attach`. One query.
    """
    Attachment.objects.filter(pk__in=attachments).delete()


def _attachment(paper: Paper, file: StoredFile, by: Actor) -> Attachment:
    if paper.latitude is None or paper.longitude is None:
        paper = replace(paper, latitude=file.latitude, longitude=file.longitude)
    return Attachment(
        subject=paper.subject,
        file=file,
        kind=Attachment.Kind(paper.kind).value,
        said=paper.said.strip()[:200],
        taken_at=paper.taken_at or file.taken_at,
        latitude=paper.latitude,
        longitude=paper.longitude,
        attached_by=by.ref,
    )


@transaction.atomic
def open_sealed(file: StoredFile, *, by: Actor, why: str) -> bytes:
    """What a sealed file holds. Who looked and why is written first, where the one whom it shows can read it.

    Whoever it shows looks without a trace. Whether the actor may is asked above (`queries.seen_by`).
    """
    assert file.about is not None  # the database holds it
    if not by.owns(file.about):
        if not why.strip():
            raise Refused({0: "查阅密封文件应写明事由，本人可以看到。"})
        person = Person.objects.get(key=file.about)
        PersonReading.objects.create(person=person, field=f"file:{file.pk}", read_by=by.ref, why=why.strip()[:200])
    return keeping.content_of(file.kept, sealed=True)


@transaction.atomic
def erase_files(*, about: Sequence[int], subjects: Sequence[str], by_whom: Sequence[str]) -> int:
    """Remove what shows a person who is erased: files about them (keys of persons), papers of their own things
    ("app.model:pk"), uploads of theirs that hang nowhere else. How many files went; bytes go when nobody holds them.
    """
    hung = Attachment.objects.filter(Q(subject__in=subjects) | Q(file__about__in=about))
    shown = set(hung.values_list("file", flat=True))
    hung.delete()
    gone = unattached().filter(Q(pk__in=shown) | Q(about__in=about) | Q(uploaded_by__in=by_whom))
    rows = list(gone.values_list("pk", "kept"))
    StoredFile.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
    for _pk, kept in rows:
        _forget_if_free(kept)
    return len(rows)


def sweep(*, by: str, at: datetime | None = None) -> int:
    """Remove uploads that belong to nothing for more than a day; gives how many. Bytes go when nobody holds them."""
    before = (at or now()) - KEPT_FOR
    old = list(unattached().filter(uploaded_at__lt=before).values_list("pk", "kept"))
    swept = sum(_sweep_one(pk, kept) for pk, kept in old)
    for kept in keeping.older_than(before):
        _forget_if_free(kept)  # what an upload left that came to nothing
    return swept


@transaction.atomic
def _sweep_one(pk: int, kept: str) -> int:
    _lock(kept)
    locked = StoredFile.objects.select_for_update().filter(pk=pk).values_list("pk", flat=True)
    if not list(locked) or not unattached().filter(pk=pk).exists():
        return 0  # attached or swept meanwhile
    StoredFile.objects.filter(pk=pk).delete()
    _forget_if_free(kept)
    return 1


@transaction.atomic
def _forget_if_free(kept: str) -> None:
    """Inside the lock, not after it: else the same bytes handed in meanwhile would be found and then removed."""
    _lock(kept)
    if not StoredFile.objects.filter(kept=kept).exists():
        keeping.forget(kept)


def _lock(kept: str) -> None:
    """Until the transaction ends nobody else brings or removes these bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, int(kept[:7], 16)])
