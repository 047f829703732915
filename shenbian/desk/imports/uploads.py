"""A workbook between preview and import: kept sealed for its officer alone, for a week at most.

A long one is looked at and imported behind the page, by two jobs that are asked for once each.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from shenbian.desk.imports.packed import MEGABYTE, TOO_LARGE, as_one, clean, laid_out, largest
from shenbian.desk.models import Upload
from shenbian.jobs.actions import defer
from shenbian.jobs.job import Job, Outcome, Progress, jobs
from shenbian.jobs.models import Run
from shenbian.jobs.queries import runs_of
from shenbian.kit import keys
from shenbian.kit.env import Unable
from shenbian.kit.period import now
from shenbian.rights.actor import Actor
from shenbian.sheets.actions.importing import Tell, bring_in
from shenbian.sheets.reading import sheets_of
from shenbian.sheets.report import WORDS, Summary

AT_ONCE = 20_000  # plain rows that are imported while somebody waits for the page
LOOK, APPLY = "import.look", "import.apply"
_KEPT = timedelta(days=7)
_RETURNED = "returned"


def uploads_of(actor: Actor) -> QuerySet[Upload]:
    """This officer's uploads, the latest first."""
    return Upload.objects.filter(person=actor.person or 0).order_by("-uploaded_at")


def run_of(upload: Upload, *, by: Actor) -> Run | None:
    """What is being done to a long one behind the page, or was at last. One query; none for a short one."""
    asked = runs_of(by).filter(job__in=[LOOK, APPLY], once=str(upload.pk))
    return asked.first() if upload.long else None


@transaction.atomic
def take(name: str, data: bytes, *, by: Actor) -> Upload:
    """Keep a workbook, or a zip of one with its pictures, and look at what it would bring.

    Raises Unable where it cannot be read or is too large.
    """
    Upload.objects.filter(uploaded_at__lt=Now() - _KEPT).delete()
    bare = clean(name)
    if len(data) > largest(bare):
        raise Unable(TOO_LARGE.format(largest(bare) // MEGABYTE))
    with laid_out(bare, data) as path:
        sheets = sheets_of(path)
    upload = Upload.objects.create(
        person=by.person or 0,
        name=bare,
        rows=sum(len(each.body) for each in sheets),
        long=sum(len(each.body) * each.register.weight for each in sheets) > AT_ONCE,
        sealed=b"",
    )
    upload.sealed = keys.ring().seal(data, _place(upload, "data"))
    if upload.long:
        defer(LOOK, by=by, about=upload.name, once=str(upload.pk), upload=upload.pk)
    else:
        _run(upload, data, by=by, preview=True)
    upload.save()
    return upload


def apply(upload: Upload, *, by: Actor) -> bool:
    """Import it, once; a long one behind the page. False where somebody (a second click) was first."""
    if upload.long:
        if upload.applied_at is None and upload.report:
            defer(APPLY, by=by, about=upload.name, once=str(upload.pk), upload=upload.pk)
        return upload.applied_at is None
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


def _look(progress: Progress, by: Actor, *, upload: int) -> Outcome:
    found = _uploaded(upload, by)
    _run(found, opened(found), by=by, preview=True, tell=progress.tell)
    found.save(update_fields=["report", "returned"])
    return Outcome(f"看过了，现在什么都还没有改。{_counts(found)}")


def _apply(progress: Progress, by: Actor, *, upload: int) -> Outcome:
    found = _uploaded(upload, by)
    if found.applied_at is not None:
        return Outcome("这份表已经导入过了，没有再导一遍。")
    _run(found, opened(found), by=by, preview=False, tell=progress.tell)
    found.applied_at = now()
    found.save(update_fields=["report", "returned", "applied_at"])
    return Outcome(f"导入完成。{_counts(found)}")


def _uploaded(pk: int, by: Actor) -> Upload:
    """It may be gone when its turn comes. Raises Unable."""
    found = uploads_of(by).select_for_update().filter(pk=pk).first()
    if found is None:
        raise Unable("上传的文件已经清除（只保留七天），请重新上传。")
    return found


def _counts(upload: Upload) -> str:
    said = [f"{word}{upload.report[key]:,}行" for key, word in WORDS.items() if upload.report.get(key)]
    return f"{'，'.join(said)}。" if said else "没有数据行。"


def _leads(*, upload: int) -> tuple[str, str]:
    return reverse("desk:import", args=[upload]), "看这份表"


jobs.add(
    Job(key=LOOK, title="预览导入", run=_look, leads=_leads),
    Job(key=APPLY, title="导入登记表", run=_apply, leads=_leads),
)


def opened(upload: Upload) -> bytes:
    """The workbook as it came."""
    return keys.ring().open(bytes(upload.sealed), _place(upload, "data"))


def returned(upload: Upload) -> bytes | None:
    """The refused rows with their problems, to be put right and uploaded again; None where there are none.

    A workbook, or where several registers of one have refused rows a zip with a copy of each (`returns_several`).
    """
    return None if upload.returned is None else keys.ring().open(bytes(upload.returned), _place(upload, _RETURNED))


def returns_several(upload: Upload) -> bool:
    """Whether what goes back is more than one workbook."""
    return sum(bool(sheet["refused_rows"]) for sheet in upload.report.get("sheets", ())) > 1


def _run(upload: Upload, data: bytes, *, by: Actor, preview: bool, tell: Tell = lambda done, of, step: None) -> None:
    with laid_out(upload.name, data) as path:
        summary: Summary = bring_in(path, by=by, preview=preview, returned=path.parent / _RETURNED, tell=tell)
        upload.report = summary.as_json()
        copies = sorted((path.parent / _RETURNED).glob("*.xlsx"))
        upload.returned = keys.ring().seal(as_one(copies), _place(upload, _RETURNED)) if copies else None
    for sheet in upload.report["sheets"]:
        sheet.pop("returned", None)


def _place(upload: Upload, what: str) -> bytes:
    return f"desk.upload:{upload.pk}:{what}".encode()
