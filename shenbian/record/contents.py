"""The table of contents: what each programme is, and whether it runs by moves or by imported figures."""

from typing import TypedDict

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
    told = any({(kind, programme.key), (kind, "")} & came for kind in programme.kinds)
    runs = "moves" if programme.flow is not None and not told else "figures"
    return Row(
        key=programme.key,
        title=programme.title,
        refs=list(programme.refs),
        desk=programme.desk.label,
        flow=programme.flow.name if programme.flow else "",
        runs=runs,
    )
