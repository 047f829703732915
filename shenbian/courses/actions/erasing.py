"""What courses know of a person goes with them."""

from __future__ import annotations

from collections.abc import Sequence

from shenbian.courses.models import Enrolment, Grade, Paper, Watching


def erase_learning(keys: Sequence[int]) -> None:
    """Empty what courses know of a person; that they were enrolled, and with what end, stays. Four statements."""
    Enrolment.objects.filter(person__key__in=keys).update(score=None, why="")
    Paper.objects.filter(person__key__in=keys).update(answers={}, score=None)
    Grade.objects.filter(person__key__in=keys).update(score=None)
    Watching.objects.filter(person__key__in=keys).delete()
