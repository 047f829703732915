"""What a draft is checked against: the year's figures of one union body, its place, and what 前列 means there."""

import re

from shenbian.kit import codes
from shenbian.kit.period import Period
from shenbian.metrics.measure import measure
from shenbian.metrics.metric import metrics
from shenbian.orgs.levels import Level
from shenbian.orgs.models import Organisation
from shenbian.record.check.claim import CheckedFigure, Claim
from shenbian.record.check.judge import check
from shenbian.record.check.places import Place
from shenbian.record.place import path_in
from shenbian.record.year import REFS
from shenbian.rulebook.queries import look_up

_UNION = re.compile(r"(?:总工会|工会联合会|联合工会|工会委员会|工会)$")


def check_draft(text: str, *, organisation: Organisation, year: int, as_of: int | None = None) -> list[Claim]:
    """The claims of a draft, judged by all figures of the year under a union body, counted in one go.

    Raises NoRule where the rule table does not say how many places are the front.
    """
    period = Period.year(year)
    refs = {key: ref for ref, key in REFS.items()}
    under = path_in(organisation, year)
    figures = {
        key: CheckedFigure(metric=figure.metric, value=figure.json_value, ref=refs.get(key, ""))
        for key, figure in measure(metrics, under=under, period=period, as_of=as_of).items()
        if figure.json_value is not None
    }
    front = look_up("front_rank", at=organisation, on=period.last)["top"]
    return check(text, figures=figures, place=place_of(organisation), year=year, front=front)


def place_of(organisation: Organisation) -> Place:
    """The place a union body stands for, with the towns and zones inside it: by its division, else by its name."""
    inside = organisation.children.filter(level__in=(Level.TOWN, Level.ZONE)).values_list("name", flat=True)
    return Place(_place_name(organisation), tuple(_UNION.sub("", name) for name in inside.order_by("name")))


def _place_name(organisation: Organisation) -> str:
    """顺义区 of 北京市顺义区总工会: what the code of its division is called (GB/T 2260)."""
    listed = codes.read("towns" if len(organisation.division) > len("110113") else "divisions")
    known = {entry.code: entry.name for entry in listed.entries}
    return known.get(organisation.division) or _UNION.sub("", organisation.name)
