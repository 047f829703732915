"""A subtree: the tree as it was when each fact happened, or, on request, the tree of today.

As it was, a body has the facts below it wherever it stood on their day: below each path that it has ever had.

Today's tree is known from `org.moved` facts alone: a body's path today is that of its nearest moved ancestor (or its
own), and the rest of the way as it was. Only the paths that a move carried across the border of the scope matter; they
are listed, so that a scope is one condition on a path in either tree.

A fact without an organisation lies in the whole ledger and in no subtree. A unit lies where the organisation on its
statement lies: the town or zone it is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from sqlglot import exp

from shenbian.facts.kernel_kinds import ORG_MOVED
from shenbian.facts.kind import Type, kinds
from shenbian.metrics.engine import Engine

Tree: TypeAlias = Literal["then", "now"]


@dataclass(frozen=True)
class Scope:
    """Facts of bodies at or below the path `under` ("" is the whole ledger); with `only`, of that body alone.

    `before`: the paths that the body had earlier, in the tree as it was. `moved` maps paths as they were to paths of
    today; it is empty for the tree as it was.
    """

    under: str
    only: bool = False
    moved: tuple[tuple[str, str], ...] = ()
    before: tuple[str, ...] = ()

    def holds(self, path: exp.Expr) -> exp.Expr:
        """The condition that a path lies in the scope."""
        inside = self._inside(path)
        entered, left = self.entered(), self.left()
        if left:
            inside = exp.and_(inside, exp.not_(exp.In(this=path.copy(), expressions=_texts(left))))
        return exp.or_(inside, exp.In(this=path.copy(), expressions=_texts(entered))) if entered else inside

    def today(self, path: exp.Expr) -> exp.Expr:
        """The path in the chosen tree, as a value."""
        if not self.moved:
            return path
        chosen = exp.Case()
        for then, now in self.moved:
            chosen = chosen.when(path.copy().eq(exp.Literal.string(then)), exp.Literal.string(now))
        return chosen.else_(path.copy())

    def entered(self) -> list[str]:
        """Paths of bodies that lay outside then and lie inside today."""
        return [then for then, now in self.moved if self._has(now) and not self._has(then)]

    def left(self) -> list[str]:
        return [then for then, now in self.moved if self._has(then) and not self._has(now)]

    def children(self, paths: Iterable[str]) -> list[Scope]:
        """The bodies right below that these paths lie in, by their ids; first the body itself where a path is its."""
        rests = {path.removeprefix(top) for path in paths for top in self._tops() if path.startswith(top)}
        own = [replace(self, only=True)] if "" in rests and self.under else []
        return own + [self._child(each) for each in sorted({int(rest.split(".")[0]) for rest in rests - {""}})]

    def _child(self, body: int) -> Scope:
        return replace(self, under=f"{self.under}{body}.", before=tuple(f"{top}{body}." for top in self.before))

    def _tops(self) -> tuple[str, ...]:
        return (self.under, *self.before)

    def _has(self, path: str) -> bool:
        return path in self._tops() if self.only else path.startswith(self._tops())

    def _inside(self, path: exp.Expr) -> exp.Expr:
        if not self.under:
            return exp.true()
        tops = _texts(self._tops())
        if self.only:
            return path.copy().isin(*tops)
        return exp.or_(*(exp.StartsWith(this=path.copy(), expression=top) for top in tops))


def places_before(engine: Engine, as_of: int | None, under: str) -> tuple[str, ...]:
    """The other paths that the body of this path has in facts. No query for a root, one where nobody ever moved."""
    bodies = under.split(".")[:-1]
    if len(bodies) < 2 or not (moves := _moves(engine, as_of)):
        return ()
    paths = {str(before) for _, _, before in moves} | _paths(engine, as_of)
    parts = [path.split(".")[:-1] for path in paths]
    tops = {".".join(each[: each.index(bodies[-1]) + 1]) + "." for each in parts if bodies[-1] in each}
    return tuple(sorted(tops - {under}))


def moves_since(engine: Engine, as_of: int | None) -> tuple[tuple[str, str], ...]:
    """Every path that stands in a fact and is another one today, with that one. One query where nobody ever moved."""
    moves = _moves(engine, as_of)
    last = {str(body): str(path) for body, path, _ in moves}
    if not last:
        return ()
    paths = {str(before) for _, _, before in moves} | _paths(engine, as_of)
    resolved = _resolved(last)
    return tuple(sorted((path, now) for path in paths if (now := _today(path, resolved)) != path))


def _moves(engine: Engine, as_of: int | None) -> list[tuple[Any, ...]]:
    """Every move: the body's id, its path after it, its path before; in order."""
    by_day = [exp.column("happened_on", "f"), exp.column("id", "f")]
    after, before = (engine.facet(key, Type.TEXT) for key in ("after", "before"))
    facts = engine.facts(as_of).select(exp.column("organisation", "f"), after, before)
    return _ask(engine, as_of, facts.where(exp.column("kind", "f").eq(ORG_MOVED.key)).order_by(*by_day))


def _paths(engine: Engine, as_of: int | None) -> set[str]:
    """Every path that stands in a fact: where it happened, and whose money it was."""
    asked = [exp.column("org_path", "f"), *(engine.facet(key, Type.TEXT) for key in {k.owner for k in kinds} - {""})]
    queries = [engine.facts(as_of).select(exp.alias_(path, "path")).distinct() for path in asked]
    return {str(path) for query in queries for (path,) in _ask(engine, as_of, query) if path}


def _ask(engine: Engine, as_of: int | None, query: exp.Query) -> list[tuple[Any, ...]]:
    for name, table in engine.tables(as_of).items():
        query = query.with_(name, as_=table)
    return engine.ask(query.sql(engine.dialect))


def _resolved(last: Mapping[str, str]) -> dict[str, str]:
    """Each moved body's path today: its own last move, then those of the bodies above it, from the top down."""
    found: dict[str, str] = {}

    def path_of(body: str, seen: frozenset[str]) -> str:
        if body not in found:
            above, own = _split(last[body])
            nearest = next((a for a in reversed(above) if a in last and a not in seen), None)
            if nearest is not None:
                head = path_of(nearest, seen | {body})
                own = head + ".".join([*above[above.index(nearest) + 1 :], body]) + "."
            found[body] = own
        return found[body]

    for body in last:
        path_of(body, frozenset({body}))
    return found


def _split(path: str) -> tuple[list[str], str]:
    """The bodies above, from the top, and the path itself."""
    return path.split(".")[:-2], path


def _today(path: str, resolved: Mapping[str, str]) -> str:
    parts = path.split(".")[:-1]
    for place in range(len(parts) - 1, -1, -1):
        if parts[place] in resolved:
            return resolved[parts[place]] + "".join(f"{part}." for part in parts[place + 1 :])
    return path


def _texts(paths: Iterable[str]) -> list[exp.Expr]:
    return [exp.Literal.string(path) for path in paths]
