"""What is open today, beside the year that was: people asking to join or to move over and delegates' proposals, each
brought to a state of its own through the doors that everybody uses. Nothing of it happens in the demo year, so no
figure of it changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from shenbian.demo import identities
from shenbian.editions.actions import HostedBy, SettingUp, begin_entry, save_step, set_up
from shenbian.editions.declared import entry_kinds
from shenbian.editions.models import Edition, Entry, Part
from shenbian.flow.actions import perform
from shenbian.kit.period import BEIJING, today
from shenbian.orgs.models import Organisation, Unit
from shenbian.orgs.queries import federation, standing
from shenbian.people.actions import enrol
from shenbian.people.models import Person
from shenbian.people.queries import memberships_on
from shenbian.rights.actor import Actor
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of
from shenbian.rulebook.actions import load_starter

_FIRST = 14_999_000  # numbers of these people lie behind those of the year's
Moves = tuple[tuple[str, str, dict[str, str]], ...]  # who (grassroots, town, self), which move, what is said


@dataclass(frozen=True)
class Story:
    """One entry: who asks, what they say, how far it has come."""

    name: str
    said: Mapping[str, str]
    moves: Moves


_SUBMIT: Moves = (("self", "submit", {}),)
_WORK = {"occupation": "", "town": "", "charter": "on", "data": "on"}
_RIDER = _WORK | {"occupation": "courier"}

JOINERS = (
    Story("刘志远", _WORK, ()),
    Story("陈晓梅", _RIDER, _SUBMIT),
    Story("杨建国", _WORK, _SUBMIT),
    Story("赵丽娟", _WORK, (*_SUBMIT, ("grassroots", "return", {"reason": "请写单位营业执照上的全称，再提交一次。"}))),
    Story("周海涛", _WORK, (*_SUBMIT, ("grassroots", "endorse", {"reason": "本单位职工，情况属实。"}))),
    Story("吴秀英", _WORK, (*_SUBMIT, ("grassroots", "endorse", {}), ("town", "grant", {}))),
    Story("孙鹏飞", _RIDER, (*_SUBMIT, ("grassroots", "endorse", {}), ("town", "grant", {}))),
    Story("马文静", _WORK, (*_SUBMIT, ("self", "withdraw", {}))),
)


def _proposal(subject: str, of: str, reason: str, advice: str) -> dict[str, str]:
    return {
        "subject": subject,
        "class": of,
        "reason": reason,
        "advice": advice,
        "first_seconder": "李卫东",
        "second_seconder": "王凤霞",
        "delegate": "on",
    }


_FILED: Moves = (*_SUBMIT, ("grassroots", "file", {}))
_REPLIED: Moves = (
    *_FILED,
    ("grassroots", "reply", {"reply": "已与后勤商定，下月1日起在三号门加装遮雨棚和充电柜，由安全员每周检查。"}),
)
PROPOSALS = (
    Story(
        "",
        _proposal("给夜班职工加一顿热餐", "life", "夜班食堂不开，大家吃泡面", "夜里十二点到一点开一个窗口"),
        _SUBMIT,
    ),
    Story(
        "",
        _proposal("打磨工位换用低噪声设备", "safety", "现在的设备噪声大，戴耳塞也难受", "先换三台试用，再定要不要全换"),
        _FILED,
    ),
    Story(
        "",
        _proposal("在三号门建电动车充电棚", "safety", "电动车推进楼道充电，不安全", "利用三号门空地建棚，装充电柜"),
        _REPLIED,
    ),
    Story(
        "",
        _proposal("老师傅带徒发津贴", "training", "带徒多了影响计件收入", "带一名徒弟每月补两百元"),
        (*_REPLIED, ("self", "accept_reply", {"reason": "答复得很实在。"}), ("town", "recommend", {})),
    ),
)

_MOVE = {"town": "", "moves": "on"}
MOVERS = (
    Story("", _MOVE, _SUBMIT),
    Story("", _MOVE, (*_SUBMIT, ("grassroots", "accept", {}))),
)


def load(say: Callable[[str], None]) -> None:
    """Set both editions up and bring their entries to where the stories say; only where there are no editions yet."""
    home = federation()
    if home is None or Edition.objects.exists():
        return
    load_starter(by="operator:demo")
    with transaction.atomic():
        hands = hands_of()
        if hands is None:
            return
        for number, story in enumerate(JOINERS):
            _tell(opened("joining", home), story, _newcomer(number, story.name), hands)
        for proposer, story in zip(hands.members, PROPOSALS, strict=False):
            _tell(opened("proposal", home), story, proposer, hands)
        for mover, story in zip(hands.elsewhere, MOVERS, strict=False):
            _tell(opened("transferring", home), story, mover, hands)
    say(f"今年开放的申报已经装好：{Entry.objects.count()}件，各在不同的环节。")


@dataclass(frozen=True)
class Hands:
    """Who handles it: the officers of one union and of the town above it, its employer, some of its members and some of
    other unions."""

    officers: Mapping[str, Actor]
    body: Organisation
    unit: Unit
    members: list[Person]
    elsewhere: list[Person]


def hands_of() -> Hands | None:
    """The first union that has an officer, with its town's officer; None where there is none (an empty house)."""
    posts = Post.objects.standing_on(today()).select_related("organisation", "person").order_by("pk")
    for post in posts.filter(role_key="grassroots_officer")[:20]:
        body = post.organisation
        town = posts.filter(role_key="town_officer", organisation=body.parent_id).first()
        cover = body.covers.filter(standing(today())).select_related("unit").first()
        members = memberships_on(today()).filter(organisation=body).exclude(person=post.person)
        if town and cover and Unit.objects.filter(name=cover.unit.name).count() == 1:
            people = [each.person for each in members.select_related("person").order_by("pk")[: len(PROPOSALS)]]
            others = memberships_on(today()).exclude(organisation=body).exclude(person__in=posts.values("person"))
            movers = [each.person for each in others.select_related("person").order_by("pk")[: len(MOVERS)]]
            officers = {"grassroots": actor_of(post.person), "town": actor_of(town.person)}
            return Hands(officers, body, cover.unit, people, movers)
    return None


def opened(kind: str, home: Any) -> Edition:
    """This year's, open; set up when it is first asked for."""
    by, year = Actor.operator("demo"), today().year
    if found := Edition.objects.filter(kind_key=kind, year=year).first():
        return found
    declared = entry_kinds[kind]
    said = SettingUp(
        programme=entry_kinds.programme_of(kind),
        kind=kind,
        title=f"{year}年{declared.title}",
        year=year,
        organisation=home,
        opens_at=datetime(year, 1, 1, tzinfo=BEIJING),
        closes_at=datetime.combine(today() + timedelta(days=60), time(18), tzinfo=BEIJING),
        terms=declared.what,
    )
    planned = set_up(said, by=by, hosts=[HostedBy(part=Part.HOST, organisation=home)])
    return perform("open", on=planned, by=by)


def _newcomer(number: int, name: str) -> Person:
    index = _FIRST + number
    told = enrol(name, number=identities.identity(index), phone=identities.mobile(index), by="operator:demo")
    return Person.objects.get(pk=told.person)


def _tell(edition: Edition, story: Story, person: Person, hands: Hands) -> None:
    """Fill the form in as far as the story goes, and make its moves."""
    owner = actor_of(person)
    said = {"unit": hands.unit.name, **story.said}
    entry = begin_entry(edition, by=owner)
    steps = entry.kind.form.steps if story.moves else entry.kind.form.steps[:1]
    for step in steps:
        entry = save_step(entry, step=step.key, said=said, by=owner)
    for who, move, words in story.moves:
        entry = perform(move, on=entry, by=hands.officers.get(who, owner), said=words)
