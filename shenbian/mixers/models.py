"""What those who were at a mixer say of themselves, whom they chose (sealed), and what is left of it: three counts.

None of it flows: a state would leave traces, and a trace of a choice is what nobody may have.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Now


class Profile(models.Model):
    """What somebody shows to those who were there with them (联谊资料). The band of age comes from the record."""

    session = models.ForeignKey("gatherings.Session", models.PROTECT, related_name="profiles")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    nickname = models.CharField("昵称", max_length=20)
    sentence = models.CharField("一句话介绍", max_length=100)

    class Privacy:
        plain = frozenset("id session person".split())
        personal = frozenset("nickname sentence".split())

    class Meta:
        verbose_name = "联谊资料"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["session", "person"], name="one_profile_each")
        ]

    def __str__(self) -> str:
        return self.nickname


class Choice(models.Model):
    """Whom somebody chose and to whom they give which contact (互选): one sealed text, opened for nobody but the pair.

    A pair has no row of its own: it is found by opening what both said, so the tables tell of none.
    """

    session = models.ForeignKey("gatherings.Session", models.PROTECT, related_name="choices")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    sealed = models.BinaryField("互选内容")

    class Privacy:
        plain = frozenset("id session person".split())
        sealed = frozenset({"sealed"})

    class Meta:
        verbose_name = "互选"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["session", "person"], name="one_choice_each")
        ]


class Tally(models.Model):
    """What a mixer came to, counted when its hour was over; it stays when everything else is wiped."""

    session = models.OneToOneField("gatherings.Session", models.PROTECT, related_name="mixed")
    chose = models.PositiveIntegerField("参加互选")
    pairs = models.PositiveIntegerField("互相选中", null=True)  # None: too few chose for it to be told
    counted_at = models.DateTimeField(db_default=Now())

    class Privacy:
        plain = frozenset("id session chose pairs counted_at".split())

    class Meta:
        verbose_name = "互选结果"
