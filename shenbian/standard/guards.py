"""Reasons to say no that any flow may use. Named for the good condition; each answers None or the reason, in Chinese.

Everything a guard must look up it asks once for all rows of a call. Rows see each other: what an earlier row of the
same call took counts like what was taken before, and the reason names that row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Count, Q

from shenbian.flow.queries import touched_by
from shenbian.flow.row import Guard, Row
from shenbian.flow.table import Phase
from shenbian.kit.sentence import Sentence
from shenbian.people.models import Person
from shenbian.people.queries import members_on, memberships_on

TAKEN = (Phase.WAITING.value, Phase.DONE.value)  # phases in which a thing holds its place and stands for its person


@dataclass(frozen=True)
class NotOwn(Guard):
    """Nobody moves what concerns themselves."""

    title = "不是本人的事项"

    def why(self, row: Row, known: None) -> str | None:
        return "不能办理自己的事项。" if row.by.owns(row.thing.owner) else None


@dataclass(frozen=True)
class FreshHand(Guard):
    """Different hands for different steps: whoever made one of `than` (any move when empty) may not make this one."""

    title = "不同环节由不同的人办理"

    than: tuple[str, ...] = ()

    def needs(self, rows: Sequence[Row]) -> set[str]:
        return touched_by(rows[0].by, [row.thing for row in rows], moves=self.than)

    def why(self, row: Row, known: set[str]) -> str | None:
        return "同一事项的不同环节须由不同的人办理，您已办理过其中一个环节。" if row.thing.subject in known else None


@dataclass(frozen=True)
class ClockHasRun(Guard):
    """The last day of the clock of the present state is over (a public notice, a period for objections)."""

    title = "时限已满"

    def why(self, row: Row, known: None) -> str | None:
        due: date | None = row.thing.due_on
        return None if due is None or due < row.day else Sentence("时限到%(day)s，期满后才能办理。", day=due)


@dataclass(frozen=True)
class WithinWindow(Guard):
    """Today lies between two days of the thing, both inside: paths such as "edition.opens_on"; None is open."""

    title = "在办理期限内"

    opens: str
    closes: str

    @property
    def reads(self) -> tuple[str, ...]:
        return tuple({path.split(".")[0] for path in (self.opens, self.closes) if "." in path})

    def why(self, row: Row, known: None) -> str | None:
        opens: date | None = attrgetter(self.opens)(row.thing)
        closes: date | None = attrgetter(self.closes)(row.thing)
        if opens is not None and row.day < opens:
            return Sentence("%(day)s才开始办理。", day=opens)
        if closes is not None and row.day > closes:
            return Sentence("%(day)s已截止办理。", day=closes)
        return None


@dataclass
class _Places:
    limit: int | None
    taken: int
    last: str = "先前的事项"


@dataclass(frozen=True)
class HasPlace(Guard):
    """There is a place left: `holder` is a relation of the thing, `places` the holder's column (None: no limit).

    A thing holds a place while it waits and when it is done. The holder is locked while its places are counted.
    """

    title = "有名额"

    holder: str
    places: str = "places"

    @property
    def locks(self) -> str:
        return self.holder

    def needs(self, rows: Sequence[Row]) -> dict[Any, _Places]:
        relation = rows[0].thing._meta.get_field(self.holder)
        name = relation.related_query_name()
        counted = relation.related_model._default_manager.filter(pk__in={self._holder(row) for row in rows}).annotate(
            taken_places=Count(name, filter=Q(**{f"{name}__phase__in": TAKEN}))
        )
        found = counted.values_list("pk", self.places, "taken_places")
        return {pk: _Places(limit, taken) for pk, limit, taken in found}

    def why(self, row: Row, known: dict[Any, _Places]) -> str | None:
        places = known.get(self._holder(row))
        if places is None or places.limit is None or row.thing.phase in TAKEN or places.taken < places.limit:
            return None
        return Sentence("%(count)s个名额已满，最后一个名额由%(last)s占用。", count=places.limit, last=places.last)

    def takes(self, row: Row, known: dict[Any, _Places]) -> None:
        places = known.get(self._holder(row))
        if places is not None and row.thing.phase not in TAKEN:
            places.taken += 1
            places.last = row.called or places.last

    def _holder(self, row: Row) -> Any:
        return getattr(row.thing, f"{self.holder}_id")


_Taken = dict[tuple[Any, Any], list[tuple[Any, str]]]  # (within, person) -> things that stand there, and their names


@dataclass(frozen=True)
class OnceEach(Guard):
    """One person once within something (an edition, a session): both are relations of the thing.

    Another thing of the person that waits or is done stands in the way. The person is locked while this is asked.
    """

    title = "一人一件"

    within: str
    person: str = "person"

    @property
    def locks(self) -> str:
        return self.person

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.person,)

    def needs(self, rows: Sequence[Row]) -> _Taken:
        keys = [self._key(row) for row in rows]
        people = {person for _, person in keys}
        near = type(rows[0].thing)._default_manager.filter(
            **{f"{self.within}__in": {within for within, _ in keys}}, phase__in=TAKEN
        )
        merged = f"{self.person}__merged_into"
        columns = ("pk", f"{self.within}_id", f"{self.person}_id", f"{merged}_id")
        theirs, duplicates = near.filter(**{f"{self.person}__in": people}), near.filter(**{f"{merged}__in": people})
        known: _Taken = {}
        for pk, within, person, survivor in sorted(
            theirs.values_list(*columns).union(duplicates.values_list(*columns))
        ):
            known.setdefault((within, survivor or person), []).append((pk, Sentence("编号%(number)s", number=pk)))
        return known

    def why(self, row: Row, known: _Taken) -> str | None:
        where = next((where for pk, where in known.get(self._key(row), ()) if pk != row.thing.pk), None)
        return Sentence("同一人只能有一件，已有%(where)s。", where=where) if where else None

    def takes(self, row: Row, known: _Taken) -> None:
        known.setdefault(self._key(row), []).append(
            (row.thing.pk, row.called or Sentence("编号%(number)s", number=row.thing.pk))
        )

    def _key(self, row: Row) -> tuple[Any, Any]:
        """Within what, and the person; of a merged record its survivor."""
        person: Person = getattr(row.thing, self.person)
        return getattr(row.thing, f"{self.within}_id"), person.merged_into_id or person.pk


@dataclass(frozen=True)
class NoMember(Guard):
    """Whom the thing concerns is a member of no union today: one person has one membership, which moves with the job.

    The person is locked while this is asked.
    """

    title = "还不是会员"
    refuses_members = True

    person: str = "person"

    @property
    def locks(self) -> str:
        return self.person

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.person,)

    def needs(self, rows: Sequence[Row]) -> dict[int, tuple[str, date]]:
        keys = {row.thing.owner for row in rows}
        found = memberships_on(rows[0].day).filter(person__key__in=keys)
        return {
            key: (union, on) for key, union, on in found.values_list("person__key", "organisation__name", "from_on")
        }

    def why(self, row: Row, known: dict[int, tuple[str, date]]) -> str | None:
        held = known.get(row.thing.owner)
        if held is None:
            return None
        return Sentence(
            "%(day)s起已是“%(union)s”会员。一人只有一份会籍，不能重复入会；换了工作单位的，请办理会籍转移（转会）。",
            day=held[1],
            union=held[0],
        )

    def takes(self, row: Row, known: dict[int, tuple[str, date]]) -> None:
        known[row.thing.owner] = (row.thing.organisation.name, row.day)


@dataclass(frozen=True)
class IsMember(Guard):
    """Whom the thing concerns is a member of a union today."""

    title = "在册会员"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        return members_on(rows[0].day, {row.thing.owner for row in rows})

    def why(self, row: Row, known: set[int]) -> str | None:
        return None if row.thing.owner in known else "只有在册会员才能办理。"


not_own = NotOwn()
fresh_hand = FreshHand()
clock_has_run = ClockHasRun()
is_member = IsMember()
no_member = NoMember()
