"""The table of contents: what each programme is, and whether it runs by moves or by imported figures."""

from typing import TypedDict

from shenbian.facts.queries import imported_programmes
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
    imported = imported_programmes()
    return [_row(programme, imported) for programme in catalogue]


def _row(programme: Programme, imported: frozenset[str]) -> Row:
    runs = "moves" if programme.flow is not None and programme.key not in imported else "figures"
    return Row(
        key=programme.key,
        title=programme.title,
        refs=list(programme.refs),
        desk=programme.desk.label,
        flow=programme.flow.name if programme.flow else "",
        runs=runs,
    )
