"""Making things public, objecting, and ending what has run its days; each call is whole or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from shenbian.awards.models import Benefit, NoticeLine, Objection, PublicNotice
from shenbian.awards.noticed import all_noticed, by_table
from shenbian.editions.actions import open_many
from shenbian.editions.models import Entry
from shenbian.flow.actions import Outcome, begin, enter
from shenbian.flow.refusals import Refused as Said
from shenbian.funds.actions import Pay, draw_up, prepare
from shenbian.funds.models import Commitment, Payment
from shenbian.kit.refusal import Refused
from shenbian.kit.sentence import Sentence
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """What a notice begins with; `subjects` are the things in it, of one table, in the order in which they stand."""

    programme: str
    title: str
    organisation: Organisation
    desk: str
    subjects: Sequence[str]
    contact: str = ""


@transaction.atomic
def draft_notice(said: Drafted, *, by: Actor) -> PublicNotice:
    """A drafted notice with its lines. Raises NotYours outside one's reach; Refused for an empty list, for things that
    may not be made public now and for those that stand in another notice."""
    tables = by_table(said.subjects)
    if len(tables) != 1:
        raise Refused({0: "请先选出要公示的事项，一次公示同一类事项。"})
    ((table, keys),) = tables.items()
    notice = PublicNotice(
        programme=said.programme,
        title=said.title.strip(),
        organisation=said.organisation,
        desk=said.desk,
        contact=said.contact.strip(),
    )
    begin([notice], by=by)
    _refuse_twice(said.subjects)
    shown = all_noticed[table].shown(keys, by=by)
    NoticeLine.objects.bulk_create(
        NoticeLine(
            notice=notice,
            place=place,
            subject=f"{table}:{key}",
            person_id=shown[key].person,
            unit_id=shown[key].unit,
            told=shown[key].told,
            amount_fen=shown[key].amount_fen,
        )
        for place, key in enumerate(keys, 1)
    )
    return notice


def _refuse_twice(subjects: Sequence[str]) -> None:
    """One query."""
    stands = NoticeLine.objects.filter(subject__in=subjects, outcome__in=("open", "clean"))
    there = {subject: str(title) for subject, title in stands.values_list("subject", "notice__title")}
    reasons: dict[int, str] = {
        place: Sentence("已列入“%(notice)s”。", notice=str(there[subject]))
        for place, subject in enumerate(subjects)
        if subject in there
    }
    reasons |= {n: "在这一批里出现了两次。" for n, subject in enumerate(subjects) if subject in subjects[:n]}
    if reasons:
        raise Refused(reasons)


@dataclass(frozen=True, kw_only=True)
class Objecting:
    """What somebody says against a notice, or a line of it. `name` and `contact`: of what an officer takes down."""

    notice: PublicNotice
    line: NoticeLine | None = None
    text: str
    name: str = ""
    contact: str = ""


def object_to(said: Objecting, *, by: Actor) -> Objection:
    """Object to what is public, as whoever is signed in. Raises Refused with the reason."""
    return _entered(said, "raise", by=by, key=by.person)


def take_down(said: Objecting, *, by: Actor) -> Objection:
    """Take down what somebody said at the counter, on the phone or in a letter. Raises NotYours, Refused."""
    return _entered(said, "take_down", by=by, key=None)


def _entered(said: Objecting, move: str, *, by: Actor, key: int | None) -> Objection:
    text = said.text.strip()
    if not text:
        raise Refused({0: "请写明对什么有异议、依据是什么。"})
    if said.line is not None and said.line.notice_id != said.notice.pk:
        raise Refused({0: "这一行不在这个公示里。"})
    twice = Objection.objects.filter(notice=said.notice, line=said.line, person_key=key, status="open")
    if key is not None and twice.exists():
        raise Refused({0: "您已经提出过这项异议，正在核实，结果会通知您。"})
    objection = Objection(
        notice=said.notice,
        line=said.line,
        organisation=said.notice.organisation,
        desk=said.notice.desk,
        person_key=key,
        by_name=said.name.strip(),
        contact=said.contact.strip(),
        text=text,
    )
    outcome = enter(move, [objection], by=by, rows=["这项异议"])[0]
    if outcome.refusal or outcome.thing is None:
        raise outcome.refusal or Said("没有登记。")
    return outcome.thing


@transaction.atomic
def draw(commitment: Commitment, benefits: Sequence[Benefit], *, by: Actor) -> list[Outcome[Payment]]:
    """Prepare a list of payments of this commitment, one for each of these decisions, to the account that its
    application says.

    An outcome for each; nobody is paid twice, however often it is drawn. Opening the accounts leaves a trace that
    their owners see. A fixed number of queries.
    """
    keys = {each.came_by: each for each in benefits if each.came_by.startswith("editions.entry:")}
    entries = list(Entry.objects.filter(pk__in=[key.rpartition(":")[2] for key in keys]).select_related(*Entry.RELATED))
    opened = dict(zip([each.subject for each in entries], open_many(entries, by=by, why="编制付款清单"), strict=True))
    answers = {each.subject: {**each.answers, **opened[each.subject]} for each in entries}
    said = [
        Pay(
            amount_fen=each.amount_fen,
            person=each.person,
            unit=each.unit,
            bank=str(answers.get(each.came_by, {}).get("bank", "")),
            account=str(answers.get(each.came_by, {}).get("account", "")),
            earned_on=each.earned_on,
            basis=each.tier,
            level=each.level,
            pays=each.subject,
        )
        for each in benefits
    ]
    point = transaction.savepoint()
    batch = draw_up(commitment.organisation, title=f"{commitment.title}付款清单"[:100], by=by, desk=commitment.desk)
    outcomes = prepare(commitment, said, by=by, drawn_in=batch)
    if not any(each.moved for each in outcomes):  # a list of nothing is none
        transaction.savepoint_rollback(point)
    return outcomes


def erase_objections(keys: Sequence[int]) -> None:
    """Empty what these people (keys) wrote in objections, what was written against them, and the answers to both."""
    theirs = Objection.objects.filter(Q(person_key__in=keys) | Q(line__person__key__in=keys))
    theirs.update(by_name="", contact="", text="", found="")
