"""What a certificate of hours rests on: the turns whose minutes it adds up."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class Certified(models.Model):
    """One turn of one certificate. When the turn is struck out or put right, the certificate is revoked."""

    certificate = models.ForeignKey(
        "certificates.Certificate", models.PROTECT, related_name="+", verbose_name="时长证明"
    )
    turn = models.ForeignKey("gatherings.Turn", models.PROTECT, related_name="certified", verbose_name="参与记录")

    class Privacy:
        plain = frozenset("id certificate turn".split())

    class Meta:
        verbose_name = "时长证明的依据"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["certificate", "turn"], name="certified_once"),
        ]
