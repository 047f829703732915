"""Whoever is erased is gone: from every field declared personal or sealed, and from every row of every table."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from shenbian.accounts.models import Account
from shenbian.aid.actions import begin_dossier, save_part, set_household
from shenbian.awards.models import Objection, PublicNotice
from shenbian.certificates.actions import Award, issue, revoke
from shenbian.cli.made import house_models
from shenbian.courses.models import Enrolment, Grade
from shenbian.courses.models import Paper as Exam
from shenbian.desk.models import SavedView, Upload
from shenbian.editions.actions import add_papers, begin_entry, save_step, send_whole
from shenbian.editions.declared import EntryKind
from shenbian.files.actions import Paper, attach, upload
from shenbian.files.models import Attachment, StoredFile
from shenbian.flow.actions import begin, perform
from shenbian.flow.filing import Sheet
from shenbian.gatherings.actions import There, take_roll
from shenbian.jobs.models import Run
from shenbian.kit.period import today
from shenbian.kit.privacy import Sensitivity, declared
from shenbian.mixers.actions import choose, save_profile
from shenbian.notices.actions import be_reached_at
from shenbian.offices.actions import assist
from shenbian.people.actions import admit, enter_group, resign
from shenbian.people.models import Membership, Person
from shenbian.personal import actions
from shenbian.personal.everything import _about
from shenbian.rights.queries import actor_of
from shenbian.streams.actions import Beat, Plan, beat, remind, schedule
from shenbian.streams.models import Reminder, Watching
from shenbian.streams.rules import viewer_of_person
from tests.editions.conftest import ANSWERS, LONG_AGO, OPERATOR, Cast, card, cast, data_folder, officer
from tests.files.conftest import PDF, photo
from tests.gatherings.conftest import held, opened
from tests.people import making

__all__ = ["card", "cast", "data_folder"]
NAME, PHONE = "欧阳若溪", "13912345678"
GONE = (None, "", {}, [], b"", "（已清除）")


def lived(cast: Cast) -> Person:
    """Somebody of whom every table knows something."""
    person = making.person(700, NAME, PHONE)
    admit(person, to=cast.plant, on=LONG_AGO, by="test")
    enter_group(person, group="new_form_worker", occupation="courier", on=LONG_AGO, by="test")
    account = Account.objects.create(person=person, login=f"{NAME}的账号", password="x")
    me = actor_of(person)
    entry = begin_entry(cast.edition("test_card"), by=me)
    for step in ("what", "where_to"):
        entry = save_step(entry, step=step, said={**ANSWERS, "account": PHONE}, by=me)
    entry = perform("submit", on=entry, by=me)
    entry = perform("return", on=entry, by=cast.bo, said={"reason": f"{NAME}的账号有误"})
    proposal = begin_entry(cast.edition("proposal"), by=me)
    add_papers(proposal, field="papers", sheets=[Sheet(f"{NAME}.jpg", photo())], by=me)
    perform("withdraw", on=proposal, by=me), perform("withdraw", on=entry, by=me)
    sealed = upload(PDF, name=f"{NAME}.pdf", by=cast.bo, sealed=True, about=person.key)
    attach([Paper(subject=entry.subject, file=sealed.pk, said=NAME)], by=cast.bo)
    upload(PDF + b"1", name=f"{NAME}的草稿.pdf", by=me)
    wish = actions.ask(person, about="name", wanted=f"我叫{NAME}", by=me)
    perform("correct", on=wish, by=cast.bo, said={"answer": f"{NAME}，已更正"})
    actions.agree(person, purpose="window", by=me)
    be_reached_at("mail", f"{making.number(700)}@example.org", by=me)
    helped(cast, person)
    certified(cast, person)
    looked_on(cast, person)
    learnt(cast, person)
    mixed(cast, person)
    objected(cast, person)
    applied(cast, person)
    SavedView.objects.create(person=person.key, register="members", title="甲", query=f"q={NAME}")
    Upload.objects.create(person=person.key, name="甲.xlsx", sealed=b"1", report={"第2行": NAME})
    Run.objects.create(job="import", about=f"{NAME}.xlsx", person=person.key, asked_by=me.ref, sealed=b"1", said=NAME)
    account.emailaddress_set.create(email=f"{PHONE}@example.org")  # type: ignore[attr-defined]
    return person


def learnt(cast: Cast, person: Person) -> None:
    said = {"duty": f"{NAME}管账", "phone": PHONE, "myself": "on"}
    entry = send_whole(cast.edition("finance_enrolling"), by=actor_of(person), client_key=uuid4(), answers=said)
    one = Enrolment.objects.get(entry=entry)
    at = timezone.now()
    Exam.objects.create(
        enrolment=one, person=person, number=1, seed="1", drawn=[1], answers={"1": [0]}, score=60, pass_mark=60,
        begun_at=at, due_at=at + timedelta(minutes=1), handed_at=at,
    )  # fmt: skip
    Grade.objects.create(enrolment=one, person=person, term=1, subject="会计", score=70)
    perform("fail", on=one, by=officer(44, "desk_officer", cast.district), said={"reason": "缺考"})


def certified(cast: Cast, person: Person) -> None:
    told = {"title": "2026年志愿服务", "organisation": cast.plant, "issued_on": today(), "source": "hours:1"}
    certificate = issue([Award(person=person, kind="volunteer_hours", score=60, **told)], by=cast.bo)[0]
    revoke(certificate, reason="时长登记有误", by=officer(43, "town_officer", cast.town))


def helped(cast: Cast, person: Person) -> None:
    worker = officer(41, "social_worker", cast.plant)
    thing = assist(person, at=cast.plant, purpose="申请补贴", how="spoken", witness=f"{NAME}的工友", hours=1, by=worker)
    perform("close", on=thing, by=worker)


def looked_on(cast: Cast, person: Person) -> None:
    """They watched a stream that is on, and asked to be told of another."""
    at = timezone.now()
    plan = {"kind": "live_stream", "organisation": cast.district, "starts_at": at, "ends_at": at + timedelta(hours=1)}
    link = "https://video.example.com/1"
    one, two = (schedule(Plan(title=title, link=link, **plan), by=OPERATOR) for title in ("甲", "乙"))  # type: ignore[arg-type]
    minded = {"content_checked": True, "delay_seconds": 30, "moderator": cast.dan.label}
    one = perform("go_live", on=perform("test", on=one, by=OPERATOR, said=minded), by=OPERATOR)
    for second in (0, 40):
        told = Beat(one.pk, "live", viewer_of_person(one, person.key), person.pk)
        beat(told, at=at + timedelta(seconds=second))
    remind(two, by=actor_of(person))


def mixed(cast: Cast, person: Person) -> None:
    """They went to a mixer, wrote a profile and chose somebody."""
    session = held(opened(cast, kind="singles_mixer", booking="first"))
    take_roll(session, [There(person=person)], by=OPERATOR)
    save_profile(session, by=actor_of(person), nickname=NAME, sentence=f"我叫{NAME}")
    choose(session, by=actor_of(person), chosen=[])


def applied(cast: Cast, person: Person) -> None:
    """They asked for hardship aid, and took it back."""
    me = actor_of(person)
    dossier = begin_dossier(person, programme="hardship", by=me)
    said = {"identity": "employed", "phone": PHONE, "address": NAME, "housing": "own", "area": "20", "hukou": "town"}
    save_part(dossier, "self", {**said, "marriage": "single"}, by=me)
    home = {"relation": "self", "name": NAME, "document": "citizen", "number": making.number(700)}
    set_household(dossier, [{**home, "income": "1", "health": "chronic"}], by=me)
    perform("withdraw", on=dossier, by=me)


def objected(cast: Cast, person: Person) -> None:
    """They said something against a public notice."""
    told = {"organisation": cast.district, "desk": "economy"}
    notice = begin([PublicNotice(programme="test", title="公示", **told)], by=OPERATOR)[0]
    said = {"by_name": NAME, "contact": PHONE, "text": f"我是{NAME}", "found": f"{NAME}说得对"}
    begin([Objection(notice=notice, person_key=person.key, **told, **said)], by=actor_of(person))


def kept_of(person: Person) -> Iterator[tuple[str, Any]]:
    """Every declared personal and sealed value in the rows that concern a person: (field, value)."""
    for model in house_models():
        about = _about(model, person, [person.key])
        said = [name for name, each in declared(model).items() if Sensitivity.PLAIN not in each]
        if about is not None and said:
            for row in model._default_manager.filter(Q(pk=person.pk) if model is Person else about).values(*said):
                yield from ((f"{model._meta.label}.{name}", value) for name, value in row.items())


def naming(*texts: str) -> list[str]:
    """The tables in which a row holds one of these texts, whatever they are for."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE ANY(%s)", [[f"%{each}%" for each in texts]]
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_nothing_personal_or_sealed_is_left_of_whoever_is_erased(cast: Cast, card: EntryKind) -> None:
    person = lived(cast)
    texts = (NAME, PHONE, making.number(700), "ouyang ruoxi")
    before = {name.rpartition(".")[0] for name, value in kept_of(person) if value not in GONE}
    assert before == {
        "accounts.Account", "aid.Dossier", "aid.HouseholdMember", "awards.Objection",
        "certificates.Certificate", "courses.Enrolment",
        "courses.Grade", "courses.Paper", "desk.SavedView", "desk.Upload", "editions.Entry",
        "jobs.Run", "mixers.Choice", "mixers.Profile", "notices.Address", "notices.Notice", "offices.Assistance",
        "people.GroupSpell", "people.Person", "personal.DataRequest",
        "streams.Watching",
    }  # fmt: skip
    assert naming(*texts) != []
    resign(Membership.objects.get(person=person), on=timezone.localdate() - timedelta(days=1), by="test")
    asked = actions.ask(person, about="all", by=actor_of(person))
    perform("erase", on=asked, by=officer(42, "desk_officer", cast.district))
    kept = {name: value for name, value in kept_of(person) if value not in GONE}
    login, password = kept.pop("accounts.Account.login"), kept.pop("accounts.Account.password")
    assert (login.startswith("erased-"), password.startswith("!")) == (True, True)
    assert set(kept) == {f"people.Person.{name}" for name in ("document", "sound", "search")}
    assert kept["people.Person.document"] == "citizen"  # the kind of paper; how it sounds and is found: “已清除”
    assert naming(*texts) == []
    assert (StoredFile.objects.count(), Attachment.objects.count()) == (0, 0)
    assert (Reminder.objects.count(), Watching.objects.get().person) == (0, None)
