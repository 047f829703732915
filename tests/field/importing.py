"""A visit as the import of its register writes it."""

from shenbian.facts.actions import write
from shenbian.facts.fact import NewFact
from shenbian.kit.period import today
from tests.field.conftest import Field


def write_visit(field: Field, source: str) -> None:
    fact = NewFact(
        kind="visit",
        happened_on=today(),
        organisation=field.place.east.pk,
        org_path=field.place.east.path,
        unit=field.shop.pk,
        facets={"programme": "monthly_visits"},
        source=source,
        evidence="走访登记.xlsx|第2行",
    )
    write([fact], by="operator:test")
