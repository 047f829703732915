"""Reads over mixers: mine, who was there with me, who chose me as I chose them; and for officers three counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shenbian.gatherings.declared import session_kinds
from shenbian.gatherings.models import LIVE, Session, Turn
from shenbian.gatherings.queries import sessions_covered
from shenbian.kit.period import now, today
from shenbian.mixers.models import Choice, Profile, Tally
from shenbian.mixers.rules import Rule, Said, age_band, closes_at, last_day, mutual
from shenbian.mixers.sealing import opened
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rulebook.queries import look_up

THERE = ("present", "counted")  # states of a turn of somebody who was there


def rule_of(session: Session) -> Rule:
    """What held for it on its day. Raises NoRule. Three queries."""
    return Rule(**look_up("mixers", at=session.organisation, on=session.on))


def keys_of(actor: Actor) -> list[int]:
    """Under which keys this person is known: theirs, and those of records that were merged into it."""
    return [actor.person, *actor.also] if actor.person is not None else []


def mixers_of(actor: Actor) -> QuerySet[Session]:
    """The mixers that this person stands for or was at, the latest first."""
    keys = keys_of(actor)
    booked = Q(bookings__person__key__in=keys, bookings__status__in=LIVE)
    mine = booked | Q(turns__person__key__in=keys, turns__status__in=THERE)
    found = Session.objects.filter(mine, status__in=("open", "held"), kind_key__in=_mixing()).distinct()
    return found.select_related(*Session.RELATED).order_by("-on", "-id")


def mixers_covered(actor: Actor) -> QuerySet[Session]:
    """The mixers that an officer may see, the latest first."""
    return sessions_covered(actor).filter(kind_key__in=_mixing())


def _mixing() -> list[str]:
    return [each.key for each in session_kinds if each.mixes]


@dataclass(frozen=True)
class Mine:
    """Where somebody stands at a mixer. `until`: to this moment one may choose."""

    session: Session
    person: Person
    rule: Rule
    until: datetime
    profile: Profile | None
    there: bool
    over: bool  # the hour is over and pairs are counted: nobody chooses any more, whatever becomes of the session

    @property
    def kept(self) -> bool:
        """Whether anything of it is still kept."""
        return today() <= last_day(self.session, self.rule)

    @property
    def choosing(self) -> bool:
        """It was held, they were there and show a profile, and the hour is not over."""
        return bool(self.there and self.profile and self._open)

    @property
    def told(self) -> bool:
        """The hour is over, and pairs may know."""
        return self.there and self.session.status == "held" and self.over and self.kept

    @property
    def writing(self) -> bool:
        """Whether the profile may be written: until choosing is over."""
        return self.session.status == "open" or (self.there and self._open)

    @property
    def _open(self) -> bool:
        return self.session.status == "held" and not self.over and now() < self.until and self.kept


def mine(session: Session, actor: Actor) -> Mine:
    """Four queries and the rule's."""
    keys = keys_of(actor)
    person = Person.objects.get(key=keys[0])
    rule = rule_of(session)
    profile = Profile.objects.filter(session=session, person__key__in=keys).select_related("person").first()
    there = Turn.objects.filter(session=session, person__key__in=keys, status__in=THERE).exists()
    over = Tally.objects.filter(session=session).exists()
    return Mine(session, person, rule, closes_at(session, rule), profile, there, over)


@dataclass(frozen=True)
class Shown:
    """What is shown of somebody who was there too."""

    profile: Profile
    band: str


def others(me: Mine) -> list[Shown]:
    """Who else was there and shows a profile; nobody to whom shows none themselves, or was not there. One query."""
    if not (me.there and me.profile and me.session.status == "held" and me.kept):
        return []
    return [_shown(each, me.session) for each in present(me.session).exclude(pk=me.profile.pk).order_by("nickname")]


def present(session: Session) -> QuerySet[Profile]:
    """The profiles of those who were there."""
    there = session.turns.filter(status__in=THERE).values("person")
    return Profile.objects.filter(session=session, person__in=there).select_related("person")


def _shown(profile: Profile, session: Session) -> Shown:
    return Shown(profile, age_band(profile.person.born_on, session.on))


def chosen_by(me: Mine) -> list[int]:
    """Whom I chose (ids of profiles): for myself alone. One query."""
    choice = Choice.objects.filter(session=me.session, person=me.profile.person).first() if me.profile else None
    return opened(choice).chosen if choice else []


@dataclass(frozen=True)
class Match:
    """Somebody who chose me as I chose them. `given`: the contact that I agreed to give; `contact`: theirs, once both
    agreed."""

    shown: Shown
    given: str
    contact: str


def matches(me: Mine) -> list[Match]:
    """Who chose each other with me; none before the hour is over. Three queries, and no more choices opened than mine
    and those of whom I chose."""
    if not me.told or me.profile is None:
        return []
    own = Choice.objects.filter(session=me.session, person=me.profile.person).first()
    said = opened(own) if own else Said()
    profiles = {each.person_id: each for each in present(me.session).filter(pk__in=said.chosen)}
    found = []
    for choice in Choice.objects.filter(session=me.session, person__in=profiles).order_by("pk"):
        theirs, profile = opened(choice), profiles[choice.person_id]
        if me.profile.pk in theirs.chosen:
            given, got = said.contacts.get(profile.pk, ""), theirs.contacts.get(me.profile.pk, "")
            found.append(Match(_shown(profile, me.session), given, got if given else ""))
    return found


@dataclass(frozen=True)
class Counts:
    """What officers know. `written`: somebody wrote a profile that is still kept. `chose` and `pairs` once the hour is
    over; `pairs` None where too few chose."""

    session: Session
    came: int
    written: bool
    over: bool
    chose: int
    pairs: int | None


def counts_of(sessions: Sequence[Session]) -> list[Counts]:
    """Two queries."""
    there = Turn.objects.filter(session__in=sessions, status__in=THERE, person__isnull=False).order_by()
    came = dict(there.values_list("session").annotate(Count("person", distinct=True)))
    written = Exists(Profile.objects.filter(session=OuterRef("pk")))
    rows = Session.objects.filter(pk__in=[s.pk for s in sessions]).select_related("mixed").annotate(written=written)
    kept = {each.pk: each for each in rows}
    told = []
    for session in sessions:
        own = kept[session.pk]
        tally = getattr(own, "mixed", None)
        chose, pairs = (tally.chose, tally.pairs) if tally else (0, None)
        told.append(Counts(session, came.get(session.pk, 0), own.written, tally is not None, chose, pairs))
    return told


def pairs_of(session: Session) -> tuple[int, int]:
    """How many chose somebody, and how many pairs chose each other. Two queries."""
    profiles = {each.person_id: each.pk for each in present(session)}
    said = {
        profiles[each.person_id]: opened(each) for each in Choice.objects.filter(session=session, person__in=profiles)
    }
    return sum(bool(each.chosen) for each in said.values()), len(mutual(said))
