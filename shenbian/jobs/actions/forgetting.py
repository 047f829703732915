"""What is kept of a run is kept for some days; of a person who is erased, nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from shenbian.jobs.models import Run
from shenbian.jobs.rules import KEPT, REMEMBERED
from shenbian.kit.period import now


def forget_old(*, at: datetime | None = None) -> int:
    """Forget papers and arguments after a week, runs after three months; gives of how many. Two statements."""
    moment = at or now()
    old = Run.objects.filter(~Q(sealed=b"") | Q(paper__isnull=False), ended_at__lt=moment - KEPT)
    emptied = old.update(sealed=b"", paper=None)
    gone, _ = Run.objects.filter(ended_at__lt=moment - REMEMBERED).delete()
    return emptied + gone


def erase_runs(keys: Iterable[int]) -> None:
    """Of people (keys) who are erased: what they asked for. One that runs finds that nobody wants it. One statement."""
    Run.objects.filter(person__in=list(keys)).delete()
