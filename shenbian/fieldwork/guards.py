"""Why a day in the field is not taken down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shenbian.facts.fact import source_of
from shenbian.facts.models import Fact
from shenbian.files.models import Attachment
from shenbian.flow.row import Guard, Row
from shenbian.kit.period import chinese_day, now
from shenbian.people.models import Person

_AHEAD = timedelta(minutes=10)  # by which a phone's clock may be fast


@dataclass(frozen=True)
class Counts(Guard):
    """It went as the register counts it: a telephone call is no visit."""

    title = "结果算数"

    def why(self, row: Row, known: None) -> str | None:
        told = row.thing.kind.why_not(row.thing.result)
        return f"{told}，没有登记。到了现场、见到了人，再登记。" if told else None


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
        closed = row.thing.unit.closed_on
        if closed is not None and closed <= row.thing.happened_on:
            return f"“{row.thing.unit}”已于{chinese_day(closed)}注销。请核对单位。"
        return None


@dataclass(frozen=True)
class OnceADay(Guard):
    """One a day at a unit, as the kind's natural key says. The unit is locked while this is asked."""

    title = "同一单位同一天只记一次"
    locks = "unit"
    reads = ("unit",)

    def needs(self, rows: Sequence[Row]) -> dict[str, str]:
        """Who took down what stands there, by the fact's natural key. Two queries."""
        sources = {source(row.thing) for row in rows}
        found = Fact.objects.filter(kind__in={row.thing.kind.kind for row in rows}, source__in=sources, voided_at=None)
        refs = dict(found.values_list("source", "recorded_by"))
        keys = {int(ref.removeprefix("person:")) for ref in refs.values() if ref.startswith("person:")}
        names = {f"person:{key}": name for key, name in Person.objects.filter(key__in=keys).values_list("key", "name")}
        return {source: f"{names[ref]}登记" if ref in names else "由台账导入" for source, ref in refs.items()}

    def why(self, row: Row, known: Mapping[str, str]) -> str | None:
        thing = row.thing
        who = known.get(source(thing))
        if who is None:
            return None
        day = chinese_day(thing.happened_on)
        return f"{day}对“{thing.unit}”已有一次{thing.kind.title}（{who}），同一天只记一次。要补充的，请打开那一次更正。"

    def takes(self, row: Row, known: Any) -> None:
        known[source(row.thing)] = row.called or "刚刚登记"


@dataclass(frozen=True)
class FreshPhotos(Guard):
    """No photo proves two days: one that belongs to another record that stands is refused."""

    title = "照片没有用过"

    def needs(self, rows: Sequence[Row]) -> dict[str, Any]:
        """The other record that holds one of the photos, by the subject of the row. Two queries."""
        model = type(rows[0].thing)
        ours = {row.thing.subject for row in rows}
        shown = Attachment.objects.filter(subject__in=ours).values("file__kept")
        same = Attachment.objects.filter(subject__startswith=f"{model._meta.label_lower}:", file__kept__in=shown)
        photos = list(same.values_list("file__kept", "subject"))
        numbers = {int(subject.rpartition(":")[2]) for _, subject in photos if subject not in ours}
        others = {each.subject: each for each in model._default_manager.filter(pk__in=numbers, status="recorded")}
        holders = {kept: others[subject] for kept, subject in photos if subject in others}
        return {subject: holders[kept] for kept, subject in photos if subject in ours and kept in holders}

    def why(self, row: Row, known: Mapping[str, Any]) -> str | None:
        other = known.get(row.thing.subject)
        if other is None:
            return None
        return f"这张照片已经用在{chinese_day(other.happened_on)}的{other.kind.title}里。请用这一次现场拍的照片。"


def source(thing: Any) -> str:
    """The natural key of the fact that this record is."""
    parts = {"programme": thing.kind.programme, "unit": thing.unit_id, "happened_on": thing.happened_on}
    return source_of(thing.kind.fact, parts)
