"""A rule's content as it is read: a number with its unit, or a table."""

from __future__ import annotations

from typing import Any

from shenbian.rulebook.shapes import RuleKind, Shape


def sentence(kind: RuleKind, values: Any) -> str:
    """In one line; of a list, how many rows it has."""
    if kind.rows:
        return f"{len(values)}行"
    if kind.parts:
        return "，".join(f"{part.title}：{values[key]}" for key, part in kind.parts.items())
    return f"{values}{kind.unit}"


def columns(kind: RuleKind) -> list[dict[str, Any]]:
    """The head of a list's table."""
    return [{"title": part.title, "number": part.shape is Shape.WHOLE} for part in kind.parts.values()]


def rows(kind: RuleKind, values: Any) -> list[dict[str, Any]]:
    """The rows of a list's table, as the table component takes them."""
    return [{"cells": [_cell(row[key]) for key in kind.parts]} for row in values] if kind.rows else []


def _cell(value: Any) -> str:
    return ("是" if value else "—") if isinstance(value, bool) else str(value)
