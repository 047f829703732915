"""A record as a file: markdown for people, html for a page, json for machines."""

from collections.abc import Callable

import orjson

from shenbian.record.render import markdown, page
from shenbian.record.told import Told


def as_json(told: Told) -> str:
    return orjson.dumps(told, option=orjson.OPT_INDENT_2).decode() + "\n"


FORMATS: dict[str, Callable[[Told], str]] = {"md": markdown.render, "html": page.render, "json": as_json}
