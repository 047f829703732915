"""A flow is a table (流程): everything that can happen to a thing is a row of it, a move (办理环节).

A row says all there is to say: name, label, from where, to where, the right it takes, the guards that may forbid it,
what the mover must also say, the effects it has, the facts it writes, whom it tells. Buttons, inboxes, deadlines,
traces and diagrams are derived from the table and told nowhere else. Keys of states and names of moves are stored in
rows and live for ever: a state is retired by keeping it with `retired=True` and without a move that leads to it.

A model that has a flow, whole:

    RECORD = Flow(
        "record",
        title="工作纪实",
        states=(
            State("draft",     "草稿",   Phase.DRAFT),
            State("frozen",    "已冻结", Phase.WAITING),
            State("published", "已发布", Phase.DONE),
        ),
        moves=(
            Move(name="freeze",  title="冻结", source=("draft",),  target="frozen",    right=Right.RECORD_WRITE),
            Move(name="publish", title="发布", source=("frozen",), target="published", right=Right.RECORD_PUBLISH,
                 guards=(fresh_hand,), effects=(sign,), facts=(as_facts,)),
        ),
    )

    class Record(Flowing):                # shenbian.flow.models: six columns that only the door writes
        FLOW = RECORD
        organisation = models.ForeignKey("orgs.Organisation", models.PROTECT)  # where its rights are looked for
        desk = Desk.STATISTICS            # a class attribute, a column or a property; "" concerns all lines of work
        owner = None                      # the key of the person whom it concerns, if any
        class Privacy:
            plain = Flowing.Privacy.plain | frozenset({"id", "organisation"})
        class Meta(Flowing.Meta): ...     # keeps the checks of the parent

    record = begin([Record(organisation=district)], by=actor)[0]    # its first state, a trace
    record = perform("freeze", on=record, by=actor)                 # or Refused, NotYours, WrongMoment
    perform("freeze", on=[one, two], by=actor, rows=["第2行", "第3行"])  # an Outcome each; never half of one
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from string import Formatter
from typing import Any

from shenbian.flow.row import Effect, FactsOf, Guard
from shenbian.rights.catalogue import Right


class Phase(StrEnum):
    """What a state means to someone who does not know the programme."""

    DRAFT = "draft"
    WAITING = "waiting"
    DONE = "done"
    VOID = "void"


# The person whom the thing concerns; whoever began it; whom it names beside (`other`); whoever may make the next move.
TELLS = ("owner", "author", "other", "next")
SAYS = ("what", "where", "state", "move", "due")  # what a move's sentence may name: all but `due` are always there


@dataclass(frozen=True, kw_only=True)
class Clock:
    """How long a state may or must last (时限), and who says so.

    The day of entering is not counted; `days` later is the last day, whole (民法典 art. 201, 202). `days` is a number,
    or the key of a rule table that holds it for a place and a day. Calendar days unless `working`.
    """

    days: int | str
    source: str
    working: bool = False


@dataclass(frozen=True)
class State:
    """A place in the table. `pauses`: the clock of the state before stands still here and goes on afterwards."""

    key: str
    title: str
    phase: Phase
    clock: Clock | None = None
    pauses: bool = False
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class Move:
    """One row: one thing that can happen. `asks` is a Django form class: what the mover must also say.

    `says` is the sentence for the owner where the derived one will not do: "您的{what}已到{where}，预计{due}前答复".
    """

    name: str
    title: str
    source: tuple[str, ...]
    target: str
    right: Right
    guards: tuple[Guard, ...] = ()
    asks: type[Any] | None = None
    effects: tuple[Effect, ...] = ()
    facts: tuple[FactsOf, ...] = ()
    tells: tuple[str, ...] = ()
    says: str = ""


@dataclass(frozen=True)
class Flow:
    """The table. Checked when it is made: a wrong one stops the program with ValueError."""

    name: str
    title: str = field(kw_only=True)
    states: tuple[State, ...] = field(kw_only=True)
    moves: tuple[Move, ...] = field(kw_only=True)
    begins: Right | None = field(default=None, kw_only=True)  # what beginning takes; None: the caller has asked
    tells: tuple[str, ...] = field(default=(), kw_only=True)  # whom beginning tells

    def __post_init__(self) -> None:
        for problem in self.problems():
            raise ValueError(f"flow {self.name}: {problem}")

    @property
    def start(self) -> State:
        return self.states[0]

    def state(self, key: str) -> State:
        """The state of this key. Raises KeyError when a row holds a key that the table does not know."""
        try:
            return self._by_key[key]
        except KeyError:
            raise KeyError(f"flow {self.name} has no state {key!r}") from None

    def moves_from(self, status: str) -> tuple[Move, ...]:
        return tuple(move for move in self.moves if status in move.source)

    def find(self, name: str, status: str) -> Move | None:
        return self._by_name_and_source.get((name, status))

    def named(self, name: str) -> tuple[Move, ...]:
        """Every row of this name. Raises KeyError when there is none: a slip of the programmer, not of the user."""
        found = tuple(move for move in self.moves if move.name == name)
        if not found:
            raise KeyError(f"flow {self.name} has no move {name!r}")
        return found

    def waits_for(self, status: str) -> Right | None:
        """Whose turn it is: the right of the first row that leaves a waiting state."""
        return self._turns[status]

    # What is looked up for every row of a sheet is found once.

    @cached_property
    def _by_key(self) -> dict[str, State]:
        return {each.key: each for each in reversed(self.states)}

    @cached_property
    def _by_name_and_source(self) -> dict[tuple[str, str], Move]:
        return {(move.name, key): move for move in reversed(self.moves) for key in move.source}

    @cached_property
    def _turns(self) -> dict[str, Right | None]:
        return {s.key: self.moves_from(s.key)[0].right if s.phase is Phase.WAITING else None for s in self.states}

    @cached_property
    def keeps_time(self) -> bool:
        """Whether any of its states has a clock, or stops one."""
        return any(each.clock or each.pauses for each in self.states)

    def problems(self) -> Iterator[str]:
        """What is wrong with the table."""
        yield from self._twice()
        yield from (f"beginning tells an unknown {who!r}" for who in self.tells if who not in TELLS)
        known = {state.key for state in self.states}
        for move in self.moves:
            named = (*move.source, move.target)
            yield from (f"{move.name} names an unknown state {key!r}" for key in named if key not in known)
            yield from (f"{move.name} tells an unknown {who!r}" for who in move.tells if who not in TELLS)
            yield from (f"{move.name} says an unknown {name!r}" for name in _named_in(move.says) if name not in SAYS)
            if "{due}" in move.says and self.state(move.target).clock is None:
                yield f"{move.name} says a day, and {move.target} has no clock"
        for state in self.states:
            yield from self._problems_of(state)
        yield from self._lost()

    def _problems_of(self, state: State) -> Iterator[str]:
        is_open = state.phase in (Phase.DRAFT, Phase.WAITING)
        if state.retired and any(move.target == state.key for move in self.moves):
            yield f"{state.key} is retired and still a target"
        if is_open and not self.moves_from(state.key):
            yield f"{state.key} waits for nobody"
        if state.clock is not None and not is_open:
            yield f"{state.key} is over and has a clock"
        if state.pauses and (state.clock is not None or not is_open):
            yield f"{state.key} cannot pause a clock"

    def _lost(self) -> Iterator[str]:
        """States to which no way leads, and those from which none leads to an end."""
        ahead = self._reached({self.start.key}, lambda move: move.source, lambda move: (move.target,))
        ends = {state.key for state in self.states if state.phase in (Phase.DONE, Phase.VOID)}
        back = self._reached(ends, lambda move: (move.target,), lambda move: move.source)
        yield from (f"{s.key} cannot be reached" for s in self.states if s.key not in ahead and not s.retired)
        yield from (f"{s.key} never comes to an end" for s in self.states if s.key not in back)

    def _twice(self) -> Iterator[str]:
        keys = [state.key for state in self.states]
        rows = [(move.name, key) for move in self.moves for key in move.source]
        yield from (f"two states are called {key}" for key in sorted({key for key in keys if keys.count(key) > 1}))
        yield from (f"{name} leaves {key} twice" for name, key in sorted({row for row in rows if rows.count(row) > 1}))

    def _reached(
        self, first: set[str], of: Callable[[Move], Iterable[str]], to: Callable[[Move], Iterable[str]]
    ) -> set[str]:
        """The states that one comes to from `first`, walking rows from `of` to `to`."""
        reached, fresh = set(first), set(first)
        while fresh:
            fresh = {key for move in self.moves if fresh & set(of(move)) for key in to(move)} - reached
            reached |= fresh
        return reached

    def mermaid(self) -> str:
        """The state diagram, as mermaid reads it."""
        names = [f'  state "{state.title}" as {state.key}' for state in self.states]
        rows = [f"  {key} --> {move.target}: {move.title}" for move in self.moves for key in move.source]
        ends = [f"  {state.key} --> [*]" for state in self.states if not self.moves_from(state.key)]
        return "\n".join(["stateDiagram-v2", *names, f"  [*] --> {self.start.key}", *rows, *ends])


def _named_in(sentence: str) -> list[str]:
    """The fields that a sentence names."""
    return [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]


def extend(
    flow: Flow,
    name: str,
    *,
    title: str = "",
    guards: Mapping[str, tuple[Guard, ...]] | None = None,
    effects: Mapping[str, tuple[Effect, ...]] | None = None,
    facts: Mapping[str, tuple[FactsOf, ...]] | None = None,
) -> Flow:
    """The same flow with more asked, done or counted on some of its moves. Another path is another Flow."""
    guards, effects, facts = guards or {}, effects or {}, facts or {}
    unknown = {*guards, *effects, *facts} - {move.name for move in flow.moves}
    if unknown:
        raise ValueError(f"flow {flow.name} has no move {', '.join(sorted(unknown))}")
    moves = tuple(
        replace(
            move,
            guards=move.guards + tuple(guards.get(move.name, ())),
            effects=move.effects + tuple(effects.get(move.name, ())),
            facts=move.facts + tuple(facts.get(move.name, ())),
        )
        for move in flow.moves
    )
    return replace(flow, name=name, title=title or flow.title, moves=moves)
