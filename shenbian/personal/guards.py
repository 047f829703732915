"""What forbids an erasure, and what an erasure does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from shenbian.flow.models import Waiting
from shenbian.flow.row import Effect, Guard, Row
from shenbian.kit.period import today
from shenbian.orgs.queries import standing
from shenbian.people.actions.privacy import erase
from shenbian.people.models import Membership, Person
from shenbian.personal.erasing import erase_what_is_kept


@dataclass(frozen=True)
class EndsMembershipFirst(Guard):
    """No membership stands: the union must know its members (工会法)."""

    title = "会籍已经结束"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        people = {row.thing.person_id for row in rows}
        return set(Membership.objects.filter(standing(today()), person__in=people).values_list("person_id", flat=True))

    def why(self, row: Row, known: set[int]) -> str | None:
        if row.thing.person_id not in known:
            return None
        return "会籍还没有结束：工会依照《工会法》须知道谁是会员。请先办理退会或转会，再提出清除。"


@dataclass(frozen=True)
class NothingOpen(Guard):
    """Nothing else of this person waits for an answer."""

    title = "没有正在办理的事项"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        own = [row.thing.pk for row in rows]
        owners = {row.thing.owner for row in rows}
        others = Waiting.objects.filter(owner__in=owners).exclude(
            Q(subject_type=rows[0].thing._meta.label_lower) & Q(subject_id__in=own)
        )
        return {owner for owner in others.values_list("owner", flat=True) if owner is not None}

    def why(self, row: Row, known: set[int]) -> str | None:
        return "还有正在办理的事项，办结或撤回以后才能清除。" if row.thing.owner in known else None


ends_membership_first = EndsMembershipFirst()
nothing_open = NothingOpen()


@dataclass(frozen=True)
class Erases(Effect):
    """Empties the person and everything that is kept of them (`erasing`). Facts keep only the random key."""

    title = "清除个人信息，停用账号"

    @property
    def sets(self) -> tuple[str, ...]:
        return ("wanted", "answer")

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            erase(Person.objects.get(pk=row.thing.person_id), by=row.by.ref, why=f"本人请求（{row.thing.subject}）")
            erase_what_is_kept(row.thing.person, requests=type(row.thing)._default_manager, by=row.by.ref)
            row.thing.wanted = row.thing.answer = ""
