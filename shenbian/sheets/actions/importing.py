"""Bringing registers in: one sheet is one batch, one transaction and one trace; a preview is the same, rolled back."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.db import transaction

from shenbian.facts.seal import seal_all
from shenbian.flow.actions import begin, perform
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.sheets.door import Door
from shenbian.sheets.models import Batch
from shenbian.sheets.order import Stack
from shenbian.sheets.reading import Sheet, files_in, read
from shenbian.sheets.report import Report, Summary
from shenbian.sheets.returned import give_back
from shenbian.sheets.rows import Rows
from shenbian.sheets.scope import reach, top_of

Say = Callable[[str], None]
Tell = Callable[[int, int, str], None]  # so many steps are done, of so many, and what comes now
_STEPS = 3  # of one sheet: read, judged and written, counted
_COLLECT = 200_000  # rows after which garbage is collected


def bring_in(
    path: Path,
    *,
    by: Actor,
    preview: bool = False,
    returned: Path | None = None,
    say: Say = lambda text: None,
    tell: Tell = lambda done, of, step: None,
) -> Summary:
    """Import a workbook, or a folder of them in the order in which they need each other.

    Each sheet is applied in a transaction of its own and sealed with the others at the end; with `preview` all is
    done and nothing kept. Rows that are refused go to a copy in the folder `returned` (none is written without one).
    Raises Unable when a file cannot be read or recognised: then no file was applied.
    """
    summary = Summary(preview=preview)
    with _collecting_rarely():
        stack = Stack(list(files_in(path)) if path.is_dir() else [path])
        steps = _STEPS * len(stack) + (not preview)
        if preview:
            with transaction.atomic():
                _bring_all(stack, summary, by, returned, say, lambda done, step: tell(done, steps, step))
                transaction.set_rollback(True)
            return summary
        _bring_all(stack, summary, by, returned, say, lambda done, step: tell(done, steps, step))
        tell(steps - 1, steps, "存证")
        seal_all(by=by.ref)
    return summary


def load_folder(folder: Path, *, by: Actor, say: Say) -> Summary:
    """Import a folder, telling of each sheet as it is done."""
    return bring_in(folder, by=by, say=say)


def _bring_all(
    stack: Stack, summary: Summary, by: Actor, returned: Path | None, say: Say, tell: Callable[[int, str], None]
) -> None:
    rows = 0
    for n, sheet in enumerate(stack):
        report = bring_sheet(sheet, by=by, returned=returned, tell=partial(_tell, tell, _STEPS * n, sheet))
        summary.sheets.append(report)
        rows += len(sheet.body)
        if rows > _COLLECT:
            rows = 0
            gc.collect()
        for line in report.lines():
            say(line)


def _tell(tell: Callable[[int, str], None], before: int, sheet: Sheet, step: int, doing: str) -> None:
    tell(before + step, f"{doing}“{sheet.register.title}”{len(sheet.body):,}行")


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Looking for cyclic garbage again and again among a million rows that are none costs a quarter of an import."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def bring_sheet(
    sheet: Sheet,
    *,
    by: Actor,
    returned: Path | None = None,
    tell: Callable[[int, str], None] = lambda step, doing: None,
) -> Report:
    """Apply one sheet in one transaction. A sheet that brings nothing leaves no batch behind."""
    with transaction.atomic():
        under = reach(by, Right.REGISTER_IMPORT)
        batch = _begun(sheet, by, under)
        tell(0, "读取")
        rows = read(sheet)
        door = Door(by=by, batch=batch, under=under, system=sheet.system)
        tell(1, "核对并写入")
        sheet.register.apply(rows, door)
        tell(2, "记入台账")
        door.close()
        if kept := door.wrote:
            _applied(batch, rows, by)
        else:
            transaction.set_rollback(True)
    copy = give_back(sheet, rows, returned) if returned and rows.refused else None
    return _report(sheet, rows, batch.pk if kept else 0, copy)


def _begun(sheet: Sheet, by: Actor, under: list[str] | None) -> Batch:
    batch = Batch(
        body=top_of(under),
        register=sheet.register.key,
        system=sheet.system.key if sheet.system else "",
        file=sheet.path.name,
        sheet=sheet.name,
        digest=sheet.digest,
        by=by.ref,
    )
    return begin([batch], by=by)[0]


def _applied(batch: Batch, rows: Rows, by: Actor) -> None:
    batch.counts, batch.reasons = rows.counts(), rows.reasons()
    batch.save(update_fields=["counts", "reasons"])
    said = {"register": batch.register, "file": batch.file, **batch.counts}
    for outcome in perform("apply", on=[batch], by=by, said=said, batch=batch.pk):
        if outcome.refusal:
            raise outcome.refusal


def _report(sheet: Sheet, rows: Rows, batch: int, copy: Path | None) -> Report:
    at = rows.numbers
    return Report(
        file=sheet.path.name,
        sheet=sheet.name,
        register=rows.register.title,
        batch=batch,
        counts=rows.counts(),
        reasons=rows.reasons(),
        unknown=sheet.fit.unknown,
        returned=copy,
        refused=tuple((at[place], *said) for place in sorted(rows.refused) for said in rows.refused[place]),
        changed=tuple((at[place], rows.changed[place]) for place in sorted(rows.changed)),
        same=tuple((at[place], rows.same[place]) for place in sorted(rows.same)),
        conflicts=tuple((at[place], "、".join(rows.conflicts[place])) for place in sorted(rows.conflicts)),
    )
