"""Teams of volunteers: nobody is in one against their will; a task is offered, and the leader books in one go."""

import pytest

from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import book_team, found_team, join_team, offer_to_team, take_in
from shenbian.gatherings.models import Booking, Team
from shenbian.notices.models import Notice
from shenbian.rights.actor import Actor
from tests.editions.conftest import person_of
from tests.gatherings.conftest import Cast, opened


def team_of(cast: Cast) -> tuple[Team, Actor]:
    """A team of the plant, and who leads it."""
    lead = cast.worker(of=cast.plant)
    return found_team("机床厂先锋队", organisation=cast.plant, leader=person_of(lead), by=cast.bo), lead


def test_a_team_is_founded_by_its_union_and_called_once(cast: Cast) -> None:
    team, lead = team_of(cast)
    assert [each.owner for each in team.members.filter(status="in")] == [lead.person]
    other = person_of(cast.worker(of=cast.plant))
    with pytest.raises(Refused, match="已经有一支"):
        found_team("机床厂先锋队", organisation=cast.plant, leader=other, by=cast.bo)
    with pytest.raises(NotYours):
        found_team("乙队", organisation=cast.plant, leader=other, by=cast.gu)


def test_members_come_and_go_as_they_will_and_the_leader_hands_over_first(cast: Cast) -> None:
    team, lead = team_of(cast)
    wang, stranger = cast.worker(of=cast.plant), cast.worker(of=cast.shop)
    mine = join_team(team, by=wang)
    with pytest.raises(Refused, match="已经在"):
        join_team(team, by=wang)
    with pytest.raises(Refused, match="的会员可以加入"):
        join_team(team, by=stranger)
    first = team.members.get(person=person_of(lead))
    with pytest.raises(Refused, match="另定队长"):
        perform("leave", on=first, by=lead)
    perform("lead", on=mine, by=cast.bo)
    left = perform("leave", on=first, by=lead)
    team.refresh_from_db()
    assert (left.status, left.left_on is None, team.leader) == ("left", False, person_of(wang))


def test_a_task_is_offered_once_and_the_leader_books_members_alone(cast: Cast) -> None:
    team, lead = team_of(cast)
    wang, stranger = cast.worker(of=cast.plant), cast.worker(of=cast.plant)
    take_in(team, [person_of(wang)], by=cast.bo)
    task = opened(cast, kind="volunteer_task", capacity=5)
    people = [person_of(each).pk for each in (wang, stranger)]
    with pytest.raises(NotYours):  # not offered yet
        book_team(task, team, people, by=lead)
    offer_to_team(task, team, by=cast.bo), offer_to_team(task, team, by=cast.bo)
    assert Notice.objects.filter(kind="team.offered").count() == 2
    with pytest.raises(NotYours):
        book_team(task, team, people, by=wang)
    assert [each.moved for each in book_team(task, team, people, by=lead)] == [True]
    assert Booking.objects.get().person == person_of(wang)
    assert "只能预约一次" in book_team(task, team, people, by=lead)[0].why


def test_only_a_volunteers_task_is_offered_and_only_to_a_team_that_stands(cast: Cast) -> None:
    team, _ = team_of(cast)
    with pytest.raises(Refused, match="志愿服务任务"):
        offer_to_team(opened(cast), team, by=cast.bo)
    task = opened(cast, kind="volunteer_task")
    with pytest.raises(NotYours):
        offer_to_team(task, team, by=cast.gu)
    gone = perform("dissolve", on=team, by=cast.bo, said={"reason": "改编"})
    with pytest.raises(Refused, match="已经解散"):
        offer_to_team(task, gone, by=cast.bo)
