"""What waits for me: one query however much it is, the nearest deadline first, done from the list where it is safe."""

import re
from typing import Any

import pytest
from django.test import Client

from shenbian.flow.models import Trace, Waiting
from shenbian.rights.catalogue import Desk as Line
from shenbian.rights.queries import actor_of
from tests.desk.conftest import Desk, at
from tests.sample_app.models import Ticket

ROWS = re.compile(r'<li class="waits">.*?</li>', re.DOTALL)
DOORS = r'<form method="post" action="(/desk/[^"]+)"'
INBOX = 7  # session, account with its person, what they hold; what waits, its things, whom it concerns (and the bell)


def rows(client: Client, url: str = "/desk/") -> list[str]:
    """The titles of the rows, in the order of the page."""
    page = client.get(url).content.decode()
    return [re.sub(r"<[^>]+>", "", row.split("<small>")[0]).strip() for row in ROWS.findall(page)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_the_same_for_one_row_and_three(desk: Desk, count: int, django_assert_num_queries: Any) -> None:
    desk.waiting(count)
    client = desk.of(desk.cast.bo)
    with django_assert_num_queries(INBOX):
        assert len(rows(client)) == count


def test_the_nearest_deadline_comes_first_and_what_has_none_comes_last(desk: Desk) -> None:
    (whenever,), (soon,), (past,) = desk.waiting(), desk.waiting(due=2), desk.waiting(due=-1)
    client = desk.of(desk.cast.bo)
    assert rows(client) == [str(past), str(soon), str(whenever)]
    page = client.get("/desk/").content.decode()
    words = re.findall(r"已超期1天|还有2天|没有时限", page)
    assert words == ["已超期1天", "还有2天", "没有时限"]
    assert "共3件，已超期1件" in page


def test_nobody_sees_what_waits_for_others(desk: Desk) -> None:
    desk.waiting()
    assert [len(rows(desk.of(who))) for who in (desk.cast.bo, desk.cast.gu, desk.cast.lin)] == [1, 0, 0]


def test_a_line_of_work_the_overdue_and_what_i_had_in_hand_are_chosen_by_the_address(desk: Desk) -> None:
    (mine,) = desk.waiting(due=-3)
    desk.waiting()
    assert [rows(desk.of(desk.cast.bo), f"/desk/?{said}") for said in ("overdue=1", f"line={Line.RIGHTS}")] == [
        [str(mine)],
        [],
    ]
    assert len(rows(desk.of(desk.cast.ning), "/desk/?mine=1")) == 2
    assert rows(desk.of(desk.cast.bo), "/desk/?mine=1") == [str(each) for each in Ticket.objects.order_by("due_on")]


def test_a_group_is_read_page_by_page_without_a_gap(desk: Desk) -> None:
    tickets = [*desk.waiting(20, due=1), *desk.waiting(25)]
    client = desk.of(desk.cast.bo)
    first = client.get("/desk/?group=ticket.handed_in")
    assert len(rows(client, "/desk/?group=ticket.handed_in")) == 30
    rest = rows(client, first.context["next_url"])
    assert rows(client, "/desk/?group=ticket.handed_in") + rest == [str(each) for each in tickets]
    assert len(rows(client)) == 8


def test_an_address_that_says_nonsense_is_the_beginning(desk: Desk) -> None:
    desk.waiting()
    client = desk.of(desk.cast.bo)
    assert len(rows(client, "/desk/?group=ticket.handed_in&after=nonsense")) == 1
    assert rows(client, "/desk/?group=nothing.here") == []
    assert client.get("/desk/?line=nowhere").status_code == 200


def test_a_safe_move_is_made_from_the_list_and_one_that_asks_leads_to_its_form(desk: Desk) -> None:
    (ticket,) = desk.waiting()
    client = desk.of(desk.cast.dan)  # may decline, which ends it, and is therefore not done from a list
    assert at(ticket, "decline") in client.get(at(ticket)).content.decode()
    page = desk.of(desk.cast.bo).get("/desk/").content.decode()
    assert re.findall(DOORS, page) == []
    assert f'<a class="button quiet small" href="{at(ticket, "notice")}">' in page

    desk.of(desk.cast.bo).post(at(ticket, "notice"), {"points": 50})
    page = desk.of(desk.cast.bo).get(at(ticket)).content.decode()
    assert re.findall(DOORS, page) == [at(ticket, "stop")]
    Waiting.objects.update(right="entry.endorse")  # as if it waited for the plant's officers
    said = desk.of(desk.cast.bo).post(at(ticket, "stop"), headers={"HX-Request": "true"}).content.decode()
    assert ROWS.findall(said) != []
    assert "<html" not in said
    assert Ticket.objects.get(pk=ticket.pk).status == "stopped"


def test_a_refusal_stands_in_the_row_and_nothing_has_changed(desk: Desk) -> None:
    (ticket,) = desk.waiting()
    desk.of(desk.cast.bo).post(at(ticket, "notice"), {"points": 50})
    desk.of(desk.cast.bo).post(at(ticket, "stop"))
    traces = Trace.objects.count()
    said = desk.of(desk.cast.bo).post(at(ticket, "go_on"), headers={"HX-Request": "true"}).content.decode()
    assert "同一事项的不同环节须由不同的人办理，您已办理过其中一个环节。" in said
    assert (Ticket.objects.get(pk=ticket.pk).status, Trace.objects.count()) == ("stopped", traces)


def test_a_stranger_is_led_to_the_sign_in_and_a_member_finds_no_desk(desk: Desk) -> None:
    assert Client().get("/desk/").headers["Location"].startswith("/accounts/login/")
    (member,) = desk.cast.people(1)
    assert desk.of(actor_of(member)).get("/desk/").status_code == 404
