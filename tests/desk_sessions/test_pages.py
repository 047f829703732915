"""The room of sessions: who sees what of it, what a session's page tells, how sessions are planned and decided upon."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from shenbian.flow.actions import perform
from shenbian.gatherings.actions import Asked, There, book, book_for, note_failed, set_quotas, take_roll
from shenbian.gatherings.models import Booking, Decision, Session
from shenbian.kit.period import BEIJING
from shenbian.rights.actor import Actor
from tests.desk_sessions.conftest import BOOKED, Cast, SeenBy, at, text
from tests.editions.conftest import person_of
from tests.gatherings.conftest import OPERATOR, begun, held, opened, planned


def listed(client: Client, query: str = "") -> list[str]:
    html = client.get(f"/desk/sessions/{query}").content.decode()
    return re.findall(r'<a href="/desk/sessions/\d+/">([^<]*)</a>', html)


def test_each_officer_sees_what_is_held_at_their_place_and_what_is_published_above(
    cast: Cast, host: Actor, seen_by: SeenBy
) -> None:
    planned(cast, title="筹备的")
    opened(cast, title="区里的")
    opened(cast, title="百货的", organisation=cast.shop)
    assert set(listed(seen_by(host))) == {"筹备的", "区里的", "百货的"}
    assert set(listed(seen_by(cast.bo))) == {"区里的"}
    assert set(listed(seen_by(cast.gu))) == {"区里的", "百货的"}
    assert listed(seen_by(cast.heads)) == []
    assert seen_by(cast.worker(of=cast.plant)).get("/desk/sessions/").status_code == 404


def test_the_list_is_narrowed_by_what_the_address_asks(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    first, second = planned(cast, title="甲", hours=24), opened(cast, title="乙", hours=240)
    opened(cast, title="丙", hours=300, organisation=cast.shop)
    client = seen_by(host)
    assert listed(client) == ["丙", "乙", "甲"]
    assert listed(client, "?state=planned") == ["甲"]
    assert listed(client, f"?since={second.on}&programme=public_training") == ["丙", "乙"]
    assert listed(client, f"?until={first.on}") == ["甲"]
    assert listed(client, f"?after={second.on}_{second.pk}") == ["甲"]
    assert listed(client, "?state=x&since=y&after=z&edition=q&series=r") == ["丙", "乙", "甲"]
    assert listed(seen_by(cast.gu), "?whose=own") == ["丙"]
    assert listed(seen_by(cast.gu), "?whose=others") == ["乙"]


def test_a_page_shows_to_each_their_own_people(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = opened(cast, capacity=9)
    set_quotas(session, {cast.plant.pk: 3, cast.shop.pk: 2}, by=OPERATOR)
    book_for(session, [person_of(cast.worker(of=cast.plant))], by=cast.bo)
    book(session, by=cast.worker(of=cast.shop))
    told = {who: text(seen_by(who), at(session)) for who in (host, cast.bo, cast.gu)}
    assert [("职工1" in told[who], "职工2" in told[who]) for who in told] == [(1, 1), (1, 0), (0, 1)]
    assert [("机床厂工会 3" in told[who], "百货工会 2" in told[who]) for who in told] == [(1, 1), (1, 0), (0, 1)]
    assert seen_by(cast.heads).get(at(session)).status_code == 404
    assert seen_by(cast.bo).get(at(planned(cast))).status_code == 404
    doors = ("quotas/", "invite/", "draw/", "decisions/")
    assert [seen_by(cast.bo).get(at(session, door)).status_code for door in doors] == [404] * 4


def test_the_waiting_list_stands_in_its_order(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = opened(cast, capacity=1)
    book(session, by=cast.worker(of=cast.plant))
    for body in (cast.shop, cast.plant, cast.shop):
        book(session, by=cast.worker(of=body), asked=Asked(line=True))
    waits = text(seen_by(host), at(session, "?part=line"))
    assert re.findall(r"(\d) (职工\d)", waits) == [("1", "职工2"), ("2", "职工3"), ("3", "职工4")]
    mine = text(seen_by(cast.bo), at(session, "?part=line"))
    assert re.findall(r"(\d) (职工\d)", mine) == [("2", "职工3")]


def test_after_the_day_it_says_who_came_who_did_not_and_who_failed(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = opened(cast)
    here, away, walks_in = (cast.worker(of=cast.plant) for _ in range(3))
    for each in (here, away):
        book(session, by=each)
    done = held(session)
    take_roll(done, [There(person=person_of(each)) for each in (here, walks_in)], by=OPERATOR)
    note_failed(done, why="会员卡上的码已经过期", how="card", by=OPERATOR, person=away.person)
    client = seen_by(host)
    page = text(client, at(session))
    assert "到场 2 人" in page and "约了没来 1 人" in page
    assert re.findall(r"职工\d", page) == ["职工1", "职工3"]  # after the day, who came is told first
    assert re.findall(r"职工\d", text(client, at(session, "?part=bookings"))) == ["职工1", "职工2"]
    missed = text(client, at(session, "?part=missed"))
    assert (re.findall(r"职工\d", missed), "没来" in missed) == (["职工2"], True)
    assert "职工2 扫会员卡 会员卡上的码已经过期" in text(client, at(session, "?part=failed"))
    assert "会员卡上的码" not in text(seen_by(cast.bo), at(session, "?part=failed"))


def test_where_one_simply_comes_nobody_books_unless_somebody_did(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    simply, booked = opened(cast, booking="open"), opened(cast)
    book(booked, by=cast.worker(of=cast.plant))
    Session.objects.filter(pk=booked.pk).update(booking="open")
    client = seen_by(host)
    assert "part=bookings" not in client.get(at(simply)).content.decode()
    assert "part=bookings" in client.get(at(booked)).content.decode()


def form_of(cast: Cast, starts: datetime, **said: object) -> dict[str, object]:
    begins, ends = (
        each.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M") for each in (starts, starts + timedelta(hours=1))
    )
    told = {"title": "瑜伽课", "organisation": cast.district.pk, "starts_at": begins, "ends_at": ends}
    return {**told, "booking": "first", "risk": "low", "capacity": 20, "room": "301", "place": "文化宫", **said}


def test_a_series_is_looked_at_with_its_clashes_before_it_is_planned(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    starts = (timezone.now() + timedelta(days=7)).replace(hour=6, minute=0, second=0, microsecond=0)
    taken = opened(cast, starts_at=starts + timedelta(days=7), room="301", place="文化宫", title="书法课")
    weekday, until = str(taken.on.weekday()), (taken.on + timedelta(days=7)).isoformat()
    said = form_of(cast, starts, repeat="weekly", weekdays=[weekday], until=until)
    client = seen_by(host)
    seen = client.post("/desk/sessions/new/public_lesson/", said).content.decode()
    days = re.findall(r'name="day" value="([\d-]+)"', seen)
    assert (len(days), seen.count("场地“301”"), Session.objects.count()) == (3, 1, 1)
    free = [day for day in days if day != taken.on.isoformat()]
    answer = client.post("/desk/sessions/new/public_lesson/", {**said, "step": "do", "day": free})
    made = Session.objects.filter(title="瑜伽课").order_by("on")
    assert [each.on.isoformat() for each in made] == free
    assert len({each.series for each in made}) == 1
    assert answer.headers["Location"] == f"/desk/sessions/?series={made[0].series}"
    assert listed(client, f"?series={made[0].series}") == ["瑜伽课", "瑜伽课"]


def test_one_session_is_planned_at_once_and_what_is_wrong_stands_in_the_form(
    cast: Cast, host: Actor, seen_by: SeenBy
) -> None:
    starts, client = timezone.now() + timedelta(days=7), seen_by(host)
    assert "公益课" in text(client, "/desk/sessions/new/")
    assert client.get("/desk/sessions/new/mediator_lesson/").status_code == 404
    wrong = form_of(cast, starts, repeat="chosen", days="九月六日")
    assert client.post("/desk/sessions/new/public_lesson/", wrong).status_code == 422
    wrong = form_of(cast, starts, organisation=cast.plant.pk)
    assert client.post("/desk/sessions/new/public_lesson/", wrong).status_code == 422
    made = client.post("/desk/sessions/new/public_lesson/", form_of(cast, starts))
    session = Session.objects.get()
    assert made.headers["Location"] == at(session)
    assert (session.status, session.capacity, session.room, session.desk) == ("planned", 20, "301", "culture")
    client.post(f"/desk/things/gatherings.session/{session.pk}/moves/open/", {"back": at(session)})
    session.refresh_from_db()
    assert session.status == "open"


def test_a_move_leads_back_to_the_page_it_was_asked_from(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session, client = opened(cast), seen_by(host)
    door = f"/desk/things/gatherings.session/{session.pk}/moves/cancel/"
    assert f'name="back" value="{at(session)}"' in client.get(f"{door}?back={at(session)}").content.decode()
    assert 'name="back"' not in client.get(f"{door}?back=https://example.com/").content.decode()
    assert client.post(door, {"reason": "下雨", "back": at(session)}).headers["Location"] == at(session)
    assert "原因：下雨" in text(client, at(session))


def test_employers_are_named_where_the_talk_is_with_one(cast: Cast, seen_by: SeenBy) -> None:
    client = seen_by(cast.dan)
    said = form_of(cast, timezone.now() + timedelta(days=3), booking="invitation", held_with="没有这家")
    refused = client.post("/desk/sessions/new/employer_dialogue/", said)
    assert "没有找到这家单位" in refused.content.decode()
    client.post("/desk/sessions/new/employer_dialogue/", {**said, "held_with": "东镇机床厂"})
    assert Session.objects.get().held_with == cast.works


def test_decisions_are_written_put_right_and_taken_away(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session, client = held(opened(cast)), seen_by(host)
    lines = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-text": "开夜校", "form-0-who": "宣教部"}
    client.post(at(session, "decisions/"), {**lines, "form-0-until": "2030-01-02", "form-1-text": "买教材"})
    assert [each.text for each in Decision.objects.order_by("place")] == ["开夜校", "买教材"]
    assert "开夜校 宣教部" in text(client, at(session))
    assert client.post(at(session, "decisions/"), {**lines, "form-0-text": ""}).status_code == 422
    client.post(at(session, "decisions/"), {**lines, "form-0-who": ""})
    assert [each.text for each in Decision.objects.all()] == ["开夜校"]


def test_who_asked_is_admitted_or_refused_from_the_page(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = opened(cast, booking="approval", capacity=5)
    asked = book(session, by=cast.worker(of=cast.plant))
    client = seen_by(host)
    html = client.get(at(session, "?state=applied")).content.decode()
    door = f"/desk/things/gatherings.booking/{asked.pk}/moves"
    assert f'action="{door}/admit/"' in html and f'href="{door}/refuse/' in html
    client.post(f"{door}/admit/", {"back": at(session)})
    asked.refresh_from_db()
    assert asked.status == "booked"


def test_lots_are_drawn_and_the_seed_stands_in_the_story(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = opened(cast, booking="draw", capacity=1)
    client = seen_by(host)
    assert client.post(at(session, "draw/")).status_code == 409
    for _ in range(2):
        book(session, by=cast.worker(of=cast.plant))
    assert "可证明的抽签" in text(client, at(session, "draw/"))
    client.post(at(session, "draw/"))
    assert sorted(Booking.objects.values_list("status", flat=True)) == ["booked", "listed"]
    assert re.search(r"抽签 .*随机种子：[0-9a-f]{32}", text(client, at(session)))


def test_registers_of_sessions_bookings_and_turns_tell_words_not_keys(cast: Cast, host: Actor, seen_by: SeenBy) -> None:
    session = opened(cast, capacity=5)
    book(session, by=cast.worker(of=cast.plant))
    take_roll(held(session), [There(person=person_of(cast.worker(of=cast.shop)))], by=OPERATOR)
    client = seen_by(host)
    told = {key: text(client, f"/desk/registers/thing.gatherings.{key}/") for key in ("session", "booking", "turn")}
    assert not any("public_training" in page for page in told.values())
    assert session.number in told["session"] and "已举办" in told["session"]
    assert "职工1" in told["booking"]
    assert "已计入" in told["turn"]
    turns = "/desk/registers/thing.gatherings.turn/"
    assert ["共1条" in text(seen_by(who), turns) for who in (cast.gu, cast.bo)] == [True, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_one_row_and_three(
    cast: Cast, host: Actor, seen_by: SeenBy, queries: Callable[..., Any], rows: int
) -> None:
    sessions = [opened(cast, capacity=9, title=f"第{n}课") for n in range(rows)]
    set_quotas(sessions[0], dict.fromkeys([cast.plant.pk, cast.shop.pk][:rows], 1), by=OPERATOR)
    for _ in range(rows):
        book(sessions[0], by=cast.worker(of=cast.plant))
    client = seen_by(host)
    client.get("/desk/sessions/")  # the session's first page may write it anew
    with queries(6):
        assert len(listed(client)) == rows
    with queries(15):
        assert client.get(at(sessions[0])).content.decode().count(BOOKED) == rows
    perform("hold", on=begun(sessions[0]), by=OPERATOR)
    with queries(15):
        client.get(at(sessions[0], "?part=missed"))
