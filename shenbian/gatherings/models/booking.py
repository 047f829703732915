"""A booking (预约): somebody's place in a session, or their turn in the line for one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.flow.models import Flowing
from shenbian.gatherings.flows.booking import BOOKING, HOLDS, LIVE
from shenbian.kit.privacy import Sensitivity
from shenbian.rights.catalogue import Desk


class Booking(Flowing):
    """`places`: the person and whom they take along, told in `companions` (what they are called and how old, no more).

    `organisation` is where its rights are looked for: the host, or the union whose quota it takes; `union` the person's
    own. Bookings of one `party` are admitted together or not at all. `listed_at` orders the waiting list; `answer_by`
    is until when an offer or an invitation waits for an answer. `said` is what the programme demands (waiver, pledge).
    """

    FLOW = BOOKING
    LIVE: ClassVar[tuple[str, ...]] = LIVE
    RELATED: ClassVar[tuple[str, ...]] = (
        "organisation",
        "session",
        "session__edition",
        "session__organisation",
        "person",
        "person__merged_into",
    )

    session = models.ForeignKey("gatherings.Session", models.PROTECT, related_name="bookings", verbose_name="场次")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name="预约人")
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+", verbose_name="受理工会")
    union = models.ForeignKey("orgs.Organisation", models.PROTECT, null=True, related_name="+", verbose_name="所在工会")
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    desk = models.CharField("工作条线", max_length=40, choices=Desk.choices, blank=True)
    quota = models.ForeignKey("gatherings.Quota", models.PROTECT, null=True, related_name="bookings")
    places = models.PositiveSmallIntegerField("人数", default=1)
    companions: Any = models.JSONField("同行家属", default=list)
    party = models.UUIDField("同行组", null=True)
    said: Any = models.JSONField("承诺", default=dict)
    rank = models.PositiveIntegerField("抽签次序", null=True)
    listed_at = models.DateTimeField("候补时间", null=True)
    answer_by = models.DateTimeField("答复截止", null=True)
    reason = models.CharField("说明", max_length=300, blank=True)
    booked_by = models.CharField("经办", max_length=80)
    client_key = models.UUIDField(null=True)
    booked_at = models.DateTimeField("预约时间", db_default=Now())
    feedback_stars = models.PositiveSmallIntegerField("评分", null=True)
    feedback = models.TextField("意见", blank=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset(
            "id session person organisation union unit desk quota places party rank listed_at answer_by reason "
            "booked_by client_key booked_at feedback_stars".split()
        )
        personal = frozenset({"companions", "said", "feedback"})

    class Meta(Flowing.Meta):
        verbose_name = "预约"
        constraints: ClassVar[list[Any]] = [
            *Flowing.Meta.constraints,
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(status__in=LIVE), name="one_booking_at_a_time"
            ),
            models.UniqueConstraint(fields=["person", "client_key"], name="booking_sent_once"),
            models.CheckConstraint(condition=Q(places__gte=1), name="booking_of_somebody"),
            models.CheckConstraint(
                condition=Q(feedback_stars=None) | Q(feedback_stars__gte=1, feedback_stars__lte=5),
                name="booking_stars",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["session", "status", "id"], name="booking_of_session"),
            models.Index(fields=["person", "-id"], name="booking_of_person"),
            models.Index(fields=["session", "listed_at"], condition=Q(status="listed"), name="booking_in_line"),
            models.Index(fields=["answer_by"], condition=Q(answer_by__isnull=False), name="booking_answers"),
        ]

    def __str__(self) -> str:
        return f"{self.session}的预约"

    @property
    def owner(self) -> int:
        """Person.key; of a merged record that of the one that stands."""
        return (self.person.merged_into or self.person).key

    @property
    def told_as(self) -> str:
        return f"“{self.session.title or self.session.activity}”的预约"

    @property
    def holds(self) -> bool:
        """Whether a place is kept for it."""
        return self.status in HOLDS

    def shows(self) -> list[tuple[str, Any, Sensitivity]]:
        """What a page tells of it."""
        return [
            ("场次", str(self.session), Sensitivity.PLAIN),
            ("预约人", self.person.name, Sensitivity.PERSONAL),
            ("所在工会", self.union.name if self.union else "", Sensitivity.PLAIN),
            ("人数", f"{self.places}人", Sensitivity.PLAIN),
            ("预约时间", self.booked_at, Sensitivity.PLAIN),
            ("候补时间", self.listed_at, Sensitivity.PLAIN),
            ("答复截止", self.answer_by, Sensitivity.PLAIN),
            ("说明", self.reason, Sensitivity.PLAIN),
        ]
