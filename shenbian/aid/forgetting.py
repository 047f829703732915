"""Emptying what households said of themselves: with a person who is erased, and when the years are over.

Numbers, unions, classes, days and amounts stay: they say what the union did, and know nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Q

from shenbian.aid.declared import STANDS
from shenbian.aid.models import Assessment, Dossier, Finding, HouseholdMember
from shenbian.aid.sums import months_later
from shenbian.files.actions import erase_files
from shenbian.jobs.timed import Timed, clockwork
from shenbian.kit.period import beijing_date, today
from shenbian.kit.refusal import Refused
from shenbian.people.models import Person
from shenbian.personal.erasing import erasers
from shenbian.rights.actor import Actor
from shenbian.rulebook.queries import look_up_many

KEEP = "hardship_keep_years"
_ENDED = ("exited", "followed_up", "refused", "withdrawn", "objection_upheld")


def erase_dossiers(keys: Sequence[int]) -> None:
    """Empty the files of these people (keys), and their rows in the households of others.

    Raises Refused while such a file stands or is being decided: a household is helped by what it says.
    """
    people = Person.objects.filter(Q(key__in=keys) | Q(merged_into__key__in=keys))
    theirs = HouseholdMember.objects.filter(person__in=people)
    if Dossier.objects.filter(Q(person__in=people) | Q(members__in=theirs), status__in=STANDS).exists():
        raise Refused({0: "还是在办或在册困难档案的家庭成员，档案退出或撤回以后才能清除。"})
    _empty(Dossier.objects.filter(person__in=people))
    theirs.update(relation="", document="", mark=None, sealed=None)


@transaction.atomic
def _empty(dossiers: Any) -> int:
    """What these files hold, sealed or on paper; how many there were."""
    ids = list(dossiers.values_list("pk", flat=True))
    erase_files(about=[], subjects=[f"aid.dossier:{pk}" for pk in ids], by_whom=[])
    for model in (Finding, Assessment):
        model.objects.filter(dossier__in=ids, sealed__isnull=False).update(sealed=None)
    HouseholdMember.objects.filter(dossier__in=ids).update(relation="", document="", mark=None, sealed=None)
    return Dossier.objects.filter(pk__in=ids).update(sealed=None, reason="", erased_on=today())


def forget(by: Actor, at: datetime) -> str:
    """Files that ended so many years ago, by the rule of their union, are emptied."""
    on = beijing_date(at)
    ended = Dossier.objects.filter(status__in=_ENDED, erased_on=None).select_related("organisation").order_by("pk")
    years = look_up_many(KEEP, at={each.organisation_id: each.organisation for each in ended}.values(), on=on)
    over = [each.pk for each in ended if _is_over(each, years.get(each.organisation_id), on)]
    emptied = _empty(Dossier.objects.filter(pk__in=over)) if over else 0
    return f"{emptied}份档案保存期满" if emptied else ""


def _is_over(dossier: Dossier, years: int | None, on: date) -> bool:
    if years is None or dossier.moved_at is None:
        return False
    return months_later(dossier.left_on or beijing_date(dossier.moved_at), years * 12) <= on


erasers.append(erase_dossiers)
clockwork.add(Timed(key="aid.forget", title="困难档案保存期满清除", run=forget, daily=time(3, 30)))
