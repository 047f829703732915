"""How a register of valid days comes in: each row is a day of somebody who takes part, judged like one from a program.

What does not count is kept with its reason, as it is by any other door; what waits is decided on the challenge's page.
Of an activity that ran elsewhere there are no entries and nothing to judge: its days are registered as the sheet tells
them (`told.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.db.models import Q

from shenbian.challenges import told
from shenbian.challenges.actions import NewDay, send
from shenbian.challenges.framing import challenge_of, frame_of, rule_of
from shenbian.challenges.judging import COUNTS, Day, judge, outdoes, words
from shenbian.challenges.models import DayCount, Way
from shenbian.editions.models import Edition, Entry
from shenbian.facts.actions import strike
from shenbian.flow.models import COLUMNS
from shenbian.flow.saving import save_columns
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor
from shenbian.rulebook.queries import NoRule
from shenbian.standard.taking import Amended, SheetRow, Taken, Taker, takers

_TABLE = "challenges.daycount"
_NAMES = UUID("0f2b7a52-7c7e-4a5e-8f6e-6f1b2f7a9c11")
_MOVES = (*COLUMNS, "why", "corrects")  # what the days of a batch may change of days that were there
_SAID = ("quantity", "device", "minutes", "came")  # what a correction says


class Days(Taker):
    """Rows of one kind of fact; every challenge that writes it."""

    kind: ClassVar[str] = "walked"
    tables: ClassVar[tuple[str, ...]] = (_TABLE,)

    def take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        return apart(rows, told.take, self._take, by=by, batch=batch)

    def correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        return apart(rows, told.correct, self._correct, by=by, batch=batch)

    def _take(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        sheet = _Sheet(rows)
        before = sheet.days_there()
        made: list[int] = []
        for edition, places in sheet.by_edition().items():
            days = [sheet.day(place) for place in places]
            key = uuid5(_NAMES, f"{batch}|{edition.pk}")
            try:
                came = send(edition, days, by=by, way=Way.SHEET, client_key=key, batch=batch)
            except (Refused, NoRule) as no:
                each_why = no.reasons if isinstance(no, Refused) and len(no.reasons) > 1 else {}
                sheet.refused |= {place: each_why.get(index, str(no)) for index, place in enumerate(places)}
                continue
            for place, each in zip(places, came, strict=True):
                if each.again:
                    sheet.refused[place] = f"这一天已经收过，没有计入：{each.day.why_said}。"
                else:
                    made.append(each.day.pk)
        return Taken(sheet.refused, {_TABLE: made}, list(_changed(before, sheet.days_there())))

    def _correct(self, rows: Sequence[SheetRow], *, by: Actor, batch: int) -> Taken:
        """A correction is judged like a day; what would not count leaves what stands as it is."""
        sheet = _Sheet(rows)
        there = sheet.days_there()
        counted = {
            (each.edition_id, each.person_id, each.on): each for each in there.values() if each.status == "counted"
        }
        days: dict[int, DayCount] = {}
        for edition, places in sheet.by_edition().items():
            for place in places:
                day = counted.get((edition.pk, sheet.entries[place].person_id, rows[place].fact.happened_on))
                if why := _why_not(edition, sheet.day(place), day, there.values()):
                    sheet.refused[place] = why
                elif day is not None:
                    days[place] = day
        facts = [rows[place].fact for place in days]
        struck = [stands for place in days if (stands := rows[place].stands) is not None]
        strike(struck, by=by.ref, reason="导入更正", batch=batch, replaced_by=facts)
        amended = [_amend(day, sheet.day(place)) for place, day in days.items()]
        save_columns(list(days.values()), _SAID)
        return Taken(sheet.refused, amended=amended)


_Verb = Callable[..., Taken]


def apart(rows: Sequence[SheetRow], elsewhere: _Verb, kept: _Verb, *, by: Actor, batch: int) -> Taken:
    """Rows of activities that ran elsewhere by one verb, those of editions that are kept by the other."""
    places: dict[_Verb, list[int]] = {elsewhere: [], kept: []}
    for place, row in enumerate(rows):
        places[kept if row.fact.edition.startswith(told.KEPT) else elsewhere].append(place)
    refused: dict[int, str] = {}
    made: list[int] = []
    amended: list[Amended] = []
    for verb, some in places.items():
        if some:
            came = verb([rows[place] for place in some], by=by, batch=batch)
            refused |= {some[index]: why for index, why in came.refused.items()}
            made += came.made.get(_TABLE, ())
            amended += came.amended
    return Taken(refused, {_TABLE: made}, amended)


class _Sheet:
    """Rows with the edition, the entry and the source that they name; what names none is refused."""

    def __init__(self, rows: Sequence[SheetRow]) -> None:
        self.rows = rows
        self.refused: dict[int, str] = {}
        self.editions = _editions({row.fact.edition for row in rows})
        entered = _entries({each.pk for each in self.editions.values()}, {row.person or 0 for row in rows})
        self.entries: dict[int, Entry] = {}
        self.devices: dict[int, str] = {}
        for place, row in enumerate(rows):
            self._read(place, row, entered)

    def _read(self, place: int, row: SheetRow, entered: Mapping[tuple[int, int], Entry]) -> None:
        edition = self.editions.get(row.fact.edition)
        kind = challenge_of(edition) if edition else None
        if edition is None or kind is None or kind.kind != row.fact.kind:
            self.refused[place] = f"没有编号为“{row.fact.edition[:60]}”的活动。请写届期的编号，如 edition:12。"
            return
        entry = entered.get((edition.pk, row.person or 0))
        device = kind.source_called(str(row.fact.facets.get("device", "")))
        if entry is None:
            self.refused[place] = f"本人没有报名“{edition.title}”。请先由本人报名并同意接收数据，再导入。"
        elif device is None:
            self.refused[place] = f"数据来源请写：{'、'.join(kind.sources.values())}。"
        else:
            self.entries[place], self.devices[place] = entry, device

    def by_edition(self) -> dict[Edition, list[int]]:
        told: dict[Edition, list[int]] = {}
        for place in self.entries:
            told.setdefault(self.editions[self.rows[place].fact.edition], []).append(place)
        return told

    def day(self, place: int) -> NewDay:
        fact = self.rows[place].fact
        came = told.came_of(fact)
        number, device = str(self.entries[place].number), self.devices[place]
        return NewDay(entry=number, on=fact.happened_on, quantity=fact.quantity, device=device, came=came)

    def days_there(self) -> dict[int, DayCount]:
        """The days that are there of these people, by their ids. One query."""
        persons = {entry.person_id for entry in self.entries.values()}
        days = {self.rows[place].fact.happened_on for place in self.entries}
        found = DayCount.objects.filter(edition__in=self.editions.values(), person__among=persons, on__in=days)
        return {each.pk: each for each in found.select_related(*DayCount.RELATED)}


def _editions(texts: set[str]) -> dict[str, Edition]:
    """Editions by how facts name them (edition:12). One query."""
    numbers = [int(text.removeprefix("edition:")) for text in texts if text.removeprefix("edition:").isdigit()]
    found = Edition.objects.filter(pk__in=numbers).select_related("organisation", "umbrella")
    return {each.reference: each for each in found}


def _entries(editions: set[int], persons: set[int]) -> dict[tuple[int, int], Entry]:
    """The latest entry of each of these people that was handed in, by edition and person. One query."""
    whose = Q(person__among=persons) | Q(person__merged_into__among=persons)
    found = Entry.objects.filter(whose, edition__in=editions, number__isnull=False).select_related("person")
    return {(each.edition_id, each.person.merged_into_id or each.person_id): each for each in found.order_by("pk")}


def _changed(before: Mapping[int, DayCount], after: Mapping[int, DayCount]) -> list[Amended]:
    """What became of days that were there."""
    told = [(pk, _held(old, _MOVES), _held(after[pk], _MOVES)) for pk, old in before.items()]
    return [Amended(_TABLE, pk, was, now) for pk, was, now in told if was != now]


def _held(day: DayCount, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(day, name) for name in names}


def _why_not(edition: Edition, new: NewDay, day: DayCount | None, there: Any) -> str:
    """Why a correction is not made; empty where it is."""
    if day is None:
        return "台账中这一天的记录没有对应的每日数据，不能更正。请先作废，再重新导入。"
    kind, rule = day.kind, rule_of(edition)
    told = Day(new.on, new.quantity, new.minutes, new.device in kind.typed, today())
    verdict = judge(told, rule, frame_of(edition), left=False)
    if verdict != COUNTS and verdict.why is not None:
        return f"更正后的数不计（{words(verdict.why, kind.unit)}），原来的记录没有改动。"
    if new.device != day.device and not outdoes(new.quantity, day.quantity or 0, rule):
        return f"同一天{day.device_title}的数已计，原来的记录没有改动。"
    same = [each for each in there if (each.entry_id, each.on, each.device) == (day.entry_id, day.on, new.device)]
    if any(each.pk != day.pk and each.status != "struck" for each in same):
        return f"这一天{kind.sources[new.device]}另有一条数据，请在每日数据里核实计入。"
    return ""


def _amend(day: DayCount, new: NewDay) -> Amended:
    """Let a day say what its row says; what it said before is kept."""
    before = _held(day, _SAID)
    day.quantity, day.device, day.minutes, day.came = new.quantity, new.device, new.minutes, dict(new.came or {})
    return Amended(_TABLE, day.pk, before, _held(day, _SAID))


takers.add(Days())
