"""Who lives together, as standing files know it: for caps that hold for a whole household (awards.declared)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from shenbian.aid.models import HouseholdMember
from shenbian.awards.declared import homes
from shenbian.people.models import Person


def household_of(people: Collection[int]) -> Mapping[int, frozenset[int]]:
    """Of these people (ids) those whom a standing file names, each with all of that household whom the house knows.
    Two queries."""
    marks = Person.objects.filter(pk__in=people, document_index__isnull=False).values("document_index")
    files = HouseholdMember.objects.filter(stands=True, mark__in=marks).values("dossier")
    found = HouseholdMember.objects.filter(stands=True, mark__isnull=False, dossier__in=files)
    rows = [(dossier, bytes(mark or b"")) for dossier, mark in found.values_list("dossier", "mark")]
    known = Person.objects.filter(document_index__in={mark for _, mark in rows}).values_list("document_index", "pk")
    people_of = {bytes(mark or b""): pk for mark, pk in known}
    home: dict[int, set[int]] = defaultdict(set)
    for dossier, mark in rows:
        if mark in people_of:
            home[dossier].add(people_of[mark])
    return {pk: frozenset(all_) for all_ in home.values() for pk in all_ & set(people)}


homes.append(household_of)
