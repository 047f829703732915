"""Learning and sitting the exam on a phone; running the course at the desk; each sees what is theirs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shenbian.accounts.models import Account
from shenbian.courses import actions
from shenbian.courses.models import Enrolment, Lesson, Paper, Question
from shenbian.courses.queries import coverage
from shenbian.desk.courses.reading import HEADERS, read_questions, write_question_template
from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.flow.actions import begin, perform
from shenbian.kit import workbook
from shenbian.kit.refusal import Refused
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from tests.courses.conftest import OPERATOR, Clock, School, person_of
from tests.portal.conftest import signed_in

Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def wang(school: School) -> Actor:
    return school.cast.worker(of=school.cast.plant)


def phone_of(actor: Actor) -> Client:
    return signed_in(person_of(actor))[1]


def desk_of(actor: Actor) -> Client:
    desk = Client()
    desk.force_login(Account.objects.create(person=person_of(actor), login=f"d{actor.person}"))
    return desk


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_lesson_is_learnt_page_by_page_and_told_by_beats(school: School, wang: Actor, clock: Clock) -> None:
    one, phone = school.enrolled(wang), phone_of(wang)
    assert "开始学习" in text(phone.get(f"/me/courses/{one.pk}/"))
    shown = text(phone.get(f"/me/courses/{one.pk}/lessons/{school.lesson.pk}/"))
    page = UUID(re.search(r'data-lesson="([^"]+)"', shown)[1])  # type: ignore[index]
    clock.pass_(20)
    told = phone.post("/me/courses/beat/", {"page": page, "seen": "99999"}).json()
    assert (told["seconds"], told["done"], told["elsewhere"]) == (20, False, False)
    phone.get(f"/me/courses/{one.pk}/lessons/{school.lesson.pk}/")
    assert phone.post("/me/courses/beat/", {"page": page, "seen": "20"}).json()["elsewhere"]
    assert phone.post("/me/courses/beat/", {"page": "x", "seen": "y"}).status_code == 400
    assert phone_of(school.cast.worker()).post("/me/courses/beat/", {"page": page}).status_code == 409


def test_an_exam_is_sat_one_question_a_page(school: School, wang: Actor, clock: Clock) -> None:
    one, phone = school.enrolled(wang), phone_of(wang)
    at = f"/me/courses/{one.pk}/"
    perform_start(one, wang)
    assert phone.post(f"{at}exam/").status_code == 409
    school.learnt(Enrolment.objects.get(), wang, clock)
    assert phone.post(f"{at}exam/").headers["Location"] == f"{at}exam/1/"
    paper = Paper.objects.get()
    for number, pk in enumerate(paper.drawn, 1):
        assert Question.objects.get(pk=pk).text in text(phone.get(f"{at}exam/{number}/"))
        phone.post(f"{at}exam/{number}/", {"chosen": Question.objects.get(pk=pk).right})
    assert phone.get(f"{at}exam/9/").status_code == 404
    assert "还有" not in text(phone.get(f"{at}exam/hand-in/"))
    said = text(phone.post(f"{at}exam/hand-in/", follow=True))
    assert ("100分，合格" in said, "看证书" in said) == (True, True)
    assert phone.get(f"{at}exam/1/").headers["Location"] == at


def perform_start(one: Enrolment, who: Actor) -> None:
    actions.open_lesson(one, Lesson.objects.get(), by=who)


def test_nobody_sees_anothers_course(school: School, wang: Actor) -> None:
    one = school.enrolled(wang)
    phone = phone_of(school.cast.worker())
    for path in ("", "leave/", "exam/", "exam/1/", "exam/hand-in/", f"lessons/{school.lesson.pk}/"):
        assert phone.get(f"/me/courses/{one.pk}/{path}").status_code == 404
    assert "您还没有报名课程" in text(phone.get("/me/courses/"))


def test_leaving_says_what_follows_and_does_it(school: School, wang: Actor) -> None:
    one, phone = school.enrolled(wang), phone_of(wang)
    assert "不算报过名" in text(phone.get(f"/me/courses/{one.pk}/leave/"))
    phone.post(f"/me/courses/{one.pk}/leave/")
    assert Enrolment.objects.get().status == "withdrawn"
    other = school.enrolled(wang)
    perform_start(other, wang)
    assert "登记为退学" in text(phone.get(f"/me/courses/{other.pk}/leave/"))
    phone.post(f"/me/courses/{other.pk}/leave/", {"reason": "没时间"})
    other.refresh_from_db()
    assert (other.status, other.why) == ("dropped", "没时间")


def test_my_courses_cost_the_same_for_one_and_for_three(school: School, wang: Actor, queries: Queries) -> None:
    phone = phone_of(wang)
    school.enrolled(wang)
    phone.get("/me/courses/")
    with queries(5):
        phone.get("/me/courses/")
    school.enrolled(wang, trade="电子商务师"), school.enrolled(wang, trade="营养保健师（中级）")
    with queries(5):
        assert text(phone.get("/me/courses/")).count(school.edition.title) == 3


def test_the_desk_counts_three_things_and_shows_learners_within_reach(
    school: School, wang: Actor, clock: Clock, queries: Queries
) -> None:
    school.learnt(school.enrolled(wang), wang, clock)
    school.enrolled(school.cast.worker(of=school.cast.shop))
    desk, at = desk_of(school.economy), f"/desk/editions/{school.edition.pk}/course/"
    shown = text(desk.get(at))
    assert re.findall(r'class="figure">(\d+)<', shown)[:4] == ["2", "1", "0", "0"]
    assert ("职工1" in shown, "职工2" in shown) == (True, True)
    bo = text(desk_of(school.cast.bo).get(at))
    assert ("职工1" in bo, "职工2" in bo, "题库" in bo) == (True, False, False)
    assert desk_of(school.cast.heads).get(at).status_code == 404
    with queries(11):
        desk.get(at)
    school.enrolled(school.cast.worker(of=school.cast.shop))
    with queries(11):
        desk.get(at)


def test_lessons_are_added_and_retired_by_whoever_runs_the_course(school: School) -> None:
    at = f"/desk/editions/{school.edition.pk}/course/lessons/"
    desk = desk_of(school.economy)
    said = {"title": "光线", "medium": "text", "minutes": 10, "body": "早晨的光"}
    assert desk.post(at, said).status_code == 302
    assert desk.post(at, said | {"medium": "video", "url": "https://example.org/a.mp4"}).status_code == 422
    lesson = Lesson.objects.get(title="光线")
    assert desk_of(school.cast.bo).post(at, said).status_code == 404
    desk.post(f"{at}{lesson.pk}/retire/")
    assert "光线" not in text(desk.get(at)).replace("“光线”已停用", "")


def test_settings_take_only_what_may_be(school: School) -> None:
    at, desk = f"/desk/editions/{school.edition.pk}/course/settings/", desk_of(school.economy)
    assert desk.post(at, {"body": "某某公司"}).status_code == 422
    assert desk.post(at, {"pass_mark": "0"}).status_code == 422
    assert desk.post(at, {"body": "区职业技能鉴定所", "questions": "4", "pass_mark": "75"}).status_code == 302
    school.course.refresh_from_db()
    assert (school.course.pass_mark, school.course.exam("tries")) == (75, 3)


def sheet(*rows: tuple[object, ...]) -> SimpleUploadedFile:
    filled = [tuple(row) + ("",) * (len(HEADERS) - len(row)) for row in rows]
    columns = [workbook.Column(title) for title in HEADERS]
    return SimpleUploadedFile("题.xlsx", workbook.write(None, [workbook.Sheet("试题", columns, filled)]))


def test_questions_come_by_sheet_all_or_none(school: School) -> None:
    at, desk = f"/desk/editions/{school.edition.pk}/course/questions/", desk_of(school.economy)
    good = ("单选", "红加黄", "橙", "绿", "", "", "", "", "A")
    several = ("多选", "三原色", "红", "黄", "蓝", "绿", "", "", "A、B、C")
    true = ("判断", "请人代学可以", "", "", "", "", "", "", "错")
    wrong = desk.post(at, {"file": sheet(good, ("单选", "没有答案", "甲", "乙"))})
    assert (wrong.status_code, "第3行" in text(wrong), Question.objects.count()) == (422, True, 4)
    assert desk.post(at, {"file": sheet(good, several, true)}).status_code == 302
    said = {each.text: (each.asks, each.options, each.right) for each in Question.objects.order_by("-pk")[:3]}
    assert said == {
        "红加黄": ("one", ["橙", "绿"], [0]),
        "三原色": ("some", ["红", "黄", "蓝", "绿"], [0, 1, 2]),
        "请人代学可以": ("true", ["对", "错"], [1]),
    }
    assert desk.post(at, {"file": SimpleUploadedFile("x.xlsx", b"x")}).status_code == 422
    assert desk_of(school.cast.ting).get(at).status_code == 404
    empty = desk.get(f"{at}template/")
    assert len(b"".join(empty)) > 1_000
    empty.close()


def test_a_template_holds_examples_that_are_no_questions() -> None:
    book = io.BytesIO()
    write_question_template(book)
    with pytest.raises(Refused, match="表里没有试题"):
        read_questions(book.getvalue())
    with pytest.raises(Refused, match="没有认出表头"):
        read_questions(workbook.write(None, [workbook.Sheet("x", [workbook.Column("x")], [("y",)])]))


def listed(body: Organisation, on: date, kind: str = "list.entry") -> NewFact:
    parts = {"list": "towns", "organisation": body.pk, "happened_on": on}
    return NewFact(
        kind=kind,
        happened_on=on,
        organisation=body.pk,
        org_path=body.path,
        facets={"list": "towns"},
        source=source_of(kinds[kind], parts),
        evidence="名录",
    )


def test_the_desk_says_which_towns_have_nobody(school: School) -> None:
    cast = school.cast
    edition = cast.edition("mediator_enrolling", desk="rights")
    course = actions.course_of(edition)
    assert course is not None
    day = date(2020, 1, 1)
    write([listed(each, day) for each in (cast.town, cast.district, cast.shop)], by="test")
    write([listed(cast.district, date(2021, 1, 1), "list.removed")], by="test")
    one = Enrolment(
        kind_key="mediator_training", edition=edition, named=edition.reference, person=person_of(cast.worker()),
        organisation=cast.plant, desk="rights", enrolled_on=day,
    )  # fmt: skip
    begin([one], by=OPERATOR)
    Enrolment.objects.filter(pk=one.pk).update(status="studying")
    assert [(each.body.name, each.learning, each.passed) for each in coverage(course, edition.year)] == [
        ("百货工会", 0, 0),
        ("东镇总工会", 1, 0),
    ]
    perform("complete", on=Enrolment.objects.get(pk=one.pk), by=OPERATOR, said={"score": 90})
    shown = text(desk_of(cast.heads).get(f"/desk/editions/{edition.pk}/course/coverage/"))
    assert "还有1家没有人考核合格，共应覆盖2家：百货工会。" in shown
    assert desk_of(school.economy).get(f"/desk/editions/{school.edition.pk}/course/coverage/").status_code == 404
