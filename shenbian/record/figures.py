"""A printed figure as data: what machines read, what is frozen and what its hash covers."""

from typing import Any

import orjson

from shenbian.kit.sm import sm3
from shenbian.metrics.describe import describe
from shenbian.record.draft import Printed


def as_json(printed: Printed) -> dict[str, Any]:
    """`value` is a JSON number, unrounded; money in 元. Periods and shares only where the measure has them."""
    figure = printed.figure
    told: dict[str, Any] = {
        "ref": printed.ref,
        "metric": figure.metric.key,
        "title": figure.metric.title,
        "value": figure.json_value,
        "unit": figure.metric.unit,
        "rendered": printed.rendered,
        "facts": figure.facts,
        "rests_on": sorted(figure.rests_on),
        "definition": describe(figure.metric),
        "version": figure.metric.version,
    }
    if figure.periods:
        told["periods"] = figure.json_periods
    if figure.numerator is not None:
        told["numerator"], told["denominator"] = figure.numerator, figure.denominator
    return told


def digest(content: dict[str, Any], *, size: int, root: bytes) -> bytes:
    """What a frozen figure's hash covers: all it says, the size of the log and its root (SM3, 32 bytes)."""
    return sm3(orjson.dumps([content, size, root.hex()], option=orjson.OPT_SORT_KEYS))
