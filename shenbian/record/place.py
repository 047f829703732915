"""Where a body's facts of a year lie in the tree."""

from datetime import date

from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import path_on


def path_in(organisation: Organisation, year: int) -> str:
    """The path of the place where a body stood on the year's last day; a later move leaves it alone. One query.

    A body that moved within the year is told whole: `metrics` adds what it did under its earlier paths.
    """
    return path_on(organisation, date(year, 12, 31)) or organisation.path
