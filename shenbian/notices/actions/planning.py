"""From what was told to what must be sent: by which channels, and when."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models.functions import Now

from shenbian.notices.channels.registry import channels
from shenbian.notices.kinds import kinds
from shenbian.notices.models import Delivery, Notice, Preference
from shenbian.notices.queries import quiet_of
from shenbian.notices.rules import Quiet, leaves_at


@transaction.atomic
def plan(*, limit: int = 500, by: str) -> int:
    """Decide for the oldest unplanned notices by which channels they go; gives how many there were.

    Several may plan at once: each takes notices that nobody else holds. The number of
    queries does not depend on that of notices. Who cannot be reached by a channel is told inside the house alone.
    """
    waiting = Notice.objects.select_for_update(skip_locked=True).filter(planned_at=None).order_by("pk")
    notices = list(waiting[:limit])
    if notices:
        Delivery.objects.bulk_create(_deliveries(notices))
        Notice.objects.filter(pk__in=[each.pk for each in notices]).update(planned_at=Now())
    return len(notices)


def _deliveries(notices: Sequence[Notice]) -> list[Delivery]:
    people = {each.to for each in notices}
    said = Preference.objects.filter(person__in=people).values_list("person", "kind", "channel", "wanted")
    wishes = {(person, kind, channel): wanted for person, kind, channel, wanted in said}
    quiet = quiet_of(people)
    reached = {key: channel.addresses(sorted(people)).keys() for key, channel in channels().items()}
    return [
        Delivery(
            notice=notice,
            to=notice.to,
            channel=channel,
            urgent=kind.urgent,
            due_at=leaves_at(notice.told_at, urgent=kind.urgent, quiet=quiet.get(notice.to, Quiet())),
        )
        for notice in notices
        if notice.kind in kinds
        for kind in [kinds[notice.kind]]
        for channel, whom in reached.items()
        if notice.to in whom and wishes.get((notice.to, notice.kind, channel), channel in kind.channels)
    ]
