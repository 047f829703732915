"""A small district with a few facts of its year, enough to tell something."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact, source_of
from shenbian.facts.kind import kinds
from shenbian.orgs.actions import found
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor


@dataclass
class District:
    federation: Organisation
    town: Organisation
    operator: Actor

    def write(
        self, kind: str, count: int = 1, *, at: Organisation | None = None, day: date = date(2022, 5, 4), **said: object
    ) -> list[int]:
        """So many facts of a kind, each with a natural key of its own. Gives their ids."""
        where = at or self.town
        facts = []
        for _ in range(count):
            self.made += 1
            facets = {
                key: value
                for key, value in said.items()
                if key not in {"amount_fen", "edition", "unit", "person", "quantity"}
            }
            number = {"session": f"S{self.made}", "receipt": f"R{self.made}", "no": f"N{self.made}"}
            facets |= {f.key: number[f.key] for f in kinds[kind].facets if f.key in number and f.key not in facets}
            parts = facets | {
                "organisation": where.pk,
                "happened_on": day,
                **{k: said[k] for k in ("edition", "person", "unit") if k in said},
            }
            columns = {key: said[key] for key in ("amount_fen", "edition", "unit", "person", "quantity") if key in said}
            facts.append(
                NewFact(
                    kind=kind,
                    happened_on=day,
                    organisation=where.pk,
                    org_path=where.path,
                    facets=facets,
                    source=source_of(kinds[kind], parts),
                    evidence="登记表 第2行",
                    **columns,  # type: ignore[arg-type]
                )
            )
        return list(write(facts, by=self.operator.ref))

    made: int = 0


def make_district() -> District:
    federation = found(number="QZ", name="某区总工会", level="federation", founded_on=date(1950, 5, 1), by="test")
    town = found(
        number="ZJ", name="东镇总工会", level="town", parent=federation, founded_on=date(2000, 5, 1), by="test"
    )
    return District(federation, town, Actor.operator("test"))


@pytest.fixture
def district(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> District:
    monkeypatch.setenv("SHENBIAN_HOME", str(tmp_path))
    return make_district()
