"""Days of a challenge come in: one's own, or those of many from a provider. Sent twice, they are there once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404
from ninja import Field, Router, Schema

from shenbian.accounts.access import SIGNED_IN, PageRequest, needs
from shenbian.api.door import open_to
from shenbian.api.things import within
from shenbian.challenges.actions import Came, NewDay, send_for, send_own
from shenbian.challenges.framing import challenge_of
from shenbian.editions.models import Edition
from shenbian.rights.catalogue import Right

router = Router(tags=["challenges"])
PROVIDES = needs(Right.REGISTER_IMPORT)
MOST = 1000  # days of one request
SHOWN = ("open", "closed", "finished")


class DaySent(Schema):
    """`device` is a declared source; `minutes` of activity where the device knows. No place, no route."""

    on: date
    quantity: int
    device: str = Field(max_length=40)
    minutes: int | None = None


class DayOf(DaySent):
    """`entry` is the number of the entry of whom it concerns."""

    entry: str = Field(max_length=40)


class OwnDays(Schema):
    client_key: UUID
    days: list[DaySent] = Field(max_length=MOST)


class ProvidedDays(Schema):
    client_key: UUID
    days: list[DayOf] = Field(max_length=MOST)


class DayTold(Schema):
    """What became of a day: `again` where it was there already; `why` it does not count, for people."""

    pk: int
    on: date
    device: str
    state: str
    state_title: str
    why: str
    again: bool


class DaysTold(Schema):
    days: list[DayTold]


@open_to(
    router,
    "POST",
    "/challenges/{int:pk}/days",
    SIGNED_IN,
    DaysTold,
    about="送自己的每日数据；同一个 client_key 重复发送只算一次",
)
def send_days(request: PageRequest, pk: int, sending: OwnDays) -> DaysTold:
    """The caller's own days of a challenge that they take part in, in the order given."""
    days = [NewDay(entry="", **each.dict()) for each in sending.days]
    return _told(send_own(_shown(pk), days, by=request.actor, client_key=sending.client_key))


@open_to(
    router,
    "POST",
    "/challenges/{int:pk}/days/provided",
    PROVIDES,
    DaysTold,
    about="数据提供方成批送每日数据，按报名编号；同一个 client_key 重复发送只算一次",
)
def provide_days(request: PageRequest, pk: int, sending: ProvidedDays) -> DaysTold:
    """Days of many, by the numbers of their entries: all are kept or, where one is no day of it, none."""
    days = [NewDay(**each.dict()) for each in sending.days]
    return _told(send_for(_shown(pk), days, by=request.actor, client_key=sending.client_key))


def _shown(pk: int) -> Edition:
    found = Edition.objects.select_related("organisation", "umbrella").filter(pk=within(pk), status__in=SHOWN).first()
    if found is None or challenge_of(found) is None:
        raise Http404
    return found


def _told(came: list[Came]) -> DaysTold:
    return DaysTold(
        days=[
            DayTold(
                pk=each.day.pk,
                on=each.day.on,
                device=each.day.device,
                state=each.day.status,
                state_title=each.day.title_of_state,
                why=each.day.why_said,
                again=each.again,
            )
            for each in came
        ]
    )
