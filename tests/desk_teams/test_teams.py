"""Teams at the desk and on the phone: founded, joined, offered a task, booked by their leader; what a talk came to."""

import pytest

from shenbian.editions.actions import begin_entry, save_step
from shenbian.gatherings.actions import found_team, offer_to_team, take_in
from shenbian.gatherings.models import Booking, Session, SessionEntry, Team
from shenbian.kit.period import today
from tests.desk_sessions.conftest import SeenBy, plain, seen_by, text
from tests.editions.conftest import Cast, cast, data_folder, officer, person_of, queries
from tests.editions.test_joining import ALL, STEPS
from tests.gatherings.conftest import begun, held, opened

__all__ = ["cast", "data_folder", "queries", "seen_by"]


def founded(cast: Cast, name: str = "先锋队") -> Team:
    return found_team(name, organisation=cast.plant, leader=person_of(cast.worker(of=cast.plant)), by=cast.bo)


def test_an_officer_founds_a_team_takes_people_in_and_offers_a_task(cast: Cast, seen_by: SeenBy) -> None:
    lead, wang, other = (person_of(cast.worker(of=of)) for of in (cast.plant, cast.plant, cast.shop))
    client = seen_by(cast.bo)
    said = {"name": "先锋队", "organisation": cast.plant.pk, "leader": lead.name, "about": "社区服务"}
    assert "没有找到" in plain(client.post("/desk/teams/new/", said | {"leader": "没有这个人"}).content.decode())
    to = client.post("/desk/teams/new/", said)["Location"]
    wrong = client.post(f"{to}take-in/", {"listed": f"{wang.name}\n{other.name}"})
    assert (wrong.status_code, Team.objects.get().members.count()) == (422, 1)  # all are found, or nobody is
    assert client.post(f"{to}take-in/", {"listed": wang.name})["Location"] == to
    task = opened(cast, kind="volunteer_task", title="社区清洁")
    assert client.post(f"{to}offer/", {"session": task.pk})["Location"] == to
    page = text(client, to)
    assert all(word in page for word in ("先锋队", "2人", wang.name, "社区清洁"))
    assert seen_by(cast.gu).get(to).status_code == 404


def test_a_worker_joins_sees_the_task_and_the_leader_books(cast: Cast, seen_by: SeenBy) -> None:
    lead, wang = cast.worker(of=cast.plant), cast.worker(of=cast.plant)
    team = found_team("先锋队", organisation=cast.plant, leader=person_of(lead), by=cast.bo)
    client = seen_by(wang)
    assert "可以加入的服务队" in text(client, "/me/volunteering/")
    client.post(f"/me/teams/{team.pk}/join/")
    task = opened(cast, kind="volunteer_task", title="社区清洁")
    offer_to_team(task, team, by=cast.bo)
    assert "社区清洁" in text(client, "/me/volunteering/")
    at = f"/me/teams/{team.pk}/tasks/{task.pk}/"
    assert client.get(at).status_code == 404
    leads = seen_by(lead)
    assert leads.post(at).status_code == 409  # nobody was chosen
    assert leads.post(at, {"person": [person_of(wang).pk]})["Location"] == "/me/volunteering/"
    assert Booking.objects.get().person == person_of(wang)
    assert "已经报名" in text(leads, at)
    seen_by(wang).post(f"/me/teams/{team.pk}/leave/")
    assert team.members.get(person=person_of(wang)).status == "left"


def test_the_list_and_a_team_cost_the_same_for_one_and_three(cast: Cast, seen_by: SeenBy, queries) -> None:  # type: ignore[no-untyped-def]
    client, first = seen_by(cast.bo), founded(cast)
    for count in (1, 3):
        for number in range(1, count):
            founded(cast, f"第{number}队")
            take_in(first, [person_of(cast.worker(of=cast.plant))], by=cast.bo)
        for page, cost in (("/desk/teams/", 6), (f"/desk/teams/{first.pk}/", 7)):
            client.get(page)
            with queries(cost):
                client.get(page)


def test_what_a_talk_came_to_stands_on_a_page_with_its_code(cast: Cast, seen_by: SeenBy) -> None:
    head = officer(30, "desk_head", cast.district, "organising")
    talk = begun(opened(cast, kind="worker_dialogue"))
    Session.objects.filter(pk=talk.pk).update(on=today(), starts_at=None, ends_at=None)
    client = seen_by(head)
    page = f"/desk/sessions/{talk.pk}/conversions/"
    assert "现场申请码" in text(client, page)
    assert "现场申请和转化" in text(client, f"/desk/sessions/{talk.pk}/")
    assert seen_by(cast.gu).get(page).status_code == 404
    assert seen_by(head).get(f"/desk/sessions/{held(opened(cast)).pk}/conversions/").status_code == 404


@pytest.mark.parametrize("here", [True, False])
def test_an_application_through_the_code_is_linked(cast: Cast, seen_by: SeenBy, here: bool) -> None:
    talk = begun(opened(cast, kind="worker_dialogue"))
    Session.objects.filter(pk=talk.pk).update(on=today(), starts_at=None, ends_at=None)
    edition = cast.edition("joining")
    wang = cast.worker()
    client = seen_by(wang)
    if here:
        assert client.get(f"/s/{talk.number}/")["Location"] == f"/editions/{edition.pk}/"
    assert client.get("/s/nonsense/").status_code == 404
    entry = begin_entry(edition, by=wang)
    for step in STEPS:
        entry = save_step(entry, step=step, said=ALL, by=wang)
    assert client.post(f"/entries/{entry.pk}/summary/").status_code == 302
    assert [each.entry for each in SessionEntry.objects.all()] == ([entry] if here else [])
