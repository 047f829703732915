"""Tournaments: who may play, a draw that comes out again, results, walkovers, leaving, protests, the ranking."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from shenbian.brackets.actions import enter_people, enter_team, file_protest
from shenbian.brackets.models import Match, Player, Tournament
from shenbian.brackets.queries import board_of, drawn_again, matches_of
from shenbian.flow.actions import perform
from shenbian.flow.refusals import NotYours, Refused, WrongMoment
from shenbian.people.models import Person
from tests.brackets.conftest import Games
from tests.editions.conftest import person_of
from tests.gatherings.conftest import planned


def test_ringers_the_underage_and_who_plays_already_are_refused_by_name(games: Games) -> None:
    chess = games.tournament()
    ringer, young = games.cast.worker(), games.cast.worker(of=games.cast.plant)
    Person.objects.filter(pk=person_of(young).pk).update(born_on="2012-01-01")
    games.enters(chess, member := games.cast.worker(of=games.cast.plant))
    people = [person_of(each) for each in (ringer, young, member)]
    whys = [each.why for each in enter_people(chess, people, by=games.desk)]
    assert [why.split("，")[0] for why in whys] == [
        f"{people[0].name}不是在册会员", f"{people[1].name}不满18岁", f"{people[2].name}已经在这项赛事里参赛。",
    ]  # fmt: skip
    assert Player.objects.count() == 1


def test_a_team_plays_for_one_union_and_is_refused_whole(games: Games) -> None:
    relay = games.tournament(teams=True)
    own = [person_of(games.cast.worker(of=games.cast.plant)) for _ in range(2)]
    other = person_of(games.cast.worker(of=games.cast.shop))
    with pytest.raises(Refused, match="不能代表它参赛"):
        enter_team(relay, "机床一队", [*own, other], by=games.desk)
    with pytest.raises(Refused, match="队员两人以上"):
        enter_team(relay, "机床一队", own[:1], by=games.desk)
    assert enter_team(relay, "机床一队", own, by=games.desk).players.count() == 2
    with pytest.raises(NotYours):
        enter_team(relay, "二队", own, by=games.cast.worker())


@pytest.mark.parametrize(("number", "byes", "matches"), [(3, 1, 3), (5, 3, 7), (6, 2, 7), (7, 1, 7)])
def test_byes_are_through_at_once(games: Games, number: int, byes: int, matches: int) -> None:
    drawn = games.drawn(number=number)
    assert (drawn.matches.filter(bye=True, status="played").count(), drawn.matches.count()) == (byes, matches)
    second = drawn.matches.filter(round=2)
    assert sum(bool(each.one_id) + bool(each.two_id) for each in second) == byes
    assert drawn_again(drawn)


def test_a_draw_is_undone_with_its_seed_kept_until_something_was_played(games: Games) -> None:
    drawn = games.drawn(number=3)
    first = drawn.seed
    undone = perform("undraw", on=drawn, by=games.desk, said={"reason": "漏报一人"})
    assert (undone.seed, undone.matches.count()) == ("", 0)
    assert [(each["seed"], each["why"]) for each in undone.earlier] == [(first, "漏报一人")]
    again = perform("draw", on=undone, by=games.desk)
    assert again.seed != first
    games.plays(again.matches.get(round=1, bye=False))
    with pytest.raises(Refused, match="已经有比赛结果"):
        perform("undraw", on=again, by=games.desk, said={"reason": "再抽"})


def test_seeds_meet_late_and_are_each_given_once(games: Games) -> None:
    chess = games.tournament(number=4)
    one, two, *_ = chess.entrants.order_by("pk")
    perform("seed", on=one, by=games.desk, said={"seeding": 1})
    with pytest.raises(Refused, match="1号种子已经有了"):
        perform("seed", on=two, by=games.desk, said={"seeding": 1})
    perform("seed", on=two, by=games.desk, said={"seeding": 2})
    drawn = perform("draw", on=chess, by=games.desk)
    assert [games.match(drawn, 1, slot).one for slot in (0, 1)] == [one, two]


def test_winners_go_on_and_a_result_is_corrected_until_the_next_round_is_played(games: Games) -> None:
    drawn = games.drawn()
    first = games.plays(games.match(drawn, 1))
    with pytest.raises(Refused, match="不能打平"):
        games.plays(games.match(drawn, 1, 1), 2, 2)
    with pytest.raises(Refused, match="还没有定"):
        games.plays(games.match(drawn, 2))
    games.plays(first, 0, 2, move="correct")
    assert games.match(drawn, 2).one_id == first.two_id
    games.plays(games.match(drawn, 1, 1))
    games.plays(games.match(drawn, 2))
    with pytest.raises(Refused, match="下一轮已经打了"):
        games.plays(first, 2, 0, move="correct")
    board = board_of(drawn, masked=True)
    assert [each.place for each in board.ranking] == [1, 2, 3, 3]
    assert "*" in board.ranking[0].side.name
    assert board.ranking[0].side.union == games.cast.plant.name
    assert perform("finish", on=drawn, by=games.desk).status == "finished"


def test_who_does_not_come_or_leaves_gives_the_match_up(games: Games) -> None:
    drawn = games.drawn()
    absent = perform("walk_over", on=games.match(drawn, 1), by=games.referee, said={"absent": "one", "note": "未到"})
    assert (absent.winner_id, absent.said) == (absent.two_id, "弃权")
    assert absent.two is not None
    perform("withdraw", on=absent.two, by=games.desk, said={"reason": "受伤"})
    games.plays(games.match(drawn, 1, 1))
    final = games.match(drawn, 2)
    assert (final.status, final.walkover, final.winner_id) == ("played", True, final.two_id)


def test_a_protest_is_decided_by_another_hand_and_holds_the_next_round_up(games: Games) -> None:
    drawn = games.drawn()
    first, second = games.plays(games.match(drawn, 1)), games.plays(games.match(drawn, 1, 1))
    assert first.two is not None
    with pytest.raises(Refused, match="参赛方"):
        file_protest(second, entrant=first.two, reason="比分记错", by=games.referee)
    filed = file_protest(first, entrant=first.two, reason="比分记错", by=games.referee)
    with pytest.raises(Refused, match="异议还没有裁决"):
        games.plays(games.match(drawn, 2))
    with pytest.raises(Refused, match="要由别人裁决"):
        perform("uphold", on=filed, by=games.referee, said={"decision": "重赛"})
    perform("uphold", on=filed, by=games.desk, said={"decision": "重赛"})
    again = games.match(drawn, 1)
    assert (again.status, again.winner, games.match(drawn, 2).one) == ("open", None, None)
    games.plays(again, 1, 3)
    assert games.match(drawn, 2).one_id == first.two_id


def test_a_dismissed_protest_changes_nothing_and_an_open_one_keeps_the_tournament_open(games: Games) -> None:
    drawn = games.drawn(number=2)
    final = games.plays(games.match(drawn, 1))
    assert final.one is not None
    filed = file_protest(final, entrant=final.one, reason="场地不平", by=games.referee)
    with pytest.raises(Refused, match="1件异议没有裁决"):
        perform("finish", on=drawn, by=games.desk)
    perform("dismiss", on=filed, by=games.desk, said={"decision": "不影响结果"})
    assert games.match(drawn, 1).winner_id == final.one_id
    perform("finish", on=drawn, by=games.desk)
    with pytest.raises(Refused, match="没有在进行"):
        file_protest(final, entrant=final.one, reason="再议", by=games.referee)


def test_a_round_robin_is_ranked_with_ties(games: Games) -> None:
    drawn = games.drawn("round_robin", 3)
    assert drawn_again(drawn)
    assert [each.round for each in drawn.matches.all()] == [1, 2, 3]
    for match in drawn.matches.all():
        games.plays(match, 1, 1)
    assert [(each.place, each.points) for each in board_of(drawn, masked=False).ranking] == [(1, 2), (1, 2), (1, 2)]


def test_a_match_is_played_at_a_session_of_its_edition(games: Games) -> None:
    drawn = games.drawn(number=2)
    match = games.match(drawn, 1)
    lesson = planned(games.cast)
    hall = planned(games.cast, kind="sports_round", edition=games.edition, title="象棋赛场")
    with pytest.raises(Refused, match="没有这个编号的场次"):
        perform("place", on=match, by=games.referee, said={"session": lesson.number, "court": ""})
    placed = perform("place", on=match, by=games.referee, said={"session": hall.number, "court": "3号台"})
    assert (placed.session, placed.court) == (hall, "3号台")
    assert match.one_id is not None
    assert [each.court for each in matches_of(games.workers[match.one_id])] == ["3号台"]


def test_nothing_is_entered_or_changed_out_of_turn(games: Games) -> None:
    drawn = games.drawn(number=2)
    with pytest.raises(Refused, match="不能再报名"):
        games.enters(drawn)
    with pytest.raises(NotYours):
        perform("record", on=games.match(drawn, 1), by=games.cast.bo, said={"one_score": 1, "two_score": 0})
    games.plays(games.match(drawn, 1))
    with pytest.raises(WrongMoment):
        games.plays(games.match(drawn, 1))
    stranger = games.tournament(title="围棋", number=1).entrants.get()
    with pytest.raises(IntegrityError, match="winner_played"), transaction.atomic():
        Match.objects.filter(tournament=drawn).update(winner=stranger)
    with pytest.raises(Refused, match="已经有“围棋”"):
        games.tournament(title="围棋")
    assert Tournament.objects.count() == 2
