"""Whom a move tells, and in what words: derived from the table, or said in it (`tells`, `says`).

However many things a call moves, a person hears of it once for each move: what came to them, and how much of it.
Nothing a notice says names anybody: it may be read over a shoulder and on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import override

from shenbian.flow.queries import authors_of
from shenbian.flow.row import Row
from shenbian.flow.table import Move, Phase
from shenbian.kit.period import today
from shenbian.look.words import day
from shenbian.notices.actions import Telling, tell
from shenbian.notices.kinds import Kind, kinds
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import OWNERS_RIGHTS, Right
from shenbian.rights.concerned import who_may_each

MOVED = Kind("thing.moved", "我的事项有了进展")
WAITS = Kind("thing.waits", "有事项等我办理", channels=("wechat",))
kinds.add(MOVED, WAITS)

Told = Sequence[tuple[Row, Move]]


def tell_of(moved: Told, *, by: Actor) -> None:
    """Write the notices of a call. One query where somebody is told, another for whoever comes next or began it."""
    with override("zh-hans"):  # the words are the reader's, whatever language the mover reads
        tellings = [*_concerned(moved, by), *_next(moved, by)]
    if tellings:
        tell(tellings, by=by.ref)


def tell_of_begun(things: Sequence[Any], *, by: Actor) -> None:
    """Write the notices of things that came into being in a state that waits for somebody, where their flow says so."""
    firsts: dict[str, Move] = {}
    told: list[tuple[Row, Move]] = []
    for thing in things:
        flow = thing.flow
        if flow.tells and thing.waits_for:
            right = Right(thing.waits_for)
            begun = Move(name="begin", title="建立", source=(), target=thing.status, right=right, tells=flow.tells)
            told.append((Row(thing, by, {}, today()), firsts.setdefault(flow.name, begun)))
    if told:
        tell_of(told, by=by)


def _concerned(moved: Told, by: Actor) -> Iterator[Telling]:
    """What became of it, for its owner, whom it names, and who began it: but they know what they do themselves."""
    began = [row.thing for row, move in moved if "author" in move.tells]
    authors = authors_of(began) if began else {}
    groups: dict[tuple[int, int], list[tuple[Row, Move]]] = {}
    for row, move in moved:
        found = {_who(each, row.thing, authors, by) for each in move.tells}
        for person in (each for each in found if each is not None):
            groups.setdefault((person, id(move)), []).append((row, move))
    for (owner, _), group in groups.items():
        row, move = group[0]
        thing = row.thing
        more = f"（共{len(group)}件）" if len(group) > 1 else ""
        yield Telling(
            to=owner,
            kind=MOVED.key,
            title=f"{thing.told_as}：{thing.title_of_state}{more}",
            body=_for_owner(thing, move) + more,
            subject=thing.subject,
            count=len(group),
        )


def _who(word: str, thing: Any, authors: Mapping[str, int], by: Actor) -> int | None:
    """Whom a word of `tells` means here. Only what is asked is looked at: an owner may have to be read."""
    if word == "owner":
        owner: int | None = thing.owner
        return owner
    if word == "other":
        other: int | None = thing.other
        return other
    author = authors.get(thing.subject) if word == "author" else None
    return None if by.owns(author) else author


def _next(moved: Told, by: Actor) -> Iterator[Telling]:
    """What waits now, for each person who may go on with it. Whoever moved it knows; an owner hears of it as owner."""
    waiting = [(row, move) for row, move in moved if "next" in move.tells and row.thing.waits_for]
    if not waiting:
        return
    asked = [(Right(row.thing.waits_for), row.thing) for row, _ in waiting]
    groups: dict[tuple[int, int], list[Any]] = {}
    for (row, move), people in zip(waiting, who_may_each(asked), strict=True):
        told = {row.thing.owner} if "owner" in move.tells else set()
        for person in people - told:
            if not by.owns(person):
                groups.setdefault((person, id(move)), []).append(row.thing)
    for (person, _), things in sorted(groups.items(), key=lambda each: each[0][0]):
        first = things[0]
        yield Telling(
            to=person,
            kind=WAITS.key,
            title=f"等您办理：{first.told_as}" + (f"（{len(things)}件）" if len(things) > 1 else ""),
            body=_for_next(things),
            subject=first.subject,
            count=len(things),
        )


def _for_owner(thing: Any, move: Move) -> str:
    what, where, state = thing.told_as, thing.organisation.name, thing.title_of_state
    due = day(thing.due_on) if thing.due_on else ""
    if move.says and (due or "{due}" not in move.says):
        return move.says.format(what=what, where=where, state=state, move=move.title, due=due)
    if thing.phase in (Phase.DONE, Phase.VOID):
        return f"您的{what}已有结果：{state}。"
    if thing.phase == Phase.WAITING and Right(thing.waits_for) in OWNERS_RIGHTS:
        return f"您的{what}现在需要您办理（{state}）" + (f"，请在{due}前办好。" if due else "。")
    return f"您的{what}已到{where}（{state}）" + (f"，预计{due}前答复。" if due else "。")


def _for_next(things: Sequence[Any]) -> str:
    first = things[0]
    days = [thing.due_on for thing in things if thing.due_on]
    earliest = "最早" if len(things) > 1 else ""
    until = f"，{earliest}{day(min(days))}到期" if days else ""
    return f"{len(things)}件{first.told_as}等您办理（{first.title_of_state}）{until}。"
