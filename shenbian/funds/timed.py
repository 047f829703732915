"""What happens to money by itself: every night the ledger of facts is held against the books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from shenbian.funds.verifying import differing
from shenbian.jobs.timed import Timed, clockwork
from shenbian.kit.money import written
from shenbian.kit.period import beijing_date
from shenbian.notices.actions import Telling, tell
from shenbian.notices.kinds import Kind, kinds
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.concerned import who_may_each
from shenbian.standard.programme import catalogue

DIFFERS = Kind("money.differs", "台账与账上不符", urgent=True)
kinds.add(DIFFERS)


@dataclass(frozen=True)
class _Books:
    """All the money below a body, whatever line of work spends it."""

    organisation: Organisation
    desk: str = ""
    owner: None = None


def compare(by: Actor, at: datetime) -> str:
    """Where facts and postings differ, who releases payments and who audits at the top is told, once a day.

    As `verify` finds it, so that nobody need ask for it. Sums in fen, months of the voucher and of the fact.
    """
    found = differing()
    if not found:
        return ""
    title = f"有{len(found)}处台账与账上不符"
    body = "；".join(_said(*each) for each in found)
    once = str(beijing_date(at))
    tell([Telling(to=key, kind=DIFFERS.key, title=title, body=body, once=once) for key in _whom()], by=by.ref)
    return title


def _said(purse: str, month: str, told: int, booked: int) -> str:
    name = next((each.title for each in catalogue if each.key == purse), purse)
    return f"{name} {month}：台账{written(told)}，账上{written(booked)}"


def _whom() -> Iterator[int]:
    tops = [_Books(each) for each in Organisation.objects.filter(parent=None)]
    asked = [(right, top) for right in (Right.PAYMENT_RELEASE, Right.AUDIT_READ) for top in tops]
    yield from sorted(set().union(*who_may_each(asked)))


clockwork.add(Timed(key="funds.compare", title="核对台账与账上", run=compare, daily=time(4, 10)))
