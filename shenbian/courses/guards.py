"""Why an enrolment does not move. Declarations; they ask through the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from shenbian.flow.row import Guard, Row
from shenbian.kit.sentence import Sentence
from shenbian.rulebook.queries import look_up_many


def _of(rows: Sequence[Row], name: str) -> Any:
    """The rows of a table that hangs on these enrolments."""
    model = type(rows[0].thing)._meta.get_field(name).related_model
    assert model is not None
    return model._default_manager.filter(enrolment__in=[row.thing.pk for row in rows])


@dataclass(frozen=True)
class NotEnrolledYet(Guard):
    """One person once in an edition and trade; who withdrew may come again. The person is locked while it is asked."""

    title = "没有重复报名"
    locks = "person"
    reads = ("person",)

    def needs(self, rows: Sequence[Row]) -> set[tuple[str, int, str]]:
        names, people = {row.thing.named for row in rows}, {row.thing.owner for row in rows}
        there = (
            type(rows[0].thing)
            ._default_manager.filter(
                Q(person__key__among=people) | Q(person__merged_into__key__among=people), named__in=names
            )
            .exclude(status__in=("asked", "withdrawn"))
        )
        found = there.values_list("named", "person__key", "person__merged_into__key", "trade")
        return {(named, survivor or key, trade) for named, key, survivor, trade in found}

    def why(self, row: Row, known: set[tuple[str, int, str]]) -> str | None:
        if _key(row) not in known:
            return None
        course, trade = row.thing.course_title, row.thing.trade
        if trade:
            return Sentence("已经报过“%(course)s”的%(trade)s，不用重复报名。", course=course, trade=trade)
        return Sentence("已经报过“%(course)s”，不用重复报名。", course=course)

    def takes(self, row: Row, known: set[tuple[str, int, str]]) -> None:
        known.add(_key(row))


def _key(row: Row) -> tuple[str, int, str]:
    return row.thing.named, row.thing.owner, row.thing.trade


@dataclass(frozen=True)
class HasBegun(Guard):
    """Its edition was not called off, and the day on which it begins has come."""

    title = "已经开课"

    def why(self, row: Row, known: None) -> str | None:
        edition = row.thing.edition
        course = getattr(edition, "course", None)
        if edition is not None and edition.status == "cancelled":
            return Sentence("“%(title)s”已取消。", title=edition.title)
        if course is not None and course.starts_on is not None and row.day < course.starts_on:
            return Sentence("%(day)s开课，请届时再来。", day=course.starts_on)
        return None


@dataclass(frozen=True)
class ExamPassed(Guard):
    """A paper that was handed in reached the mark."""

    title = "考试成绩合格"

    def needs(self, rows: Sequence[Row]) -> set[int]:
        good = _of(rows, "papers").filter(annulled_at=None, handed_at__isnull=False, score__gte=F("pass_mark"))
        return set(good.values_list("enrolment", flat=True))

    def why(self, row: Row, known: set[int]) -> str | None:
        return None if row.thing.pk in known else "还没有合格的考试成绩。"


@dataclass(frozen=True)
class TriesUsed(Guard):
    """Every try was handed in, and none reached the mark."""

    title = "考试机会已用完，都没有合格"

    def needs(self, rows: Sequence[Row]) -> Mapping[int, tuple[int, int]]:
        papers = _of(rows, "papers").filter(handed_at__isnull=False).values_list("enrolment")
        good = Count("pk", filter=Q(annulled_at=None, score__gte=F("pass_mark")))
        return {pk: (all_, passed) for pk, all_, passed in papers.annotate(used=Count("pk"), passed=good)}

    def why(self, row: Row, known: Mapping[int, tuple[int, int]]) -> str | None:
        used, passed = known.get(row.thing.pk, (0, 0))
        if passed:
            return "已有合格的考试成绩。"
        course = getattr(row.thing.edition, "course", None)
        left = course.exam("tries") + row.thing.more_tries - used if course and course.kind.exam else 0
        return Sentence("还有%(left)s次考试机会。", left=left) if left > 0 else None


@dataclass(frozen=True)
class TermThere(Guard):
    """The course has this term."""

    title = "有这个学期"

    def why(self, row: Row, known: None) -> str | None:
        terms = row.thing.kind.terms
        if not terms:
            return "这门课程不分学期，结业时直接登记成绩。"
        return Sentence("这门课程只有%(terms)s个学期。", terms=terms) if row.said["term"] > terms else None


@dataclass(frozen=True)
class AllTerms(Guard):
    """Grades of every term are there."""

    title = "各学期成绩齐全"

    def needs(self, rows: Sequence[Row]) -> Mapping[int, set[int]]:
        found: dict[int, set[int]] = {}
        if any(row.thing.kind.terms for row in rows):
            for pk, term in _of(rows, "grades").values_list("enrolment", "term"):
                found.setdefault(pk, set()).add(term)
        return found

    def why(self, row: Row, known: Mapping[int, set[int]]) -> str | None:
        missing = set(range(1, row.thing.kind.terms + 1)) - known.get(row.thing.pk, set())
        told = [str(term) for term in sorted(missing)]
        return Sentence("还缺第%(terms)s学期的成绩，请先登记成绩。", terms=told) if told else None


@dataclass(frozen=True)
class ByListedBody(Guard):
    """Where only listed bodies may certify (certificate_bodies), the course names one of them."""

    title = "颁证机构在名录内"

    def needs(self, rows: Sequence[Row]) -> Mapping[int, set[str]]:
        bodies = {row.thing.edition.organisation_id for row in rows if row.thing.kind.listed and row.thing.edition}
        if not bodies:
            return {}
        at = type(rows[0].thing)._meta.get_field("organisation").related_model._default_manager.filter(pk__in=bodies)
        rules = look_up_many("certificate_bodies", at=at, on=rows[0].day)
        return {pk: {each["title"] for each in listed} for pk, listed in rules.items()}

    def why(self, row: Row, known: Mapping[int, set[str]]) -> str | None:
        if not row.thing.kind.listed:
            return None
        edition = row.thing.edition
        body = getattr(getattr(edition, "course", None), "body", "")
        if not body:
            return "还没有写明颁证机构，请先在课程设置里选择。"
        return (
            None
            if body in known.get(edition.organisation_id, ())
            else Sentence("“%(body)s”不在颁证机构名录里，不能颁证。", body=body)
        )


@dataclass(frozen=True)
class FromSheet(Guard):
    """It comes with a row of a register."""

    title = "由台账导入"

    def why(self, row: Row, known: None) -> str | None:
        return None if type(row.said) is dict and row.said.get("fact") else "导入台账时自动办理，不用在这里操作。"


@dataclass(frozen=True)
class NotCertified(Guard):
    """Nobody loses a pass by a word of a register: it is annulled first, with a reason."""

    title = "没有颁证"

    def why(self, row: Row, known: None) -> str | None:
        thing = row.thing
        if thing.certificate_id is None and thing.completed_on is None:
            return None
        return Sentence(
            "“%(course)s”已经考核合格，台账不能改它的状态；结业不算数的，请先在学员页把成绩作废。",
            course=thing.course_title,
        )
