"""Beginning a file and telling, part by part, how the household lives; reading it with a trace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction

from shenbian.aid.declared import PAPERS, helpings
from shenbian.aid.forms import HOME, PARTS, Member, kept
from shenbian.aid.models import Dossier, HouseholdMember
from shenbian.aid.sealing import opened, seal
from shenbian.files.actions import Paper, attach, upload
from shenbian.flow.actions import begin
from shenbian.flow.refusals import NotYours, WrongMoment
from shenbian.flow.table import Phase
from shenbian.kit.period import today
from shenbian.kit.refusal import Refused
from shenbian.people.models import Person, PersonReading
from shenbian.people.queries import standing_membership
from shenbian.people.rules import Marks
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import may

CHANGES = ("recheck_due",)  # where an officer puts right what the household says
MOST = 12  # members of one household


class Invalid(Refused):
    """What is wrong beside each field: by the field's name; of a household by "row.field"."""

    def __init__(self, errors: Mapping[str, list[str]], reason: str) -> None:
        self.errors = dict(errors)
        super().__init__({0: reason})


@transaction.atomic
def begin_dossier(person: Person, *, programme: str, by: Actor) -> Dossier:
    """A draft in the name of this worker: one's own, or of a member within one's duty. The one that is open is given
    again. Raises NotYours; Refused for whoever is a member of no union."""
    person = person.merged_into or person
    open_ = Dossier.objects.select_for_update().filter(
        person=person, programme=programme, status__in=("draft", "returned")
    )
    if (mine := open_.order_by("pk").first()) is not None and _may_tell(mine, by):
        return mine
    membership = standing_membership(person, today())
    if membership is None:
        raise Refused({0: "困难帮扶由所在工会办理，请先入会。"})
    dossier = Dossier(
        programme=programme,
        person=person,
        organisation=membership.organisation,
        desk=helpings[programme].desk.value,
    )
    if not by.owns(person.key) and not may(by, Right.REGISTER_KEEP, dossier):
        raise NotYours
    return begin([dossier], by=by)[0]


@transaction.atomic
def save_part(dossier: Dossier, part: str, said: Mapping[str, Any], *, by: Actor) -> Dossier:
    """Check and keep one part (a key of forms.PARTS), sealed; `said` are raw values as a browser sends them.

    Raises Invalid with what is wrong beside each field; NotYours, WrongMoment once it was handed in.
    """
    held = _held(dossier, by)
    form = PARTS[part](said)
    if not form.is_valid():
        raise Invalid(_errors(form), "有几处还没有填对。")
    seal(held, {**opened(held), part: kept(form.cleaned_data)})
    held.saved = [key for key in (*PARTS, HOME) if key in {*held.saved, part}]
    held.save(update_fields=["sealed", "saved"])
    return held


@transaction.atomic
def set_household(dossier: Dossier, members: Sequence[Mapping[str, Any]], *, by: Actor) -> Dossier:
    """Who belongs to the household, each as raw values of forms.Member; the applicant must be among them.

    Raises Invalid with what is wrong by "row.field" (from 0); NotYours, WrongMoment as for a part.
    """
    held = _held(dossier, by)
    if len(members) > MOST:
        raise Refused({0: f"一户最多填{MOST}人，请联系工会办理。"})
    filled = [Member(each) for each in members]
    errors = {f"{n}.{name}": told for n, form in enumerate(filled) for name, told in _errors(form).items()}
    if errors:
        raise Invalid(errors, "有几处还没有填对。")
    told = [dict(form.cleaned_data) for form in filled]
    _refuse_household(held, told)
    held.members.all().delete()
    HouseholdMember.objects.bulk_create(_members(held, told))
    held.saved = [key for key in (*PARTS, HOME) if key in {*held.saved, HOME}]
    held.save(update_fields=["saved"])
    return held


@transaction.atomic
def add_paper(dossier: Dossier, said: str, content: bytes, *, name: str, by: Actor) -> None:
    """Hang a paper on the file, sealed (`said`: one of declared.PAPERS). The applicant while it is a draft or waits,
    an officer while it is not over. Raises NotYours; Refused for what is not taken."""
    found = Dossier.objects.select_for_update(of=("self",)).select_related(*Dossier.RELATED).get(pk=dossier.pk)
    if not by.owns(found.owner) and not may(by, Right.REGISTER_KEEP, found):
        raise NotYours
    if found.owner is None or found.phase == Phase.VOID or found.status == "followed_up":
        raise WrongMoment(found.title_of_state, "添加材料")
    if said not in PAPERS:
        raise Refused({0: "请选择这是哪一种材料。"})
    file = upload(content, name=name, by=by, sealed=True, about=found.owner)
    attach([Paper(subject=found.subject, file=file.pk, said=said)], by=by)


def _members(dossier: Dossier, told: Sequence[Mapping[str, Any]]) -> list[HouseholdMember]:
    marks = Marks()
    rows = []
    for place, each in enumerate(told, 1):
        row = HouseholdMember(
            dossier=dossier,
            place=place,
            relation=each["relation"],
            document=each["document"],
            mark=marks.document(each["document"], each["number"]),
            person=dossier.person if each["relation"] == "self" else None,
        )
        seal(row, kept({key: value for key, value in each.items() if key not in ("relation", "document")}))
        rows.append(row)
    known = dict(
        Person.objects.filter(document_index__in=[row.mark for row in rows]).values_list("document_index", "pk")
    )
    by_mark = {bytes(mark): pk for mark, pk in known.items() if mark is not None}
    for row in rows:
        row.person_id = row.person_id or by_mark.get(bytes(row.mark or b""))
    return rows


def _refuse_household(dossier: Dossier, told: Sequence[Mapping[str, Any]]) -> None:
    own = [place for place, each in enumerate(told) if each["relation"] == "self"]
    if len(own) != 1:
        raise Refused({0: "家庭成员里应有申请人本人，并且只有一行。"})
    twice = [each["number"] for each in told]
    errors = {
        f"{place}.number": ["这个证件号码填了两次。"] for place, number in enumerate(twice) if number in twice[:place]
    }
    me, person = told[own[0]], dossier.person
    if person is not None and person.document_index is not None:
        mark = Marks().document(me["document"], me["number"])
        if mark != bytes(person.document_index):
            errors[f"{own[0]}.number"] = ["与会籍登记的证件号码不一致，请核对；登记错了的请先申请更正。"]
    if errors:
        raise Invalid(errors, "有几处还没有填对。")


def _errors(form: forms.Form) -> dict[str, list[str]]:
    return {name: [str(each) for each in told] for name, told in form.errors.items()}


def _held(dossier: Dossier, by: Actor) -> Dossier:
    """The file as it stands, held until the transaction ends, by whoever may change what it says."""
    found = Dossier.objects.select_for_update(of=("self",)).select_related(*Dossier.RELATED).get(pk=dossier.pk)
    if not _may_tell(found, by):
        raise NotYours
    if not found.is_draft and found.status not in CHANGES:
        raise WrongMoment(found.title_of_state, "修改填写内容")
    return found


def _may_tell(dossier: Dossier, by: Actor) -> bool:
    """The applicant in a draft; an officer who takes it down from paper, or who re-checks it."""
    if by.owns(dossier.owner):
        return dossier.is_draft
    return may(by, Right.REGISTER_KEEP, dossier)


@dataclass(frozen=True)
class Told:
    """What a file holds, opened: the parts by key, the members with all that they said, findings and sums."""

    parts: Mapping[str, Mapping[str, Any]]
    members: Sequence[tuple[HouseholdMember, Mapping[str, Any]]]
    findings: Sequence[tuple[Any, Mapping[str, Any]]]
    sums: Sequence[tuple[Any, Mapping[str, Any]]]


@transaction.atomic
def read_dossier(dossier: Dossier, *, by: Actor, why: str = "") -> Told:
    """All that a file holds in clear. Who looked and why is written first, where its owner sees it; one's own leaves
    no trace. Raises NotYours without the right to see sealed content, Refused without a reason."""
    if not by.owns(dossier.owner):
        if not may(by, Right.PERSON_REVEAL, dossier) and not may(by, Right.REGISTER_KEEP, dossier):
            raise NotYours
        if not why.strip():
            raise Refused({0: "查阅家庭情况应写明事由，本人可以看到。"})
        people = {each.person_id for each in dossier.members.all()} | {dossier.person_id}
        PersonReading.objects.bulk_create(
            PersonReading(person_id=pk, field="dossier", read_by=by.ref, why=f"困难档案：{why.strip()}"[:200])
            for pk in sorted(pk for pk in people if pk)
        )
    return Told(
        opened(dossier),
        [(each, opened(each)) for each in dossier.members.all()],
        [(each, opened(each)) for each in dossier.findings.all()],
        [
            (each, opened(each))
            for each in dossier.assessments.select_related("line_rule__document", "percent_rule__document")
        ],
    )
