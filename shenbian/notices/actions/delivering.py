"""Sending what is due. A delivery is claimed, then sent, then marked, each in a transaction of its own.

Of the two ways to fail we choose the quiet one: a sender that dies between sending and marking leaves its claims
behind; they become "unsure" and are shown to whoever runs the system, but nobody gets a message twice. The notice
itself stands in the house either way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.kit.period import now
from shenbian.notices.actions.planning import plan
from shenbian.notices.channels.channel import Never, NotNow
from shenbian.notices.channels.registry import channels
from shenbian.notices.models import Delivery
from shenbian.notices.rules import GATHER, LEASE, MANY, TRIES, message, wait_after

State = Delivery.State


@dataclass(frozen=True)
class Done:
    """What one round did: notices planned, messages sent, deliveries that these carried, put off, lost."""

    planned: int = 0
    messages: int = 0
    sent: int = 0
    later: int = 0
    lost: int = 0

    @property
    def nothing(self) -> bool:
        return self == Done()

    def __add__(self, other: Done) -> Done:
        return Done(*(mine + theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True)))


def deliver_due(*, limit: int = 50, by: str, at: datetime | None = None) -> Done:
    """One round: plan what was told, send what is due, mark what came of it. May run in many places at once."""
    moment = at or now()
    done = Done(planned=plan(limit=limit, by=by), lost=_give_up_claims(moment))
    claimed = _claim(moment, limit)
    for channel in sorted({each.channel for each in claimed}):
        done += _send_by(channel, [each for each in claimed if each.channel == channel], moment)
    return done


def resend(*, by: str, up_to: int) -> int:
    """Try what failed once more, from the first attempt; gives how many. What may have gone out is left alone."""
    failed = Delivery.objects.filter(state=State.FAILED, pk__lte=up_to)
    return failed.update(state=State.DUE, due_at=Now(), attempts=0, error="")


def _give_up_claims(moment: datetime) -> int:
    """What a sender claimed and never marked: nobody knows whether it went out, so it is not sent again."""
    gone = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=moment - LEASE)
    return gone.update(state=State.UNSURE, error="发送途中程序中断，为免重复不再发送。")


@transaction.atomic
def _claim(moment: datetime, limit: int) -> list[Delivery]:
    """Take what is due, and with it all that waits for the same people by the same channels and may go along."""
    free = Delivery.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=State.DUE)
    due = list(free.filter(due_at__lte=moment).order_by("due_at", "pk")[:limit])
    pairs = {(each.to, each.channel) for each in due if not each.urgent}
    along = Q(to__in={to for to, _ in pairs}, due_at__lte=moment + GATHER, urgent=False)
    more = free.filter(along).exclude(pk__in=[each.pk for each in due]) if pairs else []
    taken = [*due, *(each for each in more if (each.to, each.channel) in pairs)]
    Delivery.objects.filter(pk__in=[each.pk for each in taken]).update(state=State.SENDING, claimed_at=moment)
    return list(
        Delivery.objects.filter(pk__in=[each.pk for each in taken]).select_related("notice").order_by("notice_id")
    )


def _send_by(key: str, claimed: Sequence[Delivery], moment: datetime) -> Done:
    channel = channels().get(key)
    reached = channel.addresses([each.to for each in claimed]) if channel else {}
    done = Done()
    for group in _messages(claimed):
        address = reached.get(group[0].to)
        if channel is None or address is None:
            done += _lose(group, "没有这一渠道的联系方式。" if channel else "这一渠道已停用。")
            continue
        text = message([(each.notice.title, each.notice.body) for each in group])
        try:
            number = channel.send(text, to=address, key=f"d{group[0].pk}")
        except NotNow as why:
            done += _put_off(group, str(why), moment)
        except Never as why:
            done += _lose(group, str(why))
        else:
            _mark(group, state=State.SENT, sent_at=Now(), external_id=number[:80], error="")
            done += Done(messages=1, sent=len(group))
    return done


def _messages(claimed: Sequence[Delivery]) -> list[list[Delivery]]:
    """More than a few for one person go as one message; an urgent one goes by itself."""
    by_person: dict[int, list[Delivery]] = {}
    for each in claimed:
        if not each.urgent:
            by_person.setdefault(each.to, []).append(each)
    calm = [part for group in by_person.values() for part in ([group] if len(group) > MANY else [[e] for e in group])]
    return [[each] for each in claimed if each.urgent] + calm


def _put_off(group: Sequence[Delivery], why: str, moment: datetime) -> Done:
    """Try again later, ever more seldom; after the last try it is lost."""
    attempts = _attempts(group)
    if attempts >= TRIES:
        return _lose(group, why)
    _mark(group, state=State.DUE, due_at=moment + wait_after(attempts), error=why[:200])
    return Done(later=len(group))


def _lose(group: Sequence[Delivery], why: str) -> Done:
    _mark(group, state=State.FAILED, error=why[:200])
    return Done(lost=len(group))


def _mark(group: Sequence[Delivery], **said: object) -> None:
    attempts = _attempts(group)
    mine = Delivery.objects.filter(pk__in=[each.pk for each in group], state=State.SENDING)
    mine.update(claimed_at=None, attempts=attempts, **said)


def _attempts(group: Sequence[Delivery]) -> int:
    """How many there were, this one among them."""
    return 1 + max(each.attempts for each in group)
