"""What is emptied with a person, kernel by kernel. What proves (facts, traces, states, numbers, consents) stays: it
knows nobody but by the random key.

A floor above adds its own (`erasers`). A house test walks every declared personal and sealed field and finds what was
forgotten here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from shenbian.accounts.models import Account
from shenbian.awards.actions import erase_objections
from shenbian.certificates.actions import erase_certificates
from shenbian.challenges.actions import erase_days
from shenbian.courses.actions import erase_learning
from shenbian.editions.actions import erase_answers
from shenbian.editions.models import Entry
from shenbian.files.actions import erase_files
from shenbian.funds.actions import erase_payments
from shenbian.gatherings.actions import erase_bookings
from shenbian.jobs.actions import erase_runs
from shenbian.mixers.actions import erase_mixing
from shenbian.notices.actions import erase_notices
from shenbian.offices.models import Assistance
from shenbian.people.models import Person
from shenbian.streams.actions import erase_watching

Eraser = Callable[[list[int]], None]
erasers: list[Eraser] = []  # each is told the keys of one person


def erase_what_is_kept(person: Person, *, requests: Any, by: str) -> None:
    """Everything but the person's own row. `requests`: the manager of data requests."""
    people = list(Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person)))
    keys = [each.key for each in people]
    entries = Entry.objects.filter(person__in=people)
    erase_files(
        about=keys,
        subjects=[entry.subject for entry in entries.only("pk")],
        by_whom=[f"person:{key}" for key in keys],
    )
    erase_answers(person, by=by)
    erase_days(person, by=by)
    erase_bookings(people)
    erase_notices(keys)
    erase_runs(keys)
    erase_certificates(keys)
    erase_learning(keys)
    erase_mixing(keys)
    erase_watching(keys)
    erase_objections(keys)
    erase_payments([each.pk for each in people])
    requests.filter(person__in=people).update(wanted="", answer="")
    Assistance.objects.filter(person__in=people).update(witness="")
    _close_accounts(people)
    for eraser in erasers:
        eraser(keys)


def _close_accounts(people: list[Person]) -> None:
    """Nobody signs in there any more; every way in that belongs to it is removed."""
    for account in Account.objects.filter(person__in=people):
        for relation in account._meta.related_objects:
            rows: Any = relation.related_model._base_manager
            rows.filter(**{relation.field.name: account}).delete()
        account.login, account.is_active = f"erased-{account.pk}", False
        account.set_unusable_password()
        account.save(update_fields=["login", "is_active", "password"])
