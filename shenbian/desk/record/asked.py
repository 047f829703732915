"""Which record a page is asked for: `?org=` a body's number, `?rev=` a revision (0: the draft).

What lies outside one's reach does not exist (404).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from shenbian.accounts.access import PageRequest
from shenbian.kit.period import Period
from shenbian.metrics.metric import Metric, metrics
from shenbian.orgs.models import Organisation
from shenbian.record.models import FrozenRecord
from shenbian.record.place import path_in
from shenbian.record.reading import readable

FIRST, LAST = 1949, 9998


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A body and a year, and the revision if one is named. `as_of` is the size of the log that it was read from."""

    organisation: Organisation
    year: int
    revision: int | None = None
    as_of: int | None = None

    @property
    def period(self) -> Period:
        return Period.year(self.year)

    @property
    def path(self) -> str:
        return path_in(self.organisation, self.year)

    @property
    def query(self) -> str:
        """The same question, for links."""
        said: dict[str, Any] = {"org": self.organisation.number}
        if self.revision is not None:
            said["rev"] = self.revision
        return f"?{urlencode(said)}"

    def url(self, name: str, *args: Any) -> str:
        """The address of a page of this room about the same body, year and revision."""
        return reverse(f"desk:{name}", args=[self.year, *args]) + self.query


def asked(request: PageRequest, year: int) -> Asked:
    """Without `org` the highest body of one's own. Two queries at the most. Raises Http404."""
    if not FIRST <= year <= LAST:
        raise Http404
    organisation = body_asked(request)
    revision = _whole(request.GET.get("rev"))
    return Asked(
        organisation=organisation, year=year, revision=revision, as_of=_size(organisation, year, revision or 0)
    )


def body_asked(request: PageRequest, said: str | None = None) -> Organisation:
    """The body named by `org` in the address, or by `said`. Raises Http404."""
    number = request.GET.get("org", "") if said is None else said
    found = readable(request.actor)
    body = found.filter(number=number).first() if number else found.order_by("path").first()
    if body is None:
        raise Http404
    return body


def metric_asked(key: str) -> Metric:
    """Raises Http404."""
    if key not in metrics:
        raise Http404
    return metrics[key]


def _whole(text: str | None) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > len("99999"):
        raise Http404
    return int(text)


def _size(organisation: Organisation, year: int, revision: int) -> int | None:
    if not revision:
        return None
    frozen = FrozenRecord.objects.filter(
        record__organisation=organisation, record__year=year, revision=revision
    ).values_list("told__as_of", flat=True)
    size = frozen.first()
    if size is None:
        raise Http404
    return int(size)
