"""A workbook between preview and import: kept sealed for its officer alone, for a week at most."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from shenbian.desk.models import Upload
from shenbian.kit import keys
from shenbian.kit.env import Unable
from shenbian.rights.actor import Actor
from shenbian.sheets.actions.importing import bring_in
from shenbian.sheets.reading import sheets_of
from shenbian.sheets.report import Summary

LARGEST = 20 * 1024 * 1024  # bytes
MOST = 20_000  # rows that are imported while somebody waits for the page
_KEPT = timedelta(days=7)
_RETURNED = "returned"


def uploads_of(actor: Actor) -> QuerySet[Upload]:
    """This officer's uploads, the latest first."""
    return Upload.objects.filter(person=actor.person or 0).order_by("-uploaded_at")


@transaction.atomic
def take(name: str, data: bytes, *, by: Actor) -> Upload:
    """Keep a workbook and look at what it would bring. Raises Unable where it cannot be read or is too large."""
    Upload.objects.filter(uploaded_at__lt=Now() - _KEPT).delete()
    if len(data) > LARGEST:
        raise Unable(f"文件超过{LARGEST // 1024 // 1024}MB，请分成几份上传。")
    upload = Upload.objects.create(person=by.person or 0, name=_clean(name), sealed=b"")
    upload.sealed = keys.ring().seal(data, _place(upload, "data"))
    _run(upload, data, by=by, preview=True)
    upload.save()
    return upload


def apply(upload: Upload, *, by: Actor) -> bool:
    """Import it, once. False where somebody (a second click) was first."""
    claimed = Upload.objects.filter(pk=upload.pk, applied_at=None).update(applied_at=Now())
    if not claimed:
        return False
    try:
        _run(upload, opened(upload), by=by, preview=False)
    except BaseException:
        Upload.objects.filter(pk=upload.pk).update(applied_at=None)
        raise
    upload.save(update_fields=["report", "returned"])
    return True


def opened(upload: Upload) -> bytes:
    """The workbook as it came."""
    return keys.ring().open(bytes(upload.sealed), _place(upload, "data"))


def returned(upload: Upload) -> bytes | None:
    """The refused rows with their problems, to be put right and uploaded again; None where there are none."""
    return None if upload.returned is None else keys.ring().open(bytes(upload.returned), _place(upload, _RETURNED))


def _run(upload: Upload, data: bytes, *, by: Actor, preview: bool) -> None:
    with _as_file(upload.name, data) as path:
        if preview:
            _not_too_long(path)
        summary: Summary = bring_in(path, by=by, preview=preview, returned=path.parent / _RETURNED)
        upload.report = summary.as_json()
        found = sorted((path.parent / _RETURNED).glob("*.xlsx"))
        upload.returned = keys.ring().seal(found[0].read_bytes(), _place(upload, _RETURNED)) if found else None
    for sheet in upload.report["sheets"]:
        sheet.pop("returned", None)


def _not_too_long(path: Path) -> None:
    rows = sum(len(sheet.body) for sheet in sheets_of(path))
    if rows > MOST:
        raise Unable(
            f"这份表有{rows:,}行，网页上一次最多导入{MOST:,}行。"
            "请分成几份上传，或请服务器操作员用 shenbian import 导入。"
        )


@contextmanager
def _as_file(name: str, data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="shenbian-upload-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


def _clean(name: str) -> str:
    """The bare file name, whatever path a browser sends along."""
    bare = PurePosixPath(PureWindowsPath(name).name).name.strip().lstrip(".")[-120:]
    return bare if bare.lower().endswith(".xlsx") else f"{bare or '上传'}.xlsx"


def _place(upload: Upload, what: str) -> bytes:
    return f"desk.upload:{upload.pk}:{what}".encode()
