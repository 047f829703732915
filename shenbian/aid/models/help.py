"""What a household was given from its file."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.aid.declared import Form
from shenbian.aid.helping import HELP
from shenbian.aid.models.dossier import Dossier
from shenbian.flow.models import Flowing
from shenbian.kit.money import written
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk


class Help(Flowing):
    """One help from a standing file (帮扶): money, goods or a service, proposed by one hand and decided by another.

    `amount_fen` is the money, or what the goods are worth; `year` the year in whose cap it falls. Money is paid by
    `funds`: a payment names this as what it pays ("aid.help:12").
    """

    FLOW = HELP
    RELATED = ("organisation", "dossier__person__merged_into", "dossier__organisation")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="helps", verbose_name="困难档案")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="帮扶工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    form = models.CharField("帮扶方式", max_length=10, choices=Form.choices)
    title = models.CharField("帮扶事项", max_length=100)
    amount_fen = models.BigIntegerField("金额或价值")
    year = models.PositiveSmallIntegerField("年度")
    given_on: models.DateField[date | None, date | None] = models.DateField("发放日期", null=True)
    proposed_at = models.DateTimeField("提出时间", db_default=Now())

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id dossier organisation desk form title amount_fen year given_on proposed_at".split()
        )

    class Meta(Flowing.Meta):
        verbose_name = "帮扶"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0) | Q(form="service", amount_fen=0), name="help_of_something"
            ),
            models.CheckConstraint(condition=~Q(status="given") | Q(given_on__isnull=False), name="help_given_on"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["dossier", "year"], name="help_of_year")]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> int | None:
        return self.dossier.owner

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        told = {
            "帮扶事项": self.title,
            "帮扶方式": self.get_form_display(),
            "金额或价值": written(self.amount_fen) if self.amount_fen else "",
            "困难档案": self.dossier.number,
            "年度": f"{self.year}年",
            "发放日期": self.given_on,
        }
        return [(label, value, Sensitivity.PLAIN) for label, value in told.items() if value]
