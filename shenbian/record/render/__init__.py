"""A draft as a file: markdown for people, html for a page, json for machines."""

from collections.abc import Callable

from shenbian.record.draft import Draft
from shenbian.record.render import data, markdown, page

FORMATS: dict[str, Callable[[Draft], str]] = {"md": markdown.render, "html": page.render, "json": data.render}
