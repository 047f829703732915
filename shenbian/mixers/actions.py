"""A profile is written, others are chosen in secret, a contact is given to whom one chose mutually; all of it is wiped.

No trace tells of any of it: who chose whom is known to nobody, and that somebody was there is told by their turn.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction

from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.models import Session
from shenbian.kit.sentence import Sentence
from shenbian.mixers.models import Choice, Profile
from shenbian.mixers.queries import Mine, keys_of, matches, mine, mixers_of, others
from shenbian.mixers.rules import Said
from shenbian.mixers.sealing import opened, seal
from shenbian.rights.actor import Actor

CONTACT = 60  # characters of a contact at most


def save_profile(session: Session, *, by: Actor, nickname: str, sentence: str) -> Profile:
    """Write what others who were there will see. Raises NotYours, Refused."""
    me = _me(session, by)
    nickname, sentence = nickname.strip(), sentence.strip()
    if not me.writing:
        raise Refused("互选已经结束，资料不能再改。")
    if not (1 <= len(nickname) <= 20 and 1 <= len(sentence) <= 100):
        raise Refused("昵称要1到20个字，一句话介绍要1到100个字。")
    person = me.profile.person if me.profile else me.person
    said = {"nickname": nickname, "sentence": sentence}
    return Profile.objects.update_or_create(session=session, person=person, defaults=said)[0]


@transaction.atomic
def choose(session: Session, *, by: Actor, chosen: Collection[int]) -> None:
    """Choose these (ids of profiles), instead of whom one chose before; nobody is a choice too. Raises as above."""
    me = _me(session, by, locked=True)
    if me.session.status != "held":
        raise Refused("活动办完以后才能互选。")
    if not me.there:
        raise Refused("只有签到参加了活动的人才能互选。")
    if me.profile is None:
        raise Refused("请先写好自己的资料，再选别人。")
    if not me.choosing:
        raise Refused("互选已经结束。")
    known = {each.profile.pk for each in others(me)}
    if not set(chosen) <= known:
        raise Refused("选的人里有人不在名单里，请刷新后重新选。")
    if len(set(chosen)) > me.rule.choices:
        raise Refused(Sentence("最多选%(most)s人，请去掉几位。", most=me.rule.choices))
    choice = Choice(session=session, person=me.profile.person)
    seal(choice, Said(sorted(set(chosen))))
    Choice.objects.update_or_create(session=session, person=me.profile.person, defaults={"sealed": choice.sealed})


@transaction.atomic
def give_contact(session: Session, *, by: Actor, to: int, contact: str) -> None:
    """Agree to swap contacts with somebody who is mutual (id of the profile), and say by which; an empty one takes it
    back as long as the other has not agreed. Raises as above.
    """
    me = _me(session, by, locked=True)
    own = me.profile.person if me.profile else None
    match = next((each for each in matches(me) if each.shown.profile.pk == to), None)
    if match is None:
        raise NotYours
    contact = contact.strip()
    if len(contact) > CONTACT:
        raise Refused(Sentence("联系方式最多%(most)s个字。", most=CONTACT))
    if match.contact and not contact:
        raise Refused("对方也已经同意，联系方式已经交换，不能再收回。")
    choice = Choice.objects.get(session=session, person=own)
    said = opened(choice)
    if contact:
        said.contacts[to] = contact
    else:
        said.contacts.pop(to, None)
    seal(choice, said)
    choice.save(update_fields=["sealed"])


def wipe(sessions: Sequence[int]) -> int:
    """Nothing but the counts is left of these mixers. How many rows went."""
    gone = Choice.objects.filter(session__in=sessions).delete()[0]
    return gone + Profile.objects.filter(session__in=sessions).delete()[0]


def erase_mixing(keys: Sequence[int]) -> None:
    """What mixers know of a person goes with them; whoever chose them chose nobody. Two statements."""
    Choice.objects.filter(person__key__in=keys).delete()
    Profile.objects.filter(person__key__in=keys).delete()


def _me(session: Session, by: Actor, *, locked: bool = False) -> Mine:
    """Where the actor stands. Raises NotYours for who has nothing to do with this mixer. `locked`: the profile is held
    till the end, so that what one person says comes one after another."""
    if not mixers_of(by).filter(pk=session.pk).exists():
        raise NotYours
    if locked:
        list(Profile.objects.select_for_update().filter(session=session, person__key__in=keys_of(by)).values_list("pk"))
    return mine(Session.objects.select_related(*Session.RELATED).get(pk=session.pk), by)
