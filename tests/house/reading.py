"""What a measure reads, read off its declaration."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from shenbian.metrics.metric import Rows


def selections(node: Any) -> Iterator[Rows]:
    """Every selection of facts in a measure."""
    if isinstance(node, Rows):
        yield node
    elif hasattr(node, "__dataclass_fields__"):
        for each in fields(node):
            yield from selections(getattr(node, each.name))


def named(node: Any) -> Iterator[tuple[str, str]]:
    """What a measure names beside its selections: (field, name), as `of`, `by`, `total`, `facet`, `own`, `counter`."""
    if isinstance(node, Rows) or not hasattr(node, "__dataclass_fields__"):
        return
    for each in fields(node):
        value = getattr(node, each.name)
        if each.name in {"of", "by"} and isinstance(value, tuple):
            yield from ((each.name, name) for name in value)
        elif each.name in {"total", "facet", "own", "counter"} and value:
            yield each.name, value
        else:
            yield from named(value)


def kinds_of(node: Any) -> Iterator[str]:
    """Every kind that a measure reads, those that end spells among them."""
    for rows in selections(node):
        yield from rows.kinds
    yield from _ending(node)


def _ending(node: Any) -> Iterator[str]:
    if not isinstance(node, Rows) and hasattr(node, "__dataclass_fields__"):
        for each in fields(node):
            value = getattr(node, each.name)
            yield from value if each.name == "ended" else _ending(value)
