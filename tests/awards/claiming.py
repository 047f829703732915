"""Applications for what is given by decision, through every hand from the worker's to the head's of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from shenbian.awards.actions import Drafted, draft_notice
from shenbian.awards.models import Benefit, PublicNotice
from shenbian.editions.actions import add_papers, begin_entry, hand_in, save_step
from shenbian.editions.declared import entry_kinds
from shenbian.editions.form import FieldKind
from shenbian.editions.models import Edition, Entry
from shenbian.flow.actions import perform
from shenbian.flow.filing import Sheet
from shenbian.kit.period import today
from shenbian.people.actions import admit
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from tests.editions.conftest import Cast, make_cast, officer
from tests.files.conftest import photo

LAST_YEAR = today().year - 1
SAID: dict[str, dict[str, Any]] = {
    "certificate_subsidy": {"number": "ZS-1", "tier": "3"},
    "training_subsidy": {
        "course": "焊工", "provider": "区职业学校", "number": "JY-1", "tier": "skill", "fee": "1200",
        "invoice": "044-1",
    },
    "contest_subsidy": {"contest": "city", "number": "HJ-1", "tier": "1", "team": "1"},
}  # fmt: skip
SHARED = {"earned_on": f"{LAST_YEAR}-06-01", "bank": "北京银行顺义支行", "account": "6222020000000001", "true": "on"}


@dataclass
class Claims:
    """Bo endorses at the plant, Yu reviews at the desk of economy, Fang heads it; Lin heads it too."""

    cast: Cast
    yu: Actor
    fang: Actor
    lin: Actor

    def member(self, on: date = date(2020, 1, 1)) -> Actor:
        worker = self.cast.worker()
        admit(Person.objects.get(key=worker.person), to=self.cast.plant, on=on, by="test")
        return worker

    def edition(self, kind: str = "certificate_subsidy") -> Edition:
        found = Edition.objects.filter(kind_key=kind).first()
        return found or self.cast.edition(kind)

    def draft(self, worker: Actor, kind: str = "certificate_subsidy", **said: Any) -> Entry:
        entry = begin_entry(self.edition(kind), by=worker)
        answers = {**SHARED, **SAID[kind], **said}
        for step in entry.kind.form.steps:
            for field in step.fields:
                if field.kind is FieldKind.FILE:
                    paper = Sheet(f"{uuid4()}.jpg", photo(colour="teal"))
                    add_papers(entry, field=field.key, sheets=[paper], by=worker)
            entry = save_step(entry, step=step.key, said=answers, by=worker)
        return entry

    def submitted(self, worker: Actor, kind: str = "certificate_subsidy", **said: Any) -> Entry:
        return hand_in(self.draft(worker, kind, **said), by=worker)

    def endorsed(self, worker: Actor, kind: str = "certificate_subsidy", **said: Any) -> Entry:
        return perform("endorse", on=self.submitted(worker, kind, **said), by=self.cast.bo)

    def reviewed(self, worker: Actor, kind: str = "certificate_subsidy", **said: Any) -> Entry:
        return perform("review", on=self.endorsed(worker, kind, **said), by=self.yu)

    def noticed(self, *entries: Entry, by: Actor | None = None) -> PublicNotice:
        said = Drafted(
            programme=entry_kinds.programme_of(entries[0].kind_key),
            title="助推金拟发放名单公示",
            organisation=self.cast.district,
            desk="economy",
            subjects=[each.subject for each in entries],
        )
        return perform("start", on=draft_notice(said, by=by or self.fang), by=by or self.fang)


def make_claims() -> Claims:
    cast = make_cast()
    heads = [officer(n, "desk_head", cast.district, "economy") for n in (21, 22)]
    return Claims(cast, officer(20, "desk_officer", cast.district, "economy"), *heads)


def benefits() -> list[tuple[str, int, str]]:
    """Programme, fen and state of all benefits, in the order in which they came."""
    return list(Benefit.objects.order_by("pk").values_list("programme", "amount_fen", "status"))


def benefit(entry: Entry) -> Benefit:
    """The one that is led by this application and stands, else the last."""
    return Benefit.objects.filter(came_by=entry.subject).order_by("-pk")[0]
