"""Reads over editions and entries: what is open, who may, what is mine, how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from shenbian.editions import fields
from shenbian.editions.declared import SUBMIT, EntryKind, Room, entry_kinds
from shenbian.editions.flow import EDITION
from shenbian.editions.form import Field, FieldKind
from shenbian.editions.guards import Complete
from shenbian.editions.models import Edition, Entry
from shenbian.files.models import Attachment
from shenbian.files.queries import attachments_of
from shenbian.flow.models import Flowing
from shenbian.flow.offers import moves_for
from shenbian.flow.queries import traces_of
from shenbian.flow.row import Guard, Row
from shenbian.flow.table import Flow, Move, Phase
from shenbian.kit.period import beijing_date, today
from shenbian.kit.privacy import Sensitivity
from shenbian.orgs.rules import prefixes
from shenbian.people.models import Person
from shenbian.people.queries import standing_membership
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered, reaches


def open_editions(actor: Actor, *, room: Room | None = None, need: str = "") -> QuerySet[Edition]:
    """What takes entries now, what closes first coming first. Of a member: of the bodies above their union.

    Who is no member, and a stranger, sees all that is open. What no member may enter is not offered to members, but
    it answers who asks for its need: its page says why not, and what instead. Two queries more for a member's union.
    """
    person = person_of(actor)
    member = standing_membership(person, today()) if person else None
    kinds = [
        each.key
        for each in entry_kinds
        if (room is None or each.room is room) and (need in each.needs if need else each.for_members or member is None)
    ]
    rows = _open_now(kinds)
    return rows.filter(organisation__path__in=prefixes(member.organisation.path)) if member else rows


def taking_sheets(actor: Actor) -> QuerySet[Edition]:
    """What takes entries now by sheet too, of those which an officer may hand in for (集体申报): of the bodies above
    and below theirs, what closes first coming first. One query, none for who may not."""
    rows = _open_now([each.key for each in entry_kinds if each.by_sheet])
    here = Q(pk__in=[])
    for reach in reaches(actor, Right.ENTRY_ASSIST):
        here |= Q(organisation__path__in=prefixes(reach.path)) | reach.rows("organisation__path", "")
    return rows.filter(here)


def _open_now(kinds: Sequence[str]) -> QuerySet[Edition]:
    now = timezone.now()
    rows = Edition.objects.filter(Q(closes_at=None) | Q(closes_at__gt=now), status="open", opens_at__lte=now)
    return rows.filter(kind_key__in=kinds).select_related("organisation").order_by("closes_at", "-id")


def person_of(actor: Actor) -> Person | None:
    """Who acts, as a person; None for strangers and operators. One query, none for those."""
    return Person.objects.get(key=actor.person) if actor.person is not None else None


def who_may_enter(kind: EntryKind) -> list[str]:
    """Who may, in words (在册会员), from the guards of the declaration."""
    return [guard.title for guard in kind.who if guard.title]


def why_not(actor: Actor, edition: Edition) -> list[str]:
    """Why this person may not enter this edition now, each reason a sentence; empty when they may.

    Asks the guards of handing in, but for the form. One query a guard and two more.
    """
    kind, person = edition.kind, person_of(actor)
    if kind is None:
        return ["这一项由工会统一组织，不接受个人申报。"]
    if person is None:
        return ["登录后才能办理。"]
    start = kind.flow.start.key
    entry = Entry(edition=edition, kind_key=kind.key, person=person, organisation=edition.organisation, status=start)
    row = Row(entry, actor, {}, today())
    move = kind.flow.find(SUBMIT, start)
    guards: Sequence[Guard] = move.guards if move else ()
    asked = [guard for guard in guards if not isinstance(guard, Complete)]
    return [why for guard in asked if (why := guard.why(row, guard.needs([row])))]


def entries_of(actor: Actor) -> QuerySet[Entry]:
    """What this person entered, the latest first; drafts and what is over among it. One query."""
    mine = Q(person__key__in=[actor.person, *actor.also]) if actor.person is not None else Q(pk__in=[])
    related = ("edition", "organisation", "person__merged_into")
    return Entry.objects.filter(mine).select_related(*related).order_by("-id")


def entry_of(actor: Actor, edition: Edition) -> Entry | None:
    """This person's entry in an edition: the one being filled in or handled, else the latest. One query."""
    mine = list(entries_of(actor).filter(edition=edition)[:20])
    live = (each for each in mine if each.phase in (Phase.DRAFT, Phase.WAITING))
    return next(live, mine[0] if mine else None)


def entries_covered(actor: Actor, edition: Edition) -> QuerySet[Entry]:
    """The submitted entries of an edition that lie within an officer's reach, the latest first."""
    reach = covered(actor, Right.REGISTER_READ, owner="")
    related = ("organisation", "person__merged_into", "unit")
    return edition.entries.filter(reach, submitted_at__isnull=False).select_related(*related).order_by("-id")


def editions_covered(actor: Actor) -> QuerySet[Edition]:
    """The editions that an officer may see, the latest year first: those of their place and line of work, and those
    run above it once they are open to all.
    """
    seen = covered(actor, Right.REGISTER_READ, owner="")
    for reach in reaches(actor, Right.REGISTER_READ):
        above = Q(organisation__path__in=prefixes(reach.path)) & ~Q(status=EDITION.start.key)
        seen |= above & Q(desk__in=[*reach.desks, ""]) if reach.desks else above
    return Edition.objects.filter(seen).select_related("organisation").order_by("-year", "-id")


def submitted_counts(editions: Iterable[Edition], actor: Actor) -> dict[int, int]:
    """How many submitted entries of each edition lie within an officer's reach. One query."""
    reach = covered(actor, Right.REGISTER_READ, owner="")
    rows = Entry.objects.filter(reach, edition__in=[each.pk for each in editions], submitted_at__isnull=False)
    return dict(rows.order_by().values_list("edition").annotate(Count("pk")))


@dataclass(frozen=True)
class InState:
    """How many entries are in one state."""

    state: str
    title: str
    phase: str
    count: int


def counts(entries: QuerySet[Any], flow: Flow) -> list[InState]:
    """How many of these are in each state, in the order of the table; states without one are left out. One query."""
    found = dict(entries.order_by().values_list("status").annotate(Count("pk")))
    return [InState(s.key, s.title, s.phase.value, found[s.key]) for s in flow.states if s.key in found]


@dataclass(frozen=True)
class Stage:
    """A step of an entry's way. `when`: "past", "now" or "ahead"; `due_on`: the last day of the present one's clock."""

    state: str
    title: str
    phase: str
    when: str
    on: date | None = None
    at: datetime | None = None
    due_on: date | None = None


def steps_of(entry: Flowing) -> list[Stage]:
    """The way of a thing: what was, with its days; where it is, with its clock; what comes if all goes well. One query.

    What comes follows the first row of the table that leaves each state for something that is not over in vain.
    """
    flow = entry.flow
    told = [(trace.after, trace.at) for trace in traces_of(entry) if trace.before != trace.after]
    past = [_stage(flow, key, "past", at) for key, at in told[:-1]]
    now = flow.state(entry.status)
    at = told[-1][1] if told else entry.moved_at
    present = Stage(now.key, now.title, now.phase.value, "now", beijing_date(at) if at else None, at, entry.due_on)
    return [*past, present, *main_path(flow, now.key)]


def _stage(flow: Flow, key: str, when: str, at: datetime) -> Stage:
    state = flow.state(key)
    return Stage(key, state.title, state.phase.value, when, beijing_date(at), at)


def main_path(flow: Flow, key: str) -> list[Stage]:
    """What comes after this state if all goes well: the first rows of the table that lead on. No query."""
    ahead: list[Stage] = []
    seen = {key}
    while flow.state(key).phase in (Phase.DRAFT, Phase.WAITING):
        targets = [flow.state(move.target) for move in flow.moves_from(key)]
        following = next((s for s in targets if s.phase is not Phase.VOID and not s.pauses and s.key not in seen), None)
        if following is None:
            return ahead
        key = following.key
        seen.add(key)
        ahead.append(Stage(key, following.title, following.phase.value, "ahead"))
    return ahead


def moves_open_to(actor: Actor, thing: Flowing) -> list[Move]:
    """The moves that this person may try now, in the order of the table. No query."""
    return moves_for(thing, actor)


@dataclass(frozen=True)
class Answered:
    """One answer as it is shown. `sealed`: it is there, and opened only by `actions.open_answers`."""

    key: str
    title: str
    text: str
    sensitivity: Sensitivity
    known: bool = False

    @property
    def sealed(self) -> bool:
        return self.sensitivity is Sensitivity.SEALED


def answers_of(entry: Entry, known: dict[str, str] | None = None) -> list[tuple[str, str, list[Answered]]]:
    """Step by step (key, title, answers) what an entry says. `known`: what is shown instead of asked. No query."""
    told = []
    for step in entry.kind.form.steps:
        rows = [_answered(entry, field, known or {}) for field in step.fields if field.kind is not FieldKind.FILE]
        told.append((step.key, step.title, rows))
    return told


def papers_of(entry: Entry) -> dict[str, list[Attachment]]:
    """The papers that hang on an entry, by the key of the field that asks for them. One query; none without such."""
    asked = {each.title: each.key for each in entry.kind.form.fields if each.kind is FieldKind.FILE}
    told: dict[str, list[Attachment]] = {}
    for each in attachments_of([entry.subject]) if asked else ():
        if each.said in asked:
            told.setdefault(asked[each.said], []).append(each)
    return told


def _answered(entry: Entry, field: Field, known: dict[str, str]) -> Answered:
    if field.known and field.known in known:
        return Answered(field.key, field.title, known[field.known], field.sensitivity, known=True)
    if field.sensitivity is Sensitivity.SEALED:
        return Answered(field.key, field.title, "••••" if entry.answers_sealed else "", field.sensitivity)
    return Answered(field.key, field.title, fields.shown(field, entry.answers.get(field.key)), field.sensitivity)


def twin_of(edition: Edition, *, year: int) -> Edition | None:
    """What is planned or ran already as the same again for another year: of its programme, kind and host, under the
    title that a clone would have. One query.
    """
    same = Edition.objects.filter(
        programme=edition.programme,
        kind_key=edition.kind_key,
        organisation=edition.organisation_id,
        title=title_in(edition, year),
        year=year,
    )
    return same.exclude(status="cancelled").exclude(pk=edition.pk).order_by("pk").first()


def title_in(edition: Edition, year: int) -> str:
    """What the same is called in another year."""
    return edition.title.replace(str(edition.year), str(year))


def hosts_of(edition: Edition) -> list[tuple[str, list[str]]]:
    """Who holds it, part by part: 主办: …. One query."""
    told: dict[str, list[str]] = {}
    for host in edition.hosts.select_related("organisation", "unit"):
        told.setdefault(host.get_part_display(), []).append(str(host))
    return list(told.items())


def places_taken(edition: Edition) -> int:
    """How many of its places are taken: entries that wait or are done. One query."""
    return edition.entries.filter(phase__in=(Phase.WAITING, Phase.DONE)).count()


def years_of(editions: QuerySet[Edition]) -> list[int]:
    """The years in which these run, the latest first. One query."""
    return list(editions.order_by("-year").values_list("year", flat=True).distinct())


def umbrellas_of(actor: Actor) -> QuerySet[Edition]:
    """What may stand above a new edition: the umbrellas that somebody runs and that are not over."""
    mine = Edition.objects.filter(covered(actor, Right.EDITION_MANAGE, owner=""), kind_key="")
    return mine.filter(status__in=("planned", "open")).order_by("-year", "title")
