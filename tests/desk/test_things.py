"""A thing's page: only for whom it exists, what may be done and why not, and its story in order."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shenbian.flow.actions import perform
from shenbian.flow.offers import offers, what_follows
from shenbian.kit.period import today
from tests.desk.conftest import Desk, at
from tests.sample_app.models import Ticket

THING = 12


@pytest.mark.parametrize("steps", [1, 3])
def test_a_page_costs_the_same_however_long_its_story(desk: Desk, steps: int, django_assert_num_queries: Any) -> None:
    (ticket,) = desk.waiting()
    perform("notice", on=ticket, by=desk.cast.bo, said={"points": 5})
    for _ in range(steps - 1):
        perform("stop", on=ticket, by=desk.cast.bo)
        perform("go_on", on=ticket, by=desk.cast.ning)
    client = desk.of(desk.cast.dan)
    with django_assert_num_queries(THING):
        assert client.get(at(ticket)).status_code == 200


def test_outside_ones_coordinates_a_thing_does_not_exist(desk: Desk) -> None:
    (ticket,) = desk.waiting()
    cast = desk.cast
    pages = [desk.of(who).get(at(ticket)).status_code for who in (cast.bo, cast.dan, cast.gu, cast.lin)]
    assert pages == [200, 200, 404, 404]
    doors = [desk.of(who).post(at(ticket, "decline")).status_code for who in (cast.gu, cast.lin, cast.bo)]
    assert doors == [404, 404, 404]
    assert Ticket.objects.get(pk=ticket.pk).status == "handed_in"
    client = desk.of(cast.bo)
    nothing = ["sample.ticket/999999/", "sample.event/1/", "nothing.here/1/", f"sample.ticket/{ticket.pk}/moves/x/"]
    assert [client.get(f"/desk/things/{path}").status_code for path in nothing] == [404, 404, 404, 404]
    assert client.post(at(ticket, "unheard_of")).status_code == 404


def test_a_move_that_the_house_would_refuse_is_shown_with_the_reason(desk: Desk) -> None:
    (ticket,) = desk.waiting()
    perform("notice", on=ticket, by=desk.cast.bo, said={"points": 5})
    page = desk.of(desk.cast.dan).get(at(ticket)).content.decode()
    buttons = re.findall(r"<button[^>]*?(disabled)?>(?:<svg.*?</svg>)?(通过|不予通过)</button>", page, re.DOTALL)
    assert buttons == [("disabled", "通过")]
    assert re.findall(r"时限到\d{4}年\d+月\d+日，期满后才能办理。", page) != []

    Ticket.objects.filter(pk=ticket.pk).update(due_on=today() - timedelta(days=1))
    response = desk.of(desk.cast.dan).post(at(ticket, "grant"))
    assert response.headers["Location"] == f"{at(ticket)}?done=grant"
    assert "已通过" in desk.of(desk.cast.dan).get(response.headers["Location"]).content.decode()
    assert Ticket.objects.get(pk=ticket.pk).status == "granted"


def test_a_move_that_asks_has_a_form_of_its_own_with_errors_beside_the_field(desk: Desk) -> None:
    (ticket,) = desk.waiting()
    client = desk.of(desk.cast.bo)
    assert re.findall(r'name="(points|remark)"', client.get(at(ticket, "notice")).content.decode()) == [
        "points",
        "remark",
    ]
    wrong = client.post(at(ticket, "notice"), {"points": "101"})
    assert (wrong.status_code, 'value="101"' in wrong.content.decode()) == (422, True)
    unlucky = client.post(at(ticket, "notice"), {"points": "13", "remark": "记着"})
    assert (unlucky.status_code, "13分不予办理。" in unlucky.content.decode()) == (409, True)
    assert "记着" in unlucky.content.decode()
    assert client.post(at(ticket, "notice"), {"points": "14"}).status_code == 302
    late = client.post(at(ticket, "notice"), {"points": "14"})
    assert (late.status_code, "当前是“公示中”状态，不能公示。" in late.content.decode()) == (409, True)


def test_the_story_is_told_from_the_last_to_the_first_with_who_and_what_they_said(desk: Desk) -> None:
    (ticket,) = desk.waiting()
    perform("notice", on=ticket, by=desk.cast.bo, said={"points": 5, "remark": "王某的旁注"})
    Ticket.objects.filter(pk=ticket.pk).update(due_on=today() - timedelta(days=1))
    perform("grant", on=ticket, by=desk.cast.dan)
    told = desk.of(desk.cast.dan).get(at(ticket))
    story = [(each.title, each.who, each.said) for each in told.context["story"]]
    dan, bo, ning = (who.label for who in (desk.cast.dan, desk.cast.bo, desk.cast.ning))
    assert story == [
        ("记入台账：测试票", dan, "1张"),
        ("通过", dan, "状态变为“已通过”"),
        ("公示", bo, "分值：5\n状态变为“公示中”"),
        ("提交", ning, "状态变为“待核实”"),
        ("建立", bo, ""),
    ]
    assert "王某的旁注" not in told.content.decode()


def test_a_redirect_never_leads_elsewhere(desk: Desk) -> None:
    (ticket,) = desk.waiting()
    said = desk.of(desk.cast.bo).post(at(ticket, "notice"), {"points": 5, "back": "https://elsewhere.example/"})
    assert said.headers["Location"] == f"{at(ticket)}?done=notice"


def test_what_follows_says_nothing_of_a_state_that_stays(desk: Desk) -> None:
    (ticket,) = desk.waiting()
    said = {offer.move.name: offer.follows for offer in offers(ticket, desk.cast.bo)}
    assert said == {"notice": "状态变为“公示中”，时限5个工作日"}
    start = ticket.flow.state("handed_in")
    assert what_follows(replace(ticket.flow.named("grant")[0], target="handed_in"), start, stays=True) == (
        "记入台账，告知本人"
    )
