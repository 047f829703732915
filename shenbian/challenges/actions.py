"""Days come in, once, however often they are sent; each is judged by the rules, and what counts becomes a fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q

from shenbian.challenges.declared import ChallengeKind
from shenbian.challenges.flows import facts_of, house
from shenbian.challenges.framing import challenge_of, frame_of, rule_of
from shenbian.challenges.judging import COUNTS, Day, Rule, Verdict, Why, judge, outdoes
from shenbian.challenges.models import DayCount, Unnamed, Way
from shenbian.challenges.queries import joined
from shenbian.editions.models import Edition, Entry
from shenbian.flow import traces
from shenbian.flow.actions import Outcome, begin, perform
from shenbian.flow.refusals import NotYours
from shenbian.flow.refusals import Refused as RefusedOne
from shenbian.flow.table import Phase
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused, refuse_if
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may


@dataclass(frozen=True, kw_only=True)
class NewDay:
    """A day as it was sent. `entry` is the number of the entry that it belongs to (JB-2026-000012); `client_key` its
    name where it has one of its own. `came` is the fact that a sheet says."""

    entry: str
    on: date
    quantity: int
    device: str
    minutes: int | None = None
    client_key: UUID | None = None
    came: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Came:
    """What became of a day that was sent: `again` where it was there already."""

    day: DayCount
    again: bool = False


def send_own(edition: Edition, days: Sequence[NewDay], *, by: Actor, client_key: UUID) -> list[Came]:
    """Days of whoever acts, by a program of their own. Raises as `send` does, NotYours for who takes no part."""
    mine = Entry.objects.filter(edition=edition, person__key__in=[by.person, *by.also], number__isnull=False)
    entry = mine.order_by("-id").first() if by.person is not None else None
    if entry is None:
        raise NotYours
    own = [NewDay(**{**vars(each), "entry": entry.number}) for each in days]
    return send(edition, own, by=by, way=Way.OWN, client_key=client_key)


def send_for(edition: Edition, days: Sequence[NewDay], *, by: Actor, client_key: UUID) -> list[Came]:
    """Days of people who take part, by a provider that acts for the union: a right over the edition's register.

    Raises as `send` does, NotYours outside one's reach.
    """
    if not may(by, Right.REGISTER_IMPORT, edition):
        raise NotYours
    return send(edition, days, by=by, way=Way.PROVIDER, client_key=client_key)


@transaction.atomic
def send(
    edition: Edition, days: Sequence[NewDay], *, by: Actor, way: Way, client_key: UUID, batch: int | None = None
) -> list[Came]:
    """Take days in, in the order given, and judge them. The same key of the same sender again changes nothing.

    Every day is kept, whether it counts or not. Another number of the same device for the same day takes the place of
    the one before. Raises Refused, by place, for what is no day of this challenge: then nothing is kept. A fixed number
    of queries. Whether somebody may send is asked by whoever calls.
    """
    kind = challenge_of(edition)
    if kind is None:
        raise RefusedOne(f"“{edition.title}”不是每日挑战，不收每日数据。")
    if edition.status not in ("open", "closed"):
        raise RefusedOne(f"“{edition.title}”{edition.title_of_state}，现在不收每日数据。")
    entries = _locked_entries(edition, days)
    refuse_if(_problems(kind, days, entries))
    incoming = _Incoming(edition, kind, rule_of(edition), by, way, batch)
    for each in days:
        entry = entries[each.entry]
        key = each.client_key or uuid5(client_key, f"{entry.pk}|{each.on}|{each.device}")
        incoming.add(entry, each, key)
    return incoming.take()


def _locked_entries(edition: Edition, days: Sequence[NewDay]) -> dict[str, Entry]:
    """The entries that are named, locked: what comes of one person at one moment comes one after another."""
    rows = Entry.objects.select_for_update(of=("self",), no_key=True).select_related(*Entry.RELATED)
    found = rows.filter(edition=edition, number__in={each.entry for each in days}).order_by("pk")
    return {str(each.number): each for each in found}


def _problems(kind: ChallengeKind, days: Sequence[NewDay], entries: Mapping[str, Entry]) -> dict[int, str]:
    """What cannot be kept at all, by place."""
    problems: dict[int, str] = {}
    first: dict[tuple[str, date, str], int] = {}
    for place, each in enumerate(days):
        earlier = first.setdefault((each.entry, each.on, each.device), place)
        if each.entry not in entries:
            problems[place] = f"这一期里没有编号为“{each.entry[:40]}”的报名。请核对报名编号。"
        elif each.device not in kind.sources:
            problems[place] = f"数据来源“{each.device[:40]}”没有登记。可用的有：{'、'.join(kind.sources)}。"
        elif not 0 <= each.quantity < 2**31 or (each.minutes is not None and not 0 <= each.minutes <= 24 * 60):
            problems[place] = f"{kind.unit}数应是不小于0的整数，活动时长不超过1440分钟。"
        elif earlier != place:
            problems[place] = f"与第{earlier + 1}行是同一天同一设备，请只送一个数。"
    return problems


@dataclass
class _Incoming:
    """Days on their way in: what is there already is looked up once, then everything is moved set-wise."""

    edition: Edition
    kind: ChallengeKind
    rule: Rule
    by: Actor
    way: Way
    batch: int | None
    sent: list[tuple[Entry, NewDay, UUID]] = field(default_factory=list)

    def add(self, entry: Entry, day: NewDay, key: UUID) -> None:
        self.sent.append((entry, day, key))

    def take(self) -> list[Came]:
        self._look_up()
        came: list[Came] = []
        fresh: list[DayCount] = []
        for entry, day, key in self.sent:
            known = self.by_key.get(key) or self._same(entry, day)
            came.append(Came(known or self._drawn(entry, day, key), again=known is not None))
            if known is None:
                fresh.append(came[-1].day)
        self._replace(fresh)
        settled = {each.client_key: each for each in self._judged(begin(fresh, by=self.by, batch=self.batch))}
        return [each if each.again else Came(settled[each.day.client_key]) for each in came]

    def _look_up(self) -> None:
        """What this sender sent before under these keys, and what stands on these days. Two queries."""
        days = DayCount.objects.select_related(*DayCount.RELATED)
        keys = {key for _, _, key in self.sent}
        self.by_key = {each.client_key: each for each in days.filter(sent_by=self.by.ref, client_key__in=keys)}
        persons = {entry.person_id for entry, _, _ in self.sent}
        there = days.filter(edition=self.edition, person__in=persons, on__in={day.on for _, day, _ in self.sent})
        self.there = {(each.entry_id, each.on, each.device): each for each in there.exclude(status="struck")}
        self.counts = {(each.person_id, each.on): each for each in self.there.values() if each.status == "counted"}

    def _same(self, entry: Entry, day: NewDay) -> DayCount | None:
        """The same device said the same of this day before."""
        known = self.there.get((entry.pk, day.on, day.device))
        return known if known and (known.quantity, known.minutes) == (day.quantity, day.minutes) else None

    def _drawn(self, entry: Entry, day: NewDay, key: UUID) -> DayCount:
        return DayCount(
            challenge=self.kind.key,
            edition=self.edition,
            entry=entry,
            person=entry.person,
            organisation=entry.organisation,
            desk=self.edition.desk,
            on=day.on,
            device=day.device,
            quantity=day.quantity,
            minutes=day.minutes,
            way=self.way.value,
            came=dict(day.came) if day.came else None,
            sent_by=self.by.ref,
            client_key=key,
            batch=self.batch,
        )

    def _replace(self, fresh: Sequence[DayCount]) -> None:
        """Another number of the same device takes the place of the one before, and names the fact that it was."""
        pairs = [(each, old) for each in fresh if (old := self.there.get((each.entry_id, each.on, each.device)))]
        if not pairs:
            return
        olds = [old for _, old in pairs]
        for place, fact in facts_of(olds).items():
            pairs[place][0].corrects = fact
        _done(perform("replace", on=olds, by=house(self.by), said={"why": Why.NEWER.value}, batch=self.batch))
        for old in olds:
            if self.counts.get((old.person_id, old.on)) is old:
                del self.counts[old.person_id, old.on]

    def _judged(self, fresh: Sequence[DayCount]) -> list[DayCount]:
        """Each day where its verdict leads; what the ledger has already is set aside with this reason."""
        verdicts = self._verdicts(fresh)
        moved: dict[int, DayCount] = {}
        groups: dict[Verdict, list[DayCount]] = {}
        for each, verdict in zip(fresh, verdicts, strict=True):
            groups.setdefault(verdict, []).append(each)
        stands = Verdict("set_aside", Why.STANDS)
        counting = groups.pop(COUNTS, [])
        for each, outcome in zip(counting, self._move(COUNTS, counting), strict=True):
            if outcome.moved and outcome.thing:
                moved[each.pk] = outcome.thing
            else:
                groups.setdefault(stands, []).append(each)
        for verdict, days in groups.items():
            moved |= {each.pk: each for each in _done(self._move(verdict, days))}
        return [moved[each.pk] for each in fresh]

    def _verdicts(self, fresh: Sequence[DayCount]) -> list[Verdict]:
        """What becomes of each: by itself, then beside what another device says of the same day."""
        frame, day = frame_of(self.edition), today()
        verdicts: list[Verdict] = []
        takes: dict[tuple[int, date], int] = {}
        for place, each in enumerate(fresh):
            entry, typed = each.entry, each.device in self.kind.typed
            assert entry is not None
            told = Day(each.on, each.quantity or 0, each.minutes, typed, day)
            verdict = judge(told, self.rule, frame, left=entry.phase == Phase.VOID)
            if verdict == COUNTS:
                key = (each.person_id, each.on)
                before = fresh[takes[key]] if key in takes else self.counts.get(key)
                if before is not None and not outdoes(each.quantity or 0, before.quantity or 0, self.rule):
                    verdict = Verdict("set_aside", Why.DEVICE)
                else:
                    if key in takes:
                        verdicts[takes[key]] = Verdict("set_aside", Why.DEVICE)
                    takes[key] = place
            verdicts.append(verdict)
        return verdicts

    def _move(self, verdict: Verdict, days: Sequence[DayCount]) -> list[Outcome[DayCount]]:
        said = {"why": verdict.why.value} if verdict.why else None
        return perform(verdict.move, on=list(days), by=house(self.by), said=said, batch=self.batch)


def _done(outcomes: Sequence[Outcome[DayCount]]) -> list[DayCount]:
    """The things that moved; what the house itself refuses its rules is a mistake that must not pass."""
    wrong = {place: each.why for place, each in enumerate(outcomes) if not each.moved}
    if wrong:
        raise Refused(wrong)
    return [each.thing for each in outcomes if each.thing is not None]


@transaction.atomic
def name_in_ranking(entry: Entry, *, named: bool, by: Actor) -> None:
    """Whether one is named (masked) in the ranking; leaves a trace. Raises NotYours for somebody else's entry."""
    if not by.owns(entry.owner):
        raise NotYours
    kept = joined(entry.edition).select_for_update(of=("self",)).filter(pk=entry.pk).first()
    if kept is None:
        raise RefusedOne("只有在参加的人才能设定是否显示在排名里。")
    gone = Unnamed.objects.filter(entry=kept).exists()
    if gone is not named:
        return
    if named:
        Unnamed.objects.filter(entry=kept).delete()
    else:
        Unnamed.objects.create(entry=kept)
    at, numbers = traces.reserve(1)
    step = traces.Step(kept.subject, kept.flow.name, "name", kept.status, kept.status, {"named": named})
    traces.tell([step], by=by, batch=None, at=at, numbers=numbers)


@transaction.atomic
def erase_days(person: Person, *, by: str) -> int:
    """Empty the numbers and remarks of a person who is erased; states and facts stay. How many."""
    mine = DayCount.objects.filter(Q(person=person) | Q(person__merged_into=person))
    return mine.update(quantity=None, minutes=None, note="")
