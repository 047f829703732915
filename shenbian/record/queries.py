"""Records as they are read."""

from shenbian.orgs.models import Organisation
from shenbian.record.models import Record


def record_of(organisation: Organisation, *, year: int) -> Record | None:
    """The record of the year, whatever its state, or None where nobody has begun one."""
    return Record.objects.select_related("organisation").filter(organisation=organisation, year=year).first()
