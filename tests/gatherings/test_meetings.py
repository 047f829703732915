"""What a meeting decided keeps its number; lots are drawn by a seed; slips stand once; an umbrella is cloned whole."""

from datetime import date

import pytest

from shenbian.editions.actions import SettingUp, set_up
from shenbian.editions.models import Edition
from shenbian.flow.models import Trace
from shenbian.flow.refusals import NotYours, Refused
from shenbian.gatherings.actions import (
    Decided,
    Heads,
    book,
    clone_whole,
    draw_lots,
    order_by,
    set_quotas,
    take_slips,
    write_decisions,
)
from shenbian.gatherings.models import Booking, Decision, Quota, Turn
from tests.editions.conftest import officer
from tests.gatherings.conftest import OPERATOR, Cast, held, opened, planned


def theme_of(cast: Cast, year: int) -> Edition:
    said = SettingUp(
        programme="theme_campaign", title=f"{year}年主题", year=year, organisation=cast.district, desk="culture"
    )
    return set_up(said, by=OPERATOR)


def test_a_decision_keeps_its_number_when_it_is_put_right(cast: Cast) -> None:
    meeting = opened(cast)
    first, second = write_decisions(meeting, [Decided(text="开班"), Decided(text="买书", who="宣教部")], by=OPERATOR)
    again = [Decided(decision=second.pk, text="买教材", who="宣教部", until=date(2030, 1, 2)), Decided(text="请老师")]
    write_decisions(meeting, again, by=OPERATOR)
    told = [(each.pk == second.pk, each.place, str(each)) for each in Decision.objects.order_by("place")]
    assert told == [(True, 1, "买教材，宣教部，2030年1月2日前"), (False, 2, "请老师")]
    assert not Decision.objects.filter(pk=first.pk).exists()
    trace = Trace.objects.filter(subject=meeting.subject, move="decisions").latest("id")
    assert trace.said == {"decisions": ["买教材，宣教部，2030年1月2日前", "请老师"]}


def test_decisions_are_the_hosts_and_of_a_meeting_that_stands(cast: Cast) -> None:
    with pytest.raises(NotYours):
        write_decisions(opened(cast), [Decided(text="开班")], by=cast.bo)
    with pytest.raises(Refused, match="筹备中，不能写议定事项"):
        write_decisions(planned(cast), [Decided(text="开班")], by=OPERATOR)


def test_lots_can_be_drawn_again_from_what_the_trace_says(cast: Cast) -> None:
    session = opened(cast, booking="draw", capacity=1)
    for _ in range(3):
        book(session, by=cast.worker(of=cast.plant))
    draw_lots(session, by=OPERATOR)
    said = Trace.objects.get(subject=session.subject, move="draw").said
    ranked = list(Booking.objects.order_by("rank").values_list("pk", "status"))
    assert [pk for pk, _ in ranked] == said["order"] == order_by(said["seed"], sorted(said["order"]))
    assert [status for _, status in ranked] == ["booked", "listed", "listed"]
    with pytest.raises(Refused, match="还没有人报名抽签"):
        draw_lots(session, by=OPERATOR)


def test_the_number_of_a_slip_stands_once(cast: Cast) -> None:
    session = held(opened(cast))
    slips = [Heads(slip=f"甲{n}", quantity=n, union=cast.plant) for n in (3, 5)]
    assert [each.moved for each in take_slips(session, slips, by=OPERATOR)] == [True, True]
    assert list(Turn.objects.order_by("pk").values_list("quantity", flat=True)) == [3, 5]
    with pytest.raises(Refused, match="集体签到单“甲5”已经登记过"):
        take_slips(session, slips[1:], by=OPERATOR)


def test_an_umbrella_is_cloned_with_what_lies_below_it(cast: Cast) -> None:
    theme = theme_of(cast, 2029)
    kept = SettingUp(programme="public_training", title="公益课", year=2029, organisation=cast.district, umbrella=theme)
    below = set_up(kept, by=OPERATOR)
    session = opened(cast, edition=below, capacity=9)
    set_quotas(session, {cast.plant.pk: 4}, by=OPERATOR)
    came = clone_whole(theme, year=2030, by=OPERATOR)
    (activity,) = came.below
    assert (came.edition.title, activity.edition.umbrella, activity.edition.year) == ("2030年主题", came.edition, 2030)
    assert [each.edition for each in activity.sessions] == [activity.edition]
    assert (came.quotas(), Quota.objects.count()) == (1, 2)


def test_what_lies_outside_ones_reach_does_not_come_along(cast: Cast) -> None:
    theme = theme_of(cast, 2029)
    cast.edition("joining", umbrella=theme, title="别的条线")
    by = officer(21, "desk_head", cast.district, "culture")
    came = clone_whole(theme, year=theme.year + 1, by=by)
    assert (came.below, [each.title for each in came.left]) == ([], ["别的条线"])
