"""Why a day in the field is not taken down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps

from shenbian.facts.fact import source_of
from shenbian.facts.models import Fact
from shenbian.files.models import Attachment
from shenbian.flow.row import Guard, Row
from shenbian.flow.table import Phase
from shenbian.kit.period import beijing_date, chinese_day, now
from shenbian.people.models import Person


@dataclass(frozen=True)
class Stands:
    """A fact that is there: who noted it, on which day, what it says."""

    who: str
    day: str
    facets: Mapping[str, Any]


_AHEAD = timedelta(minutes=10)  # by which a phone's clock may be fast


@dataclass(frozen=True)
class Counts(Guard):
    """It went as the register counts it: a telephone call is no visit."""

    title = "结果算数"

    def why(self, row: Row, known: None) -> str | None:
        told = row.thing.kind.why_not(row.thing.result)
        then = "到了现场、见到了人，再登记。" if row.thing.unit_id and not row.thing.kind.slip else ""
        return f"{told}，没有登记。{then}" if told else None


@dataclass(frozen=True)
class HasHappened(Guard):
    """Nothing is taken down before it has happened, nor at a unit that no longer exists."""

    title = "已经发生，单位还在"
    reads = ("unit",)

    def needs(self, rows: Sequence[Row]) -> datetime:
        return now() + _AHEAD

    def why(self, row: Row, known: datetime) -> str | None:
        if row.thing.happened_at > known:
            return "时间还没有到。请写实际发生的时间。"
        closed = row.thing.unit.closed_on if row.thing.unit else None
        if closed is not None and closed <= row.thing.happened_on:
            return f"“{row.thing.unit}”已于{chinese_day(closed)}注销。请核对单位。"
        return None


@dataclass(frozen=True)
class EditionRuns(Guard):
    """It was done while the edition ran; a phone may send it later."""

    title = "在这一期的时间之内"
    reads = ("edition",)

    def why(self, row: Row, known: None) -> str | None:
        edition, at = row.thing.edition, row.thing.happened_at
        if edition is None:
            return "请选择是哪一期。"
        if edition.status not in ("open", "closed"):
            return f"“{edition}”现在是“{edition.title_of_state}”，不能登记。"
        if edition.opens_at and at < edition.opens_at:
            return f"“{edition}”{chinese_day(beijing_date(edition.opens_at))}才开始。请核对时间。"
        if edition.closes_at and at > edition.closes_at:
            return f"“{edition}”已于{chinese_day(beijing_date(edition.closes_at))}截止。请核对时间。"
        return None


@dataclass(frozen=True)
class OnSlip(Guard):
    """One person signs for themselves; a team of a unit signs together on a slip, which says for how many."""

    title = "一人一份，单位用集体单"

    def why(self, row: Row, known: None) -> str | None:
        verb, thing = row.thing.kind, row.thing
        told = row.said if verb.slip in row.said else thing.answers
        slip, count = told.get(verb.slip), told.get(verb.count)
        if thing.person_id is not None:
            return "写明了本人，就不用集体单。请去掉集体单号和数量。" if slip or (count or 1) != 1 else None
        return None if slip and count else "发给单位的，请写集体单号和数量。"


@dataclass(frozen=True)
class Once(Guard):
    """What the kind's natural key says is one is noted once. Of whom it is (`of`) is locked while this is asked."""

    of: str = "unit"

    @property
    def title(self) -> str:
        return "同一单位同一天只记一次" if self.of == "unit" else "同一人只记一次"

    @property
    def locks(self) -> str:
        return self.of

    @property
    def reads(self) -> tuple[str, ...]:
        return ("unit",)

    def needs(self, rows: Sequence[Row]) -> dict[str, Stands]:
        """What stands there and who noted it, by the fact's natural key, be it under the title of an edition that was
        not kept when its sheet came in. Two queries.
        """
        by_title = {source(row.thing, title=True): source(row.thing) for row in rows}
        sources = {*by_title, *by_title.values()}
        found = Fact.objects.filter(kind__in={row.thing.kind.kind for row in rows}, source__in=sources, voided_at=None)
        seen = list(found.only("source", "recorded_by", "happened_on", "facets"))
        told = {by_title.get(each.source, each.source): each for each in seen}
        refs = {each.recorded_by for each in told.values()}
        keys = {int(ref.removeprefix("person:")) for ref in refs if ref.startswith("person:")}
        names = {f"person:{key}": name for key, name in Person.objects.filter(key__in=keys).values_list("key", "name")}
        return {
            key: Stands(
                f"{names[each.recorded_by]}登记" if each.recorded_by in names else "由台账导入",
                chinese_day(each.happened_on),
                each.facets,
            )
            for key, each in told.items()
        }

    def why(self, row: Row, known: Mapping[str, Stands]) -> str | None:
        thing = row.thing
        there = known.get(source(thing))
        if there is None:
            return None
        if self.of == "unit":
            return (
                f"{there.day}对“{thing.unit}”已有一次{thing.kind.title}（{there.who}），同一天只记一次。"
                "要补充的，请打开那一次更正。"
            )
        where = there.facets.get(thing.kind.where)
        at = f"在“{where}”" if where else ""
        return f"“{thing.whom}”{there.day}{at}已有一次{thing.kind.title}（{there.who}），不能再记一次。"

    def takes(self, row: Row, known: Any) -> None:
        thing = row.thing
        known[source(thing)] = Stands(row.called or "刚刚登记", chinese_day(thing.happened_on), {})


@dataclass(frozen=True)
class FreshPhotos(Guard):
    """No photo proves two days: one that belongs to another record that stands is refused. A record that was handed on
    stands as long as what came of it."""

    title = "照片没有用过"

    def needs(self, rows: Sequence[Row]) -> dict[str, Any]:
        """The other record that holds one of the photos, by the subject of the row. Two queries."""
        model = type(rows[0].thing)
        ours = {row.thing.subject for row in rows}
        shown = Attachment.objects.filter(subject__in=ours).values("file__kept")
        same = Attachment.objects.filter(subject__startswith=f"{model._meta.label_lower}:", file__kept__in=shown)
        photos = list(same.values_list("file__kept", "subject"))
        numbers = {int(subject.rpartition(":")[2]) for _, subject in photos if subject not in ours}
        stand = list(model._default_manager.filter(pk__in=numbers, status="recorded"))
        gone = _over({each.led_to for each in stand if each.led_to})
        others = {each.subject: each for each in stand if each.led_to not in gone}
        holders = {kept: others[subject] for kept, subject in photos if subject in others}
        return {subject: holders[kept] for kept, subject in photos if subject in ours and kept in holders}

    def why(self, row: Row, known: Mapping[str, Any]) -> str | None:
        other = known.get(row.thing.subject)
        if other is None:
            return None
        return f"这张照片已经用在{chinese_day(other.happened_on)}的{other.kind.title}里。请用这一次现场拍的照片。"


def _over(subjects: Iterable[str]) -> set[str]:
    """Which of these things came to nothing. One query for each model among them."""
    wanted: dict[str, list[int]] = {}
    for subject in subjects:
        label, _, pk = subject.rpartition(":")
        wanted.setdefault(label, []).append(int(pk))
    return {
        f"{label}:{pk}"
        for label, numbers in wanted.items()
        for pk in apps.get_model(label)
        ._default_manager.filter(pk__in=numbers, phase=Phase.VOID.value)
        .values_list("pk", flat=True)
    }


def source(thing: Any, *, title: bool = False) -> str:
    """The natural key of the fact that this record is; with `title` as a sheet had it before the edition was kept."""
    verb = thing.kind
    edition = thing.edition
    named = "" if edition is None else edition.title if title else edition.reference
    parts = {
        "programme": verb.programme,
        "unit": thing.unit_id,
        "person": thing.owner,
        "edition": named,
        "happened_on": thing.happened_on,
    }
    return source_of(verb.fact, parts | dict(verb.facets(thing.answers)))
