"""The year's record and its figures: the published ones for everybody, drafts for who reads the body's registers."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Router, Schema

from shenbian.accounts.access import PUBLIC, PageRequest
from shenbian.api.door import open_to
from shenbian.api.public import HeadTold, head_told
from shenbian.kit.period import Period
from shenbian.metrics.metric import metrics
from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import federation
from shenbian.record.opened import frozen_months
from shenbian.record.place import path_in
from shenbian.record.reading import Edition, edition_of, head_of, notices, published_edition, readable

router = Router(tags=["record"])
FIRST, LAST = 1949, 9998


class PeriodTold(Schema):
    start: str
    end: str
    label: str


class PartTold(Schema):
    """A value of a part of the year, in the figure's unit."""

    label: str
    value: int | float | None


class FigureTold(Schema):
    """A number of the record as it was told: `value` unrounded in its unit (money in 元, a share without one).

    `exact` as people read it, `rendered` as the prose says it; `rests_on`: by which doors its rows came.
    """

    ref: str
    metric: str
    title: str
    value: int | float | None
    unit: str
    exact: str
    rendered: str
    facts: int
    rests_on: list[str]
    definition: str
    version: int
    periods: list[PartTold] = []
    numerator: int | None = None
    denominator: int | None = None


class SentenceTold(Schema):
    """A sentence is printed where it is true and says something."""

    text: str
    printed: bool
    untrue: str


class PartOfRecord(Schema):
    title: str
    sentences: list[SentenceTold]


class NoticeTold(Schema):
    metric: str
    title: str
    was: str
    now: str
    reason: str


class RecordTold(Schema):
    """`revision` 0 is the draft of this moment. `digest`: SM3 over text, size and root; `head`: the signed one."""

    title: str
    organisation: str
    organisation_number: str
    year: int
    period: PeriodTold
    state: str
    revision: int
    as_of: int | None
    digest: str
    head: HeadTold | None
    sections: list[PartOfRecord]
    figures: list[FigureTold]
    problems: list[str]
    notices: list[NoticeTold]


class FigureOpened(FigureTold):
    """A figure with its months, as they were when the record was frozen; none for a draft, shares and ranks."""

    year: int
    revision: int
    as_of: int | None
    months: list[PartTold]


@open_to(router, "GET", "/record/{int:year}", PUBLIC, RecordTold, about="工作纪实：已发布的人人可读")
def record(request: PageRequest, year: int, org: str = "") -> RecordTold:
    """What a body's year says; `org` is its number, the federation without."""
    body, found = _found(request, year, org)
    told = found.told
    head = head_of(found.size) if found.size else None
    return RecordTold(
        title=told["title"],
        organisation=body.name,
        organisation_number=body.number,
        year=year,
        period=PeriodTold(**told["period"]),
        state=found.record.status if found.record else "draft",
        revision=found.revision,
        as_of=found.as_of,
        digest=found.digest,
        head=head_told(head) if head else None,
        sections=[_part(each) for each in told["sections"]],
        figures=[FigureTold(**each) for each in told["figures"]],
        problems=told["problems"],
        notices=[
            NoticeTold(metric=each.metric, title=each.title, was=each.was, now=each.now, reason=each.reason)
            for each in notices(found.record, only_last=True)
        ],
    )


@open_to(
    router,
    "GET",
    "/record/{int:year}/figures/{str:metric}",
    PUBLIC,
    FigureOpened,
    about="纪实里的一个数字：数值、口径、分月、依据",
)
def figure(request: PageRequest, year: int, metric: str, org: str = "") -> FigureOpened:
    """A figure of the record: value, definition, periods, and how many rows it rests on."""
    body, found = _found(request, year, org)
    told: dict[str, Any] | None = next((each for each in found.told["figures"] if each["metric"] == metric), None)
    if told is None:
        raise Http404
    months = [PartTold(label=each.label, value=each.value) for each in _months(body, year, found, told)]
    return FigureOpened(**told, year=year, revision=found.revision, as_of=found.as_of, months=months)


def _found(request: PageRequest, year: int, org: str) -> tuple[Organisation, Edition]:
    """The published text; else, for who may read the body's registers, the text that stands."""
    body = (Organisation.objects.filter(number=org).first() if org else federation()) if FIRST <= year <= LAST else None
    if body is None:
        raise Http404
    found = published_edition(body, year=year)
    if found is None and readable(request.actor).filter(pk=body.pk).exists():
        found = edition_of(body, year=year)
    if found is None:
        raise Http404
    return body, found


def _months(body: Organisation, year: int, found: Edition, told: dict[str, Any]) -> Any:
    key = told["metric"]
    if not found.size or key not in metrics or metrics[key].version != told["version"]:
        return ()
    return frozen_months(metrics[key], under=path_in(body, year), period=Period.year(year), as_of=found.size)


def _part(each: dict[str, Any]) -> PartOfRecord:
    said = [SentenceTold(text=s["text"], printed=s["printed"], untrue=s["untrue"] or "") for s in each["sentences"]]
    return PartOfRecord(title=each["title"], sentences=said)
