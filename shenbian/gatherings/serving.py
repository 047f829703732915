"""Hours that may be certified (服务时长): whose, of which year, kept by which union, and what certifies them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from shenbian.certificates.models import Certificate
from shenbian.certificates.queries import standing
from shenbian.gatherings.declared import session_kinds
from shenbian.gatherings.models import Certified, Turn
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor


@dataclass
class Hours:
    """The hours of one person, of one kind of certificate, in one year, kept by one union: who records certifies.

    `certificate` is the one that stands; `covers`: it adds up just these turns.
    """

    kind: str
    year: int
    body: Organisation
    turns: list[Turn] = field(default_factory=list)
    certificate: Certificate | None = None
    covers: bool = False

    @property
    def minutes(self) -> int:
        return sum(turn.minutes or 0 for turn in self.turns)

    def source(self, key: int) -> str:
        """What a certificate of these hours rests on; `key`: Person.key."""
        return f"hours:{key}:{self.body.pk}:{self.year}"


def hours_of(actor: Actor, *, year: int | None = None, body: int | None = None) -> list[Hours]:
    """All hours of this person that may be certified, the latest year first, and what certifies them. A query, one
    for each kind of certificate, and one for what those add up.
    """
    if actor.person is None:
        return []
    certifies = {kind.key: kind.certifies for kind in session_kinds if kind.certifies}
    rows = _turns(actor, certifies)
    if year is not None:
        rows = rows.filter(happened_on__year=year)
    if body is not None:
        rows = rows.filter(session__organisation=body)
    found: dict[tuple[str, int, int], Hours] = {}
    for turn in rows:
        key = certifies[turn.session.kind_key], turn.happened_on.year, turn.session.organisation_id
        found.setdefault(key, Hours(key[0], key[1], turn.session.organisation)).turns.append(turn)
    _certified(found.values(), actor.person)
    return sorted(found.values(), key=lambda each: (-each.year, each.body.pk, each.kind))


def _turns(actor: Actor, kinds: Iterable[str]) -> QuerySet[Turn]:
    """Those that count and of which it is known how long they were, the earliest first."""
    mine = Q(person__key__in=[actor.person, *actor.also], status="counted", minutes__gt=0)
    rows = Turn.objects.filter(mine, session__kind_key__in=[*kinds])
    return rows.select_related("session", "session__organisation").order_by("happened_on", "pk")


def _certified(hours: Iterable[Hours], key: int) -> None:
    """What certifies these hours, and whether it adds up just them."""
    for kind in dict.fromkeys(each.kind for each in hours):
        ours = [each for each in hours if each.kind == kind]
        there = standing(kind, [each.source(key) for each in ours])
        for each in ours:
            each.certificate = there.get(each.source(key))
    certificates = [each.certificate.pk for each in hours if each.certificate]
    added: dict[int, set[int]] = {}
    for pk, turn in Certified.objects.filter(certificate__in=certificates).values_list("certificate", "turn"):
        added.setdefault(pk, set()).add(turn)
    for each in hours:
        each.covers = each.certificate is not None and added.get(each.certificate.pk) == {t.pk for t in each.turns}
