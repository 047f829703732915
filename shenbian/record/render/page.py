"""The record as a page: serif prose whose figures are quietly underlined and open to their definitions."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from shenbian import look
from shenbian.record.told import Told, read_from, rests, untrue

Address = Callable[[str], str]  # of the page that opens the figure of this key
_OWN = Path(__file__).parents[1]
_SHEETS = (
    Path(look.__path__[0], "static/look/tokens.css"),
    Path(look.__path__[0], "static/look/page.css"),
    _OWN / "static/record/record.css",
)


def render(told: Told) -> str:
    """A file that needs nothing beside it: its style stands in it."""
    page = render_to_string("record/record.html", context(told))
    return page.replace("</head>", f"<style>\n{_style()}</style>\n</head>", 1)


def context(told: Told, *, at: Address | None = None) -> dict[str, Any]:
    """What the templates of the record show; with `at` every figure leads to a page of its own."""
    definitions = {figure["metric"]: figure["definition"] for figure in told["figures"]}

    def opened(key: str | None) -> dict[str, str]:
        return {} if key is None else {"definition": definitions.get(key, ""), "url": at(key) if at else ""}

    parts = [
        (
            part["title"],
            [
                [{**piece, **opened(piece.get("metric"))} for piece in each["pieces"]]
                for each in part["sentences"]
                if each["printed"]
            ],
        )
        for part in told["sections"]
    ]
    return {
        "told": told,
        "read_from": read_from(told),
        "parts": [(title, sentences) for title, sentences in parts if sentences],
        "figures": [
            {**figure, **opened(figure["metric"]), "rests": rests(figure), "facts": f"{figure['facts']:,}"}
            for figure in told["figures"]
        ],
        "untrue": untrue(told),
    }


@lru_cache(maxsize=1)
def _style() -> str:
    return "".join(sheet.read_text("utf-8") for sheet in _SHEETS)
