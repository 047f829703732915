"""Where the body stood on the day: facts say the tree as it was then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shenbian.flow.row import Effect, Row
from shenbian.orgs.queries import paths_on


class Placed(Effect):
    """Each thing knows the path of its body on its day (`path_then`), which its fact tells. One query."""

    title = "按当日的组织关系"

    def act(self, rows: Sequence[Row]) -> None:
        rows = [row for row in rows if row.thing.came is None]  # the fact of a sheet's row knows its path already
        if not rows:
            return
        places = {row.thing.pk: _place(row.thing) for row in rows}
        found = paths_on((body.pk, day) for body, day in places.values())
        for row in rows:
            body, day = places[row.thing.pk]
            row.thing.path_then = found.get((body.pk, day), body.path)


def _place(thing: Any) -> tuple[Any, Any]:
    """The body where a thing counts, and its day."""
    return thing.counts_at, thing.counts_on


PLACED = Placed()
