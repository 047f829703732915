"""An application that was made on the spot (现场申请): handed in through the code of a session."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class SessionEntry(models.Model):
    """One entry came through one session, so that nobody counts it for two."""

    session = models.ForeignKey("gatherings.Session", models.PROTECT, related_name="entered", verbose_name="场次")
    entry = models.OneToOneField("editions.Entry", models.PROTECT, related_name="+", verbose_name="申请")
    linked_at = models.DateTimeField(db_default=Now())

    class Privacy:
        plain = frozenset("id session entry linked_at".split())

    class Meta:
        verbose_name = "现场申请"
