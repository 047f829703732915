"""Certificates are issued for what was done, once for each, and revoked with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shenbian.certificates.declared import certificate_kinds
from shenbian.certificates.models import Certificate
from shenbian.certificates.queries import standing
from shenbian.certificates.rules import last_day, new_code
from shenbian.flow.actions import begin, perform
from shenbian.flow.telling import MOVED
from shenbian.kit.refusal import refuse_if
from shenbian.notices.actions import Telling, tell
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rulebook.queries import look_up_many


@dataclass(frozen=True, kw_only=True)
class Award:
    """What is to be certified. `kind` is a declared `CertificateKind`; `title` what it is for (2026年志愿服务).

    `source` names what it rests on, usually the `subject` of the thing: the same again gives the certificate that is
    there. `valid_until` (that day included) and `number` follow from the kind where they are not said. `desk` is the
    kind's own where it is empty. `minutes` are hours served or learnt, `score` is what was reached.
    `counted` names the fact that says the same ("certificate:edition:1|42"): it is struck out when this is revoked.
    """

    person: Person
    kind: str
    title: str
    organisation: Organisation
    issued_on: date
    source: str
    desk: str = ""
    minutes: int | None = None
    score: int | None = None
    valid_until: date | None = None
    number: str = ""
    counted: str = ""


@transaction.atomic
def issue(awards: Sequence[Award], *, by: Actor, batch: int | None = None) -> list[Certificate]:
    """Certificates for these awards, in their order. Each holder is told, but not of what a sheet brings in (`batch`).
    Whether `by` may is asked by the caller.

    What rests on a source that is certified already, or twice in one call, is not issued again: the certificate that
    stands is given. Raises KeyError for a kind that nobody declared, Refused (with the places of the rows) where the
    rulebook does not say how long one holds or a number is taken. As many queries for one as for many of
    a kind and a day.
    """
    lasting = _lasting(awards)
    there = {(kind, each.source): each for kind, each in _standing(awards)}
    drawn: dict[tuple[str, str], Certificate] = {}
    for award, until in zip(awards, lasting, strict=True):
        key = (award.kind, award.source)
        if key not in there and key not in drawn:
            drawn[key] = _drawn(award, until, batch)
    _refuse_taken(awards)
    fresh = begin(list(drawn.values()), by=by, batch=batch)
    _number(fresh)
    if batch is None:
        tell([_told(each) for each in fresh], by=by.ref)
    return [{**there, **drawn}[award.kind, award.source] for award in awards]


def revoke(certificate: Certificate, *, reason: str, by: Actor) -> Certificate:
    """It holds no longer; facts that rest on it are struck out, its holder is told. Raises as `perform` does."""
    return perform("revoke", on=certificate, by=by, said={"reason": reason})


def erase_certificates(keys: Sequence[int]) -> None:
    """Empty what certificates say of a person; that they were issued stays, and their codes verify no more."""
    Certificate.objects.filter(person__key__in=keys).update(score=None, revoked_why="")


def _standing(awards: Sequence[Award]) -> list[tuple[str, Certificate]]:
    kinds = dict.fromkeys(award.kind for award in awards)
    found = (standing(kind, [each.source for each in awards if each.kind == kind]).values() for kind in kinds)
    return [(each.kind_key, each) for all_ in found for each in all_]


def _lasting(awards: Sequence[Award]) -> list[date | None]:
    """The last day of each."""
    months = _months(awards)
    told, reasons = [], {}
    for place, award in enumerate(awards):
        kind = certificate_kinds[award.kind]
        for_so_long = kind.months if isinstance(kind.months, int) else months.get(_ruled(award))
        if award.valid_until is not None or kind.months is None:
            told.append(award.valid_until)
        elif not for_so_long:
            reasons[place] = f"规则表没有写明“{kind.title}”的有效期，请先请部门负责人补上，再颁发。"
        else:
            told.append(last_day(award.issued_on, for_so_long))
    refuse_if(reasons)
    return told


def _months(awards: Sequence[Award]) -> Mapping[tuple[str, int, date], int]:
    """How long kinds with a rule last at each union, on each day on which one is issued."""
    found: dict[tuple[str, int, date], int] = {}
    ruled = dict.fromkeys((a.kind, a.issued_on) for a in awards if isinstance(certificate_kinds[a.kind].months, str))
    for key, day in ruled:
        theirs = [award.organisation for award in awards if (award.kind, award.issued_on) == (key, day)]
        rules = look_up_many(str(certificate_kinds[key].months), at={each.pk: each for each in theirs}.values(), on=day)
        found |= {(key, body, day): months for body, months in rules.items()}
    return found


def _ruled(award: Award) -> tuple[str, int, date]:
    return award.kind, award.organisation.pk, award.issued_on


def _refuse_taken(awards: Sequence[Award]) -> None:
    """Numbers that were said and belong to another certificate of the kind."""
    said = {award.number for award in awards if award.number}
    if not said:
        return
    rows = Certificate.objects.filter(number__in=said, kind_key__in={award.kind for award in awards})
    holders = {(each.kind_key, each.number): each.source for each in rows}
    reasons = {}
    for place, award in enumerate(awards):
        if award.number and holders.setdefault((award.kind, award.number), award.source) != award.source:
            reasons[place] = f"证书编号“{award.number}”已经用过，请核对编号。"
    refuse_if(reasons)


def _drawn(award: Award, until: date | None, batch: int | None) -> Certificate:
    return Certificate(
        kind_key=award.kind,
        person=award.person.merged_into or award.person,
        organisation=award.organisation,
        desk=award.desk or certificate_kinds[award.kind].desk.value,
        number=award.number or None,
        title=award.title,
        issued_on=award.issued_on,
        valid_until=until,
        minutes=award.minutes,
        score=award.score,
        source=award.source,
        code=new_code(),
        counted=award.counted,
        batch=batch,
    )


def _number(certificates: Sequence[Certificate]) -> None:
    """Numbers of our own for those that came without (ZY-2026-000012)."""
    bare = [each for each in certificates if each.number is None]
    for each in bare:
        each.number = f"{each.kind.letters}-{each.issued_on.year}-{each.pk:06d}"
    if bare:
        Certificate.objects.bulk_update(bare, ["number"])


def _told(certificate: Certificate) -> Telling:
    return Telling(
        to=certificate.owner,
        kind=MOVED.key,
        title=f"{certificate.kind.title}：已颁发",
        body=f"您的“{certificate.title}”证书已由{certificate.organisation.name}颁发，在“我的证书”里可以打印和出示。",
        subject=certificate.subject,
    )
