"""An event with places, and tickets for it; shifts that come in with sheets."""

from typing import ClassVar

from django.db import models

from shenbian.flow.models import Flowing
from shenbian.rights.catalogue import Desk
from tests.sample_app.flows import SHIFT, TICKET


class Event(models.Model):
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    places = models.IntegerField(null=True)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)

    class Privacy:
        plain = frozenset("id organisation places opens_on closes_on".split())


class Ticket(Flowing):
    FLOW = TICKET
    RELATED = ("organisation", "person")

    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, models.PROTECT, related_name="tickets")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    desk = models.CharField(max_length=40, default=Desk.CULTURE.value)
    points = models.IntegerField(null=True)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id organisation event person desk points batch".split())

    class Meta(Flowing.Meta):
        pass

    def __str__(self) -> str:
        return f"票{self.pk}"

    @property
    def owner(self) -> int:
        return self.person.key


class Shift(Flowing):
    FLOW = SHIFT
    RELATED = ("organisation", "person")
    desk: ClassVar[str] = ""
    owner: ClassVar[None] = None

    number = models.CharField(max_length=40, unique=True)
    organisation = models.ForeignKey("orgs.Organisation", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    hours = models.IntegerField(null=True)
    evidence = models.CharField(max_length=400)
    batch = models.BigIntegerField(null=True)

    class Privacy:
        plain = Flowing.Privacy.plain | frozenset("id number organisation person on hours evidence batch".split())

    class Meta(Flowing.Meta):
        verbose_name = "值班"

    def __str__(self) -> str:
        return f"值班{self.number}"
