"""Setting rules: every change is a new dated row; what stood before stays readable."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from shenbian.kit.period import chinese_day
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation
from shenbian.rulebook.models import RuleDocument, RuleTable

STARTER = Path(__file__).with_name("starter.json")


def place_of(at: Organisation | str) -> str:
    """How a rule names its place: a union body, a division's code, or "" for everywhere."""
    if isinstance(at, Organisation):
        return f"org:{at.pk}"
    return f"div:{at}" if at else ""


def file_document(number: str, *, title: str, signer: str, in_force_on: date, by: str) -> RuleDocument:
    """Put a paper on file. Raises Refused when its number is taken."""
    if RuleDocument.objects.filter(number=number).exists():
        raise Refused({0: f"文件 {number} 已经登记过。"})
    return RuleDocument.objects.create(number=number, title=title, signer=signer, in_force_on=in_force_on)


def replace_document(old: RuleDocument, *, new: RuleDocument, by: str) -> RuleDocument:
    """Say which paper replaces this one."""
    if old.pk == new.pk:
        raise Refused({0: "文件不能替代它自己。"})
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    return old


@transaction.atomic
def set_rule(
    key: str,
    values: Any,
    *,
    at: Organisation | str,
    from_on: date,
    by: str,
    until_on: date | None = None,
    document: RuleDocument | None = None,
    verified: bool = False,
) -> RuleTable:
    """From this day the rule says this. The row that stood is cut off there; a row that began on the same day is
    withdrawn, not changed. A row that begins later stays and ends the new one. A verified rule names its paper.
    """
    if verified and document is None:
        raise Refused({0: "已核实的规则必须写明文件依据。"})
    if until_on is not None and until_on <= from_on:
        raise Refused({0: "规则的止日应晚于起日。"})
    place = place_of(at)
    rows = RuleTable.objects.select_for_update().filter(key=key, place=place, withdrawn_at=None)
    rows.filter(from_on=from_on).update(withdrawn_at=Now(), withdrawn_by=by)
    before = rows.filter(Q(until_on=None) | Q(until_on__gt=from_on), from_on__lt=from_on).first()
    if before is not None:
        _cut(before, from_on, until_on)
    later = rows.filter(from_on__gt=from_on).order_by("from_on").first()
    if later is not None and (until_on is None or later.from_on < until_on):
        until_on = later.from_on
    return RuleTable.objects.create(
        key=key,
        place=place,
        from_on=from_on,
        until_on=until_on,
        values=values,
        verified=verified,
        document=document,
        set_by=by,
    )


def _cut(before: RuleTable, on: date, until_on: date | None) -> None:
    if until_on is not None and (before.until_on is None or before.until_on > until_on):
        raise Refused({0: f"该规则自{chinese_day(before.from_on)}起的规定还延续到这段时间之后，请分两次设定。"})
    before.until_on = on
    before.save(update_fields=["until_on"])


@transaction.atomic
def verify_rule(row: RuleTable, *, document: RuleDocument, by: str) -> RuleTable:
    """Somebody has checked the row against its paper."""
    row.verified, row.document = True, document
    row.save(update_fields=["verified", "document"])
    return row


@transaction.atomic
def load_starter(*, by: str) -> int:
    """Set the rules that every installation begins with (starter.json), where none stands; returns how many were set.

    They hold everywhere until a place sets its own; what the field's sources did not prove is flagged unverified.
    Four queries, however many rules.
    """
    said = json.loads(STARTER.read_text())
    papers = _papers(said["documents"])
    known = set(RuleTable.objects.filter(place="").values_list("key", flat=True))
    rows = [_starting(rule, papers, by) for rule in said["rules"] if rule["key"] not in known]
    rows.sort(key=lambda each: (each.key, each.from_on))
    for row, later in pairwise(rows):
        if row.key == later.key:
            row.until_on = later.from_on
    RuleTable.objects.bulk_create(rows)
    return len(rows)


def _papers(said: list[dict[str, Any]]) -> dict[str, RuleDocument]:
    """The papers of the starter by number; those that are not on file yet are filed."""
    papers = [RuleDocument(**(paper | {"in_force_on": date.fromisoformat(paper["in_force_on"])})) for paper in said]
    RuleDocument.objects.bulk_create(papers, ignore_conflicts=True)
    return {each.number: each for each in RuleDocument.objects.filter(number__in=[each.number for each in papers])}


def _starting(rule: dict[str, Any], papers: dict[str, RuleDocument], by: str) -> RuleTable:
    document = papers.get(rule.get("document", ""))
    if rule["verified"] and document is None:
        raise Refused({0: "已核实的规则必须写明文件依据。"})
    return RuleTable(
        key=rule["key"],
        place="",
        from_on=date.fromisoformat(rule["from_on"]),
        values=rule["values"],
        verified=rule["verified"],
        document=document,
        set_by=by,
    )
