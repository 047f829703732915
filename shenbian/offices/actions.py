"""Opening and ending duty sessions, delegations, hand-overs and assistance; each call is whole or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from shenbian.flow.actions import begin, perform
from shenbian.flow.refusals import NotYours
from shenbian.kit.period import now
from shenbian.kit.refusal import Refused
from shenbian.offices.models import Assistance, Delegation, Duty, Handover
from shenbian.offices.queries import open_work
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post

_LONGEST = 200  # characters of a purpose


@transaction.atomic
def open_duty(*, role: str, at: Organisation, reason: str, hours: int, by: Actor, desks: Sequence[str] = ()) -> Duty:
    """Go on duty in a role at a union body for so many hours. Raises NotYours, Refused with the reason."""
    person = _oneself(by)
    if not reason.strip():
        raise Refused({0: "请写明值守的事由：为什么要办、办什么。"})
    if hours < 1:
        raise Refused({0: "值守至少一小时。"})
    start = now()
    asked = Duty(
        person=person,
        organisation=at,
        role_key=role,
        desks=list(desks),
        reason=reason.strip(),
        from_at=start,
        until_at=start + timedelta(hours=hours),
    )
    return perform("open", on=begin([asked], by=by)[0], by=by)


@transaction.atomic
def delegate(post: Post, *, to: Person, reason: str, from_on: date, until_on: date, by: Actor) -> Delegation:
    """Lend one's own post to a colleague, both days included. Raises NotYours, Refused with the reason."""
    if until_on < from_on:
        raise Refused({0: "止日早于起日。"})
    asked = Delegation(
        post=post, organisation=post.organisation, to=to, reason=reason.strip(), from_on=from_on, until_on=until_on
    )
    return perform("give", on=begin([asked], by=by)[0], by=by)


def prepare_handover(post: Post, *, to: Person, on: date, by: Actor, paper: str = "") -> Handover:
    """Draw up a hand-over with the list of what is open; the two people confirm it. Raises NotYours, Refused."""
    if Handover.objects.filter(post=post, phase="waiting").exists():
        raise Refused({0: "这一职务已有一次交接在办理，请先办完或取消。"})
    drawn = Handover(
        post=post, organisation=post.organisation, to=to, on=on, paper=paper.strip(), listed=open_work(post)
    )
    return begin([drawn], by=by)[0]


@transaction.atomic
def assist(
    person: Person, *, at: Organisation, purpose: str, how: str, witness: str, hours: int, by: Actor
) -> Assistance:
    """Begin to act for a worker who said yes (how, and who saw it). Raises NotYours, Refused with the reason."""
    helper = _oneself(by)
    said = {"代办事项": purpose, "见证人或凭证": witness}
    if empty := [title for title, text in said.items() if not text.strip()]:
        raise Refused({0: f"请写明{'和'.join(empty)}。"})
    if person.pk == helper.pk:
        raise Refused({0: "自己的事不用代办，请直接办理。"})
    if Assistance.objects.filter(helper=helper, status="open").exists():
        raise Refused({0: "您正在为另一位职工代办，请先结束。"})
    start = now()
    asked = Assistance(
        organisation=at,
        person=person,
        helper=helper,
        purpose=purpose.strip(),
        how=how,
        witness=witness.strip(),
        from_at=start,
        until_at=start + timedelta(hours=hours),
    )
    return perform("open", on=begin([asked], by=by)[0], by=by)


@dataclass(frozen=True, kw_only=True)
class Consent:
    """A worker's word that an officer of the union body `at` may do this for them: how they said it, who saw it."""

    person: Person
    at: Organisation
    how: str
    witness: str


@transaction.atomic
def record_consents(consents: Sequence[Consent], *, purpose: str, by: Actor) -> list[Assistance]:
    """Note down that these workers agreed to what is done for each of them at once; nothing stays open.

    In the order given. Raises NotYours, Refused with the reason. The number of queries does not depend on theirs.
    """
    helper, start = _oneself(by), now()
    asked = [
        Assistance(
            organisation=each.at,
            person=each.person,
            helper=helper,
            purpose=purpose[:_LONGEST],
            how=each.how,
            witness=each.witness,
            from_at=start,
            until_at=start + timedelta(hours=1),
        )
        for each in consents
    ]
    outcomes = perform("record", on=begin(asked, by=by), by=by)
    for refused in (each.refusal for each in outcomes if each.refusal):
        raise refused
    return [each.thing for each in outcomes if each.thing]


def _oneself(by: Actor) -> Person:
    """Who acts, as a person: nobody goes on duty or promises anything for another. Raises NotYours for an operator."""
    if by.person is None:
        raise NotYours
    return Person.objects.get(key=by.person)
