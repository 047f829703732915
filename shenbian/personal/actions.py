"""What a person may do with their own data: agree, withdraw, ask for correction or erasure, take everything home."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from shenbian.flow.actions import begin
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.people.queries import standing_membership
from shenbian.personal.models import About, Consent, DataRequest
from shenbian.personal.purposes import PURPOSES
from shenbian.rights.actor import Actor


@transaction.atomic
def agree(person: Person, *, purpose: str, by: Actor) -> Consent:
    """Write down that this person agrees; twice is the same consent. Raises Refused for what is not asked."""
    if purpose not in PURPOSES or not PURPOSES[purpose].asked:
        raise Refused({0: "这一项不需要您同意，或者没有这一项。"})
    said = PURPOSES[purpose].sentence
    consent, _ = Consent.objects.get_or_create(
        person=person, purpose=purpose, withdrawn_at=None, defaults={"sentence": said, "given_through": by.ref}
    )
    return consent


@transaction.atomic
def withdraw(person: Person, *, purpose: str, by: Actor) -> None:
    """End the consent that stands; none is no mistake."""
    standing = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None)
    standing.update(withdrawn_at=Now(), withdrawn_through=by.ref)


@transaction.atomic
def ask(person: Person, *, about: str, wanted: str = "", by: Actor) -> DataRequest:
    """Ask that something be put right, or (about "all") that everything be erased. Raises Refused when it waits."""
    if DataRequest.objects.filter(person=person, about=about, phase="waiting").exists():
        raise Refused({0: "您已经提出过同样的请求，还在办理中。可以在下面看到它到了哪一步。"})
    if about not in About.values or (about != About.ALL and not wanted.strip()):
        raise Refused({0: "请写明哪里不对、应当是什么。"})
    request = DataRequest(
        organisation=_where(person),
        person=person,
        owner=person.key,
        erases=about == About.ALL,
        about=about,
        wanted=wanted.strip(),
    )
    return begin([request], by=by)[0]


def _where(person: Person) -> Organisation:
    """At their union; who has none asks the federation."""
    membership = standing_membership(person, today())
    if membership is not None:
        return membership.organisation
    top = Organisation.objects.filter(parent=None).order_by("pk").first()
    if top is None:
        raise Refused({0: "还没有登记工会，无处受理。"})
    return top
