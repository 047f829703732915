"""A table says everything, and one that is wrong does not load."""

from dataclasses import replace

import pytest

from shenbian.flow.table import Clock, Flow, Move, Phase, State, extend
from shenbian.rights.catalogue import Right
from shenbian.standard.guards import not_own
from tests.sample_app.flows import TICKET

DRAFT = State("draft", "草稿", Phase.DRAFT)
WAITS = State("waits", "待办", Phase.WAITING)
DONE = State("done", "办结", Phase.DONE)
HAND_IN = Move(name="hand_in", title="提交", source=("draft",), target="waits", right=Right.ENTRY_MAKE)
DECIDE = Move(name="decide", title="决定", source=("waits",), target="done", right=Right.ENTRY_DECIDE)


def flow(*, states=(DRAFT, WAITS, DONE), moves=(HAND_IN, DECIDE)):
    return Flow("plain", title="普通", states=states, moves=moves)


def wrong(**parts):
    with pytest.raises(ValueError, match="flow plain: ") as said:
        flow(**parts)
    return str(said.value).removeprefix("flow plain: ")


def test_a_good_table_has_no_problems():
    assert list(flow().problems()) == []


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"moves": (HAND_IN, replace(DECIDE, target="nowhere"))}, "decide names an unknown state 'nowhere'"),
        ({"moves": (HAND_IN, replace(DECIDE, source=("elsewhere",)))}, "decide names an unknown state 'elsewhere'"),
        ({"moves": (HAND_IN, DECIDE, replace(DECIDE))}, "decide leaves waits twice"),
        ({"states": (DRAFT, WAITS, DONE, DONE)}, "two states are called done"),
        ({"moves": (HAND_IN,)}, "waits waits for nobody"),
        ({"states": (DRAFT, WAITS, DONE, State("island", "孤岛", Phase.VOID))}, "island cannot be reached"),
        ({"moves": (HAND_IN, DECIDE, replace(DECIDE, name="loop", source=("waits",), target="waits", tells=("all",)))},
         "loop tells an unknown 'all'"),
        ({"states": (DRAFT, WAITS, State("done", "办结", Phase.WAITING), State("end", "结束", Phase.VOID)),
          "moves": (HAND_IN, DECIDE, replace(DECIDE, name="back", source=("done",), target="waits"),
                    replace(DECIDE, name="end", source=("draft",), target="end"))},
         "waits never comes to an end"),
        ({"states": (DRAFT, WAITS, State("done", "办结", Phase.DONE, Clock(days=1, source="某条")))},
         "done is over and has a clock"),
        ({"states": (DRAFT, WAITS, State("done", "办结", Phase.DONE, pauses=True))}, "done cannot pause a clock"),
        ({"states": (DRAFT, WAITS, State("done", "办结", Phase.DONE, retired=True))},
         "done is retired and still a target"),
    ],
)  # fmt: skip
def test_a_wrong_table_does_not_load(parts, problem):
    assert wrong(**parts) == problem


def test_an_island_of_states_that_lead_to_each_other_cannot_be_reached():
    island = (State("a", "甲", Phase.WAITING), State("b", "乙", Phase.DONE))
    round_about = (
        Move(name="there", title="去", source=("a",), target="b", right=Right.ENTRY_DECIDE),
        Move(name="back", title="回", source=("b",), target="a", right=Right.ENTRY_DECIDE),
    )
    assert wrong(states=(DRAFT, WAITS, DONE, *island), moves=(HAND_IN, DECIDE, *round_about)) == "a cannot be reached"


def test_a_retired_state_stays_known_though_nothing_leads_to_it():
    old = State("old", "旧", Phase.VOID, retired=True)
    assert flow(states=(DRAFT, WAITS, DONE, old)).state("old") == old


def test_a_waiting_state_waits_for_the_right_of_the_first_row_that_leaves_it():
    assert {state.key: TICKET.waits_for(state.key) for state in TICKET.states} == {
        "draft": None,
        "handed_in": Right.ENTRY_ENDORSE,
        "stopped": Right.ENTRY_ENDORSE,
        "noticed": Right.ENTRY_ENDORSE,
        "granted": None,
        "declined": None,
        "forgotten": None,
    }


def test_moves_are_found_by_name_and_state():
    assert [move.name for move in TICKET.moves_from("noticed")] == ["stop", "grant", "decline"]
    assert TICKET.find("grant", "noticed") == TICKET.named("grant")[0]
    assert TICKET.find("grant", "draft") is None


def test_a_slip_in_a_name_is_the_programmers_and_says_so():
    with pytest.raises(KeyError, match="has no move 'grannt'"):
        TICKET.named("grannt")
    with pytest.raises(KeyError, match="has no state 'gone'"):
        TICKET.state("gone")


def test_an_extended_flow_asks_more_and_the_first_one_stays():
    more = extend(flow(), "more", guards={"decide": (not_own,)})
    assert [(move.name, move.guards) for move in more.moves] == [("hand_in", ()), ("decide", (not_own,))]
    assert (more.name, more.title, flow().moves[1].guards) == ("more", "普通", ())


def test_extending_a_move_that_is_not_there_does_not_load():
    with pytest.raises(ValueError, match="flow plain has no move deside"):
        extend(flow(), "more", guards={"deside": (not_own,)})


def test_a_flow_draws_itself():
    assert flow().mermaid().splitlines() == [
        "stateDiagram-v2",
        '  state "草稿" as draft',
        '  state "待办" as waits',
        '  state "办结" as done',
        "  [*] --> draft",
        "  draft --> waits: 提交",
        "  waits --> done: 决定",
        "  done --> [*]",
    ]
