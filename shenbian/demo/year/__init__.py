"""What happened in the year, line of work by line of work, each as the workbooks that its officers kept."""

from collections.abc import Iterator

from shenbian.demo.book import Book
from shenbian.demo.world import World
from shenbian.demo.year import (
    aid,
    care,
    culture,
    festival,
    members,
    money,
    organising,
    party,
    passed_on,
    rights,
    skills,
    volunteers,
)

LINES = (organising, members, festival, culture, volunteers, care, money, passed_on, aid, skills, rights, party)


def books(world: World) -> Iterator[Book]:
    """Every workbook of the year, in the order in which people keep them; the import finds its own order."""
    for line in LINES:
        yield from line.books(world)
