"""Records as they are read."""

from typing import Any

from shenbian.orgs.models import Organisation
from shenbian.record.models import Record


def record_of(organisation: Organisation, *, year: int) -> Record | None:
    """The record of the year, whatever its state, or None where nobody has begun one."""
    return Record.objects.select_related("organisation").filter(organisation=organisation, year=year).first()


def published(organisation: Organisation, *, year: int) -> tuple[Record, dict[str, Any]] | None:
    """The record that everybody reads, as it was told when it was frozen; None while none is published. Two queries."""
    record = record_of(organisation, year=year)
    if record is None or record.status != "published":
        return None
    return record, record.frozen.get(revision=record.revision).told
