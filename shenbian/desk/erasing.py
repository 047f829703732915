"""What the desk keeps of whoever works at it goes with them: their selections and their uploads."""

from __future__ import annotations

from shenbian.desk.models import SavedView, Upload
from shenbian.personal.erasing import erasers


def erase(keys: list[int]) -> None:
    """Of one person, by keys. Two statements."""
    SavedView.objects.filter(person__in=keys).delete()
    Upload.objects.filter(person__in=keys).delete()


erasers.append(erase)
