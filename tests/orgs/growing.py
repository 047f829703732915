"""A small district to test with."""

from datetime import date

from shenbian.orgs.actions import found_many
from shenbian.orgs.models import Organisation
from shenbian.orgs.rules import Founding

FIRST = date(2010, 1, 1)


def founding(number: str, parent: str = "", level: str = "grassroots", on: date | None = FIRST) -> Founding:
    return Founding(number=number, name=f"{number}工会", level=level, parent=parent, founded_on=on)


def district() -> dict[str, Organisation]:
    """区 → 仁和(镇街) → 机床 → 一车间; 区 → 石园(镇街); by number."""
    said = [
        founding("区", level="federation", on=date(2000, 1, 1)),
        founding("仁和", "区", "town"),
        founding("石园", "区", "town"),
        founding("机床", "仁和"),
        founding("车间", "机床", "team"),
    ]
    return {org.number: org for org in found_many(said, by="test")}
