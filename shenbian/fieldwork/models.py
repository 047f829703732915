"""A record from the field (现场记录): at which unit or of whom, when and where, what was found, when it arrived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.editions.fields import shown
from shenbian.fieldwork.flows import flow_of
from shenbian.fieldwork.verbs import About, Verb, verbs
from shenbian.flow.models import Flowing
from shenbian.flow.table import Flow
from shenbian.kit import mask
from shenbian.kit.period import beijing_date
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk


class FieldRecord(Flowing):
    """One visit, one parcel handed out, one day of one's own. Its photos are attached to it; the fact that it is names
    it as evidence.

    `client_key` is the phone's own name for it: sent twice, it is there once. `happened_at` is when it was, by the
    phone; `arrived_at` is the database's. `led_to` names the thing of the kernel that keeps such days ("app.model:pk").
    """

    RELATED = ("organisation", "unit", "person", "person__merged_into", "edition")

    verb = models.CharField("事项", max_length=40)
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="工会")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices)
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    person = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, related_name="field_records", verbose_name="本人"
    )
    edition = models.ForeignKey("editions.Edition", models.PROTECT, null=True, related_name="+", verbose_name="届期")
    happened_at = models.DateTimeField("时间")
    arrived_at = models.DateTimeField("送达时间", db_default=Now())
    result = models.CharField("结果", max_length=20)
    answers: Any = models.JSONField(default=dict)  # by the keys of the verb's questions
    latitude = models.FloatField("纬度", null=True)  # WGS 84
    longitude = models.FloatField("经度", null=True)
    accuracy = models.FloatField("位置误差(米)", null=True)
    recorded_by = models.CharField(max_length=80)
    client_key = models.UUIDField()
    led_to = models.CharField(max_length=120, blank=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id verb organisation desk unit person edition happened_at arrived_at result recorded_by client_key "
            "led_to".split()
        )
        personal = frozenset("answers latitude longitude accuracy".split())

    class Meta(Flowing.Meta):
        verbose_name = "现场记录"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(fields=["recorded_by", "client_key"], name="field_record_sent_once"),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(person__isnull=False), name="field_record_about_someone"
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None, accuracy=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180, accuracy__gte=0),
                name="field_record_somewhere",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["recorded_by", "-arrived_at"], name="field_record_mine"),
            models.Index(fields=["unit", "-happened_at"], name="field_record_of_unit"),
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="field_record_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind.title}：{self.whom}"

    @property
    def whom(self) -> str:
        """The unit, the person without their whole name, or where one was."""
        if self.kind.about is About.ONESELF:
            return str(self.answers.get(self.kind.lists, ""))
        return mask.name(self.person.name) if self.person else str(self.unit)

    @property
    def owner(self) -> int | None:
        """Person.key of whom it concerns; None where it is of a unit."""
        return (self.person.merged_into or self.person).key if self.person else None

    @property
    def result_of(self) -> tuple[str, int]:
        """Label and number of the thing that came of it: itself, where no kernel keeps such days."""
        label, _, pk = (self.led_to or self.subject).rpartition(":")
        return label, int(pk)

    @property
    def kind(self) -> Verb:
        return verbs[self.verb]

    @property
    def flow(self) -> Flow:
        return flow_of(self.kind)

    @classmethod
    def flows(cls) -> Iterable[Flow]:
        return tuple(flow_of(verb) for verb in verbs)

    @property
    def happened_on(self) -> date:
        """The Beijing day."""
        return beijing_date(self.happened_at)

    def shows(self) -> Iterator[tuple[str, Any, Sensitivity]]:
        """What its page says, line by line."""
        yield "届期", self.edition, Sensitivity.PLAIN
        yield "单位", self.unit, Sensitivity.PLAIN
        yield "本人", self.person, Sensitivity.PERSONAL
        yield "时间", self.happened_at, Sensitivity.PLAIN
        yield "送达", self.arrived_at, Sensitivity.PLAIN
        yield "结果", self.result, Sensitivity.PLAIN
        for question in self.kind.questions:
            yield question.title, shown(question, self.answers.get(question.key)), question.sensitivity
        if self.latitude is not None and self.longitude is not None:
            where = f"北纬{self.latitude:.5f}°，东经{self.longitude:.5f}°，误差约{self.accuracy or 0:.0f}米"
            yield "位置", where, Sensitivity.PERSONAL

    def as_it_is(self) -> dict[str, Any]:
        """What a correction begins with."""
        return dict(self.answers)
