"""Each programme's demo year feeds figures of its own: without its facts they are nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlglot import exp

from shenbian.facts.kind import Type, kinds
from shenbian.metrics.engine import Engine, Postgres, postgres
from shenbian.metrics.figure import Value
from shenbian.metrics.measure import measure
from shenbian.record.contents import contents
from shenbian.standard.programme import Programme, catalogue
from tests.demo.conftest import Year

# An umbrella's facts are those said to belong to it, whoever wrote them.
UMBRELLAS = {"theme_campaign": ("theme",), "culture_festival": ("arts", "sports")}


@dataclass(frozen=True)
class Without(Postgres):
    """The ledger without the facts of one programme: those marked as its own, and of kinds without a mark all."""

    programme: str = ""

    def facts(self, as_of: int | None) -> exp.Select:
        programme = catalogue[self.programme]
        plain = [kind for kind in programme.kinds if all(facet.key != "programme" for facet in kinds[kind].facets)]
        own = [
            self.facet("programme", Type.TEXT).eq(programme.key),
            self.facet("umbrella", Type.TEXT).isin(*UMBRELLAS.get(programme.key, ("",))),
            exp.column("kind", "f").isin(*plain, ""),
        ]
        known = [exp.Coalesce(this=each, expressions=[exp.false()]) for each in own]
        return super().facts(as_of).where(exp.not_(exp.or_(*known)), copy=False)


def values(programme: Programme, year: Year, engine: Engine) -> dict[str, Value]:
    found = measure(programme.metrics, under=year.under, period=year.period, engine=engine)
    return {key: figure.value for key, figure in found.items()}


# All that these did in the demo year came from things of our kernels; works and the choir contest are still imported.
BY_MOVES = (
    "P01 P04 P05 P06 P08 P09 P10 P11 P12 P13 P14 P15 P16 P18 P19 P25 P26 P29 P30 P31 P38 P44 P46 P47 P48 P50 P53 P54 "
    "P55 P59"
).split()


@pytest.mark.parametrize("programme", list(catalogue), ids=lambda programme: programme.key)
def test_a_figure_of_its_own_is_something_with_its_facts_and_nothing_without(programme: Programme, year: Year) -> None:
    full, bare = values(programme, year, postgres), values(programme, year, Without(programme=programme.key))
    assert [key for key, value in full.items() if not value] == []
    assert [key for key in full if not bare[key]] != []


def test_the_table_of_contents_says_what_runs(year: Year) -> None:
    rows = contents()
    assert [sorted(row) for row in rows] == [["desk", "flow", "key", "refs", "runs", "title"]] * 61
    assert [row["key"] for row in rows] == [programme.key for programme in catalogue]
    moves = [ref for row in rows if row["runs"] == "moves" for ref in row["refs"]]
    assert sorted(moves) == BY_MOVES
    assert {row["runs"] for row in rows} == {"moves", "figures"}
