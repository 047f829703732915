"""What the desk keeps of whoever works at it goes with them: their selections and their uploads. What was taken down of
somebody in the field goes with them too; that kernel and `personal` are strangers."""

from __future__ import annotations

from shenbian.desk.models import SavedView, Upload
from shenbian.fieldwork.actions import erase_records
from shenbian.personal.erasing import erasers


def erase(keys: list[int]) -> None:
    """Of one person, by keys. Two statements."""
    SavedView.objects.filter(person__in=keys).delete()
    Upload.objects.filter(person__in=keys).delete()


erasers += [erase, erase_records]
