"""An event with places, and tickets for it."""

from django.db import models

from shenbian.flow.models import Flowing
from shenbian.rights.catalogue import Desk
from tests.sample_app.flows import TICKET


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
