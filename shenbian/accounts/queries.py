"""Accounts: of whom, by phone, and which an administrator may see."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from shenbian.accounts.models import Account
from shenbian.people.models import Membership, Person
from shenbian.people.rules import BadPerson, Marks, phone_number
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.models import Post
from shenbian.rights.rules import covered


def people_by_phone(phone: object) -> list[int]:
    """The ids of the standing people with this phone number, at most two: a number of two people proves neither."""
    try:
        number = phone_number(phone)
    except BadPerson:
        return []
    if not number:
        return []
    found = Person.objects.filter(phone_index=Marks().phone(number), erased_at=None)
    return list(found.values_list(Coalesce(F("merged_into"), F("pk")), flat=True).distinct()[:2])


def administered(actor: Actor) -> QuerySet[Account]:
    """The accounts that the actor may open and block: of people with a post or a membership within their reach."""
    return Account.objects.filter(within(actor, "person")).select_related("person")


def people_to_open_for(actor: Actor, day: date) -> QuerySet[Person]:
    """People within reach who hold a post and have no account yet."""
    holds = Post.objects.standing_on(day).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(holds), within(actor, "pk"), account=None, merged_into=None, erased_at=None)


def within(actor: Actor, person: str) -> Q:
    """Rows whose person (the name of the column) has a post or a membership where the actor keeps accounts."""
    reach = covered(actor, Right.ACCOUNT_KEEP, desk="", owner="")
    posts = Post.objects.filter(reach, person=OuterRef(person))
    return Q(Exists(posts)) | Q(Exists(Membership.objects.filter(reach, person=OuterRef(person))))
