"""Sessions on a phone: what is open, why not, booking in two taps, waiting in line, what I booked and where I was."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from shenbian.files.queries import attachments_of
from shenbian.flow.actions import perform
from shenbian.gatherings.actions import Asked, There, book, invite, take_roll
from shenbian.gatherings.models import Session
from shenbian.notices.models import Notice
from shenbian.people.actions import merge
from shenbian.portal.notices.links import link_of
from shenbian.rights.queries import actor_of
from tests.files.conftest import PDF
from tests.gatherings.conftest import OPERATOR, held, opened, planned, running
from tests.people import making
from tests.portal.conftest import Wang, signed_in

LIST, ROOM, PAGE, MINE, BOOKINGS = 8, 11, 7, 7, 5


@pytest.fixture
def lesson(wang: Wang) -> Session:
    return opened(wang.cast, capacity=1, place="城关镇文化站", teacher="赵老师")


def text(phone: Client, path: str) -> str:
    return phone.get(path).content.decode()


def sent(phone: Client, session: Session, **said: Any) -> Any:
    return phone.post(f"/sessions/{session.pk}/book/", {"client_key": str(uuid4()), **said})


def states(session: Session) -> list[str]:
    return [each.status for each in session.bookings.order_by("pk")]


def test_what_is_open_stands_on_the_first_page_in_the_room_and_behind_the_tile(wang: Wang, lesson: Session) -> None:
    line = f'href="/sessions/{lesson.pk}/"'
    for path in ("/", "/take-part/", "/needs/sign_up/", "/sessions/"):
        assert (path, text(wang.phone, path).count(line)) == (path, 1)
        assert (path, text(Client(), path).count(line)) == (path, 1)
    assert line not in text(wang.phone, "/apply/")
    assert "还剩1个名额" in text(wang.phone, "/take-part/")


def test_what_is_in_planning_or_of_another_town_is_not_shown(wang: Wang) -> None:
    plan, elsewhere = planned(wang.cast), opened(wang.cast, organisation=wang.cast.shop, title="百货的课")
    assert wang.phone.get(f"/sessions/{plan.pk}/").status_code == 404
    assert "百货的课" not in text(wang.phone, "/sessions/")
    assert elsewhere.status == "open"


def test_a_stranger_is_led_to_sign_in_and_who_is_no_member_hears_why_and_what_helps(
    wang: Wang, lesson: Session
) -> None:
    page = text(Client(), f"/sessions/{lesson.pk}/")
    assert f"/accounts/login/?next=/sessions/{lesson.pk}/" in page and "赵老师" in page
    outsider = signed_in(making.person(502, "钱小满", "13912345670"))[1]
    page = text(outsider, f"/sessions/{lesson.pk}/")
    assert "只有在册会员才能办理。" in page and 'href="/needs/join_union/"' in page
    assert f"/sessions/{lesson.pk}/book/" not in page
    assert sent(outsider, lesson).status_code == 409
    assert states(lesson) == []


def test_a_place_is_booked_in_two_taps_and_the_form_sent_twice_is_one_booking(wang: Wang, lesson: Session) -> None:
    assert f'href="/sessions/{lesson.pk}/book/"' in text(wang.phone, f"/sessions/{lesson.pk}/")
    assert 'name="client_key"' in text(wang.phone, f"/sessions/{lesson.pk}/book/")
    key = str(uuid4())
    for _ in range(2):
        assert sent(wang.phone, lesson, client_key=key)["Location"] == f"/sessions/{lesson.pk}/"
    assert states(lesson) == ["booked"]
    page = text(wang.phone, f"/sessions/{lesson.pk}/")
    assert ["已预约" in page, "位置已为您留好" in page, 'href="/me/card/"' in page, "/moves/withdraw/" in page] == [
        True
    ] * 4
    assert "已预约" in text(wang.phone, "/")


def test_who_comes_too_late_waits_in_line_and_answers_the_offer(wang: Wang, neighbour: Wang, lesson: Session) -> None:
    sent(neighbour.phone, lesson)
    page = text(wang.phone, f"/sessions/{lesson.pk}/book/")
    assert 'name="line" value="1"' in page and "名额已满" in page
    assert sent(wang.phone, lesson).status_code == 409
    sent(wang.phone, lesson, line="1")
    assert states(lesson) == ["booked", "listed"]
    assert "您排在候补第1位" in text(wang.phone, f"/sessions/{lesson.pk}/")
    first, second = lesson.bookings.order_by("pk")
    assert neighbour.phone.post(f"/bookings/{first.pk}/moves/withdraw/")["Location"] == f"/sessions/{lesson.pk}/"
    assert states(lesson) == ["withdrawn", "offered"]
    home = text(wang.phone, "/")
    assert f'href="/bookings/{second.pk}/"' in home and "前答复。" in home
    assert link_of(second.subject) == f"/bookings/{second.pk}/"
    assert wang.phone.get(f"/bookings/{second.pk}/")["Location"] == f"/sessions/{lesson.pk}/"
    wang.phone.post(f"/bookings/{second.pk}/moves/accept/")
    assert states(lesson) == ["withdrawn", "booked"]


def test_the_phone_that_finds_it_full_is_led_to_the_same_page_with_the_waiting_list(
    wang: Wang, neighbour: Wang, lesson: Session
) -> None:
    sent(neighbour.phone, lesson)
    said = {"client_key": str(uuid4())}
    answer = wang.phone.post(f"/sessions/{lesson.pk}/book/", said, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["url"]) == (409, f"/sessions/{lesson.pk}/book/")
    answer = wang.phone.post(
        f"/sessions/{lesson.pk}/book/", said | {"line": "1"}, headers={"accept": "application/json"}
    )
    assert (answer.status_code, answer.json()) == (200, {"url": f"/sessions/{lesson.pk}/"})


def test_an_offer_may_be_declined_and_who_gave_up_may_book_again(wang: Wang, lesson: Session) -> None:
    invite(lesson, [wang.person], by=OPERATOR)
    booking = lesson.bookings.get()
    assert "工会邀请您参加" in text(wang.phone, f"/sessions/{lesson.pk}/")
    wang.phone.post(f"/bookings/{booking.pk}/moves/decline/")
    assert "您谢绝了这个位置" in text(wang.phone, f"/sessions/{lesson.pk}/")
    sent(wang.phone, lesson)
    assert states(lesson) == ["declined", "booked"]
    answer = wang.phone.post(f"/bookings/{booking.pk}/moves/accept/", follow=True)
    assert "现在不能办这一步" in answer.content.decode()
    assert wang.phone.post(f"/bookings/{booking.pk}/moves/drop/").status_code == 404


def test_somebody_elses_booking_is_not_there(wang: Wang, neighbour: Wang, lesson: Session) -> None:
    sent(neighbour.phone, lesson)
    booking = lesson.bookings.get()
    for path in (f"/bookings/{booking.pk}/", f"/bookings/{booking.pk}/moves/withdraw/"):
        assert wang.phone.get(path).status_code == 404
    assert "已预约" not in text(wang.phone, f"/sessions/{lesson.pk}/")


def test_a_family_is_booked_with_what_each_is_called_and_how_old_and_the_guardians_consent(wang: Wang) -> None:
    day = opened(wang.cast, kind="family_day", capacity=4, insurance="PICC-1", title="亲子农耕")
    page = text(wang.phone, f"/sessions/{day.pk}/book/")
    assert [f'name="{name}"' in page for name in ("called_0", "age_3", "guardian", "called_4")] == [True] * 3 + [False]
    for wrong, why in (
        ({"called_0": "小明", "age_0": "6"}, "带孩子参加，请先勾选这一项。"),
        ({"called_0": "小明"}, "请写年龄；不带了就把称呼清空。"),
        ({"age_2": "6"}, "请写怎么称呼；不带了就把年龄清空。"),
    ):
        answer = sent(wang.phone, day, **wrong)
        assert (answer.status_code, why in answer.content.decode()) == (422, True)
    sent(wang.phone, day, called_0="小明", age_0="6", called_2="小红", age_2="8", guardian="on")
    booking = day.bookings.get()
    assert (booking.places, booking.said) == (3, {"guardian": True})
    assert [(each["called"], each["age"]) for each in booking.companions] == [("小明", 6), ("小红", 8)]
    assert "一共3人：我、小明（6岁）、小红（8岁）" in text(wang.phone, f"/sessions/{day.pk}/")


def test_a_family_for_which_there_is_not_room_enough_may_wait_for_all_its_places(wang: Wang, neighbour: Wang) -> None:
    day = opened(wang.cast, kind="family_day", capacity=2, insurance="PICC-1")
    sent(neighbour.phone, day)
    family = {"called_0": "小明", "age_0": "6", "guardian": "on"}
    answer = sent(wang.phone, day, **family)
    page = answer.content.decode()
    assert (answer.status_code, 'name="line" value="1"' in page, 'value="小明"' in page) == (409, True, True)
    sent(wang.phone, day, **family, line="1")
    assert states(day) == ["booked", "listed"]


def test_a_promise_must_be_ticked(wang: Wang) -> None:
    match = opened(wang.cast, kind="sports_round", insurance="PICC-1")
    answer = sent(wang.phone, match)
    assert (answer.status_code, "请先勾选这一项。" in answer.content.decode()) == (422, True)
    sent(wang.phone, match, waiver="on")
    assert match.bookings.get().said == {"waiver": True}


def test_who_lacks_the_occupation_hears_so_before_the_form(wang: Wang) -> None:
    slot = opened(wang.cast, kind="health_slot", edition=running(wang.cast, "health_checks"))
    assert f'href="/sessions/{slot.pk}/"' in text(wang.phone, "/apply/")
    page = text(wang.phone, f"/sessions/{slot.pk}/")
    assert "只对新就业形态劳动者开放" in page and f"/sessions/{slot.pk}/prove/" in page


def test_a_sealed_paper_shows_the_occupation_that_is_not_on_record(wang: Wang) -> None:
    slot = opened(wang.cast, kind="health_slot", edition=running(wang.cast, "health_checks"))
    at, key = f"/sessions/{slot.pk}/prove/", str(uuid4())
    assert wang.phone.post(at, {"client_key": key}).status_code == 409
    for _ in "twice":
        paper = SimpleUploadedFile("接单截图.pdf", PDF, "application/pdf")
        assert wang.phone.post(at, {"client_key": key, "proof": paper})["Location"] == f"/sessions/{slot.pk}/"
    assert states(slot) == ["booked"]
    kept = attachments_of([slot.bookings.get().subject]).get()
    assert (kept.file.sealed, kept.file.about, kept.said) == (True, wang.person.key, "职业证明")
    assert wang.phone.get(at)["Location"] == f"/sessions/{slot.pk}/"


@pytest.mark.parametrize(("kind", "mode", "said", "state"), [
    ("singles_mixer", "draw", "抽签后会通知您结果", "drawing"),
    ("singles_mixer", "approval", "工会正在审核", "applied"),
])  # fmt: skip
def test_draw_and_approval_say_what_happens_next(kind: str, mode: str, said: str, state: str, wang: Wang) -> None:
    mixer = opened(wang.cast, kind=kind, booking=mode)
    sent(wang.phone, mixer, single="on")
    assert states(mixer) == [state]
    assert said in text(wang.phone, f"/sessions/{mixer.pk}/")


def test_a_session_that_was_called_off_says_so(wang: Wang, lesson: Session) -> None:
    sent(wang.phone, lesson)
    perform("cancel", on=lesson, by=OPERATOR, said={"reason": "暴雨预警"})
    page = text(wang.phone, f"/sessions/{lesson.pk}/")
    assert "这一场取消了" in page and "您的预约随之取消" in page
    assert "STATUS:CANCELLED" in text(wang.phone, "/me/sessions/calendar.ics")


def test_after_it_was_held_one_says_how_it_was_and_finds_the_hours(wang: Wang, lesson: Session) -> None:
    booking = book(lesson, by=actor_of(wang.person))
    take_roll(held(lesson), [There(person=wang.person, minutes=90)], by=OPERATOR)
    assert f"/bookings/{booking.pk}/moves/rate/" in text(wang.phone, f"/sessions/{lesson.pk}/")
    assert wang.phone.post(f"/bookings/{booking.pk}/moves/rate/", {}).status_code == 422
    wang.phone.post(f"/bookings/{booking.pk}/moves/rate/", {"feedback_stars": "5", "feedback": "老师讲得细"})
    booking.refresh_from_db()
    assert (booking.feedback_stars, booking.feedback) == (5, "老师讲得细")
    page = text(wang.phone, "/me/sessions/")
    assert "参加过的" in page and "已计入" in page and lesson.title in page
    assert "没有约着的场次" in page
    assert page.count("1小时30分") == 3  # the line, the year, in all


def test_who_did_not_come_hears_so_and_has_nothing_to_rate(wang: Wang, lesson: Session) -> None:
    booking = book(lesson, by=actor_of(wang.person))
    held(lesson)
    page = text(wang.phone, f"/sessions/{lesson.pk}/")
    assert ("没有签到记录" in page, "/moves/rate/" in page) == (True, False)
    answer = wang.phone.post(f"/bookings/{booking.pk}/moves/rate/", {"feedback_stars": "5"}, follow=True)
    assert "没有您的签到记录，不能评价。" in answer.content.decode()
    booking.refresh_from_db()
    assert booking.feedback_stars is None


def unfolded(file: bytes) -> list[str]:
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    return file.replace(b"\r\n ", b"").decode().split("\r\n")


def test_a_calendar_file_names_the_session_for_ever_and_says_when_and_where(wang: Wang, lesson: Session) -> None:
    answer = Client().get(f"/sessions/{lesson.pk}/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = unfolded(answer.content)
    assert lesson.starts_at is not None
    said = {f"UID:{lesson.number}@shenbian", f"DTSTART:{lesson.starts_at:%Y%m%dT%H%M%SZ}", "LOCATION:城关镇文化站"}
    assert said | {"SUMMARY:太极拳公益课", "STATUS:CONFIRMED", f"URL:http://testserver/sessions/{lesson.pk}/"} <= {
        *lines
    }
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")


def test_my_calendar_holds_what_i_booked_and_calls_off_what_i_gave_up(wang: Wang, neighbour: Wang) -> None:
    kept, given, waited = (opened(wang.cast, capacity=1, hours=hours) for hours in (30, 40, 50))
    for each in (kept, given):
        book(each, by=actor_of(wang.person))
    book(waited, by=actor_of(neighbour.person))
    book(waited, by=actor_of(wang.person), asked=Asked(line=True))
    perform("withdraw", on=given.bookings.get(), by=actor_of(wang.person))
    lines = unfolded(wang.phone.get("/me/sessions/calendar.ics").content)
    told = [line for line in lines if line.startswith(("UID", "STATUS"))]
    assert [*zip(told[::2], told[1::2], strict=True)] == [
        (f"UID:{kept.number}@shenbian", "STATUS:CONFIRMED"),
        (f"UID:{given.number}@shenbian", "STATUS:CANCELLED"),
        (f"UID:{waited.number}@shenbian", "STATUS:TENTATIVE"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_every_list_costs_the_same_for_one_and_three(count: int, wang: Wang, django_assert_num_queries: Any) -> None:
    for n in range(count):
        session = opened(wang.cast, hours=48 + n)
        book(session, by=actor_of(wang.person))
        book(opened(wang.cast, hours=20 + n, title=f"昨天的课{n}"), by=actor_of(wang.person))
    wang.phone.get("/me/")
    for path, queries in (
        ("/sessions/", LIST),
        ("/take-part/", ROOM),
        ("/me/sessions/", MINE),
        ("/me/sessions/bookings/", BOOKINGS),
        (f"/sessions/{session.pk}/", PAGE),
    ):
        with django_assert_num_queries(queries, info=path):
            assert wang.phone.get(path).status_code == 200


def test_the_first_page_of_a_member_is_told_in_one_statement(
    wang: Wang, lesson: Session, django_assert_num_queries: Any
) -> None:
    book(lesson, by=actor_of(wang.person))
    wang.phone.get("/")
    with django_assert_num_queries(3):
        assert "已预约" in text(wang.phone, "/")


def test_the_first_pages_statement_is_planned_once_for_all_members(wang: Wang) -> None:
    for _ in range(8):
        wang.phone.get("/")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT custom_plans, generic_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%%merged_into_id%%json%%'"
        )
        assert cursor.fetchall() == [(5, 3)]  # the server tries five before it keeps one


def test_the_first_page_tells_what_came_to_a_record_that_was_merged_by_asking_once_more(
    wang: Wang, django_assert_num_queries: Any
) -> None:
    twin = making.person(508, "王小梅")
    merge(twin, into=wang.person, reason="重复登记", by="test")
    Notice.objects.create(to=twin.key, kind="flow.moved", title="已受理", told_by="test")
    wang.phone.get("/")
    with django_assert_num_queries(4):
        assert "1条新通知" in text(wang.phone, "/")


def test_the_list_goes_on_where_the_page_ends(wang: Wang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shenbian.portal.sessions.views.PAGE", 1)
    for n in (1, 2):
        opened(wang.cast, hours=20 + n, title=f"第{n}课")
    first, second = text(wang.phone, "/sessions/"), text(wang.phone, "/sessions/?after=1")
    assert ["第1课" in first, "第2课" in first, "after=1" in first] == [True, False, True]
    assert ["第1课" in second, "第2课" in second, "after=2" in second] == [False, True, False]
