"""What the moves of an enrolment cause: results kept, certificates issued, what was counted wrongly struck out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Now

from shenbian.certificates.actions import Award, issue, revoke
from shenbian.courses.counting import CERTIFICATE, ENROLMENT, certificate_source, enrolment_fact
from shenbian.facts.actions import strike
from shenbian.facts.models import Fact
from shenbian.flow.row import Effect, Row
from shenbian.kit.refusal import Refused


@dataclass(frozen=True)
class Keep(Effect):
    """Keeps in a column what the mover said (under `said`, else its own name)."""

    column: str
    said: str = ""

    @property
    def title(self) -> str:
        return {"score": "记下成绩", "why": "记下原因"}[self.column]

    @property
    def sets(self) -> tuple[str, ...]:
        return (self.column,)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            setattr(row.thing, self.column, row.said.get(self.said or self.column))


@dataclass(frozen=True)
class FromRow(Effect):
    """What the row of a sheet says is what is counted; the thing remembers its batch."""

    title = "按台账的一行登记"

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.came, row.thing.taken_in = row.said["fact"], row.said["batch"]


@dataclass(frozen=True)
class Certify(Effect):
    """Completed today: a certificate where the kind issues one, and the pass counted once an edition and person."""

    sets = ("completed_on", "certificate", "score", "why")

    @property
    def title(self) -> str:
        return "颁发证书"

    def act(self, rows: Sequence[Row]) -> None:
        _count_once(rows)
        for row in rows:
            came = row.thing.came
            row.thing.completed_on = came.happened_on if came else row.day
            row.thing.why = ""
        wanted = [place for place, row in enumerate(rows) if row.thing.kind.certificate]
        try:
            issued = issue([_award(rows[place]) for place in wanted], by=rows[0].by, batch=rows[0].thing.taken_in)
        except Refused as why:
            raise Refused({wanted[place]: reason for place, reason in why.reasons.items()}) from why
        for place, certificate in zip(wanted, issued, strict=True):
            rows[place].thing.certificate = certificate


def _count_once(rows: Sequence[Row]) -> None:
    sources = [certificate_source(row.thing) for row in rows]
    known = set(
        Fact.objects.filter(kind=CERTIFICATE, source__in=sources, voided_at=None).values_list("source", flat=True)
    )
    for row, source in zip(rows, sources, strict=True):
        row.thing.counts = source not in known
        known.add(source)


def _award(row: Row) -> Award:
    thing, came = row.thing, row.thing.came
    return Award(
        person=thing.person,
        kind=thing.kind.certificate,
        title=f"{thing.course_title}{f'（{thing.trade}）' if thing.trade else ''}",
        organisation=thing.edition.organisation if thing.edition else thing.organisation,
        issued_on=thing.completed_on,
        source=thing.subject,
        desk=thing.desk,
        score=thing.score,
        number=str(came.facets.get("no", "")) if came else "",
        counted=f"{CERTIFICATE}:{certificate_source(thing)}" if thing.counts else "",
    )


@dataclass(frozen=True)
class KeepGrade(Effect):
    """The grade of a subject in a term; said again it is put right."""

    title = "记下学期成绩"

    def act(self, rows: Sequence[Row]) -> None:
        model: Any = type(rows[0].thing)._meta.get_field("grades").related_model
        grades = [
            model(
                enrolment=row.thing,
                person_id=row.thing.person_id,
                term=row.said["term"],
                subject=row.said["subject"],
                score=row.said["score"],
            )
            for row in rows
        ]
        model._default_manager.bulk_create(
            grades, update_conflicts=True, update_fields=["score"], unique_fields=["enrolment", "term", "subject"]
        )


@dataclass(frozen=True)
class OneMoreTry(Effect):
    """Who may go on after failing may sit the exam once more."""

    title = "加一次考试机会"
    sets = ("more_tries",)

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            row.thing.more_tries += 1


@dataclass(frozen=True)
class StrikeEnrolment(Effect):
    """Who withdraws before it began was not enrolled."""

    title = "报名的台账记录作废"

    def act(self, rows: Sequence[Row]) -> None:
        sources = [enrolment_fact(row.thing).source for row in rows]
        standing = Fact.objects.filter(kind=ENROLMENT, source__in=sources, voided_at=None)
        strike(standing.values_list("pk", flat=True), by=rows[0].by.ref, reason="本人在开课前撤回报名")


@dataclass(frozen=True)
class Annul(Effect):
    """The result holds no longer: papers, certificate and what was counted."""

    title = "试卷、证书和结业的台账记录作废"
    sets = ("completed_on", "certificate")

    def act(self, rows: Sequence[Row]) -> None:
        papers: Any = type(rows[0].thing)._meta.get_field("papers").related_model
        papers._default_manager.filter(enrolment__in=[row.thing.pk for row in rows]).update(annulled_at=Now())
        for row in rows:
            thing, reason = row.thing, row.said["reason"]
            if thing.certificate is not None and thing.certificate.status == "issued":
                revoke(thing.certificate, reason=reason, by=row.by)
            thing.completed_on, thing.certificate = None, None
            if not _passed_otherwise(thing):
                mine = Q(kind=CERTIFICATE, source=certificate_source(thing), voided_at=None)
                if standing := list(Fact.objects.filter(mine).values_list("pk", flat=True)):
                    strike(standing, by=row.by.ref, reason=reason)


def _passed_otherwise(thing: Any) -> bool:
    """Whether the same person completed another trade of the same edition, which the same fact counts."""
    others = type(thing)._default_manager.filter(named=thing.named, person=thing.person_id, status="completed")
    return bool(others.exclude(pk=thing.pk).exists())
