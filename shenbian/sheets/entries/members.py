"""Whom the rows of a sheet name: members of the unions for which the officer may act, and nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.people.queries import memberships_on
from shenbian.people.rules import Marks
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered, reaches
from shenbian.sheets.people import MISMATCH
from shenbian.sheets.rows import PROBLEM, Rows

# Of whom one may not act for it is not told whether there is such a person.
_NOBODY = "您负责的工会里没有这位在册会员。请核对号码；在别的工会的，请由那里的工会申报，或本人在手机上申报。"
_ONESELF = "自己的申报请自己在手机上提交，不用代办。"
_NOT_AN_OFFICER = "集体申报要由负责这些职工的工会干部登录后上传：您没有“经本人同意代办”的权限。"


@dataclass(frozen=True)
class Member:
    """A worker, and the union body for which the officer acts."""

    person: Person
    at: Organisation


def members_of(rows: Rows, places: Sequence[int], by: Actor) -> dict[int, Member]:
    """Who each of these rows names; the rows of all others are refused. Two queries."""
    posts = reaches(by, Right.ENTRY_ASSIST)
    if by.person is None or not posts:
        rows.refuse_all(places, PROBLEM, _NOT_AN_OFFICER)
        return {}
    marks, names, documents, numbers = Marks(), rows["name"], rows["document"], rows["identity"]
    asked = {place: marks.document(str(documents[place]), numbers[place]) for place in places}
    known = _known(set(asked.values()))
    unions = _unions({person.pk for person in known.values()}, by)
    bodies = {post.organisation.path: post.organisation for post in by.posts}
    found = {}
    for place, mark in asked.items():
        person = known.get(mark)
        if person is None or person.pk not in unions:
            rows.refuse(place, "证件号码", _NOBODY)
        elif person.name != names[place]:
            rows.refuse(place, "姓名", MISMATCH)
        elif by.owns(person.key):
            rows.refuse(place, "证件号码", _ONESELF)
        else:
            reach = next(each for each in posts if each.takes_in(unions[person.pk], ""))
            found[place] = Member(person, bodies[reach.path])
    return found


def _known(marks: set[bytes]) -> dict[bytes, Person]:
    """The people of these numbers, by the mark of the number that was asked; of merged records the one that stands."""
    found = Person.objects.filter(document_index__in=marks).select_related("merged_into")
    return {bytes(each.document_index or b""): each.merged_into or each for each in found}


def _unions(people: set[int], by: Actor) -> dict[int, str]:
    """The path of the union of those who are members within the officer's reach, by person."""
    reach = covered(by, Right.ENTRY_ASSIST, place="organisation__path", desk="", owner="")
    rows = memberships_on(today()).filter(reach, person__among=people)
    return dict(rows.values_list("person_id", "organisation__path"))
