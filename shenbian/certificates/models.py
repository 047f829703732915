"""A certificate (证书): what somebody was certified, by which union, on which day, until when."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from shenbian.certificates.declared import CertificateKind, certificate_kinds
from shenbian.certificates.flow import CERTIFICATE
from shenbian.flow.models import Flowing
from shenbian.kit.privacy import Sensitivity
from shenbian.look.words import hours
from shenbian.rights.catalogue import Desk


class Certificate(Flowing):
    """`source` names what it rests on ("app.model:12", or the register's own key): one standing certificate for each.

    `counted` is the fact that says the same ("kind:natural key"), where one does. `code` is what anybody verifies it
    by; who does not hold it cannot guess it. It is valid through `valid_until`, that day included; None is for good.
    Its name is the person's, so that it goes with them.
    """

    FLOW = CERTIFICATE
    RELATED = ("organisation", "person", "person__merged_into")

    kind_key = models.CharField("证书种类", max_length=60)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="certificates", verbose_name="持证人")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="颁发工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    number = models.CharField("证书编号", max_length=60, null=True)
    title = models.CharField("名称", max_length=200)
    issued_on = models.DateField("颁发日期")
    valid_until = models.DateField("有效期至", null=True)
    minutes = models.PositiveIntegerField("时长(分钟)", null=True)
    score = models.PositiveSmallIntegerField("成绩", null=True)
    source = models.CharField(max_length=200, db_collation="C")
    code = models.CharField(max_length=20, unique=True, db_collation="C")
    counted = models.CharField(max_length=400, blank=True, db_collation="C")
    batch = models.BigIntegerField(null=True)
    revoked_why = models.CharField("撤销原因", max_length=200, blank=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id kind_key person organisation desk number title issued_on valid_until minutes source code "
            "counted batch".split()
        )
        personal = frozenset({"score", "revoked_why"})

    class Meta(Flowing.Meta):
        verbose_name = "证书"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind_key", "source"], condition=Q(status="issued"), name="certificate_once"
            ),
            models.UniqueConstraint(fields=["kind_key", "number"], name="certificate_number"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("issued_on")), name="certificate_forward"
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["person", "-id"], name="certificate_of_person"),
            models.Index(fields=["organisation", "-id"], name="certificate_of_body"),
        ]

    def __str__(self) -> str:
        return f"{self.kind.title} {self.number}"

    @property
    def kind(self) -> CertificateKind:
        return certificate_kinds[self.kind_key]

    @property
    def told_as(self) -> str:
        return self.kind.title

    @property
    def owner(self) -> int:
        """Person.key; of a merged record that of the one that stands."""
        return (self.person.merged_into or self.person).key

    def holds_on(self, day: date) -> bool:
        """Whether it stands and is not over on a day."""
        return self.status == "issued" and (self.valid_until is None or day <= self.valid_until)

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What its page says, line by line."""
        return [
            ("证书种类", self.kind.title, Sensitivity.PLAIN),
            ("名称", self.title, Sensitivity.PLAIN),
            ("证书编号", self.number, Sensitivity.PLAIN),
            ("持证人", self.person.name, Sensitivity.PERSONAL),
            ("颁发日期", self.issued_on, Sensitivity.PLAIN),
            ("有效期至", self.valid_until or "长期", Sensitivity.PLAIN),
            ("时长", hours(self.minutes) if self.minutes is not None else None, Sensitivity.PLAIN),
            ("成绩", self.score, Sensitivity.PERSONAL),
            ("撤销原因", self.revoked_why, Sensitivity.PERSONAL),
        ]
