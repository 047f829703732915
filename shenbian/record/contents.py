"""The table of contents: what each programme is, and whether it runs by moves or by imported figures."""

from typing import TypedDict

from shenbian.facts.kind import kinds
from shenbian.facts.queries import imported
from shenbian.standard.programme import Programme, catalogue


class Row(TypedDict):
    key: str
    title: str
    refs: list[str]
    desk: str
    flow: str
    runs: str


def contents() -> list[Row]:
    """A row a programme, in the order of the year; two queries at the most."""
    came = imported()
    return [_row(programme, came) for programme in catalogue]


def _row(programme: Programme, came: frozenset[tuple[str, str]]) -> Row:
    return Row(
        key=programme.key,
        title=programme.title,
        refs=list(programme.refs),
        desk=programme.desk.label,
        flow=programme.flow.name if programme.flow else "",
        runs="moves" if programme.has_moves and not _imported(programme, came) else "figures",
    )


def _imported(programme: Programme, came: frozenset[tuple[str, str]]) -> bool:
    """Whether anything that it does was imported; a list that it only reads beside facts marked as its own is not."""
    marked = [kind for kind in programme.kinds if any(facet.key == "programme" for facet in kinds[kind].facets)]
    own = {(kind, programme.key) for kind in marked} if marked else {(kind, "") for kind in programme.kinds}
    return bool(own & came)
